"""What learners get wrong: each mistake computes what they would have got.

A mistake is a right calculation of something else: of an experiment with another loss, slope or
learning rate, or of deltas carried back by other weights. So each is a small function that opens
such an iteration, in which any quantity can be looked up by its name. There may be several ways to
make a mistake, as there are several paths to leave out: it yields each as a `Slip`.

To add a mistake, add one function with its decorator, at the place that its rank deserves: of
several that explain a value equally well, `core.check.verdict` names the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import combinations, permutations

import numpy as np

from core.check.digits import printed
from core.check.rounding import from_displayed_digits, to_decimals, to_significant_digits
from core.check.slips import (
    Mistake,
    Question,
    Slip,
    Slips,
    Slope,
    listed,
    numbers,
    scaled,
    swapped,
    with_gradients,
    with_layer,
    with_loss,
    with_slopes,
    with_weights,
)
from core.explain import names
from core.explain.names import Neuron, Sizes, Weight
from core.explain.quantities import Opened, open_iteration
from core.network.losses.half_squared_error import half_squared_error_delta
from core.network.propagation import TrainBiases, forward
from core.run.variants import update_backwards

MISTAKES: dict[str, Mistake] = {}


def mistake(id_: str, title: str, rule: str) -> Callable[[Slips], Mistake]:
    """Makes the decorated function a mistake, and enters it into `MISTAKES`."""

    def enter(slips: Slips) -> Mistake:
        MISTAKES[id_] = Mistake(id_, title, rule, slips)
        return MISTAKES[id_]

    return enter


@mistake(
    "updated-weights",
    "Weights after their update",
    "The hidden delta uses the weights of the forward pass: all layers are updated together, at "
    "the end.",
)
def updated_weights(question: Question) -> Iterator[Slip]:
    """Hidden deltas carried back by weights that have already moved."""
    weights = question.weights_back()
    if weights:
        moved = update_backwards(question.experiment, question.experiment.network)
        yield Slip(
            f"You used {listed(weights)} after the update: "
            f"{numbers(f'new.{weight}' for weight in weights)} instead of {numbers(weights)}.",
            tuple(weights),
            open_iteration(question.experiment, question.right.forward, carrier=moved),
        )


@mistake(
    "learning-rate",
    "The learning rate left out, or taken twice",
    "The update takes away the learning rate times the gradient, and the gradient itself is "
    "without it.",
)
def learning_rate(question: Question) -> Iterator[Slip]:
    """The gradient as the whole step, or the learning rate in the gradient already."""
    experiment, right = question.experiment, question.right
    rate, here = experiment.learning_rate, (question.quantity.name,)
    left_out = open_iteration(replace(experiment, learning_rate=1.0))
    yield Slip(f"You left out the learning rate, {printed(rate)}.", here, left_out)
    twice = with_gradients(right, scaled(right.backward.gradients, rate))
    yield Slip(f"You took the learning rate, {printed(rate)}, once too often.", here, twice)


@mistake(
    "missing-half",
    "The 1/2 of the loss left out",
    "The loss is half the squared error, and the 1/2 cancels the 2 from the slope of the square: "
    "so dE/do is simply o − y.",
)
def missing_half(question: Question) -> Iterator[Slip]:
    """The whole squared error: the loss is doubled, and so is all that follows from it."""
    if question.experiment.loss.name == "half_squared_error":
        doubled = with_loss(question.experiment, share_factor=2.0, delta_factor=2.0)
        yield Slip("You left out the 1/2 of the loss.", ("loss",), open_iteration(doubled))


@mistake(
    "swapped-weights",
    "Two weights swapped",
    "Rows of a weight matrix are the receiving neurons and columns the sending ones; on the way "
    "back the matrix is transposed.",
)
def swapped_weights(question: Question) -> Iterator[Slip]:
    """Weights (i, j) and (j, i) of a layer taken for each other: here, there or everywhere."""
    experiment, right, sizes = question.experiment, question.right, question.sizes
    for layer, W in enumerate(experiment.network.weights):
        for i, j in combinations(range(min(W.shape)), 2):
            weights = Weight(layer, i, j), Weight(layer, j, i)
            pair = tuple(names.name_of(weight, sizes) for weight in weights)
            leads = listed([whither(weight, sizes) for weight in weights])
            other = with_weights(experiment.network, layer, swapped(W, i, j))
            passed = forward(other, experiment.inputs)
            renamed = open_iteration(experiment, passed, carrier=other)
            for place, opened in (
                ("in the net input", open_iteration(experiment, passed)),
                ("on the way back", open_iteration(experiment, right.forward, carrier=other)),
                ("in both passes", open_iteration(replace(experiment, network=other))),
                ("in the gradient", swap_gradients(right, layer, i, j)),
                ("from beginning to end", swap_gradients(renamed, layer, i, j)),
            ):
                yield Slip(
                    f"You took {listed(pair)} for each other {place}: {leads}.", pair, opened
                )


def whither(weight: Weight, sizes: Sizes) -> str:
    """Where a weight leads.

    >>> whither(Weight(1, 0, 1), (2, 2, 2))
    'w6 leads from h2 to o1'
    """
    name, *ends = (names.name_of(part, sizes) for part in (weight, weight.sender, weight.receiver))
    return f"{name} leads from {' to '.join(ends)}"


def swap_gradients(opened: Opened, layer: int, i: int, j: int) -> Opened:
    """The iteration with the gradients of weights (i, j) and (j, i) in each other's place."""
    gradients = opened.backward.gradients
    weights = with_layer(gradients.weights, layer, swapped(gradients.weights[layer], i, j))
    return with_gradients(opened, replace(gradients, weights=weights))


@mistake(
    "path-dropped",
    "One path left out",
    "A hidden neuron acts on the loss through every neuron of the next layer, so dE/da is the sum "
    "of all paths.",
)
def path_dropped(question: Question) -> Iterator[Slip]:
    """Nothing carried back from one neuron of the next layer."""
    for through, paths, opened in scaled_paths(question, 0.0):
        yield Slip(f"You left out the path through {through} ({numbers(paths)}).", paths, opened)


def scaled_paths(
    question: Question, factor: float
) -> Iterator[tuple[str, tuple[str, ...], Opened]]:
    """Each neuron that carries deltas back, and its paths, taken with that factor."""
    network = question.experiment.network
    for layer in range(1, question.output_layer):
        for row in range(question.sizes[layer + 1]):
            W = network.weights[layer].copy()
            W[row] *= factor
            carrier = with_weights(network, layer, W)
            through = names.name_of(Neuron(layer + 1, row), question.sizes)
            paths = tuple(f"path.{through}.{neuron}" for neuron in question.neurons(layer))
            opened = open_iteration(question.experiment, question.right.forward, carrier)
            yield through, paths, opened


@mistake(
    "slope-left-out",
    "σ′(z) left out",
    "A delta is dE/dz: the slope of the loss along the activation, times σ′(z), the slope of the "
    "activation along z.",
)
def slope_left_out(question: Question) -> Iterator[Slip]:
    """Deltas without their factor sigma'(z)."""
    for layers in slope_places(question):
        flat = dict.fromkeys(layers, lambda z, a: np.ones_like(z))
        neurons, slopes = slopes_of(question, layers)
        yield Slip(
            f"You left out σ′(z) of {neurons} ({numbers(slopes)}).",
            slopes,
            open_iteration(with_slopes(question.experiment, flat)),
        )


@mistake(
    "slope-argument",
    "σ′ of the wrong argument",
    "The slope of an activation is taken at the neuron's own net input, z. Its short form is "
    "written with the activation: a(1 − a) for the sigmoid.",
)
def slope_argument(question: Question) -> Iterator[Slip]:
    """sigma'(a), or z in the place of a, or the slope of a neighbouring layer."""
    experiment, passed, sizes = question.experiment, question.right.forward, question.sizes
    sigmas = experiment.network.activations

    def at_activation(layer: int) -> Slope:
        sigma = sigmas[layer - 1]
        return lambda z, a: sigma.derivative(a, sigma.function(a))

    def with_net_input(layer: int) -> Slope:
        return lambda z, a: sigmas[layer - 1].derivative(z, z)

    def of_layer(other: int) -> Slope:
        return lambda *_: sigmas[other - 1].derivative(passed.z[other - 1], passed.a[other])

    for layers in slope_places(question):
        neurons, slopes = slopes_of(question, layers)
        for happened, slope in (
            ("You took σ′ of {} at the activation a, not at the net input z.", at_activation),
            ("You put z where a belongs, into the slope of {}.", with_net_input),
        ):
            wrong = with_slopes(experiment, {layer: slope(layer) for layer in layers})
            yield Slip(happened.format(neurons), slopes, open_iteration(wrong))
    for layer, other in permutations(range(1, question.output_layer + 1), 2):
        if abs(layer - other) == 1 and sizes[layer] == sizes[other]:
            neurons, slopes = slopes_of(question, [layer])
            owners = [Neuron(other, index) for index in question.indices(layer)]
            yield Slip(
                f"You took the slope of {listed([names.name_of(o, sizes) for o in owners])} "
                f"for that of {neurons}.",
                slopes,
                open_iteration(with_slopes(experiment, {layer: of_layer(other)})),
            )


def slope_places(question: Question) -> list[list[int]]:
    """Layers of neurons where slopes go wrong together: the output, all hidden ones, all."""
    *hidden, output = range(1, question.output_layer + 1)
    return [[output], hidden, [*hidden, output]] if hidden else [[output]]


def slopes_of(question: Question, layers: list[int]) -> tuple[str, tuple[str, ...]]:
    """Those neurons of some layers that matter, listed, and the names of their slopes."""
    neurons = [neuron for layer in layers for neuron in question.neurons(layer)]
    return listed(neurons), tuple(f"slope.{neuron}" for neuron in neurons)


@mistake(
    "slope-kept",
    "σ′(z) kept under cross-entropy",
    "Under the cross-entropy the slope of a sigmoid output cancels: its delta is simply o − y.",
)
def slope_kept(question: Question) -> Iterator[Slip]:
    """The squared error's output delta, where the loss is another."""
    if question.experiment.loss.name == "binary_cross_entropy":
        loss = replace(question.experiment.loss, output_delta=half_squared_error_delta)
        outputs = question.neurons(question.output_layer)
        slopes = tuple(f"slope.{output}" for output in outputs)
        yield Slip(
            f"You multiplied o − y by σ′(z) of {listed(outputs)} ({numbers(slopes)}).",
            slopes,
            open_iteration(replace(question.experiment, loss=loss)),
        )


@mistake(
    "sign",
    "A sign the other way round",
    "The loss falls against its slope, so the update takes learning rate times gradient away. A "
    "delta has the sign of o − y, and each path back keeps its own.",
)
def sign(question: Question) -> Iterator[Slip]:
    """Gradient ascent, or y - o for o - y, or the sign of one path."""
    experiment = question.experiment
    uphill = replace(experiment, learning_rate=-experiment.learning_rate)
    yield Slip(
        "You added the gradient where it is subtracted.",
        (question.quantity.name,),
        open_iteration(uphill),
    )
    outputs = question.neurons(question.output_layer)
    negated = with_loss(experiment, share_factor=1.0, delta_factor=-1.0)
    yield Slip(
        "You took y − o where o − y belongs.",
        tuple(f"error.{output}" for output in outputs),
        open_iteration(negated),
    )
    for through, paths, opened in scaled_paths(question, -1.0):
        yield Slip(
            f"You turned the sign of the path through {through} ({numbers(paths)}).", paths, opened
        )


@mistake(
    "bias-forgotten",
    "A bias left out",
    "The net input is the weighted sum and the neuron's bias.",
)
def bias_forgotten(question: Question) -> Iterator[Slip]:
    """Net inputs without the biases of one layer, or of any."""
    network = question.experiment.network
    every = list(range(1, question.output_layer + 1))
    for layers in [[layer] for layer in every] + [every]:
        neurons = [neuron for layer in layers for neuron in question.neurons(layer)]
        biases = tuple(f"b.{neuron}" for neuron in neurons)
        without = replace(
            network,
            biases=tuple(
                np.zeros_like(b) if layer in layers else b
                for layer, b in enumerate(network.biases, start=1)
            ),
        )
        yield Slip(
            f"You left out the bias of {listed(neurons)} ({numbers(biases)}).",
            biases,
            open_iteration(question.experiment, forward(without, question.experiment.inputs)),
        )


@mistake(
    "bias-trained",
    "Biases trained in another way",
    "Whether biases learn, and how, is a setting of the experiment: neither publication trains "
    "them.",
)
def bias_trained(question: Question) -> Iterator[Slip]:
    """Biases that learn though they are fixed, stay though they learn, or learn as others do."""
    experiment = question.experiment
    ways: dict[TrainBiases, str] = {
        False: "stay as they are",
        True: "learn, each neuron's by its own gradient",
        "per_layer": "learn, a layer's together by the sum of their gradients",
    }
    for setting, way in ways.items():
        if setting != experiment.train_biases:
            yield Slip(
                f"You let the biases {way}; here they {ways[experiment.train_biases]}.",
                (question.quantity.name,),
                open_iteration(replace(experiment, train_biases=setting)),
            )


@mistake(
    "total",
    "The total instead of the mean",
    "The loss and the gradients are means over the examples: added up, then divided by how many "
    "there are.",
)
def total(question: Question) -> Iterator[Slip]:
    """Loss and gradients of several examples added up, and not divided."""
    m = question.experiment.targets.shape[-1]
    if m > 1:
        summed = open_iteration(with_loss(question.experiment, share_factor=m, delta_factor=1.0))
        opened = with_gradients(summed, scaled(summed.backward.gradients, m))
        yield Slip(f"You added up the {m} examples.", (question.quantity.name,), opened)


def rounded(question: Question) -> Iterator[Slip]:
    """All numbers carried on as displayed: with so many decimals, or significant digits."""
    for kind, rounding in (
        ("decimals", to_decimals),
        ("significant digits", to_significant_digits),
    ):
        for digits in range(2, 10):
            shown = from_displayed_digits(question.experiment, partial(rounding, digits))
            yield Slip(
                f"You rounded to {digits} {kind} on the way.",
                (question.quantity.name,),
                open_iteration(shown),
            )


# Not one of the others: whoever rounds has understood, so it is considered last.
ROUNDING = Mistake(
    "rounding",
    "Rounded on the way",
    "Carry all digits along, and round only the result.",
    rounded,
)
