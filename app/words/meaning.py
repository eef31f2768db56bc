"""What a quantity is and what its value means, in words.

The sentences depend on the numbers (signs, zeros, which is largest), so they are true for every
experiment, not only for the worked example.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.writing.mathml import brief
from app.writing.values import Values
from core.explain import names
from core.explain.names import Bias, Neuron, Pair, Part, Path, Weight, Whole
from core.explain.quantities import Quantity, of_every_kind


@dataclass(frozen=True)
class _Facts:
    """The numbers of an iteration for one example, and the names of the parts."""

    here: Values
    example: int

    def of(self, prefix: str, part: Part) -> float:
        """The value of a part's quantity."""
        return self.here.of(prefix + self.name(part), self.example)

    def name(self, part: Part) -> str:
        """A part's name in a sentence."""
        return names.name_of(part, self.here.sizes)

    def off(self, output: Neuron) -> float:
        """How far an output is above its target."""
        return self.of("a.", output) - self.of("y.", output)

    def influence(self, slope: float) -> str:
        """What an increase would do to the loss, given the derivative in the conventions."""
        slope *= self.here.experiment.conventions.sign
        return "raise" if slope > 0 else "lower" if slope < 0 else "not change"

    def sent(self, neuron: Neuron) -> float:
        """The output of a neuron."""
        return self.of("a." if neuron.layer else "x.", neuron)


@dataclass(frozen=True)
class _Words:
    """The words for a kind of quantity, with {name}, {at}, {sender} and {receiver} to fill in."""

    title: str
    question: str
    label: str
    meaning: Callable[[_Facts, Any], str]


def title(asked: Quantity) -> str:
    """The name of a quantity in words."""
    return _filled(_WORDS[asked.kind.prefix].title, asked)


def question(asked: Quantity) -> str:
    """The question that its value answers."""
    return _filled(_WORDS[asked.kind.prefix].question, asked)


def label(asked: Quantity) -> str:
    """A short label, to tell it from other quantities of the same part."""
    return _WORDS[asked.kind.prefix].label


def meaning(asked: Quantity, values: Values, example: int) -> str:
    """What its value means, in a sentence or two."""
    return _WORDS[asked.kind.prefix].meaning(_Facts(values, example), asked.part)


def _filled(words: str, asked: Quantity) -> str:
    """The words with the names of the quantity's part filled in."""
    part = asked.part
    weight = part.weight if isinstance(part, Path) else part
    ends = (weight.sender, weight.receiver) if isinstance(weight, Weight) else (None, None)
    if isinstance(part, Pair):
        ends = (part.by, part.of)
    sender, receiver = (names.name_of(end, asked.sizes) if end else "" for end in ends)
    at = names.name_of(part.at, asked.sizes) if part.at else ""
    name = f"the bias of {at}" if isinstance(part, Bias) else names.name_of(part, asked.sizes)
    way = f", {sender} to {receiver}" if sender else ""
    return capital(words.format(name=name, way=way, at=at, sender=sender, receiver=receiver))


def capital(words: str) -> str:
    """The words with a capital letter, unless they begin with a name such as w5."""
    first = words.split(" ", 1)[0].rstrip(",.?")
    return words if any(letter.isdigit() for letter in first) else words[:1].upper() + words[1:]


# _Words for numbers.


def _sign(value: float) -> str:
    """Positive, negative or zero."""
    return "positive" if value > 0 else "negative" if value < 0 else "zero"


def _off(facts: _Facts, output: Neuron) -> str:
    """Whether an output is above, below or on its target."""
    error, name = facts.off(output), facts.name(output)
    if error == 0:
        return f"{name} is exactly on its target"
    return f"{name} is too {'high' if error > 0 else 'low'}"


def _zeros(factors: dict[str, float]) -> str:
    """Why a product is zero."""
    found = [name for name, value in factors.items() if value == 0]
    if not found:
        return "the product is too small for a number of 64 bits"
    return f"{found[0]} is zero"


def _signs(factors: dict[str, float]) -> str:
    """The signs of two factors, as the beginning of a sentence."""
    (first, one), (second, other) = factors.items()
    if _sign(one) == _sign(other):
        return capital(f"{first} and {second} are both {_sign(one)}")
    return capital(f"{first} is {_sign(one)} and {second} is {_sign(other)}")


def _parameter_name(facts: _Facts, part: Weight | Bias) -> str:
    """What a parameter is called in a sentence."""
    return f"the bias of {facts.name(part.at)}" if isinstance(part, Bias) else facts.name(part)


def _frozen(facts: _Facts, part: Weight | Bias) -> str:
    """That a parameter is frozen: w5 is frozen."""
    if isinstance(part, Bias) and facts.here.experiment.train_biases == "per_layer":
        return "the bias that the layer shares is frozen"
    return f"{_parameter_name(facts, part)} is frozen"


# What the value of each kind means.


def _of_input(facts: _Facts, neuron: Neuron) -> str:
    """x."""
    return "It is given: one number of the example."


def _of_target(facts: _Facts, output: Neuron) -> str:
    """y."""
    return f"It is given with the example: what {facts.name(output)} should answer."


def _of_parameter(facts: _Facts, part: Weight | Bias) -> str:
    """A weight or bias before the update."""
    experiment = facts.here.experiment
    if part in experiment.frozen_parameters:
        return f"The update does not change it: {_frozen(facts, part)}."
    if isinstance(part, Bias) and not experiment.train_biases:
        return "It is given at the start and stays as it is: the biases are not trained."
    if experiment.iteration == 0:
        return "It is given at the start; the update at the end of this iteration changes it."
    return "It is the result of the previous iteration's update."


def _of_term(facts: _Facts, weight: Weight) -> str:
    """``w a``."""
    value, sender, receiver = (
        facts.of("term.", weight),
        facts.name(weight.sender),
        facts.name(weight.receiver),
    )
    factors = {facts.name(weight): facts.of("", weight), sender: facts.sent(weight.sender)}
    if value == 0:
        why = capital(_zeros(factors))
        return f"{why}, so {sender} adds nothing to the net input of {receiver}."
    verb = "raises" if value > 0 else "lowers"
    return f"{_signs(factors)}, so {sender} {verb} the net input of {receiver}."


def _of_net_input(facts: _Facts, neuron: Neuron) -> str:
    """``z = W a + b``."""
    before = range(facts.here.sizes[neuron.layer - 1])
    weights = [Weight(neuron.layer - 1, neuron.index, column) for column in before]
    terms = {f"the term from {facts.name(w.sender)}": facts.of("term.", w) for w in weights}
    terms["the bias"] = facts.of("", Bias(neuron))
    largest = max(terms, key=lambda name: abs(terms[name]))
    if terms[largest] == 0:
        return "All terms are zero."
    count = len(weights)
    inputs = "One weighted input" if count == 1 else f"{count} weighted inputs"
    z = facts.of("z.", neuron)
    total = f"a {_sign(z)} number" if z else "zero"
    return f"{inputs} and the bias add up to {total}; the largest in size is {largest}."


def _of_activation(facts: _Facts, neuron: Neuron) -> str:
    """``a = sigma(z)``."""
    said = facts.here.activation(neuron).says(facts.of("z.", neuron), facts.of("a.", neuron))
    return said.format(name=facts.name(neuron))


def _of_loss(facts: _Facts, whole: Whole) -> str:
    """E."""
    m, loss = facts.here.m, facts.of("loss", whole)
    if m > 1:
        of_all = "sum" if facts.here.experiment.conventions.summed else "mean"
        each = f"The outputs' shares are added up for each of the {m} examples"
        return f"{each}; this is their {of_all}."
    outputs = facts.here.neurons(facts.here.last)
    errors = [facts.of("error.", output) for output in outputs]
    shares = {facts.name(output): facts.of("loss.", output) for output in outputs}
    if not any(errors):
        return "Every output is exactly on its target: there is nothing left to learn."
    if loss == 0:
        return "The outputs are so close to their targets that the loss is zero."
    if len(outputs) == 1:
        return f"It is the loss of the only output: {_off(facts, outputs[0])}."
    largest = max(shares, key=lambda name: shares[name])
    if list(shares.values()).count(shares[largest]) > 1:
        return "The outputs add their shares; no single one has the largest."
    return f"The outputs add their shares; the largest is that of {largest}."


def _of_share(facts: _Facts, output: Neuron) -> str:
    """An output's share of the loss."""
    error = facts.off(output)
    said = facts.here.loss.says(facts.of("y.", output), facts.of("a.", output))
    return said.format(
        off=_off(facts, output),
        size=brief(abs(error)),
        name=facts.name(output),
        way="down" if error > 0 else "up",
    )


def _of_error(facts: _Facts, output: Neuron) -> str:
    """``o - y``."""
    error = facts.off(output)
    if error == 0:
        return f"{_off(facts, output)}, so there is nothing to correct."
    way = "down" if error > 0 else "up"
    return f"{_off(facts, output)} by {brief(abs(error))}: to lower the loss, it must go {way}."


def _of_slope(facts: _Facts, neuron: Neuron) -> str:
    """``sigma'(z)``."""
    slope = facts.of("slope.", neuron)
    said = facts.here.activation(neuron).says_slope(facts.of("z.", neuron), slope)
    return said.format(name=facts.name(neuron), slope=brief(slope))


def _of_jacobian(facts: _Facts, pair: Pair) -> str:
    """``do/dz`` of one output by another's z."""
    of, by = facts.name(pair.of), facts.name(pair.by)
    if facts.here.coupling is None:
        return f"{of} does not depend on the net input of {by}: each output has its own."
    value = facts.of("jacobian.", pair)
    if value == 0:
        outputs = {facts.name(one): facts.of("a.", one) for one in (pair.of, pair.by)}
        return f"{capital(_zeros(outputs))}, so {of} does not change."
    return (
        f"A larger net input of {by} takes from {of}, since all outputs share 1: "
        f"{of} changes {brief(value)} times as much."
    )


def _counts_all(facts: _Facts, neuron: Neuron) -> bool:
    """Whether the delta of a neuron counts the errors of all outputs."""
    return facts.here.is_output(neuron) and facts.here.counts_all_errors


def _of_delta(facts: _Facts, neuron: Neuron) -> str:
    """``dE/dz``."""
    name, value = facts.name(neuron), facts.of("delta.", neuron)
    if _counts_all(facts, neuron):
        if value == 0:
            return f"A small change of the net input of {name} does not change the loss."
        return f"{_why_delta(facts, neuron)}."
    if facts.here.is_output(neuron) and not facts.here.loss.slope_remains:
        if value == 0:
            return f"{_off(facts, neuron)}, so its delta is zero."
        gone = "Jacobian" if facts.here.coupling else "slope"
        return f"{_off(facts, neuron)}, so its delta is {_sign(value)}; the {gone} has cancelled."
    if value == 0:
        back = "error." if facts.here.is_output(neuron) else "da."
        cause = (
            "the error" if facts.here.is_output(neuron) else f"the sum of the paths back to {name}"
        )
        factors = {
            cause: facts.of(back, neuron),
            f"the slope of {name}": facts.of("slope.", neuron),
        }
        return f"{capital(_zeros(factors))}, so the delta is zero, and this neuron learns nothing."
    if facts.here.is_output(neuron):
        return (
            f"{_off(facts, neuron)}, so its delta is {_sign(value)}: "
            f"a larger net input would {facts.influence(value)} the loss."
        )
    return f"{_why_delta(facts, neuron)}."


def _of_gradient(facts: _Facts, part: Weight | Bias) -> str:
    """dE/dw or dE/db."""
    value, name = facts.of("gradient.", part), _parameter_name(facts, part)
    if facts.here.m > 1:
        would = f"a larger {name.removeprefix('the ')} would {facts.influence(value)} the loss"
        summed = facts.here.experiment.conventions.summed
        averaged = (
            f"{'Added up' if summed else 'Averaged'} over the {facts.here.m} examples, {would}"
        )
        return f"{averaged}, so the gradient is {_sign(value)}{_moves(facts, part)}."
    neuron, delta = facts.name(part.at), facts.of("delta.", part.at)
    if isinstance(part, Bias):
        return (
            f"{_why_delta(facts, part.at)}; the gradient is the delta itself{_moves(facts, part)}."
        )
    sender, sent = facts.name(part.sender), facts.sent(part.sender)
    if value == 0:
        factors = {f"the delta of {neuron}": delta, sender: sent}
        return f"{capital(_zeros(factors))}, so the gradient is zero{_moves(facts, part)}."
    too = " too" if _sign(sent) == _sign(delta) else ""
    return (
        f"{_why_delta(facts, part.at)}; {sender} is {_sign(sent)}{too}, "
        f"so the gradient is {_sign(value)}{_moves(facts, part)}."
    )


def _why_delta(facts: _Facts, neuron: Neuron) -> str:
    """The sign of a delta, with its reason."""
    name, delta = facts.name(neuron), facts.of("delta.", neuron)
    if delta == 0:
        return f"The delta of {name} is zero"
    if _counts_all(facts, neuron):
        return (
            f"A larger net input of {name} raises {name} and takes that from the others; together "
            f"this would {facts.influence(delta)} the loss, so the delta is {_sign(delta)}"
        )
    if facts.here.is_output(neuron):
        return f"{_off(facts, neuron)}, so its delta is {_sign(delta)}"
    return (
        f"A larger {name} would {facts.influence(delta)} the loss, so its delta is {_sign(delta)}"
    )


def _moves(facts: _Facts, part: Weight | Bias) -> str:
    """Which way the update moves a parameter, as the end of a sentence."""
    experiment = facts.here.experiment
    name, step = _parameter_name(facts, part), facts.of("step.", part)
    if part in experiment.frozen_parameters:
        return f", but {_frozen(facts, part)}, so it stays as it is"
    if isinstance(part, Bias) and not experiment.train_biases:
        return ", but the biases are not trained"
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


def _of_path(facts: _Facts, way: Path) -> str:
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
        return f"{capital(_zeros(factors))}, so nothing comes back on this path."
    would = f"through {receiver} a larger {sender} would {facts.influence(value)} the loss"
    return f"{_signs(factors)}, so {would}."


def _of_activation_derivative(facts: _Facts, neuron: Neuron) -> str:
    """dE/da."""
    receivers = range(facts.here.sizes[neuron.layer + 1])
    ways = [Path(Weight(neuron.layer, row, neuron.index)) for row in receivers]
    through = {facts.name(way.weight.receiver): facts.of("path.", way) for way in ways}
    value, name = facts.of("da.", neuron), facts.name(neuron)
    altogether = f"a larger {name} would {facts.influence(value)} the loss"
    if len(ways) == 1:
        return f"There is one path back, through {next(iter(through))}: {altogether}."
    if not any(through.values()):
        return f"Nothing comes back on any path: {altogether}."
    would = {receiver: facts.influence(slope) for receiver, slope in through.items()}
    raising = [receiver for receiver, way in would.items() if way == "raise"]
    lowering = [receiver for receiver, way in would.items() if way == "lower"]
    if raising and lowering and len(ways) == 2:
        return (
            f"Through {raising[0]} a larger {name} would raise the loss, through {lowering[0]} "
            f"lower it; together, {altogether}."
        )
    return (
        f"Of {len(ways)} paths back, {len(raising)} would raise the loss with a larger {name} and "
        f"{len(lowering)} lower it; together, {altogether}."
    )


def _of_step(facts: _Facts, part: Weight | Bias) -> str:
    """What the update subtracts."""
    return _moved(facts, part)


def _moved(facts: _Facts, part: Weight | Bias) -> str:
    """How far the update moves a parameter, and why."""
    experiment, name = facts.here.experiment, _parameter_name(facts, part)
    before, after = facts.of("", part), facts.of("new.", part)
    if part in experiment.frozen_parameters:
        return f"{capital(_frozen(facts, part))}, so it stays as it is."
    if isinstance(part, Bias) and not experiment.train_biases:
        return "The biases are not trained, so it stays as it is."
    if after == before:
        return f"{capital(name)} stays as it is."
    direction = "up" if after > before else "down"
    way = f"{capital(name)} goes {direction} by {brief(abs(after - before))}"
    if isinstance(part, Bias) and experiment.train_biases == "per_layer":
        return f"{way}, like all biases of its layer: by the sum of their gradients."
    gradient = _sign(facts.of("gradient.", part))
    if experiment.learning_rate < 0:
        return f"{way}: the gradient is {gradient}, and the learning rate is negative."
    if experiment.conventions.sign < 0:
        return f"{way}, along its gradient, which is {gradient}: the error is target minus output."
    return f"{way}, against its gradient, which is {gradient}."


def _of_updated_loss(facts: _Facts, whole: Whole) -> str:
    """The loss of the updated network."""
    before, after = facts.of("loss", whole), facts.of("new.loss", whole)
    computed = "It is a new forward pass, with the updated weights"
    if after == before:
        return f"{computed}: the update left the loss as it was."
    verb = "lowered" if after < before else "raised"
    return f"{computed}: the update {verb} the loss by {brief(abs(after - before))}."


_WORDS = of_every_kind(
    {
        "x.": _Words("Input {name}", "What is the value of {name}?", "input", _of_input),
        "y.": _Words("Target of {name}", "What should {name} answer?", "target", _of_target),
        "": _Words("{name}{way}", "What is its value before the update?", "value", _of_parameter),
        "term.": _Words(
            "Term of {name}{way}",
            "How much does {sender} add to the net input of {receiver}?",
            "term",
            _of_term,
        ),
        "z.": _Words(
            "Net input of {name}", "What does {name} receive?", "net input", _of_net_input
        ),
        "a.": _Words(
            "Activation of {name}",
            "What does {name} make of its net input?",
            "activation",
            _of_activation,
        ),
        "loss": _Words("Loss", "How wrong is the network?", "loss", _of_loss),
        "loss.": _Words(
            "Share of {name} in the loss", "How wrong is {name}?", "share of the loss", _of_share
        ),
        "error.": _Words(
            "Error of {name}", "How far is {name} off, and to which side?", "error", _of_error
        ),
        "slope.": _Words(
            "Slope of {name}",
            "How much does {name} change when its net input changes a little?",
            "slope",
            _of_slope,
        ),
        "jacobian.": _Words(
            "Derivative of {receiver} by the net input of {sender}",
            "How much does {receiver} change when the net input of {sender} changes a little?",
            "derivative by another net input",
            _of_jacobian,
        ),
        "delta.": _Words(
            "Delta of {name}",
            "How much does the loss change when the net input of {name} changes a little?",
            "delta",
            _of_delta,
        ),
        "gradient.": _Words(
            "Gradient of {name}{way}",
            "How much does the loss change when {name} changes a little?",
            "gradient",
            _of_gradient,
        ),
        "path.": _Words(
            "Path back from {receiver} to {sender}",
            "How much does the loss change through {receiver} when {sender} changes a little?",
            "path",
            _of_path,
        ),
        "da.": _Words(
            "Derivative of the loss by {name}",
            "How much does the loss change when {name} changes a little?",
            "derivative by the activation",
            _of_activation_derivative,
        ),
        "step.": _Words("Step of {name}{way}", "How large is its step?", "step", _of_step),
        "new.": _Words(
            "{name} after the update", "What is its new value?", "after the update", _moved
        ),
        "new.loss": _Words(
            "Loss after the update",
            "Did the step help?",
            "after the update",
            _of_updated_loss,
        ),
    }
)
