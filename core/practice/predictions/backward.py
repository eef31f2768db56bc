"""Questions in the backward pass."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from core.explain.names import Path, Weight
from core.explain.phases import Phase
from core.practice.predictions.kind import Prediction, among, asked
from core.practice.scene import Scene, is_clear, largest, leader, through_outputs

_SIGNS = ("positive", "negative")


@asked("delta-sign", "delta")
def _delta_sign(scene: Scene, phase: Phase) -> Iterator[Prediction]:
    """The sign of a delta; of a hidden one it is that of a sum of paths."""
    here = scene.here
    for neuron in here.neurons(phase.layer or 0):
        delta, scale = scene.value("delta.", neuron), 0.0
        if not here.is_output(neuron):
            paths = [scene.value("path.", Path(way)) for way in here.weights_from(neuron)]
            scale = max(map(abs, paths)) * abs(scene.value("slope.", neuron))
        elif here.counts_all_errors:
            scale = max(map(abs, through_outputs(scene, neuron).values()))
        if is_clear(delta, scale):
            about = (here.name("delta.", neuron),)
            sign = _SIGNS[delta < 0]
            yield Prediction("delta-sign", phase, neuron, about, _SIGNS, sign)


@asked("largest-delta", "delta")
def _largest_delta(scene: Scene, phase: Phase) -> Iterator[Prediction]:
    """Which neuron of a layer has the largest delta, in size?"""
    here = scene.here
    neurons = here.neurons(phase.layer or 0)
    about = [here.name("delta.", neuron) for neuron in neurons]
    choices = [here.name("", neuron) for neuron in neurons]
    best = largest([scene.named(name) for name in about])
    yield from among("largest-delta", phase, neurons[0], about, choices, best)


@asked("steepest", "delta")
def _steepest(scene: Scene, phase: Phase) -> Iterator[Prediction]:
    """Which neuron of a layer follows its net input the most: which has the largest slope?"""
    here = scene.here
    if phase.is_output and not here.loss.slope_remains:
        return
    neurons = here.neurons(phase.layer or 0)
    about = [here.name("slope.", neuron) for neuron in neurons]
    choices = [here.name("", neuron) for neuron in neurons]
    best = leader([scene.named(name) for name in about])
    yield from among("steepest", phase, neurons[0], about, choices, best)


@asked("largest-path", "delta")
def _largest_path(scene: Scene, phase: Phase) -> Iterator[Prediction]:
    """Which path back to a hidden neuron counts the most, in size?"""
    here = scene.here
    if phase.is_output:
        return
    for neuron in here.neurons(phase.layer or 0):
        ways = here.weights_from(neuron)
        about = [here.name("path.", Path(way)) for way in ways]
        choices = [here.name("", way) for way in ways]
        best = largest([scene.named(name) for name in about])
        yield from among("largest-path", phase, neuron, about, choices, best)


@asked("gradient-sign", "gradient")
def _gradient_sign(scene: Scene, phase: Phase) -> Iterator[Prediction]:
    """The sign of a weight's gradient."""
    here = scene.here
    for weight in _weights_of(scene, phase):
        gradient = scene.value("gradient.", weight)
        if is_clear(gradient):
            about = (here.name("gradient.", weight),)
            sign = _SIGNS[gradient < 0]
            yield Prediction("gradient-sign", phase, weight, about, _SIGNS, sign)


@asked("largest-gradient", "gradient")
def _largest_gradient(scene: Scene, phase: Phase) -> Iterator[Prediction]:
    """Which weight of a layer has the largest gradient, in size?"""
    yield from _larger_gradient_of("largest-gradient", _weights_of(scene, phase), scene, phase)


@asked("larger-gradient", "gradient")
def _larger_gradient(scene: Scene, phase: Phase) -> Iterator[Prediction]:
    """Which of two gradients is larger in size, if they have the delta or the input in common?"""
    for pair in combinations(_weights_of(scene, phase), 2):
        if pair[0].sender == pair[1].sender or pair[0].receiver == pair[1].receiver:
            yield from _larger_gradient_of("larger-gradient", [*pair], scene, phase)


def _larger_gradient_of(
    kind: str, weights: list[Weight], scene: Scene, phase: Phase
) -> list[Prediction]:
    here = scene.here
    about = [here.name("gradient.", weight) for weight in weights]
    choices = [here.name("", weight) for weight in weights]
    best = largest([scene.named(name) for name in about])
    return among(kind, phase, weights[0], about, choices, best)


def _weights_of(scene: Scene, phase: Phase) -> list[Weight]:
    """The weights into the phase's layer."""
    here = scene.here
    neurons = here.neurons(phase.layer or 0)
    return [weight for neuron in neurons for weight in here.weights_into(neuron)]
