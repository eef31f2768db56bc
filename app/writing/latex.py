"""Formulas in the page's text: LaTeX in the templates, sent as MathML.

A formula is sent in all three notations (`notation`), each in an element whose class the style
sheet shows or hides: ``in-short``, ``in-article``, ``in-general``. If the notations differ only in
their symbols, the formula is written once, with the names of quantities between at-signs:

    formula(r"@z.h1@ = @w1@ @x.i1@ + @w2@ @x.i2@ + @b.h1@")

A name becomes the quantity's symbol, with `data-quantities`, so that pointing at it highlights the
quantity in the diagram. Vectors and matrices, ``\\tensor{W}``, become bold.
"""

from __future__ import annotations

import re
from functools import cache
from typing import get_args
from xml.etree.ElementTree import fromstring, tostring

from latex2mathml.converter import convert
from markupsafe import Markup

from app.writing.mathml import Math, marked
from app.writing.notation import Notation, NotationName

_NOTATIONS: tuple[NotationName, ...] = get_args(NotationName)
SIZES = (2, 2, 2)  # of the network on the page
_NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML"'  # not needed in HTML
_LETTERS = "∂∇⊤"  # spaced like letters, not like operators
_QUANTITY = re.compile(r"@([\w.]+)@")
_TENSOR = re.compile(r"\\tensor\{(.+?)\}")
_BOLD = re.compile(r"!(.+)!")  # the form of a tensor during the conversion


def formula(short: str, article: str = "", general: str = "") -> Markup:
    """A formula on its own line; `article` and `general` only if their LaTeX differs.

    >>> print(formula("1"))
    <div class="formula"><math display="block"><mn>1</mn></math></div>
    """
    inner = _in_each_notation((short, article or short, general or short), block=True)
    return Markup('<div class="formula">{}</div>').format(inner)


def maths(short: str, article: str = "", general: str = "") -> Markup:
    """A formula within a sentence.

    >>> print(maths("1 < 2"))
    <math><mn>1</mn><mo>&lt;</mo><mn>2</mn></math>
    >>> print(maths("z", "net"))  # doctest: +ELLIPSIS
    <span class="in-short"><math><mi>z</mi></math></span><span class="in-article"><math>...
    """
    return _in_each_notation((short, article or short, general or short), block=False)


def the(quantity: str) -> Markup:
    """The symbol of a quantity within a sentence, such as ``delta.o1``."""
    return maths(f"@{quantity}@")


def _in_each_notation(sources: tuple[str, str, str], *, block: bool) -> Markup:
    """The formula in each notation, or only once if all are the same."""
    written = [
        mathml(latex, notation, block) for latex, notation in zip(sources, _NOTATIONS, strict=True)
    ]
    if len(set(written)) == 1:
        return Markup(written[0])
    each = Markup('<span class="in-{}">{}</span>')
    return Markup("").join(
        each.format(notation, Markup(text))
        for notation, text in zip(_NOTATIONS, written, strict=True)
    )


@cache
def mathml(latex: str, notation: NotationName, block: bool) -> str:
    """LaTeX as MathML, which is well-formed because it is made from a tree.

    >>> mathml("@w5@", "short", False)
    '<math><msub data-quantities="w5"><mi>w</mi><mn>5</mn></msub></math>'
    """
    latex = _TENSOR.sub(r"\\text{!\1!}", _QUANTITY.sub(r"\\text{@\1@}", latex))
    source = convert(latex, display="block" if block else "inline")
    whole = fromstring(source.replace(_NAMESPACE, ""))
    tidy(whole, Notation(notation, SIZES))
    if not block:
        del whole.attrib["display"]
    return tostring(whole, encoding="unicode")


def tidy(parent: Math, notation: Notation) -> None:
    """Replaces the names of quantities by symbols, and removes superfluous elements."""
    if parent.tag == "mtext" and (tensor := _BOLD.fullmatch(parent.text or "")):
        parent.tag, parent.text = "mi", tensor[1]
        parent.set("class", "tensor")
    if parent.tag == "mo" and parent.text and parent.text in _LETTERS:
        parent.tag = "mi"
    for index, child in enumerate(list(parent)):
        tidy(child, notation)
        found = _QUANTITY.fullmatch(child.text or "") if child.tag == "mtext" else None
        if found:
            parent[index] = marked(notation.symbol(found[1]), found[1])
        elif child.tag == "mrow" and len(child) == 1:
            parent[index] = child[0]
        elif child.tag == "msup" and child[1].text == "′":
            # The prime character is already small and raised.
            child[0].text = f"{child[0].text}′"
            parent[index] = child[0]
    if parent.tag == "math" and parent[0].tag == "mrow" and not parent[0].attrib:
        parent[:] = list(parent[0])
