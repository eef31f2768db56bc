"""Numbers on a sheet, as people of a language write them."""

from __future__ import annotations

from typing import Literal, TypeAlias

from app.writing.mathml import brief
from core.practice.sheets.by_hand import KEPT

Decimal: TypeAlias = Literal["point", "comma"]

# The languages that write a decimal comma in most of the countries where they are spoken.
_COMMA = frozenset(
    [
        *("af", "az", "be", "bg", "bs", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fi"),
        *("fr", "gl", "hr", "hu", "hy", "id", "is", "it", "ka", "kk", "lt", "lv", "mk", "nb"),
        *("nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "tr", "uk"),
        *("uz", "vi"),
    ]
)
# These countries write a point all the same.
_POINT = frozenset(["de-ch", "de-li", "it-ch", "es-mx", "es-us", "es-pr", "es-gt"])


def decimal_of(languages: str) -> Decimal:
    """The decimal sign of the first language in an Accept-Language header.

    >>> decimal_of("de-DE,de;q=0.9,en;q=0.8"), decimal_of("de-CH"), decimal_of("")
    ('comma', 'point', 'point')
    """
    first = languages.partition(",")[0].partition(";")[0].strip().lower()
    comma = first.partition("-")[0] in _COMMA and first not in _POINT
    return "comma" if comma else "point"


def given(value: float, decimal: Decimal) -> str:
    """A number that is given, which has few digits.

    >>> given(-0.5, "point"), given(1.2, "comma")
    ('−0.5', '1,2')
    """
    return _written(brief(value), decimal)


def worked(value: float, decimal: Decimal) -> str:
    """A number that is calculated, with as many digits as are kept.

    >>> worked(0.09498, "point"), worked(-0.5, "comma"), worked(0.00219, "point")
    ('0.09498', '−0,5000', '0.002190')
    """
    digits = f"{abs(value):#.{KEPT}g}"
    return _written(f"−{digits}" if value < 0 else digits, decimal)


def first_decimal(tenths: int, decimal: Decimal) -> str:
    """A number of tenths, at the head of a row of the table.

    >>> first_decimal(20, "point"), first_decimal(3, "comma")
    ('2.0', '0,3')
    """
    return _written(f"{tenths / 10:.1f}", decimal)


def _written(digits: str, decimal: Decimal) -> str:
    return digits.replace(".", ",") if decimal == "comma" else digits
