"""Builds presentation MathML, and turns it into words.

It uses only MathML Core, which browsers draw without scripts or images. Trees (`xml.etree`) escape
all text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias
from xml.etree.ElementTree import Element, tostring

from core.check.digits import DIGITS, parted, printed

Math: TypeAlias = Element

MINUS, TIMES, DOT, INVISIBLE_TIMES, APPLY = "−", "×", "·", "\u2062", "\u2061"
ELLIPSIS, VERTICAL_ELLIPSIS = "…", "⋮"


def element(tag: str, *children: Math) -> Math:
    """An element with these children."""
    made = Element(tag)
    made.extend(children)
    return made


def token(tag: str, text: str) -> Math:
    """An element that holds text."""
    made = Element(tag)
    made.text = text
    return made


def mi(name: str) -> Math:
    """An identifier: italic if it is a single letter, else upright."""
    return token("mi", name)


def mn(digits: str) -> Math:
    """Digits."""
    return token("mn", digits)


def mo(sign: str) -> Math:
    """An operator or a bracket."""
    return token("mo", sign)


def mtext(words: str) -> Math:
    """Words."""
    return token("mtext", words)


def row(*children: Math) -> Math:
    """Elements side by side; a single one is returned unchanged."""
    return children[0] if len(children) == 1 else element("mrow", *children)


def fraction(above: Math, below: Math) -> Math:
    """A fraction."""
    return element("mfrac", above, below)


def power(base: Math, exponent: Math) -> Math:
    """A base with an exponent."""
    return element("msup", base, exponent)


def scripts(base: Math, low: Math | None, high: Math | None) -> Math:
    """A base with a lower index, an upper one, both or neither."""
    if low is None:
        return base if high is None else power(base, high)
    return element("msub", base, low) if high is None else element("msubsup", base, low, high)


def parenthesised(inner: Math) -> Math:
    """In parentheses."""
    return row(mo("("), inner, mo(")"))


def brackets(rows: Iterable[Iterable[Math]]) -> Math:
    """A matrix in square brackets."""
    table = element(
        "mtable",
        *(element("mtr", *(element("mtd", entry) for entry in entries)) for entries in rows),
    )
    matrix = row(mo("["), table, mo("]"))
    matrix.set("class", "matrix")  # for the style sheet, because not all fonts can stretch brackets
    return matrix


def labelled(inner: Math, words: str) -> Math:
    """An element with words under it."""
    return element("munder", inner, mtext(words))


def marked(inner: Math, *quantities: str, example: int | None = None) -> Math:
    """Marks an element as these quantities (of an example), so that the page can find it."""
    inner.set("data-quantities", " ".join(quantities))
    if example is not None:
        inner.set("data-example", str(example))
    return inner


def magnitude(value: float) -> Math:
    """A number without its sign; `data-value` has all digits, so that the page can copy them."""
    mantissa, exponent = parted(abs(value))
    written = mn(mantissa)
    if exponent:
        raised = mn(exponent.removeprefix("-"))
        if exponent.startswith("-"):
            raised = row(mo(MINUS), raised)
        written = row(written, mo(TIMES), power(mn("10"), raised))
    written.set("data-value", repr(value))
    return written


def number(value: float) -> Math:
    """A number with `DIGITS` significant digits and a true minus sign.

    >>> tostring(number(-0.5), encoding="unicode")
    '<mrow data-value="-0.5"><mo>−</mo><mn>0.5</mn></mrow>'
    """
    if value >= 0:
        return magnitude(value)
    written = magnitude(value)
    signed = row(mo(MINUS), written)
    signed.set("data-value", written.attrib.pop("data-value"))
    return signed


def brief(value: float) -> str:
    """A number for a sentence, with four significant digits.

    >>> brief(-0.0190491183582), brief(3.51018e-05)
    ('−0.01905', '3.51 × 10⁻⁵')
    """
    return printed(float(f"{value:.4g}"))


def is_rounded(value: float) -> bool:
    """Whether the number has more than `DIGITS` digits."""
    return float(f"{value:.{DIGITS}g}") != value


def render(inner: Math) -> str:
    """The text of a formula on its own line."""
    whole = element("math", inner)
    whole.set("display", "block")
    return tostring(whole, encoding="unicode")


def inline(inner: Math) -> str:
    """The text of a formula within a line."""
    return tostring(element("math", inner), encoding="unicode")


# On a line of plain text.

_LOW_DIGITS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_LOW = _LOW_DIGITS | str.maketrans("hijo", "ₕᵢⱼₒ")
_HIGH = str.maketrans("0123456789()+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺")


def plain(symbol: Math) -> str:
    """A symbol as plain text. An index is lowered, unless it or its base is a word.

    >>> h1, total = row(mi("h"), mn("1")), mi("total")
    >>> plain(scripts(mi("b"), h1, None)), plain(scripts(mi("θ"), mn("12"), mn("2")))
    ('bₕ₁', 'θ²₁₂')
    >>> plain(scripts(mi("out"), h1, None)), plain(scripts(mi("E"), total, None))
    ('out h₁', 'E total')
    >>> plain(fraction(row(mo("∂"), mi("E")), row(mo("∂"), mi("w"))))
    '∂E/∂w'
    """
    match symbol.tag, list(symbol):
        case "mfrac", [over, under]:
            return f"{plain(over)}/{plain(under)}"
        case "msub", [base, low]:
            return _with_index(plain(base), plain(low))
        case "msup", [base, high]:
            return plain(base) + plain(high).translate(_HIGH)
        case "msubsup", [base, low, high]:
            return _with_index(plain(base) + plain(high).translate(_HIGH), plain(low))
        case _, children:
            return (symbol.text or "") + "".join(map(plain, children))


def _with_index(base: str, low: str) -> str:
    if any(word.isalpha() and len(word) > 1 for word in (base, low)):
        return f"{base} {low.translate(_LOW_DIGITS)}"
    return base + low.translate(_LOW)


# Read aloud.

_SPOKEN = {
    MINUS: " minus ",
    TIMES: " times ",
    DOT: " times ",
    "⊙": " times elementwise ",
    INVISIBLE_TIMES: " ",
    APPLY: " of ",
    "=": " equals ",
    ">": " > ",
    "+": " plus ",
    "←": " becomes ",
    ELLIPSIS: " and so on to ",
    "∂": "d",
    "σ": "sigma",
    "δ": "delta",
    "θ": "theta",
    "∇": "nabla",
    "η": "learning rate",
    "∑": " the sum of ",
    "′": " prime",
}


def spoken(formula: Math) -> str:
    """A formula in words, with the words and signs that are common from TeX.

    >>> spoken(row(mi("w"), mo("="), fraction(mn("1"), row(mn("2"), mo(MINUS), mi("x")))))
    'w equals 1 over (2 minus x)'
    """
    return " ".join(_words(formula).replace("( ", "(").replace(" )", ")").split())


def _words(part: Math) -> str:
    """The words for an element, with superfluous spaces."""
    children = list(part)
    match part.tag:
        case "mi" | "mn" | "mo" | "mtext":
            text = part.text or ""
            plain = text.removesuffix("′")
            return _SPOKEN.get(plain, plain) + (_SPOKEN["′"] if plain != text else "")
        case "mfrac":
            above, below = children
            if _is_derivative(above):
                return f"{_words(above)}/{_words(below)}"
            return f" {_grouped(above)} over {_grouped(below)} "
        case "msub":
            return _words(children[0]) + _index_words(children[1])
        case "msup" if children[0].get("class") == "tensor" and children[1].tag == "mn":
            # A raised layer number, not a power.
            return f"{_words(children[0])}^{_words(children[1])}"
        case "msup":
            return _words(children[0]) + _power_words(children[1])
        case "msubsup":
            base, low, high = children
            if _words(high).strip() == "plus":
                return f"{_words(base)}{_index_words(low)} new"
            return f"{_words(base)}^{_words(high)}_{_words(low)}"
        case "munder" | "munderover":
            return _words(children[0])
        case "mtable":
            return "; ".join(_words(line) for line in children)
        case "mtr":
            return ", ".join(_words(entry) for entry in children)
        case _:
            return "".join(map(_words, children))


def _is_derivative(above: Math) -> bool:
    """Whether a fraction with this numerator is a derivative."""
    return len(above) > 0 and above[0].text == "∂"


def _grouped(part: Math) -> str:
    """The words for an operand, in parentheses if it has several parts."""
    return f"({_words(part)})" if part.tag == "mrow" else _words(part)


def _index_words(low: Math) -> str:
    """The words for an index: digits follow directly, h1; letters after an underscore, z_h1."""
    text = _words(low).strip()
    return text if text.isdigit() else f"_{text}"


def _power_words(high: Math) -> str:
    """The words for an exponent."""
    text = _words(high).strip()
    named = {"2": " squared", "plus": " new", "⊤": " transposed"}
    return named.get(text, f"^{text}" if " " not in text else f"^({text})")
