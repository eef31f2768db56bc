"""Questions about the update and what comes after it."""

from __future__ import annotations

from collections.abc import Iterator

from core.explain.names import PARAMETERS, Bias, Neuron, Weight, Whole
from core.explain.phases import Phase
from core.practice.predictions.kind import Prediction, asked
from core.practice.scene import Scene, is_clear
from core.run.experiment import Experiment

# After a step an activation or the loss has changed by this part of itself, or nothing is asked.
_CHANGE = 0.01


@asked("way", "update")
def _way(scene: Scene, phase: Phase) -> Iterator[Prediction]:
    """Which way does a weight or a bias move? One that is frozen or not trained stays."""
    here, kind = scene.here, ("up", "down", "stays")
    for part in PARAMETERS.parts(here.sizes):
        assert isinstance(part, Weight | Bias)
        before, after = scene.value("", part), scene.value("new.", part)
        about = (here.name("new.", part),)
        if not is_trained(scene.experiment, part):
            yield Prediction("way", phase, part, about, kind, "stays")
        elif after != before and is_clear(after - before):
            yield Prediction("way", phase, part, about, kind, "up" if after > before else "down")


def is_trained(experiment: Experiment, part: Weight | Bias) -> bool:
    """Whether the update moves a parameter, if its gradient is not zero.

    >>> from core.run.presets import mazur
    >>> is_trained(mazur(), Weight(0, 0, 0)), is_trained(mazur(), Bias(Neuron(1, 0)))
    (True, False)
    """
    if part in experiment.frozen_parameters:
        return False
    return isinstance(part, Weight) or bool(experiment.train_biases)


@asked("loss-falls", "update")
def _loss_falls(scene: Scene, phase: Phase) -> Iterator[Prediction]:
    """Will the loss fall after this step?"""
    before, after = scene.value("loss", Whole()), scene.value("new.loss", Whole())
    if is_clear(after - before) and abs(after - before) >= _CHANGE * before:
        way = "falls" if after < before else "rises"
        yield Prediction("loss-falls", phase, Whole(), ("new.loss",), ("falls", "rises"), way)


@asked("activation-after", "update")
def _activation_after(scene: Scene, phase: Phase) -> Iterator[Prediction]:
    """Will an activation be higher or lower after this step, for the same example?"""
    here = scene.here
    for layer in range(1, here.last + 1):
        for neuron in here.neurons(layer):
            before = scene.value("a.", neuron)
            change = activation_after(scene, neuron) - before
            if is_clear(change) and abs(change) >= _CHANGE * abs(before):
                about = tuple(here.name("new.", weight) for weight in here.weights_into(neuron))
                way = "higher" if change > 0 else "lower"
                yield Prediction("activation-after", phase, neuron, about, ("higher", "lower"), way)


def activation_after(scene: Scene, neuron: Neuron) -> float:
    """A neuron's activation after the update, for the same example."""
    return float(scene.passed_after.a[neuron.layer][neuron.index, scene.example])
