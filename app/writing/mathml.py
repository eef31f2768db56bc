"""Presentation MathML, element by element, and how it is read aloud.

Only what MathML Core has, so browsers draw it by themselves: no script, no image. Built as trees
(`xml.etree`), so whatever text goes in comes out escaped.
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
    """An identifier: of one letter it is italic, of several upright."""
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
    """Elements side by side; a single one as it is."""
    return children[0] if len(children) == 1 else element("mrow", *children)


def fraction(above: Math, below: Math) -> Math:
    """One over the other."""
    return element("mfrac", above, below)


def power(base: Math, exponent: Math) -> Math:
    """A base with something raised."""
    return element("msup", base, exponent)


def scripts(base: Math, low: Math | None, high: Math | None) -> Math:
    """A base with an index below, above, both or neither."""
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
    matrix.set("class", "matrix")  # for a style sheet: not every font has brackets that stretch
    return matrix


def labelled(inner: Math, words: str) -> Math:
    """With words written under it."""
    return element("munder", inner, mtext(words))


def marked(inner: Math, *quantities: str, example: int | None = None) -> Math:
    """The element that stands for these quantities, if need be of one example, for the page."""
    inner.set("data-quantities", " ".join(quantities))
    if example is not None:
        inner.set("data-example", str(example))
    return inner


def magnitude(value: float) -> Math:
    """A number without its sign; on the page all its digits can be copied."""
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
    """A number within a sentence: four significant digits.

    >>> brief(-0.0190491183582), brief(3.51018e-05)
    ('−0.01905', '3.51 × 10⁻⁵')
    """
    return printed(float(f"{value:.4g}"))


def is_rounded(value: float) -> bool:
    """Whether `DIGITS` digits are fewer than the number has."""
    return float(f"{value:.{DIGITS}g}") != value


def render(inner: Math) -> str:
    """A formula on a line of its own, as text."""
    whole = element("math", inner)
    whole.set("display", "block")
    return tostring(whole, encoding="unicode")


def inline(inner: Math) -> str:
    """A formula within a line, as text."""
    return tostring(element("math", inner), encoding="unicode")


# On a line of plain text.

_LOW_DIGITS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_LOW = _LOW_DIGITS | str.maketrans("iho", "ᵢₕₒ")
_HIGH = str.maketrans("0123456789()+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺")


def plain(symbol: Math) -> str:
    """A symbol as text. An index is lowered, but stands beside a word, or if it is one.

    >>> h1, total = row(mi("h"), mn("1")), mi("total")
    >>> plain(scripts(mi("b"), h1, None)), plain(scripts(mi("θ"), mn("12"), mn("2")))
    ('bₕ₁', 'θ²₁₂')
    >>> plain(scripts(mi("out"), h1, None)), plain(scripts(mi("E"), total, None))
    ('out h₁', 'E total')
    """
    match symbol.tag, list(symbol):
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

SPOKEN = {
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
    """A formula as one would read it out, in the words and signs that TeX has made common.

    >>> spoken(row(mi("w"), mo("="), fraction(mn("1"), row(mn("2"), mo(MINUS), mi("x")))))
    'w equals 1 over (2 minus x)'
    """
    return " ".join(words(formula).replace("( ", "(").replace(" )", ")").split())


def words(part: Math) -> str:
    """What is said for an element, not yet tidied."""
    children = list(part)
    match part.tag:
        case "mi" | "mn" | "mo" | "mtext":
            text = part.text or ""
            plain = text.removesuffix("′")
            return SPOKEN.get(plain, plain) + (SPOKEN["′"] if plain != text else "")
        case "mfrac":
            above, below = children
            if is_derivative(above):
                return f"{words(above)}/{words(below)}"
            return f" {grouped(above)} over {grouped(below)} "
        case "msub":
            return words(children[0]) + index_words(children[1])
        case "msup" if children[0].get("class") == "tensor" and children[1].tag == "mn":
            # The number of a layer, not a power.
            return f"{words(children[0])}^{words(children[1])}"
        case "msup":
            return words(children[0]) + power_words(children[1])
        case "msubsup":
            base, low, high = children
            if words(high).strip() == "plus":
                return f"{words(base)}{index_words(low)} new"
            return f"{words(base)}^{words(high)}_{words(low)}"
        case "munder" | "munderover":
            return words(children[0])
        case "mtable":
            return "; ".join(words(line) for line in children)
        case "mtr":
            return ", ".join(words(entry) for entry in children)
        case _:
            return "".join(map(words, children))


def is_derivative(above: Math) -> bool:
    """Whether a fraction with this above its line is a derivative."""
    return len(above) > 0 and above[0].text == "∂"


def grouped(part: Math) -> str:
    """An operand, in parentheses if it is more than one thing."""
    return f"({words(part)})" if part.tag == "mrow" else words(part)


def index_words(low: Math) -> str:
    """An index: digits follow their letter, h1, letters an underscore, z_h1."""
    text = words(low).strip()
    return text if text.isdigit() else f"_{text}"


def power_words(high: Math) -> str:
    """What is raised."""
    text = words(high).strip()
    named = {"2": " squared", "plus": " new", "⊤": " transposed"}
    return named.get(text, f"^{text}" if " " not in text else f"^({text})")
