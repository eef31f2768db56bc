"""Significant digits: read a number as it was typed, compare it, print it for people.

Two numbers agree to d significant digits if they differ by at most one unit of the d-th: that
accepts a last digit which was rounded and one which was cut off, for learners do both.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from math import floor, inf, isfinite, log10

from core.errors import InvalidExperiment

# Fewer agreeing digits than these say little.
LEAST = 3

# More digits than these are noise of the arithmetic, which may add up in another order.
EXACT = 12

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Numeral:
    """A number, and with how many significant digits it was written."""

    value: float
    digits: int


def read(typed: float | str, field: tuple[str | int, ...] = ("value",)) -> Numeral:
    """The number that somebody typed.

    A text keeps its trailing zeros, and may have a true minus sign or a decimal comma. A float has
    the digits of its shortest notation; its zeros are lost, so it is taken to have had `LEAST`.
    Raises `InvalidExperiment`, blaming `field`, for what is no finite number.

    >>> read("−0.01900"), read("0.5"), read(0.5)
    (Numeral(value=-0.019, digits=4), Numeral(value=0.5, digits=1), Numeral(value=0.5, digits=3))
    """
    if not isinstance(typed, str):
        written = read(repr(float(typed)).removesuffix(".0"), field)
        return Numeral(written.value, max(written.digits, LEAST))
    plain = typed.strip().replace("−", "-")
    if "." not in plain:
        plain = plain.replace(",", ".")
    try:
        number = Decimal(plain)
        value = float(number)
    except (InvalidOperation, ValueError):
        value = inf
    if not isfinite(value):
        raise InvalidExperiment(field, f"got {typed[:40]!r}; must be a finite number")
    return Numeral(value, len(number.as_tuple().digits))


def agreeing_digits(value: float, exact: float, units: float = 1.0) -> int:
    """To how many significant digits of `exact`, 0 to 15, `value` is within `units` of the last.

    With ``units=0.5``: to how many digits it is `exact` rounded, and not cut off.

    >>> agreeing_digits(0.0821, 0.0821670405), agreeing_digits(0.0821, 0.0821670405, units=0.5)
    (3, 2)
    """
    if value == exact:
        return 15
    if exact == 0:
        return 0
    magnitude = floor(log10(abs(exact)))
    off = log10(abs(value - exact)) - log10(units)
    return min(max(floor(magnitude + 1 - off), 0), 15)


def printed(value: float) -> str:
    """The number with nine significant digits and a true minus sign.

    >>> printed(-0.0190491182583), printed(3.51018778298e-05), printed(0.5)
    ('−0.0190491183', '3.51018778 × 10⁻⁵', '0.5')
    """
    mantissa, _, exponent = f"{value:.9g}".partition("e")
    power = f" × 10{str(int(exponent)).translate(SUPERSCRIPTS)}" if exponent else ""
    return mantissa.replace("-", "−") + power
