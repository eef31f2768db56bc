"""Expressions as people type them into a calculator: ``0.5*0.7414*0.1868``, ``1/(1+e^-0.3775)``.

They are parsed here, never executed. A number may have a decimal comma; ``×``, ``·`` and ``÷``, a
true minus sign and superscripts are understood; functions are exp, ln, sqrt and tanh.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import fsum, isfinite, prod

import numpy as np

from core.check.digits import LEAST, Numeral, plain, read
from core.errors import InvalidExperiment
from core.expressions import (
    Call,
    Constant,
    Expression,
    Fraction,
    Function,
    Minus,
    Product,
    Square,
    Sum,
    exp,
    ln,
)

_TOKEN = re.compile(r"\s*([0-9]+\.?[0-9]*(?:[eE][+-]?[0-9]+)?|\.[0-9]+|[a-z]+|[-+*/^()])")

# Signs that people type for * and /
_SIGNS = str.maketrans("×·÷", "**/")

_FUNCTIONS = {
    "exp": exp,
    "ln": ln,
    "log": ln,
    "sqrt": Function("√", np.sqrt),
    "tanh": Function("tanh", np.tanh),
}

_MISTYPED = "must be a number or an expression such as 0.5*0.7414*0.1868 or 1/(1+e^-0.3775)"


@dataclass(frozen=True)
class Calculation:
    """What was typed: a number alone, or an expression with its numbers."""

    numeral: Numeral
    expression: Expression | None = None


def calculated(typed: float | str, field: tuple[str | int, ...] = ("value",)) -> Calculation:
    """The number that somebody typed, or that an expression gives.

    A result has as many digits as the shortest of its numbers with three digits or more: others,
    such as 1 and 0.5, are taken for exact. Raises `InvalidExperiment`, naming `field`.

    >>> calculated("0,5×0.1385").numeral
    Numeral(value=0.06925, digits=4)
    >>> round(calculated("1/(1+e^-0.3775)").numeral.value, 9)
    0.593269992
    """
    try:
        return Calculation(read(typed, field))
    except InvalidExperiment:
        if not isinstance(typed, str) or not re.search(r"[0-9)]\s*\S", typed):
            raise
    parser = _Parser(plain(typed).translate(_SIGNS))
    try:
        expression = parser.whole()
        with np.errstate(all="ignore"):
            value = value_of(expression)
    except (ValueError, ArithmeticError):
        value = np.nan
    if not isfinite(value):
        raise InvalidExperiment(field, f"got {typed[:40]!r}; {_MISTYPED}")
    digits = min((digits for digits in parser.digits if digits >= LEAST), default=LEAST)
    return Calculation(Numeral(float(value), digits), expression)


def value_of(expression: Expression) -> float:
    """The value of an expression without quantities.

    >>> value_of(Product((Constant(0.5), Minus(Constant(3.0)))))
    -1.5
    """
    match expression:
        case Constant(number):
            return number
        case Minus(term):
            return -value_of(term)
        case Sum(terms):
            return fsum(map(value_of, terms))
        case Product(factors):
            return float(prod(map(value_of, factors)))
        case Fraction(above, below):
            return value_of(above) / value_of(below)
        case Square(base):
            return value_of(base) ** 2
        case Call(function, argument):
            return float(function.value(value_of(argument)))
        case _:
            raise ValueError(f"got {expression}")


class _Parser:
    """Recursive descent: a sum of products of powers. Raises `ValueError`.

    A number is a `Constant` with the text that was typed for its symbol.
    """

    def __init__(self, text: str) -> None:
        self.tokens = self._tokens(text)
        self.at = 0
        self.digits: list[int] = []

    @staticmethod
    def _tokens(text: str) -> list[str]:
        tokens, at = [], 0
        while at < len(text.rstrip()):
            match = _TOKEN.match(text, at)
            if match is None:
                return ["?"]
            tokens.append(match[1])
            at = match.end()
        return tokens

    def whole(self) -> Expression:
        expression = self.sum()
        if self.at < len(self.tokens):
            raise ValueError(self.tokens[self.at])
        return expression

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, *allowed: str) -> str:
        """The next token if it is one of these; of none given, whatever it is."""
        token = self.peek()
        if allowed and token not in allowed:
            return ""
        self.at += 1
        return token

    def sum(self) -> Expression:
        terms = [self.product()]
        while sign := self.take("+", "-"):
            term = self.product()
            terms.append(Minus(term) if sign == "-" else term)
        return Sum(tuple(terms)) if len(terms) > 1 else terms[0]

    def product(self) -> Expression:
        result = self.signed()
        while True:
            if self.take("*"):
                result = _times(result, self.signed())
            elif self.take("/"):
                result = Fraction(result, self.signed())
            elif self.peek() == "(":  # 0.5(1 - 0.5)
                result = _times(result, self.signed())
            else:
                return result

    def signed(self) -> Expression:
        if self.take("-"):
            return Minus(self.signed())
        return self.signed() if self.take("+") else self.power()

    def power(self) -> Expression:
        euler = self.peek() == "e"
        base = self.atom()
        if not self.take("^"):
            return base
        exponent = self.signed()
        if euler:
            return exp(exponent)
        if isinstance(exponent, Constant) and exponent.value == 2:
            return Square(base)
        raised = value_of(exponent)
        return Call(Function(f"^{raised:g}", _raise(raised)), base)

    def atom(self) -> Expression:
        token = self.take()
        if token == "(":
            inner = self.sum()
            if not self.take(")"):
                raise ValueError("a bracket is open")
            return inner
        if token == "e":
            return Constant(float(np.e))
        if token in _FUNCTIONS:
            if self.peek() != "(":
                raise ValueError(token)
            return _FUNCTIONS[token](self.atom())
        if not token or not (token[0].isdigit() or token[0] == "."):
            raise ValueError(token)
        numeral = read(token)
        self.digits.append(numeral.digits)
        return Constant(numeral.value, symbol=token)


def _times(left: Expression, right: Expression) -> Product:
    """A product of all factors so far and one more."""
    before = left.factors if isinstance(left, Product) else (left,)
    return Product((*before, right))


def _raise(exponent: float) -> Callable[[float], float]:
    """A power, of a real number only."""

    def power(base: float) -> float:
        if base < 0 and not float(exponent).is_integer():
            raise ValueError("no real number")
        return float(pow(base, exponent))

    return power
