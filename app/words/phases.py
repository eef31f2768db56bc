"""What each phase of an experiment computes: its name, its equation, and a sentence that is true.

A sentence depends on the layers, the activations, the loss, which biases learn, the sign of the
learning rate, and on whether there is one example or several; the equation on the notation, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from app.words.conventions import way_of_update
from app.words.frozen import frozen_of, moves_nothing
from app.writing.mathml import inline, plain, spoken
from app.writing.matrices import phase_equation
from app.writing.notation import NotationName, notation_of
from app.writing.typeset import Writer
from app.writing.values import Values
from core.check.slips import in_a_row
from core.explain.here import Here
from core.explain.phases import Direction, Phase, PhaseKind, layer_name, phases_of
from core.explain.vectorised import deltas, net_inputs, outputs, parameters, targets
from core.run.experiment import Experiment


@dataclass(frozen=True, slots=True)
class PhaseWords:
    """A phase, and what is said of it."""

    id: str
    name: Annotated[str, Field(description="The name in full, such as `Net input, hidden`.")]
    label: Annotated[str, Field(description="Its first words, without the layer.")]
    symbol: Annotated[str, Field(description="What it computes, as text: `z hidden`, `∇W₂`.")]
    direction: Direction
    equation: Annotated[str, Field(description="What it computes, as MathML.")]
    text: Annotated[str, Field(description="The equation, as one reads it out.")]
    sentence: Annotated[str, Field(description="What happens, in a sentence or two.")]
    active: Annotated[
        list[str],
        Field(
            description="The parts at work: `neurons:1` are those of layer 1, `edges:1` the "
            "weights that leave them, `targets` and `losses` belong to the outputs."
        ),
    ]


def words_of_phases(experiment: Experiment, notation: NotationName) -> list[PhaseWords]:
    """What is said of each phase of an experiment, in their order.

    >>> from core.run.presets import mazur
    >>> for said in words_of_phases(mazur(), "short")[1:3]:
    ...     print(f"{said.name}: {said.text}")
    Net input, hidden: z_h equals W1 x plus b1
    Activation, hidden: h equals sigma of (z_h)
    """
    sizes = experiment.sizes
    writer = Writer(notation_of(notation, experiment), Values(experiment), example=0)
    return [_words(phase, Here(experiment), writer) for phase in phases_of(len(sizes) - 1)]


def phase_name(phase: Phase) -> str:
    """The name of a phase in full.

    >>> phase_name(Phase("net", 1, last=2)), phase_name(Phase("update", None, last=2))
    ('Net input, hidden', 'Update')
    """
    label = KIND_LABELS[phase.kind]
    return label if phase.layer is None else f"{label}, {layer_name(phase.layer, phase.last)}"


def _words(phase: Phase, here: Here, writer: Writer) -> PhaseWords:
    equation = phase_equation(phase, writer)
    return PhaseWords(
        id=phase.id,
        name=phase_name(phase),
        label=KIND_LABELS[phase.kind],
        symbol=_symbol(phase, writer),
        direction=phase.direction,
        equation=inline(equation),
        text=spoken(equation),
        sentence=_sentence(phase, here),
        active=list(phase.active),
    )


KIND_LABELS: dict[PhaseKind, str] = {
    "input": "Input",
    "net": "Net input",
    "activation": "Activation",
    "loss": "Loss",
    "delta": "Delta",
    "gradient": "Gradient",
    "update": "Update",
}


def _symbol(phase: Phase, writer: Writer) -> str:
    """What a phase computes, as text; a layer's name is easier to read than an index."""
    layer = phase.layer or 0
    general, article = writer.notation.general, writer.notation.article
    match phase.kind:
        case "input":
            given = outputs(0), targets(writer.values.experiment)
            return ", ".join(plain(writer.write(tensor)) for tensor in given)
        case "net" if general:
            return plain(writer.write(net_inputs(layer)))
        case "net":
            return f"{writer.notation.net} {layer_name(layer, phase.last)}"
        case "activation" if article:
            return f"out {layer_name(layer, phase.last)}"
        case "activation":
            return plain(writer.write(outputs(layer)))
        case "loss":
            return plain(writer.notation.loss())
        case "delta" if general:
            return plain(writer.write(deltas(layer)))
        case "delta":
            return f"δ {layer_name(layer, phase.last)}"
        case "gradient" if general:
            return plain(writer.write(parameters("gradient.", layer)))
        case "gradient":
            return "∇" + plain(writer.write(parameters("", layer)))
        case _:
            return plain(writer.write(parameters("", None)))


def _each(here: Here, layer: int) -> str:
    """What a sentence calls each neuron of a layer, or the only one."""
    one = "The" if here.sizes[layer] == 1 else "Each"
    if here.last <= 2 or layer == here.last:
        return f"{one} {layer_name(layer, here.last)} neuron"
    return f"{one} neuron of hidden layer {layer}"


def _sent(here: Here, layer: int) -> str:
    """What the neurons of a layer send on."""
    one = here.sizes[layer] == 1
    if layer == 0:
        return "its input" if one else "its inputs"
    if here.last > 2:
        return f"what hidden layer {layer} sends"
    return "what the hidden neuron sends" if one else "what the hidden neurons send"


def _sentence(phase: Phase, here: Here) -> str:
    """What happens in a phase."""
    layer = phase.layer or 0
    match phase.kind:
        case "input":
            return _input_sentence(here)
        case "net":
            return _net_sentence(here, layer)
        case "activation":
            return _activation_sentence(here, layer)
        case "loss":
            return _loss_sentence(here)
        case "delta" if phase.is_output:
            outputs = "the output’s" if here.sizes[-1] == 1 else "each output’s"
            low = here.experiment.conventions.sign < 0
            answers = here.loss.answers.format(high="low" if low else "high")
            if here.counts_all_errors:
                answers = "the sum of all errors, each times its output’s slope by it"
            return f"How the loss answers to {outputs} net input: {answers}."
        case "delta":
            return _delta_sentence(here, layer)
        case "gradient":
            return _gradient_sentence(here, layer)
        case _:
            return _update_sentence(here)


def _input_sentence(here: Here) -> str:
    example = "The examples come in, all at once" if here.m > 1 else "The example comes in"
    inputs = "the input" if here.sizes[0] == 1 else "the inputs"
    targets = "the target" if here.sizes[-1] == 1 else "the targets"
    return f"{example}: {inputs} on the left, {targets} on the right."


def _net_sentence(here: Here, layer: int) -> str:
    each, sent = _each(here, layer), _sent(here, layer - 1)
    if here.sizes[layer - 1] == 1:
        return f"{each} multiplies {sent} by its weight and adds its bias."
    return f"{each} adds up {sent}, each times its weight, and its bias."


def _activation_sentence(here: Here, layer: int) -> str:
    does = here.experiment.network.activations[layer - 1].does
    answers = ""
    if layer == here.last:
        one = here.sizes[layer] == 1
        answers = ": the network’s answer" if one else ": the network’s answers"
        answers += ", beside its target" if one else ", beside their targets"
    return f"The activation function {does}{answers}."


def _loss_sentence(here: Here) -> str:
    share = here.experiment.loss.adds
    if here.sizes[-1] == 1:
        mean = f", as a {_whole(here)} over the examples" if here.m > 1 else ""
        return f"How wrong was the output? The loss is {share}{mean}."
    mean = f"; the loss is the {_whole(here)} over the examples" if here.m > 1 else " to the loss"
    return f"How wrong were they? Each output adds {share}{mean}."


def _whole(here: Here) -> str:
    """What loss and gradients are over the examples."""
    return "sum" if here.experiment.conventions.summed else "mean"


def _delta_sentence(here: Here, layer: int) -> str:
    deltas = "output deltas"
    if layer + 1 < here.last:
        deltas = f"deltas of hidden layer {layer + 1}"
    return (
        f"The {deltas} flow back through the weights of the forward pass, not the new ones; "
        "each neuron multiplies what arrives by its slope."
    )


def _gradient_sentence(here: Here, layer: int) -> str:
    sender = "input" if layer == 1 else "activation"
    over = "added up" if here.experiment.conventions.summed else "averaged"
    mean = f", {over} over the examples" if here.m > 1 else ""
    rule = f"A weight’s gradient is the delta it leads to times the {sender} it comes from"
    if layer < here.last:
        rule = f"The same rule one layer earlier: delta times the {sender} it comes from"
    if not here.experiment.train_biases:
        return f"{rule}{mean}."
    deltas = f"the {_whole(here)} of its neuron’s deltas" if here.m > 1 else "its neuron’s delta"
    return f"{rule}{mean}. A bias’s gradient is {deltas}."


def _update_sentence(here: Here) -> str:
    rate, trained = here.experiment.learning_rate, here.experiment.train_biases
    if rate == 0:
        return "The learning rate is 0, so everything stays as it is."
    if moves_nothing(here.experiment):
        return "Everything that could move is frozen, so everything stays as it is."
    way = way_of_update(here.experiment, "their gradients")
    said = f"All weights{' and biases' if trained is True else ''} move at once, {way}."
    frozen = [here.name("", part) for part in frozen_of(here.experiment)]
    if frozen:
        said = f"{said.removesuffix('.')}, but not what is frozen: {in_a_row(frozen)}."
    if trained == "per_layer":
        return f"{said} The bias that a layer shares moves by the sum of its neurons’ gradients."
    return said if trained else f"{said} The biases stay as they are."
