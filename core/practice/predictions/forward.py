"""Questions in the forward pass and about the loss."""

from __future__ import annotations

from collections.abc import Iterator

from core.explain.names import Bias, Whole
from core.explain.phases import Phase
from core.practice.predictions.kind import Prediction, among, asked
from core.practice.scene import Scene, differ, is_clear, largest, leader


@asked("largest-term", "net")
def _largest_term(scene: Scene, phase: Phase) -> Iterator[Prediction]:
    """What adds the most, in size, to a net input: one of the weights, or the bias?"""
    here = scene.here
    for neuron in here.neurons(phase.layer or 0):
        weights, bias = here.weights_into(neuron), Bias(neuron)
        about = [*(here.name("term.", weight) for weight in weights), here.name("", bias)]
        choices = [*(here.name("", weight) for weight in weights), here.name("", bias)]
        best = largest([scene.named(name) for name in about])
        yield from among("largest-term", phase, neuron, about, choices, best)


@asked("net-sign", "net")
def _net_sign(scene: Scene, phase: Phase) -> Iterator[Prediction]:
    """The sign of a net input whose terms have both signs."""
    here = scene.here
    for neuron in here.neurons(phase.layer or 0):
        terms = [scene.value("term.", weight) for weight in here.weights_into(neuron)]
        terms.append(scene.value("", Bias(neuron)))
        z = scene.value("z.", neuron)
        if min(terms) < 0 < max(terms) and is_clear(z, max(map(abs, terms))):
            sign = "positive" if z > 0 else "negative"
            about = (here.name("z.", neuron),)
            yield Prediction("net-sign", phase, neuron, about, ("positive", "negative"), sign)


@asked("largest-net", "net")
def _largest_net(scene: Scene, phase: Phase) -> Iterator[Prediction]:
    """Which neuron of a layer gets the largest net input?"""
    yield from _largest_of_layer("largest-net", "z.", scene, phase)


@asked("activation-or-net", "activation")
def _activation_or_net(scene: Scene, phase: Phase) -> Iterator[Prediction]:
    """Is an activation larger or smaller than its net input?"""
    here = scene.here
    for neuron in here.neurons(phase.layer or 0):
        z, a = scene.value("z.", neuron), scene.value("a.", neuron)
        if differ(a, z):
            side = "larger" if a > z else "smaller"
            about = (here.name("a.", neuron),)
            choices = ("larger", "smaller")
            yield Prediction("activation-or-net", phase, neuron, about, choices, side)


@asked("largest-output", "activation")
def _largest_output(scene: Scene, phase: Phase) -> Iterator[Prediction]:
    """Which output is the largest?"""
    if phase.is_output:
        yield from _largest_of_layer("largest-output", "a.", scene, phase)


def _largest_of_layer(kind: str, prefix: str, scene: Scene, phase: Phase) -> Iterator[Prediction]:
    """Which neuron of a layer has the largest number?"""
    here = scene.here
    neurons = here.neurons(phase.layer or 0)
    about = [here.name(prefix, neuron) for neuron in neurons]
    choices = [here.name("", neuron) for neuron in neurons]
    best = leader([scene.named(name) for name in about])
    yield from among(kind, phase, neurons[0], about, choices, best)


@asked("largest-share", "loss")
def _largest_share(scene: Scene, phase: Phase) -> Iterator[Prediction]:
    """Which output adds the most to the loss?"""
    here = scene.here
    outputs = here.neurons(here.last)
    about = [here.name("loss.", output) for output in outputs]
    choices = [here.name("", output) for output in outputs]
    best = leader([scene.named(name) for name in about])
    yield from among("largest-share", phase, Whole(), about, choices, best)
