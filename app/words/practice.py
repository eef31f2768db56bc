"""Practise in words: what a task asks, its choices, and why an answer is right.

The sentences speak with the numbers of the iteration.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.words.meaning import capital
from app.words.verdict import difference, spoken
from app.writing.mathml import brief
from core.check.mistakes import MISTAKES
from core.check.slips import in_a_row
from core.explain.names import Bias, Neuron, Part, Path, Weight, parameter_named
from core.explain.quantities import quantity_named
from core.practice.blanks import MOST_EXAMPLES, Blank
from core.practice.planted import Planted
from core.practice.predictions import PREDICTIONS, Prediction
from core.practice.predictions.update import activation_after, is_trained
from core.practice.rounds import Item, Reason
from core.practice.scene import Scene, through_outputs


@dataclass(frozen=True)
class _Told:
    """A question, and the iteration that it is about."""

    asked: Prediction
    scene: Scene

    def of(self, prefix: str, part: Part) -> str:
        """A number of a part, with four digits."""
        return brief(self.scene.value(prefix, part))

    def name(self, part: Part) -> str:
        """What a sentence calls a part."""
        named = self.scene.here.name("", part.at if isinstance(part, Bias) else part)
        return f"the bias of {named}" if isinstance(part, Bias) else named

    @property
    def part(self) -> str:
        """What a sentence calls the part that the question is about."""
        return self.name(self.asked.part)

    @property
    def layer(self) -> str:
        """What a sentence calls the layer of the phase."""
        phase = self.asked.phase
        if phase.is_output:
            return "the output layer"
        return "the hidden layer" if phase.last == 2 else f"hidden layer {phase.layer}"

    @property
    def neuron(self) -> Neuron:
        """The neuron that the question is about."""
        assert isinstance(self.asked.part, Neuron)
        return self.asked.part

    def ranked(self) -> list[tuple[str, float]]:
        """The choices and their numbers, the largest in size first."""
        numbers = [self.scene.named(name) for name in self.asked.about]
        pairs = zip(self.asked.choices, numbers, strict=True)
        return sorted(pairs, key=lambda pair: (pair[0] != self.asked.answer, -abs(pair[1])))

    def first_two(self, of: str) -> str:
        """The largest number and the next one, in a sentence: ``o1 has 0.27, o2 has 0.02``."""
        (first, most), (second, next_) = self.ranked()[:2]
        rest = ", and the others are smaller" if len(self.asked.choices) > 2 else ""
        return f"{of} {first} is {brief(most)}, that of {second} is {brief(next_)}{rest}."


@dataclass(frozen=True)
class _Words:
    """The words of a kind of question."""

    question: Callable[[_Told], str]
    why: Callable[[_Told], str]


def question_of(item: Item) -> str:
    """What a task asks.

    >>> from core.practice.rounds import Wanted, items_of
    >>> from core.run.presets import mazur
    >>> for item in list(items_of(Wanted(mazur(), "predict", level=2)))[:2]:
    ...     print(question_of(item))
    Which output adds the most to the loss?
    Will the delta of o1 be positive or negative?
    """
    match item.task:
        case Prediction() as asked:
            own = asked.phase.kind not in _OF_ALL or asked.kind == "activation-after"
            return _WORDS[asked.kind].question(_Told(asked, item.scene)) + _example(item, own)
        case Blank(asked=quantity):
            own = quantity.phase.kind not in _OF_ALL and quantity.name != "loss"
            return f"What is {spoken(quantity)}?{_example(item, own)}"
        case Planted():
            return (
                "In one number of this iteration a mistake was made; what comes after it follows "
                "from it. Which is the first wrong number, and what is the mistake?"
                f"{_example(item, own=True)}"
            )


# What these phases compute belongs to all examples together.
_OF_ALL = ("gradient", "update")


def _example(item: Item, own: bool) -> str:
    """Which example a question is about, if each has its own numbers."""
    return f" (Example {item.scene.example + 1})" if own and item.scene.experiment.m > 1 else ""


def choice_label(item: Item, choice: str) -> str:
    """A choice, as a button says it.

    >>> from core.practice.rounds import Wanted, items_of
    >>> from core.run.presets import mazur
    >>> [item, *_] = items_of(Wanted(mazur(), "predict", level=1))
    >>> [choice_label(item, choice) for choice in item.task.choices]
    ['w1', 'w2', 'the bias of h1']
    """
    if isinstance(item.task, Planted):
        return MISTAKES[choice].title
    if choice.startswith("b."):
        return f"the bias of {choice.removeprefix('b.')}"
    return _LABELS.get(choice, choice)


_LABELS = {"up": "up", "down": "down", "stays": "it stays as it is"}


def why_of(item: Item) -> str:
    """Why the answer to a task is right.

    >>> from core.practice.rounds import Wanted, items_of
    >>> from core.run.presets import mazur
    >>> [item, *_] = items_of(Wanted(mazur(), "predict", level=2))
    >>> why_of(item)
    'The share of o1 is 0.2748, that of o2 is 0.02356.'
    """
    match item.task:
        case Prediction() as asked:
            return _WORDS[asked.kind].why(_Told(asked, item.scene))
        case Blank(asked=quantity):
            return f"{capital(spoken(quantity))} is {brief(item.scene.named(quantity.name))}."
        case Planted() as planted:
            return (
                f"It begins at {spoken(planted.asked)}. Of this number Check says: "
                f"“{planted.happened} {planted.mistake.rule}” "
                f"It is {difference(planted.wrong, planted.right)}."
            )


def place_said(item: Item, name: str) -> str:
    """What can be said of a number that was taken for the first wrong one, and is not.

    Raises `core.InvalidExperiment` for a name that there is not.
    """
    assert isinstance(item.task, Planted)
    planted, asked = item.task, quantity_named(name, item.task.asked.sizes)
    what = capital(spoken(asked))
    if name == planted.asked.name:
        return f"{what} is the first wrong number."
    names = list(planted.numbers)
    if name not in names:
        return f"{what} is not one of the numbers that are shown."
    if names.index(name) < names.index(planted.asked.name):
        return f"{what} is right: it follows from the numbers before it. The mistake comes later."
    if planted.numbers[name] == item.scene.named(name):
        return f"{what} is right: the mistake does not touch it."
    return f"{what} follows from the numbers before it. The mistake was made earlier."


def none_said(reason: Reason, m: int) -> str:
    """Why a round has no tasks."""
    return {
        "no-phase": "This network has no hidden layer, so it has no hidden deltas to practise.",
        "many-examples": (
            f"With {m} examples a gradient is the mean of {m} products, which nobody calculates "
            f"by hand. Take at most {MOST_EXAMPLES} examples."
        ),
        "nothing-clear": (
            "Nothing can be asked here that has one clear answer: the numbers are zero, equal or "
            "too close together, also with other weights. Inputs near 1 in size help, and so does "
            "another activation."
        ),
    }[reason]


# The words of each kind.


def _why_term(told: _Told) -> str:
    (first, most), (second, next_) = told.ranked()[:2]

    def adds(name: str) -> str:
        part = parameter_named(name, told.scene.here.sizes)
        if isinstance(part, Bias):
            return told.name(part)
        return f"{name} times {told.name(part.sender)}"

    return (
        f"{capital(adds(first))} adds {brief(most)}; the next in size is {adds(second)} with "
        f"{brief(next_)}. All terms add up to {told.of('z.', told.neuron)}."
    )


def _why_net_sign(told: _Told) -> str:
    here = told.scene.here
    terms = [told.scene.value("term.", weight) for weight in here.weights_into(told.neuron)]
    terms.append(told.scene.value("", Bias(told.neuron)))
    up, down = sum(term for term in terms if term > 0), sum(term for term in terms if term < 0)
    return (
        f"The positive terms add up to {brief(up)}, the negative ones to {brief(down)}: together "
        f"{told.of('z.', told.neuron)}."
    )


def _why_activation(told: _Told) -> str:
    sigma = told.scene.here.activation(told.neuron)
    z, a = told.of("z.", told.neuron), told.of("a.", told.neuron)
    if sigma.coupling:
        return (
            f"The net input of {told.part} is {z}. Of the net inputs of all outputs, "
            f"{sigma.label} makes probabilities: that of {told.part} is {a}."
        )
    return f"The net input of {told.part} is {z}, and the {sigma.label} makes {a} of it."


def _why_delta_sign(told: _Told) -> str:
    here, neuron = told.scene.here, told.neuron
    delta = f"the delta is {told.asked.answer}, {told.of('delta.', neuron)}"
    if here.is_output(neuron) and here.counts_all_errors:
        through = through_outputs(told.scene, neuron)
        parts = [f"{brief(part)} through {told.name(one)}" for one, part in through.items()]
        return (
            f"The net input of {told.part} acts on the loss through all outputs, "
            f"{in_a_row(parts)}: {delta}."
        )
    if here.is_output(neuron):
        return (
            f"{told.part} answers {told.of('a.', neuron)}, and its target is "
            f"{told.of('y.', neuron)}: {delta}."
        )
    ways = here.weights_from(neuron)
    paths = [f"{told.of('path.', Path(way))} through {told.name(way.receiver)}" for way in ways]
    return (
        f"What comes back is {in_a_row(paths)}, together {told.of('da.', neuron)}. Times the slope "
        f"of {told.part}, {told.of('slope.', neuron)}: {delta}."
    )


def _why_path(told: _Told) -> str:
    def way(name: str) -> str:
        weight = parameter_named(name, told.scene.here.sizes)
        assert isinstance(weight, Weight)
        return f"{name} times the delta of {told.name(weight.receiver)}"

    (first, most), (second, next_) = told.ranked()[:2]
    return (
        f"{capital(way(first))} is {brief(most)}; the next in size is {way(second)} with "
        f"{brief(next_)}."
    )


def _factors(told: _Told, weight: Weight) -> str:
    """Of what a gradient is the product."""
    prefix = "a." if weight.sender.layer else "x."
    delta, sent = told.name(weight.receiver), told.name(weight.sender)
    if told.scene.experiment.m > 1:
        return f"the mean, over the examples, of the delta of {delta} times {sent}"
    return (
        f"the delta of {delta}, {told.of('delta.', weight.receiver)}, times {sent}, "
        f"{told.of(prefix, weight.sender)}"
    )


def _why_gradient_sign(told: _Told) -> str:
    weight = told.asked.part
    assert isinstance(weight, Weight)
    gradient = told.of("gradient.", weight)
    return f"It is {_factors(told, weight)}: {gradient}, which is {told.asked.answer}."


def _why_gradients(told: _Told) -> str:
    parts = []
    for name, value in told.ranked()[:2]:
        weight = parameter_named(name, told.scene.here.sizes)
        assert isinstance(weight, Weight)
        parts.append(f"that of {name} is {_factors(told, weight)}: {brief(value)}")
    rest = " The others are smaller in size." if len(told.asked.choices) > 2 else ""
    return f"{capital('; '.join(parts))}.{rest}"


def _why_way(told: _Told) -> str:
    part, experiment = told.asked.part, told.scene.experiment
    assert isinstance(part, Weight | Bias)
    if not is_trained(experiment, part):
        stays = "is frozen" if part in experiment.frozen_parameters else "is not trained here"
        return f"{capital(told.part)} {stays}, so it remains {told.of('', part)}."
    of = "the gradient"
    if isinstance(part, Bias) and experiment.train_biases == "per_layer":
        of = "the sum of the layer’s bias gradients"
    return (
        f"The update subtracts the learning rate times {of}, which is {told.of('step.', part)}: "
        f"{told.part} goes {told.asked.answer} from {told.of('', part)} to "
        f"{told.of('new.', part)}."
    )


def _why_loss(told: _Told) -> str:
    before, after = (brief(told.scene.named(name)) for name in ("loss", "new.loss"))
    if told.asked.answer == "rises":
        along = told.scene.experiment.learning_rate < 0
        why = "the learning rate is negative" if along else "the step is too long"
        return f"It rises from {before} to {after}: {why}."
    return f"It falls from {before} to {after}."


def _why_after(told: _Told) -> str:
    before, after = told.of("a.", told.neuron), brief(activation_after(told.scene, told.neuron))
    return f"With the updated weights {told.part} goes from {before} to {after}."


_SIGN = "positive or negative"

_WORDS = {
    "largest-term": _Words(
        lambda told: f"What adds the most, in size, to the net input of {told.part}?", _why_term
    ),
    "net-sign": _Words(
        lambda told: f"Will the net input of {told.part} be {_SIGN}?", _why_net_sign
    ),
    "largest-net": _Words(
        lambda told: f"Which neuron of {told.layer} gets the largest net input?",
        lambda told: told.first_two("The net input of"),
    ),
    "activation-or-net": _Words(
        lambda told: (
            f"Will the activation of {told.part} be larger or smaller than its net input, "
            f"{told.of('z.', told.neuron)}?"
        ),
        _why_activation,
    ),
    "largest-output": _Words(
        lambda told: "Which output will be the largest?",
        lambda told: told.first_two("The activation of"),
    ),
    "largest-share": _Words(
        lambda told: "Which output adds the most to the loss?",
        lambda told: told.first_two("The share of"),
    ),
    "delta-sign": _Words(
        lambda told: f"Will the delta of {told.part} be {_SIGN}?", _why_delta_sign
    ),
    "largest-delta": _Words(
        lambda told: f"Which neuron of {told.layer} has the largest delta in size?",
        lambda told: told.first_two("The delta of"),
    ),
    "steepest": _Words(
        lambda told: f"Which neuron of {told.layer} answers its net input with the largest slope?",
        lambda told: told.first_two("The slope of"),
    ),
    "largest-path": _Words(
        lambda told: f"Which path back to {told.part} counts the most, in size?", _why_path
    ),
    "gradient-sign": _Words(
        lambda told: f"Will the gradient of {told.part} be {_SIGN}?", _why_gradient_sign
    ),
    "largest-gradient": _Words(
        lambda told: f"Which weight into {told.layer} has the largest gradient in size?",
        _why_gradients,
    ),
    "larger-gradient": _Words(
        lambda told: (
            f"Which gradient is larger in size, that of {' or that of '.join(told.asked.choices)}?"
        ),
        _why_gradients,
    ),
    "way": _Words(lambda told: f"Which way will {told.part} move?", _why_way),
    "loss-falls": _Words(lambda told: "Will the loss fall or rise after this step?", _why_loss),
    "activation-after": _Words(
        lambda told: f"Will the activation of {told.part} be higher or lower after this step?",
        _why_after,
    ),
}
if _WORDS.keys() != PREDICTIONS.keys():
    raise ValueError(f"words differ from kinds: {sorted(_WORDS.keys() ^ PREDICTIONS.keys())}")
