"""Significant digits: reads a number as it was typed, compares it, and prints it for people.

Two numbers agree to d significant digits if they differ by at most one unit of the d-th digit. The
last digit may be rounded or cut off, because learners do both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import floor, inf, isfinite, log10

from core.errors import InvalidExperiment

# Agreement to fewer digits than this may be chance.
LEAST = 3

# Digits beyond this depend on the order of additions.
EXACT = 12

# The number of digits of a number written in full.
DIGITS = 9

# Enough digits to tell every float from its neighbours.
ALL = 17

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

# A true minus, and the dash that word processors make of a hyphen.
_MINUS = str.maketrans("−–", "--")

_RAISED = re.compile("[⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_LOWERED = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")

# Sign, then a decimal with a denominator or a power of ten.
_DECIMAL = r"([0-9]+\.?[0-9]*|\.[0-9]+)"
_POWER = r"[eE]([+-]?[0-9]+)|\s*[×*·]\s*10\^([+-]?[0-9]+)"
_NUMBER = re.compile(rf"([+-]?){_DECIMAL}(?:\s*/\s*{_DECIMAL}|{_POWER})?")


@dataclass(frozen=True)
class Numeral:
    """A number, and the number of significant digits it was written with."""

    value: float
    digits: int

    @property
    def unit(self) -> float:
        """One unit of its last digit.

        >>> read("0.0821").unit, read("1200").unit
        (0.0001, 1.0)
        """
        return 10.0 ** (floor(log10(abs(self.value))) - self.digits + 1) if self.value else 0.0


def read(typed: float | str, field: tuple[str | int, ...] = ("value",)) -> Numeral:
    """The number that somebody typed.

    A text may have a decimal point or comma, a true minus sign, a power of ten in any of the forms
    ``3.5e-5``, ``3.5×10⁻⁵`` and ``3.5*10^-5``, or be a fraction such as ``1/3``. It keeps its
    trailing zeros; a fraction is exact, so it has `ALL` digits. A float has the digits of its
    shortest notation, but at least `LEAST`, because its trailing zeros are lost.

    Raises `InvalidExperiment`, naming `field`, for anything else, and for numbers too large or too
    near 0 for a float.

    >>> read("−0.01900"), read("3,5×10⁻⁵")
    (Numeral(value=-0.019, digits=4), Numeral(value=3.5e-05, digits=2))
    >>> read("0.5"), read(0.5), read("1/4")
    (Numeral(value=0.5, digits=1), Numeral(value=0.5, digits=3), Numeral(value=0.25, digits=17))
    """
    if not isinstance(typed, str):
        written = read(repr(float(typed)).removesuffix(".0"), field)
        return Numeral(written.value, max(written.digits, LEAST))
    numeral = _numeral(typed)
    if numeral is None:
        raise InvalidExperiment(
            field,
            f"got {typed[:40]!r}; must be a finite number, such as 0.0821, 0,0821, -3.5e-5, "
            "3.5×10⁻⁵ or 1/3",
        )
    return numeral


def plain(text: str) -> str:
    """The text with points, hyphens and ^ for commas, true minus signs and superscripts.

    >>> plain(" −3,5×10⁻⁵ ")
    '-3.5×10^-5'
    """
    raised = _RAISED.sub(lambda power: f"^{power[0].translate(_LOWERED)}", text.strip())
    return raised.translate(_MINUS).replace(",", ".")


def _numeral(text: str) -> Numeral | None:
    """The number in a text; None if there is none, or if it does not fit a float."""
    match = _NUMBER.fullmatch(plain(text))
    if match is None:
        return None
    sign, mantissa, denominator, exponent, power = match.groups()
    value = float(f"{sign}{mantissa}e{exponent or power or 0}")
    if denominator is not None:
        value = value / float(denominator) if float(denominator) else inf
    if not isfinite(value) or (value == 0) != (mantissa.strip("0.") == ""):
        return None
    significant = len(mantissa.replace(".", "").lstrip("0")) or 1
    return Numeral(value, significant if denominator is None else ALL)


def agreeing_digits(value: float, exact: float, units: float = 1.0) -> int:
    """The number of significant digits, 0 to 15, to which `value` agrees with `exact`.

    The difference may be `units` of the last digit; with ``units=0.5`` the last digit must be
    rounded, not cut off.

    >>> agreeing_digits(0.0821, 0.0821670405), agreeing_digits(0.0821, 0.0821670405, units=0.5)
    (3, 2)
    """
    if value == exact:
        return 15
    distance = abs(value - exact)
    if exact == 0 or distance == inf:  # opposite signs, and a distance too large for a float
        return 0
    magnitude = floor(log10(abs(exact)))
    return min(max(floor(magnitude + 1 - log10(distance) + log10(units)), 0), 15)


def printed(value: float) -> str:
    """The number with `DIGITS` significant digits and a true minus sign.

    >>> printed(-0.0190491182583), printed(3.51018778298e-05), printed(0.5)
    ('−0.0190491183', '3.51018778 × 10⁻⁵', '0.5')
    """
    mantissa, exponent = parted(value)
    power = f" × 10{exponent.translate(_SUPERSCRIPTS)}" if exponent else ""
    return mantissa.replace("-", "−") + power


def parted(value: float) -> tuple[str, str]:
    """The number as `DIGITS` significant digits and the exponent of a power of ten, if any.

    >>> parted(-0.0190491182583), parted(1.234e-05), parted(1e300)
    (('-0.0190491183', ''), ('1.234', '-5'), ('1', '300'))
    """
    mantissa, _, exponent = f"{value:.{DIGITS}g}".partition("e")
    return mantissa, str(int(exponent)) if exponent else ""
