"""Where every number comes from: its formula, as a small tree that can be evaluated and written.

The leaves of a formula are other quantities, by name (`quantities`), and constants. A leaf
may show another `face`: the factor ``h1`` of dE/dw5 is there as ``dz_o1/dw5``. So one tree is the
chain rule in symbols and, with numbers in place of its leaves, the product of its factors.

    dE/dw5 = dE/do1 * do1/dz_o1 * dz_o1/dw5        symbols: the rule
           = (o1 - y1) * o1 (1 - o1) * h1          names:   each factor resolved
           = (0.751 - 0.01) * 0.751 (1 - 0.751) * 0.593     numbers: the same, with numbers
           = 0.741 * 0.187 * 0.593                 factors: the rule, with numbers
           = 0.0822                                the result
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, prod
from typing import Any, Literal, TypeAlias

import numpy as np

from core.explain import names
from core.explain.here import Here
from core.explain.names import Bias, Neuron, Part, Path, Weight, Whole
from core.explain.quantities import Opened, of_every_kind, quantity, quantity_named
from core.expressions import (
    ONE,
    Call,
    Constant,
    Derivative,
    Expression,
    Fraction,
    IfPositive,
    Known,
    Largest,
    LossAfter,
    MatrixProduct,
    Mean,
    Minus,
    Product,
    Square,
    Sum,
    Tensor,
    Total,
)
from core.run.experiment import Experiment
from core.run.training import evaluate_stack


def evaluate(expression: Expression, opened: Opened, example: int = 0) -> float:
    """The number that an expression has in an iteration, for one of its examples.

    >>> from core.run.presets import mazur
    >>> from core.explain.quantities import open_iteration
    >>> path = Product((Known("delta.o1"), Known("w5")))
    >>> evaluate(path, open_iteration(mazur()))
    0.0553994246...
    """

    def value(part: Expression) -> float:
        return evaluate(part, opened, example)

    match expression:
        case Known(name):
            return quantity(opened, name, example)
        case Constant(number):
            return number
        case Minus(term):
            return -value(term)
        case Sum(terms):
            return fsum(map(value, terms))
        case Product(factors):
            return float(prod(map(value, factors)))
        case Fraction(above, below):
            return value(above) / value(below)
        case Square(base):
            return value(base) * value(base)
        case Largest(of):
            return max(map(value, of))
        case IfPositive(condition, then, otherwise):
            return value(then) if value(condition) > 0 else value(otherwise)
        case Call(function, argument):
            with np.errstate(over="ignore"):
                return float(function.value(value(argument)))
        case Mean(each):
            examples = range(opened.experiment.m)
            return fsum(evaluate(each, opened, k) for k in examples) / len(examples)
        case Tensor() | MatrixProduct() | Total():
            raise TypeError(f"got {expression}; a matrix is no number")
        case LossAfter():
            return float(evaluate_stack(opened.experiment, opened.after)[1])


# A formula is a subject and the steps that lead to its number.

Role: TypeAlias = Literal["symbols", "names", "numbers", "factors"]


@dataclass(frozen=True)
class Step:
    """An expression, to be written in symbols ("symbols", "names") or in numbers."""

    role: Role
    expression: Expression


@dataclass(frozen=True)
class Formula:
    """A quantity (a `Known`, with all the faces that it has) and the steps to its value.

    A quantity that is given has no steps. One that is `unnamed` has no symbol but its formula, such
    as w5 h1, which is its first step.
    """

    subject: tuple[Known, ...]
    steps: tuple[Step, ...] = ()
    unnamed: bool = False


def formula_of(name: str, experiment: Experiment) -> Formula:
    """How the quantity called `name` is computed in an experiment.

    Raises `InvalidExperiment` for a name that there is not.

    >>> from core.run.presets import mazur
    >>> [step.role for step in formula_of("gradient.w5", mazur()).steps]
    ['symbols', 'names', 'numbers', 'factors']
    >>> formula_of("path.o1.h1", mazur()).steps[1].expression
    Product(factors=(Known(name='delta.o1', ...), Known(name='w5', ...)), close=True)
    """
    here = Here(experiment)
    asked = quantity_named(name, here.sizes)
    return FORMULAS[asked.kind.prefix](here, asked.part)


def total(terms: list[Expression]) -> Expression:
    """The sum of terms; a single one is its own."""
    return Sum(tuple(terms)) if len(terms) > 1 else terms[0]


def chain(subject: tuple[Known, ...], rules: list[Expression], resolved: Expression) -> Formula:
    """The formula that goes from the rules in symbols to names and numbers, and back to factors."""
    return Formula(
        subject,
        (
            *(Step("symbols", rule) for rule in rules),
            Step("names", resolved),
            Step("numbers", resolved),
            *(Step("factors", rule) for rule in reversed(rules)),
        ),
    )


# The parts that formulas share.


def output_of(here: Here, neuron: Neuron, face: Derivative | None = None) -> Known:
    """What a neuron sends on: an input x, or an activation a."""
    return here.known("x." if neuron.layer == 0 else "a.", neuron, face)


def rate(here: Here) -> Constant:
    """The learning rate."""
    return Constant(here.experiment.learning_rate, "learning_rate")


def term(here: Here, weight: Weight) -> Expression:
    """``w5 h1``."""
    return Product((here.known("", weight), output_of(here, weight.sender)), close=True)


def share(here: Here, neuron: Neuron) -> Expression:
    """An output's share of the loss: ``1/2 (y - o)^2``, or ``-y ln o - (1 - y) ln(1 - o)``."""
    return here.of_output(here.loss.formula, neuron)


def error(here: Here, neuron: Neuron) -> Expression:
    """``o - y``."""
    return here.of_output(here.loss.error, neuron)


def slope(here: Here, neuron: Neuron) -> Expression:
    """``sigma'(z)`` as a factor: in the terms in which it is simplest, if it has no cases."""
    activation = here.activation(neuron)
    if isinstance(activation.slope, IfPositive):
        return activation.slope_applied(here.known("z.", neuron))
    return here.of_neuron(activation.slope, neuron)


def path(here: Here, weight: Weight) -> Expression:
    """``delta_o1 w5``."""
    return Product((here.known("delta.", weight.receiver), here.known("", weight)), close=True)


def to_activation(here: Here, neuron: Neuron) -> Derivative:
    """dE/da."""
    return Derivative("loss", here.name("a.", neuron))


def to_net_input(here: Here, neuron: Neuron) -> Derivative:
    """dE/dz."""
    return Derivative("loss", here.name("z.", neuron))


def through(here: Here, neuron: Neuron) -> Derivative:
    """da/dz."""
    return Derivative(here.name("a.", neuron), here.name("z.", neuron))


def paths(here: Here, neuron: Neuron) -> Expression:
    """dE/da of a hidden neuron as the sum of its paths."""
    return total([here.known("path.", Path(weight)) for weight in here.weights_from(neuron)])


@dataclass(frozen=True)
class Route:
    """A way of writing dE/dz: as rules, from the most general on, and resolved."""

    rules: Sequence[tuple[Expression, ...]]
    resolved: tuple[Expression, ...]


def route(here: Here, neuron: Neuron) -> Route:
    """dE/dz of a neuron, as factors to which a gradient adds its own."""
    sloped = here.known("slope.", neuron, through(here, neuron))
    if not here.is_output(neuron):
        whole = here.known("da.", neuron)
        split = paths(here, neuron)
        rules = [(whole, sloped)] + ([(split, sloped)] if isinstance(split, Sum) else [])
        back = total([path(here, weight) for weight in here.weights_from(neuron)])
        return Route(rules, (back, slope(here, neuron)))
    if here.loss.slope_remains:
        missed = here.known("error.", neuron, to_activation(here, neuron))
        return Route([(missed, sloped)], (error(here, neuron), slope(here, neuron)))
    # Under the cross-entropy the slope of the sigmoid cancels: there is only one factor.
    cancelled = here.known("delta.", neuron, to_net_input(here, neuron))
    return Route([(cancelled,)], (error(here, neuron),))


def product(factors: tuple[Expression, ...]) -> Expression:
    """The product of factors; a single one is its own."""
    return Product(factors) if len(factors) > 1 else factors[0]


# The formula of each kind of quantity.


def given(prefix: str) -> Callable[[Here, Part], Formula]:
    """The formula of what is given: none."""
    return lambda here, part: Formula((here.known(prefix, part),))


def of_term(here: Here, weight: Weight) -> Formula:
    """``w5 h1``."""
    written = term(here, weight)
    steps = (Step("symbols", written), Step("numbers", written))
    return Formula((here.known("term.", weight),), steps, unnamed=True)


def of_net_input(here: Here, neuron: Neuron) -> Formula:
    """``z_h1 = w1 i1 + w2 i2 + b_h1``."""
    weights, bias = here.weights_into(neuron), here.known("", Bias(neuron))
    written = total([*(term(here, weight) for weight in weights), bias])
    added = total([*(here.known("term.", weight) for weight in weights), bias])
    return Formula(
        (here.known("z.", neuron),),
        (Step("symbols", written), Step("numbers", written), Step("factors", added)),
    )


def of_activation(here: Here, neuron: Neuron) -> Formula:
    """``h1 = sigma(z_h1) = 1 / (1 + e^-z_h1)``."""
    activation, z = here.activation(neuron), here.known("z.", neuron)
    resolved = here.of_neuron(activation.formula, neuron)
    rule: tuple[Step, ...] = (Step("symbols", activation.applied(z)), Step("names", resolved))
    named = isinstance(resolved, Call) and resolved.function.symbol == activation.symbol
    if named or resolved == z:  # it is its own rule
        rule = (Step("symbols", resolved),)
    return Formula((here.known("a.", neuron),), (*rule, Step("numbers", resolved)))


def of_loss(here: Here, whole: Whole) -> Formula:
    """``E = E_o1 + E_o2``, the mean of that over the examples."""
    outputs = here.neurons(len(here.sizes) - 1)
    added = total([here.known("loss.", output) for output in outputs])
    written = total([share(here, output) for output in outputs])
    subject = (here.known("loss", whole),)
    if here.m > 1:
        return Formula(subject, (Step("symbols", Mean(added)), Step("factors", Mean(added))))
    return chain(subject, [added], written)


def of_share(here: Here, output: Neuron) -> Formula:
    """``E_o1 = 1/2 (y1 - o1)^2``."""
    subject, written = (here.known("loss.", output),), share(here, output)
    # What is computed may be another form: exact even where o has rounded to 0 or 1.
    computed = here.of_output(here.loss.computed, output)
    resolved = (Step("names", computed),) if computed != written else ()
    return Formula(subject, (Step("symbols", written), *resolved, Step("numbers", computed)))


def of_error(here: Here, output: Neuron) -> Formula:
    """``dE/do1 = 2 * 1/2 (y1 - o1) * (-1) = o1 - y1``."""
    written = error(here, output)
    known = here.known("error.", output)
    if not here.loss.slope_remains:
        steps = (Step("symbols", written), Step("numbers", written))
        return Formula((known,), steps, unnamed=True)
    derived = [here.of_output(step, output) for step in here.loss.derived]
    return Formula(
        (Known(known.name, to_activation(here, output)),),
        (
            *(Step("symbols", step) for step in derived),
            Step("names", written),
            Step("numbers", written),
        ),
    )


def of_slope(here: Here, neuron: Neuron) -> Formula:
    """``dh1/dz_h1 = h1 (1 - h1)``."""
    written, activation = slope(here, neuron), here.activation(neuron)
    resolved = here.of_neuron(activation.slope, neuron)
    subject = (here.known("slope.", neuron, through(here, neuron)),)
    steps = (Step("names", resolved), Step("numbers", resolved))
    return Formula(subject, steps if resolved == written else (Step("symbols", written), *steps))


def of_delta(here: Here, neuron: Neuron) -> Formula:
    """``delta_h1 = dE/dz_h1 = dE/dh1 * dh1/dz_h1``."""
    known, way = here.known("delta.", neuron), route(here, neuron)
    return chain(
        (known, Known(known.name, to_net_input(here, neuron))),
        [product(rule) for rule in way.rules],
        product(way.resolved),
    )


def of_gradient(here: Here, part: Weight | Bias) -> Formula:
    """``dE/dw5 = dE/do1 * do1/dz_o1 * dz_o1/dw5``, the mean of that over the examples."""
    face = Derivative(here.name("z.", part.at), here.name("", part))
    last: Expression
    plain: Expression
    if isinstance(part, Weight):
        last, plain = output_of(here, part.sender, face), output_of(here, part.sender)
    else:
        last, plain = Constant(1.0, face=face), ONE
    known = here.known("gradient.", part)
    subject = (known, Known(known.name, Derivative("loss", here.name("", part))))
    if here.m > 1:
        delta = here.known("delta.", part.at)
        rule = Mean(Product((Known(delta.name, to_net_input(here, part.at)), last)))
        resolved = Mean(Product((delta, plain), close=True) if plain != ONE else delta)
        return Formula(
            subject, (Step("symbols", rule), Step("names", resolved), Step("numbers", resolved))
        )
    way = route(here, part.at)
    return chain(
        subject, [Product((*rule, last)) for rule in way.rules], Product((*way.resolved, plain))
    )


def of_path(here: Here, way: Path) -> Formula:
    """``dE_o1/dh1 = dE_o1/dz_o1 * dz_o1/dh1 = delta_o1 w5``."""
    weight = way.weight
    receiver, sender = weight.receiver, weight.sender
    loss = here.name("loss.", receiver) if here.is_output(receiver) else "loss"
    rule = Product(
        (
            here.known("delta.", receiver, Derivative(loss, here.name("z.", receiver))),
            here.known("", weight, Derivative(here.name("z.", receiver), here.name("a.", sender))),
        )
    )
    resolved = path(here, weight)
    return Formula(
        (here.known("path.", way),),
        (Step("symbols", rule), Step("names", resolved), Step("numbers", resolved)),
        unnamed=not here.is_output(receiver),
    )


def of_activation_derivative(here: Here, neuron: Neuron) -> Formula:
    """``dE/dh1 = delta_o1 w5 + delta_o2 w7``."""
    resolved = total([path(here, weight) for weight in here.weights_from(neuron)])
    return chain((here.known("da.", neuron),), [paths(here, neuron)], resolved)


def taken_away(here: Here, part: Weight | Bias) -> Expression:
    """What the update takes away from a parameter: ``learning_rate dE/dw``."""
    gradient = here.known("gradient.", part)
    if isinstance(part, Weight) or here.experiment.train_biases is True:
        return Product((rate(here), gradient), close=True)
    if not here.experiment.train_biases:
        return Constant(0.0)
    layer = [here.known("gradient.", Bias(neuron)) for neuron in here.neurons(part.at.layer)]
    return Product((rate(here), total([*layer])), close=True)


def of_step(here: Here, part: Weight | Bias) -> Formula:
    """``w5 - w5+ = learning_rate dE/dw5``."""
    written = taken_away(here, part)
    return Formula(
        (here.known("step.", part),), (Step("symbols", written), Step("numbers", written))
    )


def of_updated(here: Here, part: Weight | Bias) -> Formula:
    """``w5+ = w5 - learning_rate dE/dw5``."""
    value, taken = here.known("", part), taken_away(here, part)
    subject = (here.known("new.", part),)
    if isinstance(taken, Constant):
        return Formula(subject, (Step("symbols", value),))
    written, subtracted = value - taken, value - here.known("step.", part)
    return Formula(
        subject, (Step("symbols", written), Step("numbers", written), Step("factors", subtracted))
    )


def of_updated_loss(here: Here, whole: Whole) -> Formula:
    """``E+ = E(w1+, w2+, ...)``: the forward pass again, with the updated network."""
    written = LossAfter(sum(names.fan_sizes(here.sizes)))
    return Formula(
        (here.known("new.loss", whole),), (Step("symbols", written), Step("numbers", written))
    )


FORMULAS: Mapping[str, Callable[[Here, Any], Formula]] = of_every_kind(
    {
        "x.": given("x."),
        "y.": given("y."),
        "": given(""),
        "term.": of_term,
        "z.": of_net_input,
        "a.": of_activation,
        "loss": of_loss,
        "loss.": of_share,
        "error.": of_error,
        "slope.": of_slope,
        "delta.": of_delta,
        "gradient.": of_gradient,
        "path.": of_path,
        "da.": of_activation_derivative,
        "step.": of_step,
        "new.": of_updated,
        "new.loss": of_updated_loss,
    }
)
