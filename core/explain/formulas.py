"""Where every number comes from: its formula, as a small tree (`core.expressions`).

The leaves of a formula are constants and the names of other quantities (`quantities`). A leaf may
have another `face`: the factor ``h1`` of dE/dw5 is also ``dz_o1/dw5``. So one tree is both the
chain rule in symbols and, with numbers for its leaves, the product of its factors.

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
from core.explain.names import Bias, Neuron, Pair, Part, Path, Weight, Whole
from core.explain.quantities import Opened, of_every_kind, quantity, quantity_named
from core.expressions import (
    ONE,
    Call,
    Constant,
    Derivative,
    Each,
    ExampleSum,
    Expression,
    Fraction,
    IfPositive,
    Known,
    Largest,
    LayerSum,
    LossAfter,
    MatrixProduct,
    Mean,
    Minus,
    Product,
    Square,
    Sum,
    Tensor,
    Total,
    filled,
)
from core.run.experiment import Experiment
from core.run.training import evaluate_stack


def evaluate(expression: Expression, opened: Opened, example: int = 0) -> float:
    """The value of an expression in an iteration, for one of its examples.

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
        case ExampleSum(each):
            return fsum(evaluate(each, opened, k) for k in range(opened.experiment.m))
        case Tensor() | MatrixProduct() | Total() | LayerSum() | Each():
            raise TypeError(f"got {expression}, which is no number of one unit")
        case LossAfter():
            experiment = opened.experiment
            return float(evaluate_stack(experiment, opened.after)[1] * experiment.of_means)


# A formula is a subject, and the steps to its value.

Role: TypeAlias = Literal["symbols", "names", "numbers", "factors"]


@dataclass(frozen=True)
class Step:
    """An expression, written in symbols (for "symbols" and "names") or in numbers."""

    role: Role
    expression: Expression


@dataclass(frozen=True)
class Formula:
    """A quantity (a `Known` with each of its faces) and the steps to its value.

    A given quantity has no steps. An `unnamed` one has no symbol except its formula, such as w5 h1,
    which is its first step.
    """

    subject: tuple[Known, ...]
    steps: tuple[Step, ...] = ()
    unnamed: bool = False


def formula_of(name: str, experiment: Experiment, typical: bool = False) -> Formula:
    """How the quantity called `name` is computed in an experiment.

    It may be that of any one neuron: then it is `typical`, and adds up no layer neuron by neuron.
    Raises `InvalidExperiment` for a name that does not exist.

    >>> from core.run.presets import mazur
    >>> [step.role for step in formula_of("gradient.w5", mazur()).steps]
    ['symbols', 'names', 'numbers', 'factors']
    >>> formula_of("path.o1.h1", mazur()).steps[1].expression
    Product(factors=(Known(name='delta.o1', ...), Known(name='w5', ...)), close=True)
    """
    here = Here(experiment, typical)
    asked = quantity_named(name, here.sizes)
    return FORMULAS[asked.kind.prefix](here, asked.part)


def _total(terms: list[Expression]) -> Expression:
    """The sum of terms; a single term stands for itself."""
    return Sum(tuple(terms)) if len(terms) > 1 else terms[0]


def _chain(subject: tuple[Known, ...], rules: list[Expression], resolved: Expression) -> Formula:
    """A formula of four kinds of steps: rules in symbols, names, numbers, and factors."""
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


def _output_of(here: Here, neuron: Neuron, face: Derivative | None = None) -> Known:
    """The output of a neuron: an input x, or an activation a."""
    return here.known("x." if neuron.layer == 0 else "a.", neuron, face)


def _rate(here: Here) -> Constant:
    return Constant(here.experiment.learning_rate, "learning_rate")


def _term(here: Here, weight: Weight) -> Expression:
    """``w5 h1``."""
    return Product((here.known("", weight), _output_of(here, weight.sender)), close=True)


def _share(here: Here, neuron: Neuron) -> Expression:
    """An output's share of the loss: ``1/2 (y - o)^2``, or ``-y ln o - (1 - y) ln(1 - o)``."""
    return here.of_output(here.loss.formula, neuron)


def _error(here: Here, neuron: Neuron) -> Expression:
    """``o - y``."""
    return here.of_output(here.loss.error, neuron)


def _slope(here: Here, neuron: Neuron) -> Expression:
    """``sigma'(z)`` as a factor: in its simplest form, if that has no cases."""
    activation = here.activation(neuron)
    if isinstance(activation.slope, IfPositive):
        return activation.slope_applied(here.known("z.", neuron))
    return here.of_neuron(activation.slope, neuron)


def _path(here: Here, weight: Weight) -> Expression:
    """``delta_o1 w5``."""
    return Product((here.known("delta.", weight.receiver), here.known("", weight)), close=True)


def _to_activation(here: Here, neuron: Neuron) -> Derivative:
    """dE/da."""
    return Derivative("loss", here.name("a.", neuron))


def _to_net_input(here: Here, neuron: Neuron) -> Derivative:
    """dE/dz."""
    return Derivative("loss", here.name("z.", neuron))


def _through(here: Here, neuron: Neuron) -> Derivative:
    """da/dz."""
    return Derivative(here.name("a.", neuron), here.name("z.", neuron))


def _cross(here: Here, pair: Pair) -> Expression:
    """``-o2 o1``: how an output answers to the net input of another one."""
    if here.coupling is None:
        return Constant(0.0)
    leaves = {"a": here.known("a.", pair.of), "other": here.known("a.", pair.by)}
    return filled(here.coupling.cross, leaves)


def _by_net_input(here: Here, of: Neuron, by: Neuron) -> Known:
    """``do2/dz_o1`` of coupled outputs, the same or not, as a factor."""
    face = Derivative(here.name("a.", of), here.name("z.", by))
    return (
        here.known("slope.", of, face) if of == by else here.known("jacobian.", Pair(of, by), face)
    )


def _through_outputs(here: Here, neuron: Neuron) -> _Route:
    """dE/dz of a coupled output: its net input acts on the loss through all outputs."""
    outputs = here.neurons(here.last)
    rule = [
        Product(
            (
                here.known("error.", output, _to_activation(here, output)),
                _by_net_input(here, output, neuron),
            )
        )
        for output in outputs
    ]
    resolved = [
        Product(
            (
                _error(here, output),
                _slope(here, neuron) if output == neuron else _cross(here, Pair(output, neuron)),
            )
        )
        for output in outputs
    ]
    return _Route([(_total([*rule]),)], (_total([*resolved]),))


def _cancelling(here: Here, neuron: Neuron) -> list[Expression]:
    """dE/dz of a coupled output, step by step until all but the error has cancelled."""
    outputs = here.neurons(here.last)
    slope, *steps = here.loss.derived

    def through(output: Neuron) -> Expression:
        if isinstance(slope, Minus):
            return Minus(_times_slope(slope.term, output))
        return _times_slope(slope, output)

    def _times_slope(slope: Expression, output: Neuron) -> Expression:
        return Product((here.of_output(slope, output), _by_net_input(here, output, neuron)))

    added = [through(output) for output in outputs]
    return [_total(added), *(here.of_output(step, neuron) for step in steps)]


def _paths(here: Here, neuron: Neuron) -> Expression:
    """dE/da of a hidden neuron: the sum of its paths."""
    return _total([here.known("path.", Path(weight)) for weight in here.weights_from(neuron)])


@dataclass(frozen=True)
class _Route:
    """dE/dz as a product: as rules, the most general first, and resolved."""

    rules: Sequence[tuple[Expression, ...]]
    resolved: tuple[Expression, ...]


def _route(here: Here, neuron: Neuron) -> _Route:
    """dE/dz of a neuron, as factors to which a gradient adds one."""
    sloped = here.known("slope.", neuron, _through(here, neuron))
    if not here.is_output(neuron):
        whole = here.known("da.", neuron)
        split = _paths(here, neuron)
        rules = [(whole, sloped)] + ([(split, sloped)] if isinstance(split, Sum) else [])
        back = _total([_path(here, weight) for weight in here.weights_from(neuron)])
        return _Route(rules, (back, _slope(here, neuron)))
    if here.counts_all_errors:
        return _through_outputs(here, neuron)
    if here.loss.slope_remains:
        missed = here.known("error.", neuron, _to_activation(here, neuron))
        return _Route([(missed, sloped)], (_error(here, neuron), _slope(here, neuron)))
    # Under a cross-entropy the slope or the Jacobian cancels, and only one factor is left.
    cancelled = here.known("delta.", neuron, _to_net_input(here, neuron))
    return _Route([(cancelled,)], (_error(here, neuron),))


def _product(factors: tuple[Expression, ...]) -> Expression:
    """The product of factors; a single factor stands for itself."""
    return Product(factors) if len(factors) > 1 else factors[0]


# The formula of each kind of quantity.


def _given(prefix: str) -> Callable[[Here, Part], Formula]:
    """The formula of a given quantity, without steps."""
    return lambda here, part: Formula((here.known(prefix, part),))


def _of_term(here: Here, weight: Weight) -> Formula:
    """``w5 h1``."""
    written = _term(here, weight)
    steps = (Step("symbols", written), Step("numbers", written))
    return Formula((here.known("term.", weight),), steps, unnamed=True)


def _of_net_input(here: Here, neuron: Neuron) -> Formula:
    """``z_h1 = w1 i1 + w2 i2 + b_h1``."""
    weights, bias = here.weights_into(neuron), here.known("", Bias(neuron))
    written = _total([*(_term(here, weight) for weight in weights), here.bias_term(neuron)])
    added = _total([*(here.known("term.", weight) for weight in weights), bias])
    return Formula(
        (here.known("z.", neuron),),
        (Step("symbols", written), Step("numbers", written), Step("factors", added)),
    )


def _of_activation(here: Here, neuron: Neuron) -> Formula:
    """``h1 = sigma(z_h1) = 1 / (1 + e^-z_h1)``."""
    activation, z = here.activation(neuron), here.known("z.", neuron)
    resolved = here.of_neuron(activation.formula, neuron)
    if activation.coupling:  # no function of z alone
        steps = (Step("symbols", resolved), Step("numbers", resolved))
        return Formula((here.known("a.", neuron),), steps)
    rule: tuple[Step, ...] = (Step("symbols", activation.applied(z)), Step("names", resolved))
    named = isinstance(resolved, Call) and resolved.function.symbol == activation.symbol
    if named or resolved == z:  # no simpler form to resolve to
        rule = (Step("symbols", resolved),)
    return Formula((here.known("a.", neuron),), (*rule, Step("numbers", resolved)))


def _of_loss(here: Here, whole: Whole) -> Formula:
    """``E = E_o1 + E_o2``, averaged over the examples."""
    outputs = here.neurons(len(here.sizes) - 1)
    added = _total([here.known("loss.", output) for output in outputs])
    written = _total([_share(here, output) for output in outputs])
    subject = (here.known("loss", whole),)
    if here.m > 1:
        mean = here.over_examples(added)
        return Formula(subject, (Step("symbols", mean), Step("factors", mean)))
    return _chain(subject, [added], written)


def _of_share(here: Here, output: Neuron) -> Formula:
    """``E_o1 = 1/2 (y1 - o1)^2``."""
    subject, written = (here.known("loss.", output),), _share(here, output)
    # The computed form may differ, to be exact even if o is rounded to 0 or 1.
    computed = here.of_output(here.loss.computed, output)
    resolved = (Step("names", computed),) if computed != written else ()
    return Formula(subject, (Step("symbols", written), *resolved, Step("numbers", computed)))


def _of_error(here: Here, output: Neuron) -> Formula:
    """``dE/do1 = 2 * 1/2 (y1 - o1) * (-1) = o1 - y1``."""
    written = _error(here, output)
    known = here.known("error.", output)
    if not here.loss.slope_remains:
        steps = (Step("symbols", written), Step("numbers", written))
        return Formula((known,), steps, unnamed=True)
    derived = [here.of_output(step, output) for step in here.loss.derived]
    return Formula(
        (Known(known.name, _to_activation(here, output)),),
        (
            *(Step("symbols", step) for step in derived),
            Step("names", written),
            Step("numbers", written),
        ),
    )


def _of_slope(here: Here, neuron: Neuron) -> Formula:
    """``dh1/dz_h1 = h1 (1 - h1)``."""
    written, activation = _slope(here, neuron), here.activation(neuron)
    resolved = here.of_neuron(activation.slope, neuron)
    subject = (here.known("slope.", neuron, _through(here, neuron)),)
    steps = (Step("names", resolved), Step("numbers", resolved))
    return Formula(subject, steps if resolved == written else (Step("symbols", written), *steps))


def _of_jacobian(here: Here, pair: Pair) -> Formula:
    """``do2/dz_o1 = -o2 o1``."""
    known, written = _by_net_input(here, pair.of, pair.by), _cross(here, pair)
    return Formula((known,), (Step("names", written), Step("numbers", written)))


def _of_delta(here: Here, neuron: Neuron) -> Formula:
    """``delta_h1 = dE/dz_h1 = dE/dh1 * dh1/dz_h1``."""
    known, way = here.known("delta.", neuron), _route(here, neuron)
    subject = (known, Known(known.name, _to_net_input(here, neuron)))
    resolved = _product(way.resolved)
    if here.is_output(neuron) and here.coupling and not here.loss.slope_remains:
        derived = [Step("symbols", step) for step in _cancelling(here, neuron)]
        return Formula(subject, (*derived, Step("names", resolved), Step("numbers", resolved)))
    return _chain(subject, [_product(rule) for rule in way.rules], resolved)


def _of_gradient(here: Here, part: Weight | Bias) -> Formula:
    """``dE/dw5 = dE/do1 * do1/dz_o1 * dz_o1/dw5``, averaged over the examples."""
    face = Derivative(here.name("z.", part.at), here.name("", part))
    last: Expression
    plain: Expression
    if isinstance(part, Weight):
        last, plain = _output_of(here, part.sender, face), _output_of(here, part.sender)
    else:
        last, plain = Constant(1.0, face=face), ONE
    known = here.known("gradient.", part)
    subject = (known, Known(known.name, Derivative("loss", here.name("", part))))
    if here.m > 1:
        delta = here.known("delta.", part.at)
        rule = here.over_examples(Product((Known(delta.name, _to_net_input(here, part.at)), last)))
        resolved = here.over_examples(
            Product((delta, plain), close=True) if plain != ONE else delta
        )
        return Formula(
            subject, (Step("symbols", rule), Step("names", resolved), Step("numbers", resolved))
        )
    way = _route(here, part.at)
    return _chain(
        subject, [Product((*rule, last)) for rule in way.rules], Product((*way.resolved, plain))
    )


def _of_path(here: Here, way: Path) -> Formula:
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
    resolved = _path(here, weight)
    return Formula(
        (here.known("path.", way),),
        (Step("symbols", rule), Step("names", resolved), Step("numbers", resolved)),
        unnamed=not here.is_output(receiver),
    )


def _of_activation_derivative(here: Here, neuron: Neuron) -> Formula:
    """``dE/dh1 = delta_o1 w5 + delta_o2 w7``."""
    resolved = _total([_path(here, weight) for weight in here.weights_from(neuron)])
    return _chain((here.known("da.", neuron),), [_paths(here, neuron)], resolved)


def _taken_away(here: Here, part: Weight | Bias) -> Expression:
    """By how much the update moves a parameter: ``learning_rate dE/dw``, or 0 if it stays."""
    gradient = here.known("gradient.", part)
    if part in here.experiment.frozen_parameters:
        return Constant(0.0)
    if isinstance(part, Weight) or here.experiment.train_biases is True:
        return Product((_rate(here), gradient), close=True)
    if not here.experiment.train_biases:
        return Constant(0.0)
    layer = [here.known("gradient.", Bias(neuron)) for neuron in here.neurons(part.at.layer)]
    return Product((_rate(here), _total([*layer])), close=True)


def _of_step(here: Here, part: Weight | Bias) -> Formula:
    """``w5 - w5+ = learning_rate dE/dw5``; of gradients that are added, ``w5+ - w5``."""
    written = _taken_away(here, part)
    return Formula(
        (here.known("step.", part),), (Step("symbols", written), Step("numbers", written))
    )


def _of_updated(here: Here, part: Weight | Bias) -> Formula:
    """``w5+ = w5 - learning_rate dE/dw5``."""
    value, taken = here.known("", part), _taken_away(here, part)
    subject = (here.known("new.", part),)
    if isinstance(taken, Constant):
        return Formula(subject, (Step("symbols", value),))
    written, stepped = here.moved(value, taken), here.moved(value, here.known("step.", part))
    return Formula(
        subject, (Step("symbols", written), Step("numbers", written), Step("factors", stepped))
    )


def _of_updated_loss(here: Here, whole: Whole) -> Formula:
    """``E+ = E(w1+, w2+, ...)``: another forward pass, with the updated network."""
    written = LossAfter(sum(names.fan_sizes(here.sizes)))
    return Formula(
        (here.known("new.loss", whole),), (Step("symbols", written), Step("numbers", written))
    )


FORMULAS: Mapping[str, Callable[[Here, Any], Formula]] = of_every_kind(
    {
        "x.": _given("x."),
        "y.": _given("y."),
        "": _given(""),
        "term.": _of_term,
        "z.": _of_net_input,
        "a.": _of_activation,
        "loss": _of_loss,
        "loss.": _of_share,
        "error.": _of_error,
        "slope.": _of_slope,
        "jacobian.": _of_jacobian,
        "delta.": _of_delta,
        "gradient.": _of_gradient,
        "path.": _of_path,
        "da.": _of_activation_derivative,
        "step.": _of_step,
        "new.": _of_updated,
        "new.loss": _of_updated_loss,
    }
)
