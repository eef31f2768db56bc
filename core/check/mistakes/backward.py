"""Mistakes in the backward pass: deltas, paths and slopes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, permutations, product

import numpy as np

from core.arrays import Array
from core.check.changes import Slope, with_other_weights, with_slopes
from core.check.slips import MOST_NAMED, Question, Slip, each_once, in_a_row, mistake, numbers_of
from core.explain.names import Neuron, Path, Weight
from core.explain.quantities import open_iteration
from core.network.losses.half_squared_error import half_squared_error_delta
from core.run.variants import update_backwards, with_loss


@mistake(
    "updated-weights",
    "Weights after their update",
    "The hidden delta uses the weights of the forward pass: all layers are updated together, at "
    "the end.",
    since="delta",
)
def _updated_weights(question: Question) -> Iterator[Slip]:
    """Hidden deltas carried back by weights that have already moved."""
    weights = question.weights_back()
    if weights:
        names = [question.name(weight) for weight in weights]
        experiment = question.experiment
        moved = update_backwards(experiment, experiment.network)
        yield Slip(
            f"You used {in_a_row(names)} after the update: "
            f"{numbers_of(f'new.{name}' for name in names)} instead of {numbers_of(names)}.",
            tuple(names),
            question.outcome(open_iteration(experiment, question.right.forward, carrier=moved)),
            seen=f"path.{question.name(Path(weights[0]))}",
        )


@mistake(
    "path-dropped",
    "One path left out",
    "A hidden neuron acts on the loss through every neuron of the next layer, so dE/da is the sum "
    "of all paths.",
    since="delta",
)
def _path_dropped(question: Question) -> Iterator[Slip]:
    """Nothing comes back through one neuron of the next layer."""
    for through, paths, value in _scaled_paths(question, 0.0):
        yield Slip(f"You left out the path through {through} ({numbers_of(paths)}).", paths, value)


def _scaled_paths(
    question: Question, factor: float
) -> Iterator[tuple[str, tuple[str, ...], float]]:
    """For each neuron of a next layer: its name, its paths, and the number if they are scaled."""
    network = question.experiment.network
    for layer in range(1, question.output_layer):
        for row in range(question.sizes[layer + 1]):
            W = network.weights[layer].copy()
            W[row] *= factor
            through = question.name(Neuron(layer + 1, row))
            paths = tuple(f"path.{through}.{neuron}" for neuron in question.neurons(layer))
            yield through, paths, _carried_back(question, layer, W)


def _carried_back(question: Question, layer: int, W: Array) -> float:
    """The number if the weights W carry back the deltas of layer ``layer + 1``."""
    carrier = with_other_weights(question.experiment.network, layer, W)
    return question.outcome(open_iteration(question.experiment, question.right.forward, carrier))


@mistake(
    "wrong-layer-back",
    "Carried back by the weights of another layer",
    "A delta goes back through the weights that lead out of the hidden neuron, not through those "
    "that lead into it.",
    since="delta",
)
def _wrong_layer_back(question: Question) -> Iterator[Slip]:
    """W1 instead of W2 on the way back, transposed or not, if the shapes allow it."""
    weights = question.experiment.network.weights
    for layer in range(1, question.output_layer):
        ways_back = product(range(question.sizes[layer + 1]), question.indices(layer))
        paths = tuple(
            f"path.{question.name(Path(Weight(layer, *way)))}"
            for way in islice(ways_back, MOST_NAMED)
        )
        for W in (weights[layer - 1], weights[layer - 1].T):
            if W.shape == weights[layer].shape:
                yield Slip(
                    f"You carried the deltas back by W{layer} instead of W{layer + 1}.",
                    paths,
                    _carried_back(question, layer, W),
                )


@mistake(
    "slope-left-out",
    "σ′(z) left out",
    "A delta is dE/dz: the slope of the loss along the activation, times σ′(z), the slope of the "
    "activation along z.",
    since="delta",
)
def _slope_left_out(question: Question) -> Iterator[Slip]:
    """Deltas without the factor sigma'(z)."""
    for layers in question.layers_together():
        flat = dict.fromkeys(layers, lambda z, a: np.ones_like(z))
        neurons, slopes = _slopes_of(question, layers)
        left_out = f"σ′(z) of {neurons} ({numbers_of(slopes)})"
        if layers == [question.output_layer] and question.activation(layers[0]).coupling:
            left_out = "the Jacobian of the outputs: only under the cross-entropy is o − y enough"
        yield Slip(
            f"You left out {left_out}.",
            slopes,
            _with_other_slopes(question, flat),
        )


@mistake(
    "slope-argument",
    "σ′ of the wrong argument",
    "The slope of an activation is taken at the neuron's own net input, z. Its short form is "
    "written with the activation: a(1 − a) for the sigmoid.",
    since="delta",
)
def _slope_argument(question: Question) -> Iterator[Slip]:
    """sigma'(a), or z instead of a as in z(1 - z), or the slope of a neighbouring layer."""
    passed, sizes = question.right.forward, question.sizes
    sigmas = question.experiment.network.activations

    def at_activation(layer: int) -> Slope:
        sigma = sigmas[layer - 1]
        return lambda z, a: sigma.derivative(a, sigma.function(a))

    def with_net_input(layer: int) -> Slope:
        return lambda z, a: sigmas[layer - 1].derivative(z, z)

    def of_layer(other: int) -> Slope:
        return lambda *_: sigmas[other - 1].derivative(passed.z[other - 1], passed.a[other])

    for layers in question.layers_together(of=question.elementwise):
        neurons, slopes = _slopes_of(question, layers)
        for happened, slope in (
            ("You took σ′ of {} at the activation a, not at the net input z.", at_activation),
            ("You put z where a belongs into the slope of {}.", with_net_input),
        ):
            wrong = {layer: slope(layer) for layer in layers}
            yield Slip(happened.format(neurons), slopes, _with_other_slopes(question, wrong))
    for layer, other in permutations(range(1, question.output_layer + 1), 2):
        coupled = question.activation(layer).coupling or question.activation(other).coupling
        if abs(layer - other) == 1 and sizes[layer] == sizes[other] and not coupled:
            neurons, slopes = _slopes_of(question, [layer])
            owners = [question.name(Neuron(other, index)) for index in question.indices(layer)]
            yield Slip(
                f"You took the slope of {in_a_row(owners)} instead of that of {neurons}.",
                slopes,
                _with_other_slopes(question, {layer: of_layer(other)}),
            )


# Slopes with a minus: the same with a plus instead.
_PLUS_SLOPES: dict[str, tuple[str, Slope]] = {
    "sigmoid": ("a(1 + a) instead of a(1 − a)", lambda z, a: a * (1.0 + a)),
    "tanh": ("1 + a² instead of 1 − a²", lambda z, a: 1.0 + a * a),
}


@mistake(
    "slope-plus",
    "A plus in σ′(z)",
    "An activation that levels off gets flatter the further it goes, so its slope subtracts: "
    "a(1 − a) for the sigmoid, 1 − a² for tanh.",
    since="delta",
)
def _slope_plus(question: Question) -> Iterator[Slip]:
    """o(1 + o) instead of o(1 - o)."""
    for layers in question.layers_together(of=_PLUS_SLOPES):
        forms = {layer: _PLUS_SLOPES[question.activation(layer).name] for layer in layers}
        neurons, slopes = _slopes_of(question, layers)
        yield Slip(
            f"You took {each_once(form for form, _ in forms.values())} for the slope of {neurons}.",
            slopes,
            _with_other_slopes(question, {layer: slope for layer, (_, slope) in forms.items()}),
        )


def _slopes_of(question: Question, layers: list[int]) -> tuple[str, tuple[str, ...]]:
    """The relevant neurons of some layers, as a list in words, and the names of their slopes."""
    neurons = [neuron for layer in layers for neuron in question.neurons(layer)]
    return in_a_row(neurons), tuple(f"slope.{neuron}" for neuron in neurons)


def _with_other_slopes(question: Question, slopes: dict[int, Slope]) -> float:
    """The number, if some layers had other slopes."""
    return question.outcome(question.reopened(with_slopes(question.experiment, slopes)))


@mistake(
    "slope-kept",
    "σ′(z) kept under cross-entropy",
    "Under a cross-entropy the slope of the outputs cancels: their delta is simply o − y.",
    since="delta",
)
def _slope_kept(question: Question) -> Iterator[Slip]:
    """The output delta of the squared error under another loss."""
    if question.experiment.loss.slope_remains:
        return
    last = question.output_layer
    loss = replace(question.experiment.loss, output_delta=half_squared_error_delta)
    experiment = replace(question.experiment, loss=loss)
    own = with_slopes(experiment, {last: question.activation(last).derivative})
    outputs = question.neurons(last)
    slopes = tuple(f"slope.{output}" for output in outputs)
    yield Slip(
        f"You multiplied o − y by σ′(z) of {in_a_row(outputs)} ({numbers_of(slopes)}).",
        slopes,
        question.outcome(question.reopened(own)),
    )
    if question.activation(last).coupling:
        yield Slip(
            f"You multiplied o − y by the Jacobian, for {in_a_row(outputs)}.",
            slopes,
            question.outcome(question.reopened(experiment)),
        )


@mistake(
    "sign",
    "A wrong sign",
    "The loss falls against its slope, so the update subtracts learning rate times gradient. The "
    "delta of an output has the sign of o − y, and each path back has its own sign.",
    since="delta",
)
def _wrong_sign(question: Question) -> Iterator[Slip]:
    """Gradient ascent, or y - o instead of o - y, or one path with the wrong sign."""
    experiment = question.experiment
    uphill = question.updated_as(replace(experiment, learning_rate=-experiment.learning_rate))
    yield Slip(
        "You added the gradient instead of subtracting it.",
        (question.quantity.name,),
        question.outcome(uphill),
    )
    outputs = question.neurons(question.output_layer)
    yield Slip(
        "You took y − o instead of o − y.",
        tuple(f"error.{output}" for output in outputs),
        question.outcome(question.reopened(with_loss(experiment, 1.0, -1.0))),
    )
    for through, paths, value in _scaled_paths(question, -1.0):
        yield Slip(
            f"You reversed the sign of the path through {through} ({numbers_of(paths)}).",
            paths,
            value,
        )
