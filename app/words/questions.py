"""What learners ask in a phase, and the answers that are true for the experiment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.words.conventions import rate_counts
from app.words.frozen import frozen_of, stays
from app.words.happening import Happening
from app.writing.mathml import INVISIBLE_TIMES, MINUS, is_rounded, plain
from core.check.digits import DIGITS, printed
from core.explain.names import Bias, Neuron, Pair, Path, Weight
from core.explain.units import units_of
from core.expressions import Constant, Known, leaves


@dataclass(frozen=True, slots=True)
class Question:
    """A question about a phase, and its answer."""

    question: str
    answer: str


def questions(told: Happening) -> list[Question]:
    """The questions that belong to a phase.

    >>> from app.writing.notation import Notation
    >>> from app.writing.typeset import Writer
    >>> from app.writing.values import Values
    >>> from core.explain.phases import Phase
    >>> from core.run.presets import mazur
    >>> writer = Writer(Notation("short", (2, 2, 2)), Values(mazur()), example=0)
    >>> for asked in questions(Happening(Phase("net", 2, last=2), writer)):
    ...     print(asked.question)
    Which of w₆ and w₇ goes where?
    One bias per neuron, or one per layer?
    """
    match told.phase.kind:
        case "net":
            return [*_which_weight(told), *_whose_bias(told)]
        case "activation" if told.phase.is_output:
            return list(_drifting(told))
        case "loss":
            return list(_half(told))
        case "delta" if told.phase.is_output:
            return [*_minus(told), *(_jacobian(told) if told.here.coupling else _slope(told))]
        case "delta":
            return [*_old_weights(told), *_paths(told), *_slope(told)]
        case "gradient":
            return list(_negative(told))
        case "update":
            return [*_trained(told), *_upwards(told)]
    return []


def _which_weight(told: Happening) -> Iterator[Question]:
    """Two weights that are easily mistaken for each other."""
    layer, before = told.layer, told.here.sizes[told.layer - 1]
    if told.units == 1 or before == 1:
        return
    weights = Weight(layer - 1, 0, 1), Weight(layer - 1, 1, 0)
    one, other = map(told.called, weights)
    (a, b), (c, d) = (
        (told.called(weight.sender), told.called(weight.receiver)) for weight in weights
    )
    rule = (
        f"The weights are numbered by the neuron that they enter: first all into {b}, then all "
        f"into {d}{', and so on' if told.units > 2 else ''}."
    )
    if told.writer.notation.general:
        rule = "The first index is the neuron that a weight enters, the second that it comes from."
    yield Question(
        f"Which of {one} and {other} goes where?",
        f"{one} leads from {a} to {b}, {other} from {c} to {d}. {rule}",
    )


def _whose_bias(told: Happening) -> Iterator[Question]:
    if told.units == 1:
        return
    neuron = Neuron(told.layer, 0)
    biases = told.here.experiment.network.biases[told.layer - 1]
    if told.layer in told.writer.notation.shared:
        yield Question(
            "One bias per neuron, or one per layer?",
            f"One per layer: {told.called(Bias(neuron))} is added for each of its neurons.",
        )
        return
    equal = " Here all of the layer have the same value, like one that they share."
    yield Question(
        "One bias per neuron, or one per layer?",
        f"One per neuron: {told.called(Bias(neuron))} is added only for {told.called(neuron)}."
        f"{equal if (biases == biases[0]).all() else ''}",
    )


def _drifting(told: Happening) -> Iterator[Question]:
    values, example = told.writer.values, told.writer.example
    shown = (values.of(asked.name, example) for asked in units_of(told.phase, values.experiment))
    if any(map(is_rounded, shown)):
        yield Question(
            "Why do my last digits differ?",
            f"Numbers are shown with {DIGITS} digits and computed with all, about 16. Whoever "
            "calculates on with fewer digits gets other last digits.",
        )


def _half(told: Happening) -> Iterator[Question]:
    if told.here.loss.half:
        yield Question(
            "Why the ½?",
            "It cancels the 2 that the derivative of the square brings. Without it every gradient "
            "would be twice as large, as if the learning rate were.",
        )
    elif counts := rate_counts(told.here.experiment):
        yield Question("What does this loss do to the learning rate?", counts)


def _minus(told: Happening) -> Iterator[Question]:
    o, y = told.sent(told.layer), told.any("y.", told.layer)
    if told.here.experiment.conventions.sign < 0:
        yield Question(
            f"Why {y} − {o}, and not {o} − {y}?",
            f"Both are written. {o} − {y} says where the loss rises, {y} − {o} where it falls. So "
            "all deltas and gradients have the other sign, and the update adds them: the step is "
            "the same.",
        )
        return
    if told.here.loss.half and told.here.loss.slope_remains:
        yield Question(
            f"Why −({y} − {o})?",
            f"The derivative of ½({y} − {o})² by {o} is 2 · ½({y} − {o}) · (−1); the last factor "
            f"comes from the −{o}. That is {o} − {y}: positive where the output is too high.",
        )


def _slope(told: Happening) -> Iterator[Question]:
    """Why o(1 - o), for an activation whose slope is written with its own result."""
    neuron, slope = Neuron(told.layer, 0), told.activation.slope
    if isinstance(slope, Constant) or set(leaves(slope)) != {Known("a")}:
        return
    written = plain(told.typical.write(told.here.of_neuron(slope, neuron)))
    written = written.replace(INVISIBLE_TIMES, "").replace(MINUS, f" {MINUS} ")
    a, z, label = told.sent(told.layer), told.any("z.", told.layer), told.activation.label
    if told.phase.is_output and not told.here.loss.slope_remains:
        yield Question(
            f"Where is {written}?",
            f"It cancels: the derivative of the {told.here.loss.label} by {a} has the same "
            "expression below its fraction line.",
        )
        return
    yield Question(
        f"Why {written}?",
        f"It is the slope of the {label}, written with its result {a}: how much {a} changes when "
        f"{z} changes a little.",
    )


def _jacobian(told: Happening) -> Iterator[Question]:
    """Why a softmax output's delta counts all errors, or where that has gone."""
    here, last = told.here, told.here.last
    one, other = (Neuron(last, index) for index in (0, 1))
    a, b = told.called(one), told.called(other)
    z, y = (_symbol(told, f"{prefix}{here.name('', one)}") for prefix in ("z.", "y."))
    if here.loss.slope_remains:
        value = told.writer.values.of(here.name("jacobian.", Pair(other, one)), told.writer.example)
        yield Question(
            f"Why does the error of {b} count in the delta of {a}?",
            f"All outputs share 1, so a larger {z} raises {a} and takes from {b}: ∂{b}/∂{z} is "
            f"−{b} · {a}, here {printed(value)}. Only ∂{a}/∂{z} is {a}(1 − {a}).",
        )
        return
    yield Question(
        "Where is the Jacobian?",
        f"It cancels. The derivative of −y ln o by o is −y/o. Times ∂o/∂{z}, which is "
        f"{a}(1 − {a}) for {a} and −o · {a} for each other o, and added up, that is {a} times the "
        f"sum of all targets, minus {y}. The targets sum to 1, so {a} − {y} is left.",
    )


def _symbol(told: Happening, name: str) -> str:
    """The symbol of a quantity in a sentence."""
    return plain(told.writer.notation.symbol(name))


def _old_weights(told: Happening) -> Iterator[Question]:
    yield Question(
        "Which weights are used here, the old or the updated?",
        "The old ones, those of the forward pass: no weight changes before the update at the end, "
        "since all gradients belong to the same network.",
    )


def _paths(told: Happening) -> Iterator[Question]:
    neuron, here = Neuron(told.layer, 0), told.here
    weights = here.weights_from(neuron)
    if len(weights) == 1:
        return
    name, example = told.called(neuron), told.writer.example
    slopes = {
        told.called(weight.receiver): told.writer.values.of(
            here.name("path.", Path(weight)), example
        )
        for weight in weights
    }
    through = " and ".join(slopes) if len(slopes) == 2 else f"{len(slopes)} neurons"
    signs = ""
    if min(slopes.values()) < 0 < max(slopes.values()):
        up, down = max(slopes, key=slopes.__getitem__), min(slopes, key=slopes.__getitem__)
        signs = (
            f" Their signs differ: through {up} a larger {name} would raise the loss, "
            f"through {down} lower it."
        )
    yield Question(
        f"Why does {name} sum {'two' if len(slopes) == 2 else len(slopes)} paths?",
        f"{name} acts on the loss through {through}, so what comes back on each is added.{signs}",
    )


def _negative(told: Happening) -> Iterator[Question]:
    rate = told.here.experiment.learning_rate
    if told.here.experiment.conventions.sign < 0:
        return
    unless = ", unless it is frozen" if told.here.experiment.frozen else ""
    moves = f", so the update makes that weight larger{unless}" if rate > 0 else ""
    yield Question(
        f"How can the {told.here.loss.label} have a negative gradient?",
        "A gradient is a slope, not a size. Negative means that a larger weight would lower the "
        f"loss{moves}.",
    )


def _trained(told: Happening) -> Iterator[Question]:
    said = {
        False: "Not here: they stay as they are, as in the article.",
        True: "Yes, each neuron’s own, by its own gradient.",
        "per_layer": "Yes, as one per layer: by the sum of its neurons’ gradients.",
    }
    frozen = [part for part in frozen_of(told.here.experiment) if isinstance(part, Bias)]
    but = f" {stays([told.called(part) for part in frozen])}" if frozen else ""
    yield Question("Are biases trained?", f"{said[told.here.experiment.train_biases]}{but}")


def _upwards(told: Happening) -> Iterator[Question]:
    """A weight that grows because its gradient is negative."""
    values, example = told.writer.values, told.writer.example
    if told.here.experiment.learning_rate <= 0:
        return
    network, gradients = values.opened.experiment.network, values.opened.backward.gradients
    after = values.opened.after
    for layer, (before, slope, now) in enumerate(
        zip(network.weights, gradients.weights, after.weights, strict=True)
    ):
        for row, column in zip(*((slope < 0) & (now > before)).nonzero(), strict=True):
            weight = Weight(layer, int(row), int(column))
            name, own = told.called(weight), told.here.name("", weight)
            gradient = values.of(f"gradient.{own}", example)
            old, new = (printed(values.of(of + own, example)) for of in ("", "new."))
            if old == new:
                continue
            yield Question(
                f"Why does {name} grow?",
                f"Its gradient is negative, {printed(gradient)}, and the update subtracts it: "
                f"{name} goes from {old} up to {new}.",
            )
            return
