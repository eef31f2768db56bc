"""What a quantity is and what its number says, in words.

The sentences look at the actual numbers: signs, zeros, which of several is the largest. So they
are true for every experiment, not only for the worked example.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.writing.mathml import brief
from app.writing.values import Values
from core.explain import names
from core.explain.names import Bias, Neuron, Part, Path, Weight, Whole
from core.explain.quantities import Quantity, of_every_kind


@dataclass(frozen=True)
class Facts:
    """The numbers of one example's iteration, and what their parts are called."""

    here: Values
    example: int

    def of(self, prefix: str, part: Part) -> float:
        """The value of a part's quantity."""
        return self.here.of(prefix + self.name(part), self.example)

    def name(self, part: Part) -> str:
        """What a part is called: a bias by its neuron, the rest as everywhere."""
        return names.name_of(part, self.here.sizes)

    def sent(self, neuron: Neuron) -> float:
        """What a neuron sends on."""
        return self.of("a." if neuron.layer else "x.", neuron)


@dataclass(frozen=True)
class Words:
    """How a kind of quantity is spoken of, with {name}, {at}, {sender} and {receiver} filled in."""

    title: str
    question: str
    label: str
    meaning: Callable[[Facts, Any], str]


def title(asked: Quantity) -> str:
    """The name of a quantity in words."""
    return filled(WORDS[asked.kind.prefix].title, asked)


def question(asked: Quantity) -> str:
    """The question that its value answers."""
    return filled(WORDS[asked.kind.prefix].question, asked)


def label(asked: Quantity) -> str:
    """What it is, beside the others of the same part."""
    return WORDS[asked.kind.prefix].label


def meaning(asked: Quantity, values: Values, example: int) -> str:
    """What its value says, in a sentence or two."""
    return WORDS[asked.kind.prefix].meaning(Facts(values, example), asked.part)


def filled(words: str, asked: Quantity) -> str:
    """The words, with the names of a quantity's part in them."""
    part = asked.part
    weight = part.weight if isinstance(part, Path) else part
    ends = (weight.sender, weight.receiver) if isinstance(weight, Weight) else (None, None)
    sender, receiver = (names.name_of(end, asked.sizes) if end else "" for end in ends)
    at = names.name_of(part.at, asked.sizes) if part.at else ""
    name = f"the bias of {at}" if isinstance(part, Bias) else names.name_of(part, asked.sizes)
    way = f", {sender} to {receiver}" if sender else ""
    return sentence(words.format(name=name, way=way, at=at, sender=sender, receiver=receiver))


def sentence(words: str) -> str:
    """The words with a capital, if they do not begin with a name such as w5."""
    first = words.split(" ", 1)[0].rstrip(",.?")
    return words if any(letter.isdigit() for letter in first) else words[:1].upper() + words[1:]


# Words for numbers.


def sign(value: float) -> str:
    """Positive, negative or zero."""
    return "positive" if value > 0 else "negative" if value < 0 else "zero"


def influence(slope: float) -> str:
    """What more of a thing would do to the loss, by the sign of its derivative."""
    return "raise" if slope > 0 else "lower" if slope < 0 else "not change"


def off(facts: Facts, output: Neuron) -> str:
    """On which side of its target an output is."""
    error, name = facts.of("error.", output), facts.name(output)
    if error == 0:
        return f"{name} is exactly on its target"
    return f"{name} is too {'high' if error > 0 else 'low'}"


def zeros(factors: dict[str, float]) -> str:
    """Which of the factors made a product zero."""
    found = [name for name, value in factors.items() if value == 0]
    if not found:
        return "the product is too small for a number of 64 bits"
    return f"{found[0]} is zero"


def signs(factors: dict[str, float]) -> str:
    """The signs of two factors, as the beginning of a sentence."""
    (first, one), (second, other) = factors.items()
    if sign(one) == sign(other):
        return sentence(f"{first} and {second} are both {sign(one)}")
    return sentence(f"{first} is {sign(one)} and {second} is {sign(other)}")


def parameter_name(facts: Facts, part: Weight | Bias) -> str:
    """What a parameter is called in a sentence."""
    return f"the bias of {facts.name(part.at)}" if isinstance(part, Bias) else facts.name(part)


# What each kind of number says.


def of_input(facts: Facts, neuron: Neuron) -> str:
    """x."""
    return "It is given: one number of the example."


def of_target(facts: Facts, output: Neuron) -> str:
    """y."""
    return f"It is given with the example: what {facts.name(output)} should answer."


def of_parameter(facts: Facts, part: Weight | Bias) -> str:
    """A weight or bias before the update."""
    experiment = facts.here.experiment
    if isinstance(part, Bias) and not experiment.train_biases:
        return "It is given at the start and stays as it is: the biases are not trained here."
    if experiment.iteration == 0:
        return "It is given at the start; the update at the end of this iteration changes it."
    return "It is what the update of the iteration before left."


def of_term(facts: Facts, weight: Weight) -> str:
    """``w a``."""
    value, sender, receiver = (
        facts.of("term.", weight),
        facts.name(weight.sender),
        facts.name(weight.receiver),
    )
    factors = {facts.name(weight): facts.of("", weight), sender: facts.sent(weight.sender)}
    if value == 0:
        return (
            f"{sentence(zeros(factors))}, so {sender} adds nothing to the net input of {receiver}."
        )
    verb = "raises" if value > 0 else "lowers"
    return f"{signs(factors)}, so {sender} {verb} the net input of {receiver}."


def of_net_input(facts: Facts, neuron: Neuron) -> str:
    """``z = W a + b``."""
    before = range(facts.here.sizes[neuron.layer - 1])
    weights = [Weight(neuron.layer - 1, neuron.index, column) for column in before]
    terms = {f"what comes from {facts.name(w.sender)}": facts.of("term.", w) for w in weights}
    terms["the bias"] = facts.of("", Bias(neuron))
    largest = max(terms, key=lambda name: abs(terms[name]))
    if terms[largest] == 0:
        return "All that is added up is zero."
    count = len(weights)
    inputs = "One weighted input" if count == 1 else f"{count} weighted inputs"
    z = facts.of("z.", neuron)
    total = f"a {sign(z)} number" if z else "zero"
    return f"{inputs} and the bias add up to {total}; the largest in size is {largest}."


def of_activation(facts: Facts, neuron: Neuron) -> str:
    """``a = sigma(z)``."""
    said = facts.here.activation(neuron).says(facts.of("z.", neuron), facts.of("a.", neuron))
    return said.format(name=facts.name(neuron))


def of_loss(facts: Facts, whole: Whole) -> str:
    """E."""
    m, loss = facts.here.m, facts.of("loss", whole)
    if m > 1:
        return f"It is the mean over the {m} examples of what their outputs' shares add up to."
    outputs = facts.here.neurons(facts.here.last)
    errors = [facts.of("error.", output) for output in outputs]
    shares = {facts.name(output): facts.of("loss.", output) for output in outputs}
    if not any(errors):
        return "Every output is exactly on its target: there is nothing left to learn."
    if loss == 0:
        return "The outputs are so close to their targets that the loss is zero."
    if len(outputs) == 1:
        return f"It is that of the only output: {off(facts, outputs[0])}."
    largest = max(shares, key=lambda name: shares[name])
    if list(shares.values()).count(shares[largest]) > 1:
        return "The outputs add their shares; no single one has the largest."
    return f"The outputs add their shares; the largest is that of {largest}."


def of_share(facts: Facts, output: Neuron) -> str:
    """An output's share of the loss."""
    error = facts.of("error.", output)
    said = facts.here.loss.says if error else facts.here.loss.says_settled
    return said.format(
        off=off(facts, output),
        size=brief(abs(error)),
        name=facts.name(output),
        way="down" if error > 0 else "up",
    )


def of_error(facts: Facts, output: Neuron) -> str:
    """``o - y``."""
    error = facts.of("error.", output)
    if error == 0:
        return f"{off(facts, output)}, so there is nothing to correct."
    way = "down" if error > 0 else "up"
    return f"{off(facts, output)} by {brief(abs(error))}: to lower the loss, it has to go {way}."


def of_slope(facts: Facts, neuron: Neuron) -> str:
    """``sigma'(z)``."""
    slope = facts.of("slope.", neuron)
    said = facts.here.activation(neuron).says_slope(facts.of("z.", neuron), slope)
    return said.format(name=facts.name(neuron), slope=brief(slope))


def of_delta(facts: Facts, neuron: Neuron) -> str:
    """``dE/dz``."""
    name, value = facts.name(neuron), facts.of("delta.", neuron)
    if facts.here.is_output(neuron) and not facts.here.loss.slope_remains:
        if value == 0:
            return f"{off(facts, neuron)}, so its delta is zero."
        return f"{off(facts, neuron)}, so its delta is {sign(value)}; the slope has cancelled."
    if value == 0:
        back = "error." if facts.here.is_output(neuron) else "da."
        cause = (
            "the error" if facts.here.is_output(neuron) else f"the sum of the paths back to {name}"
        )
        factors = {
            cause: facts.of(back, neuron),
            f"the slope of {name}": facts.of("slope.", neuron),
        }
        return (
            f"{sentence(zeros(factors))}, so the delta is zero, and nothing is to be learnt here."
        )
    if facts.here.is_output(neuron):
        return (
            f"{off(facts, neuron)}, so its delta is {sign(value)}: "
            f"a larger net input would {influence(value)} the loss."
        )
    return f"{why_delta(facts, neuron)}."


def of_gradient(facts: Facts, part: Weight | Bias) -> str:
    """dE/dw or dE/db."""
    value, name = facts.of("gradient.", part), parameter_name(facts, part)
    if facts.here.m > 1:
        would = f"a larger {name.removeprefix('the ')} would {influence(value)} the loss"
        averaged = f"Averaged over the {facts.here.m} examples, {would}"
        return f"{averaged}, so the gradient is {sign(value)}{moves(facts, part)}."
    neuron, delta = facts.name(part.at), facts.of("delta.", part.at)
    if isinstance(part, Bias):
        return f"{why_delta(facts, part.at)}; the gradient is the delta itself{moves(facts, part)}."
    sender, sent = facts.name(part.sender), facts.sent(part.sender)
    if value == 0:
        factors = {f"the delta of {neuron}": delta, sender: sent}
        return f"{sentence(zeros(factors))}, so the gradient is zero{moves(facts, part)}."
    too = " too" if sign(sent) == sign(delta) else ""
    return (
        f"{why_delta(facts, part.at)}; {sender} is {sign(sent)}{too}, "
        f"so the gradient is {sign(value)}{moves(facts, part)}."
    )


def why_delta(facts: Facts, neuron: Neuron) -> str:
    """The sign of a delta, with its reason."""
    name, delta = facts.name(neuron), facts.of("delta.", neuron)
    if delta == 0:
        return f"The delta of {name} is zero"
    if facts.here.is_output(neuron):
        return f"{off(facts, neuron)}, so its delta is {sign(delta)}"
    return f"A larger {name} would {influence(delta)} the loss, so its delta is {sign(delta)}"


def moves(facts: Facts, part: Weight | Bias) -> str:
    """Which way the update moves a parameter, as the end of a sentence."""
    experiment = facts.here.experiment
    name, step = parameter_name(facts, part), facts.of("step.", part)
    if isinstance(part, Bias) and not experiment.train_biases:
        return ", but the biases are not trained here"
    if isinstance(part, Bias) and experiment.train_biases == "per_layer":
        return "; the layer's bias moves by the sum of its neurons' gradients"
    gradient, change = facts.of("gradient.", part), facts.of("new.", part) - facts.of("", part)
    if gradient == 0:
        return f", and {name} stays as it is"
    if experiment.learning_rate == 0:
        return f", but the learning rate is zero, so {name} stays as it is"
    if change == 0:
        return f", but the step is too small to change {name}" if step else f", and {name} stays"
    way = "up" if change > 0 else "down"
    if experiment.learning_rate < 0:
        return f"; the learning rate is negative, so {name} goes {way}"
    return f", and {name} goes {way}"


def of_path(facts: Facts, way: Path) -> str:
    """``delta w``."""
    weight = way.weight
    value, sender, receiver = (
        facts.of("path.", way),
        facts.name(weight.sender),
        facts.name(weight.receiver),
    )
    delta, w = facts.of("delta.", weight.receiver), facts.of("", weight)
    factors = {f"the delta of {receiver}": delta, facts.name(weight): w}
    if value == 0:
        return f"{sentence(zeros(factors))}, so nothing comes back on this path."
    would = f"through {receiver} a larger {sender} would {influence(value)} the loss"
    return f"{signs(factors)}, so {would}."


def of_activation_derivative(facts: Facts, neuron: Neuron) -> str:
    """dE/da."""
    receivers = range(facts.here.sizes[neuron.layer + 1])
    ways = [Path(Weight(neuron.layer, row, neuron.index)) for row in receivers]
    through = {facts.name(way.weight.receiver): facts.of("path.", way) for way in ways}
    value, name = facts.of("da.", neuron), facts.name(neuron)
    altogether = f"a larger {name} would {influence(value)} the loss"
    if len(ways) == 1:
        return f"There is one path back, through {next(iter(through))}: {altogether}."
    if not any(through.values()):
        return f"Nothing comes back on any path: {altogether}."
    raising = [receiver for receiver, slope in through.items() if slope > 0]
    lowering = [receiver for receiver, slope in through.items() if slope < 0]
    if raising and lowering and len(ways) == 2:
        return (
            f"Through {raising[0]} a larger {name} would raise the loss, through {lowering[0]} "
            f"lower it; together, {altogether}."
        )
    return (
        f"Of {len(ways)} paths back, {len(raising)} would raise the loss with a larger {name} and "
        f"{len(lowering)} lower it; together, {altogether}."
    )


def of_step(facts: Facts, part: Weight | Bias) -> str:
    """What the update takes away."""
    return moved(facts, part)


def moved(facts: Facts, part: Weight | Bias) -> str:
    """How far the update moves a parameter, and why."""
    experiment, name = facts.here.experiment, parameter_name(facts, part)
    before, after = facts.of("", part), facts.of("new.", part)
    if isinstance(part, Bias) and not experiment.train_biases:
        return "The biases are not trained here, so it stays as it is."
    if after == before:
        return f"{sentence(name)} stays as it is."
    direction = "up" if after > before else "down"
    way = f"{sentence(name)} goes {direction} by {brief(abs(after - before))}"
    if isinstance(part, Bias) and experiment.train_biases == "per_layer":
        return f"{way}, like all biases of its layer: by the sum of their gradients."
    gradient = sign(facts.of("gradient.", part))
    if experiment.learning_rate < 0:
        return f"{way}: the gradient is {gradient}, and the learning rate is negative."
    return f"{way}, against its gradient, which is {gradient}."


def of_updated_loss(facts: Facts, whole: Whole) -> str:
    """The loss of the updated network."""
    before, after = facts.of("loss", whole), facts.of("new.loss", whole)
    computed = "It is a new forward pass, with the updated weights"
    if after == before:
        return f"{computed}: the update left the loss as it was."
    verb = "lowered" if after < before else "raised"
    return f"{computed}: the update {verb} the loss by {brief(abs(after - before))}."


WORDS = of_every_kind(
    {
        "x.": Words("Input {name}", "What goes in at {name}?", "input", of_input),
        "y.": Words("Target of {name}", "What should {name} answer?", "target", of_target),
        "": Words("{name}{way}", "What is its value before the update?", "value", of_parameter),
        "term.": Words(
            "Term of {name}{way}",
            "How much does {sender} add to the net input of {receiver}?",
            "term",
            of_term,
        ),
        "z.": Words("Net input of {name}", "What does {name} add up?", "net input", of_net_input),
        "a.": Words(
            "Activation of {name}",
            "What does {name} make of its net input?",
            "activation",
            of_activation,
        ),
        "loss": Words("Loss", "How wrong is the network?", "loss", of_loss),
        "loss.": Words(
            "Share of {name} in the loss", "How wrong is {name}?", "share of the loss", of_share
        ),
        "error.": Words(
            "Error of {name}", "How far is {name} off, and to which side?", "error", of_error
        ),
        "slope.": Words(
            "Slope of {name}",
            "How much does {name} change when its net input changes a little?",
            "slope",
            of_slope,
        ),
        "delta.": Words(
            "Delta of {name}",
            "How much does the loss change when the net input of {name} changes a little?",
            "delta",
            of_delta,
        ),
        "gradient.": Words(
            "Gradient of {name}{way}",
            "How much does the loss change when {name} changes a little?",
            "gradient",
            of_gradient,
        ),
        "path.": Words(
            "Path back from {receiver} to {sender}",
            "How much does the loss change by way of {receiver} when {sender} changes a little?",
            "path",
            of_path,
        ),
        "da.": Words(
            "Derivative of the loss by {name}",
            "How much does the loss change when {name} changes a little?",
            "derivative by the activation",
            of_activation_derivative,
        ),
        "step.": Words(
            "Step of {name}{way}", "How much does the update take away?", "step", of_step
        ),
        "new.": Words(
            "{name} after the update", "What does the update leave?", "after the update", moved
        ),
        "new.loss": Words(
            "Loss after the update",
            "Has the step helped?",
            "after the update",
            of_updated_loss,
        ),
    }
)
