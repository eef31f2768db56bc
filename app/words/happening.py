"""What happens in a phase: a title, and why it is done, in a sentence or two that are true.

What they say depends on the layers, the activations, the loss, which biases learn, the learning
rate, the number of examples, and on the names of the notation.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from app.words.conventions import rate_counts, way_of_update
from app.words.frozen import frozen_of, moves_nothing, stays
from app.writing.mathml import brief, plain
from app.writing.typeset import Writer
from app.writing.typical import typical_writer
from core.explain.here import Here
from core.explain.names import Bias, Neuron, Part
from core.explain.phases import Phase
from core.expressions import Constant
from core.network.activation import Activation


@dataclass(frozen=True)
class Happening:
    """A phase of an experiment, to be told with the names of a writer's notation."""

    phase: Phase
    writer: Writer

    @property
    def here(self) -> Here:
        """The experiment."""
        return self.writer.values

    @property
    def layer(self) -> int:
        """The layer that gets its numbers; the outputs, in a phase that belongs to no layer."""
        return self.phase.last if self.phase.layer is None else self.phase.layer

    @property
    def units(self) -> int:
        """The number of neurons in that layer."""
        return self.here.sizes[self.layer]

    @property
    def activation(self) -> Activation:
        """The activation function of that layer."""
        return self.here.activation(Neuron(self.layer, 0))

    @cached_property
    def typical(self) -> Writer:
        """The writer of any one unit's symbols."""
        return typical_writer(self.phase, self.writer)

    def any(self, prefix: str, layer: int) -> str:
        """The symbol of a quantity of any neuron in a layer: δₒ."""
        return plain(self.typical.write(self.here.known(prefix, Neuron(layer, 0))))

    def any_bias(self) -> str:
        """The symbol of any bias of the layer."""
        return plain(self.typical.write(self.here.known("", Bias(Neuron(self.layer, 0)))))

    def sent(self, layer: int) -> str:
        """The symbol of what any neuron of a layer sends on."""
        return self.any("a." if layer else "x.", layer)

    def called(self, part: Part) -> str:
        """What a sentence calls a part: h₁, w₅, bₒ₁."""
        notation, prefix = self.writer.notation, ""
        if isinstance(part, Neuron):
            # The article's out h₁ is what its h₁ sends on.
            notation = replace(notation, name="short") if notation.article else notation
            prefix = "a." if part.layer else "x."
        return plain(notation.symbol(self.here.name(prefix, part)))

    @property
    def slope(self) -> str:
        """The slope of the layer's activation function: σ′(zₕ)."""
        if isinstance(self.activation.slope, Constant):
            return (
                f"the slope of the {self.activation.label}, {brief(self.activation.slope.value)},"
            )
        return f"{self.activation.symbol}′({self.any('z.', self.layer)})"


def title(told: Happening) -> str:
    """What a phase computes, as the question that it answers."""
    layer = _layer_words(told)
    one = told.units == 1
    match told.phase.kind:
        case "input":
            return "Input: what goes in, and what should come out?"
        case "net":
            receives = "the neuron" if one else "each neuron"
            return f"Net input of {layer}: what does {receives} receive?"
        case "activation" if told.phase.is_output:
            return f"Activation of {layer}: what does the network answer?"
        case "activation":
            neuron = "the neuron" if one else "each neuron"
            return f"Activation of {layer}: what does {neuron} make of its net input?"
        case "loss":
            return "Loss: how wrong is the network?"
        case "delta" if told.phase.is_output:
            wrong = f"how wrong is {'the' if one else 'each'} output"
            moves = ", and how much can it move" if told.here.loss.slope_remains else ""
            return f"Delta of {layer}: {wrong}{moves}?"
        case "delta":
            neuron = "the neuron" if one else "each neuron"
            return f"Delta of {layer}: what comes back to {neuron}?"
        case "gradient":
            return f"Gradient of {layer}: how much does each {_parameter(told)} change the loss?"
        case "update":
            return f"Update: which way does each {_parameter(told)} move, and how far?"


def sentence(told: Happening) -> str:
    """Why a phase computes what it does, and how."""
    here, layer = told.here, told.layer
    match told.phase.kind:
        case "input":
            example = f"This is example {told.writer.example + 1} of {here.m}. "
            return (
                f"{example if here.m > 1 else ''}The network gets the inputs, {told.sent(0)}. "
                f"The targets, {told.any('y.', here.last)}, play no part before the loss."
            )
        case "net":
            return (
                f"Each weight says how much {told.sent(layer - 1)} counts in "
                f"{told.any('z.', layer)}; the bias {told.any_bias()} is added whatever comes in."
            )
        case "activation":
            function = f"The activation function, {told.activation.label}, {told.activation.does}"
            then = "the network’s answer" if told.phase.is_output else "what the neuron sends on"
            return f"{function}; the result, {told.sent(layer)}, is {then}."
        case "loss":
            return _of_loss(told)
        case "delta" if told.phase.is_output:
            return _of_output_delta(told)
        case "delta":
            return _of_hidden_delta(told)
        case "gradient":
            return _of_gradient(told)
        case "update":
            return _of_update(told)


def _layer_words(told: Happening) -> str:
    """What a layer is called: the hidden layer, hidden layer 2."""
    if told.layer == told.phase.last:
        return "the output layer"
    return "the hidden layer" if told.phase.last == 2 else f"hidden layer {told.layer}"


def _parameter(told: Happening) -> str:
    return "weight and bias" if told.here.experiment.train_biases else "weight"


def _of_loss(told: Happening) -> str:
    here, o, y = told.here, told.sent(told.layer), told.any("y.", told.layer)
    each = "The output adds" if told.units == 1 else "Each output adds"
    loss = plain(told.writer.notation.loss())
    whole = "that alone" if told.units == 1 else "the sum"
    if here.m > 1:
        of = "its mean" if told.units == 1 else "the mean of the sums"
        if here.experiment.conventions.summed:
            of = "its sum" if told.units == 1 else "the sum of all"
        whole = f"{of} over the {here.m} examples"
    if here.loss.target_sum is not None:
        # A share alone is least where its output is 1; only together are they least at the targets.
        return f"{each} {here.loss.adds}; {loss} is {whole}, which is least where each {o} is {y}."
    return f"{each} {here.loss.adds}, which is least where {o} is {y}; {loss} is {whole}."


def _of_output_delta(told: Happening) -> str:
    o, y = told.sent(told.layer), told.any("y.", told.layer)
    error = f"{o} − {y}" if told.here.experiment.conventions.sign > 0 else f"{y} − {o}"
    off = f"{error} says how far off the output is, and to which side"
    if told.here.counts_all_errors:
        return (
            f"{off}; {told.any('z.', told.layer)} moves all outputs, since they share 1, so the "
            f"errors of all count in {told.any('delta.', told.layer)}."
        )
    if told.here.loss.slope_remains:
        return f"{off}; {told.slope} how steeply it answers to its net input."
    gone = "Jacobian of" if told.here.coupling else "slope of the"
    cancels = f"since the {gone} {told.activation.label} cancels"
    return f"{off}; under the {told.here.loss.label} that is all, {cancels}."


def _of_hidden_delta(told: Happening) -> str:
    delta, sums = told.any("delta.", told.layer + 1), "the sum"
    comes = f"Each {delta} comes back"
    if told.here.sizes[told.layer + 1] == 1:
        comes, sums = f"{delta} comes back", "the result"
    return (
        f"{comes} times its weight, which is not yet updated; "
        f"{sums} times {told.slope} is {told.any('delta.', told.layer)}."
    )


def _of_gradient(told: Happening) -> str:
    here, delta = told.here, told.any("delta.", told.layer)
    of = "sum" if here.experiment.conventions.summed else "mean"
    mean = f", as a {of} over the {here.m} examples" if here.m > 1 else ""
    rule = (
        f"A weight’s gradient is the delta of the neuron that it enters, {delta}, times what it "
        f"carries there, {told.sent(told.layer - 1)}{mean}."
    )
    if not here.experiment.train_biases:
        return rule
    over = "" if not mean else "the sum of all " if of == "sum" else "the mean "
    return f"{rule} A bias carries a 1, so its gradient is {over}{delta}."


def _of_update(told: Happening) -> str:
    experiment = told.here.experiment
    rate, trained = experiment.learning_rate, experiment.train_biases
    if rate == 0:
        return "The learning rate η is 0, so everything stays as it is."
    if moves_nothing(experiment):
        return "Everything that could move is frozen, so everything stays as it is."
    way = way_of_update(experiment, "its gradient")
    each = "weight and bias" if trained is True else "weight"
    moves = f"Each {each} moves {way}, by η times its size (η = {brief(rate)}); all move at once."
    if trained == "per_layer":
        moves += " The bias that a layer shares moves by the sum of its neurons’ gradients."
    elif not trained:
        moves += " The biases stay as they are."
    frozen = [told.called(part) for part in frozen_of(experiment)]
    said = (moves, stays(frozen) if frozen else "", rate_counts(experiment))
    return " ".join(filter(None, said))
