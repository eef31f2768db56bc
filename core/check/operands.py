"""What each number is calculated from, one operation back: what a learner has before them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, TypeAlias

from core.explain.here import Here
from core.explain.names import Bias, Neuron, Pair, Part, Path, Weight, Whole
from core.explain.quantities import Quantity, of_every_kind, quantity_named
from core.expressions import leaves
from core.network.activation import A
from core.run.experiment import Experiment

# The prefix of a kind of quantity, and the part that has it.
_Operand: TypeAlias = tuple[str, Part]


def operands_of(asked: Quantity, experiment: Experiment) -> list[Quantity]:
    """The numbers that one operation makes a number of.

    >>> from core.run.presets import mazur
    >>> asked = quantity_named("gradient.w5", (2, 2, 2))
    >>> [operand.name for operand in operands_of(asked, mazur())]
    ['delta.o1', 'a.h1']
    """
    here = Here(experiment)
    return [
        quantity_named(here.name(prefix, part), here.sizes)
        for prefix, part in _OPERANDS[asked.kind.prefix](here, asked.part)
    ]


def nearest(asked: Quantity, typed: Collection[Quantity], experiment: Experiment) -> list[Quantity]:
    """The typed numbers that a number was made of: its operands, or theirs if one was not typed.

    >>> from core.run.presets import mazur
    >>> typed = [quantity_named(name, (2, 2, 2)) for name in ("z.o1", "a.h1", "error.o1")]
    >>> asked = quantity_named("gradient.w5", (2, 2, 2))
    >>> [operand.name for operand in nearest(asked, typed, mazur())]
    ['error.o1', 'z.o1', 'a.h1']
    """
    found: dict[Quantity, None] = {}
    seen: set[Quantity] = set()
    # The last of these is looked at next.
    ahead = operands_of(asked, experiment)[::-1]
    while ahead:
        operand = ahead.pop()
        if operand in seen:
            continue
        seen.add(operand)
        if operand in typed:
            found[operand] = None
        else:
            ahead.extend(operands_of(operand, experiment)[::-1])
    return list(found)


def _sent(neuron: Neuron) -> _Operand:
    """The output of a neuron."""
    return ("a." if neuron.layer else "x.", neuron)


def _none(here: Here, part: Part) -> Iterator[_Operand]:
    """Nothing: a given number."""
    return iter(())


def _of_term(here: Here, weight: Weight) -> Iterator[_Operand]:
    yield "", weight
    yield _sent(weight.sender)


def _of_net_input(here: Here, neuron: Neuron) -> Iterator[_Operand]:
    for weight in here.weights_into(neuron):
        yield "term.", weight
    yield "", Bias(neuron)


def _of_activation(here: Here, neuron: Neuron) -> Iterator[_Operand]:
    """Of a softmax all net inputs of the layer."""
    coupled = here.activation(neuron).coupling is not None
    for one in here.neurons(neuron.layer) if coupled else [neuron]:
        yield "z.", one


def _of_loss(here: Here, whole: Whole) -> Iterator[_Operand]:
    for output in here.neurons(here.last):
        yield "loss.", output


def _of_output(here: Here, output: Neuron) -> Iterator[_Operand]:
    """A share of the loss, and an error."""
    yield "a.", output
    yield "y.", output


def _of_slope(here: Here, neuron: Neuron) -> Iterator[_Operand]:
    """Of a(1 - a) the activation, of others the net input."""
    for leaf in leaves(here.activation(neuron).slope):
        yield ("a." if leaf == A else "z."), neuron


def _of_jacobian(here: Here, pair: Pair) -> Iterator[_Operand]:
    yield "a.", pair.of
    yield "a.", pair.by


def _of_delta(here: Here, neuron: Neuron) -> Iterator[_Operand]:
    """Of an output of a softmax all errors, unless its derivative has cancelled."""
    output = here.is_output(neuron)
    yield "error." if output else "da.", neuron
    if not output or here.loss.slope_remains:
        yield "slope.", neuron
    if output and here.coupling and here.loss.slope_remains:
        for other in here.neurons(neuron.layer):
            if other != neuron:
                yield "error.", other
                yield "jacobian.", Pair(other, neuron)


def _of_path(here: Here, path: Path) -> Iterator[_Operand]:
    yield "delta.", path.weight.receiver
    yield "", path.weight


def _of_activation_derivative(here: Here, neuron: Neuron) -> Iterator[_Operand]:
    for weight in here.weights_from(neuron):
        yield "path.", Path(weight)


def _of_gradient(here: Here, part: Weight | Bias) -> Iterator[_Operand]:
    yield "delta.", part.at
    if isinstance(part, Weight):
        yield _sent(part.sender)


def _of_step(here: Here, part: Weight | Bias) -> Iterator[_Operand]:
    """Of what does not move nothing: its step is 0."""
    training = here.experiment.train_biases if isinstance(part, Bias) else True
    if not training or part in here.experiment.frozen_parameters:
        return
    if isinstance(part, Bias) and training == "per_layer":
        for neuron in here.neurons(part.at.layer):
            yield "gradient.", Bias(neuron)
    else:
        yield "gradient.", part


def _of_updated(here: Here, part: Weight | Bias) -> Iterator[_Operand]:
    yield "", part
    yield "step.", part


def _of_updated_loss(here: Here, whole: Whole) -> Iterator[_Operand]:
    """Of the whole forward pass of the updated network."""
    yield from (("x.", neuron) for neuron in here.neurons(0))
    yield from (("y.", output) for output in here.neurons(here.last))
    for layer in range(1, here.last + 1):
        for neuron in here.neurons(layer):
            for weight in here.weights_into(neuron):
                yield "new.", weight
            yield "new.", Bias(neuron)


_OPERANDS: Mapping[str, Callable[[Here, Any], Iterator[_Operand]]] = of_every_kind(
    {
        "x.": _none,
        "y.": _none,
        "": _none,
        "term.": _of_term,
        "z.": _of_net_input,
        "a.": _of_activation,
        "loss": _of_loss,
        "loss.": _of_output,
        "error.": _of_output,
        "slope.": _of_slope,
        "jacobian.": _of_jacobian,
        "delta.": _of_delta,
        "path.": _of_path,
        "da.": _of_activation_derivative,
        "gradient.": _of_gradient,
        "step.": _of_step,
        "new.": _of_updated,
        "new.loss": _of_updated_loss,
    }
)
