"""Formulas in the page's prose: written as LaTeX in a template, sent as MathML.

A formula comes in all three notations at once (`notation`), each in an element of a class
that the style sheet shows or hides: ``in-short``, ``in-article``, ``in-general``. Where they differ
only by what the quantities are called, it is written once, with their names between at-signs:

    formula(r"@z.h1@ = @w1@ @x.i1@ + @w2@ @x.i2@ + @b.h1@")

Such a name becomes the quantity's symbol, marked (`data-quantities`) so that pointing at it lights
up the same thing in the diagram. Vectors and matrices, ``\\tensor{W}``, come out bold.
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

NOTATIONS: tuple[NotationName, ...] = get_args(NotationName)
SIZES = (2, 2, 2)  # of the network on the page
NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML"'  # which HTML does not need
LETTERS = "∂∇⊤"  # that are no operators, to be spaced like letters
QUANTITY = re.compile(r"@([\w.]+)@")
TENSOR = re.compile(r"\\tensor\{(.+?)\}")
BOLD = re.compile(r"!(.+)!")  # what a tensor is while it is converted


def formula(short: str, article: str = "", general: str = "") -> Markup:
    """A formula on a line of its own; the article's and the general LaTeX only where they differ.

    >>> print(formula("1"))
    <div class="formula"><math display="block"><mn>1</mn></math></div>
    """
    inner = in_each_notation((short, article or short, general or short), block=True)
    return Markup('<div class="formula">{}</div>').format(inner)


def maths(short: str, article: str = "", general: str = "") -> Markup:
    """A formula within a sentence.

    >>> print(maths("1 < 2"))
    <math><mn>1</mn><mo>&lt;</mo><mn>2</mn></math>
    >>> print(maths("z", "net"))  # doctest: +ELLIPSIS
    <span class="in-short"><math><mi>z</mi></math></span><span class="in-article"><math>...
    """
    return in_each_notation((short, article or short, general or short), block=False)


def the(quantity: str) -> Markup:
    """The symbol of a quantity within a sentence, such as ``delta.o1``."""
    return maths(f"@{quantity}@")


def in_each_notation(sources: tuple[str, str, str], *, block: bool) -> Markup:
    """The formula as each notation has it, or only once if all have the same."""
    written = [
        mathml(latex, notation, block) for latex, notation in zip(sources, NOTATIONS, strict=True)
    ]
    if len(set(written)) == 1:
        return Markup(written[0])
    each = Markup('<span class="in-{}">{}</span>')
    return Markup("").join(
        each.format(notation, Markup(text))
        for notation, text in zip(NOTATIONS, written, strict=True)
    )


@cache
def mathml(latex: str, notation: NotationName, block: bool) -> str:
    """LaTeX as MathML, well-formed since it has been a tree.

    >>> mathml("@w5@", "short", False)
    '<math><msub data-quantities="w5"><mi>w</mi><mn>5</mn></msub></math>'
    """
    latex = TENSOR.sub(r"\\text{!\1!}", QUANTITY.sub(r"\\text{@\1@}", latex))
    source = convert(latex, display="block" if block else "inline")
    whole = fromstring(source.replace(NAMESPACE, ""))
    tidy(whole, Notation(notation, SIZES))
    if not block:
        del whole.attrib["display"]
    return tostring(whole, encoding="unicode")


def tidy(parent: Math, notation: Notation) -> None:
    """Puts symbols in place of the names of quantities, and takes away what is in the way."""
    if parent.tag == "mtext" and (tensor := BOLD.fullmatch(parent.text or "")):
        parent.tag, parent.text = "mi", tensor[1]
        parent.set("class", "tensor")
    if parent.tag == "mo" and parent.text and parent.text in LETTERS:
        parent.tag = "mi"
    for index, child in enumerate(list(parent)):
        tidy(child, notation)
        found = QUANTITY.fullmatch(child.text or "") if child.tag == "mtext" else None
        if found:
            parent[index] = marked(notation.symbol(found[1]), found[1])
        elif child.tag == "mrow" and len(child) == 1:
            parent[index] = child[0]
        elif child.tag == "msup" and child[1].text == "′":
            # The prime is small and high by itself.
            child[0].text = f"{child[0].text}′"
            parent[index] = child[0]
    if parent.tag == "math" and parent[0].tag == "mrow" and not parent[0].attrib:
        parent[:] = list(parent[0])
