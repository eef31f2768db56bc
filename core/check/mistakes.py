"""What learners get wrong: each mistake computes what they would have got.

A mistake is a right calculation of something else: of an experiment with another loss, slope or
learning rate, or of deltas carried back by other weights. So most are a small function that opens
such an iteration and looks the asked number up in it; where the mistake touches that number alone,
it is computed directly. There may be several ways to make a mistake, as there are several paths to
leave out: the function yields each as a `Slip`.

To add a mistake, add one function with its decorator, at the place that its rank deserves: of
several that explain a value equally well, `core.check.verdict` names the first.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import combinations, islice, permutations, product
from math import nan

import numpy as np

from core.arrays import Array
from core.check.digits import printed
from core.check.rounding import from_displayed_digits, to_decimals, to_significant_digits
from core.check.slips import (
    MOST_NAMED,
    Mistake,
    Question,
    Slip,
    Slips,
    Slope,
    in_a_row,
    numbers_of,
    scaled,
    swapped,
    with_activations,
    with_gradients,
    with_layer,
    with_slopes,
    with_weights,
)
from core.explain.names import Bias, Neuron, Path, Weight
from core.explain.phases import PhaseKind
from core.explain.quantities import Opened, open_iteration
from core.network.activation import Activation
from core.network.activations import ACTIVATIONS
from core.network.loss import mean_loss
from core.network.losses.half_squared_error import half_squared_error_delta
from core.network.propagation import TrainBiases, forward
from core.run.variants import update_backwards, with_loss

MISTAKES: dict[str, Mistake] = {}


def mistake(id_: str, title: str, rule: str, since: PhaseKind) -> Callable[[Slips], Mistake]:
    """Makes the decorated function a mistake, and enters it into `MISTAKES`."""

    def enter(slips: Slips) -> Mistake:
        MISTAKES[id_] = Mistake(id_, title, rule, since, slips)
        return MISTAKES[id_]

    return enter


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
        experiment = question.experiment
        moved = update_backwards(experiment, experiment.network)
        yield Slip(
            f"You used {in_a_row(weights)} after the update: "
            f"{numbers_of(f'new.{weight}' for weight in weights)} instead of "
            f"{numbers_of(weights)}.",
            tuple(weights),
            question.outcome(open_iteration(experiment, question.right.forward, carrier=moved)),
            seen=f"path.{question.name(Path(_first_weight_back(question)))}",
        )


def _first_weight_back(question: Question) -> Weight:
    """The first of `Question.weights_back`, of which there is one at least."""
    at = question.quantity.part.at
    layer = 1 if at is None else max(1, at.layer)
    return Weight(layer, 0, question.indices(layer)[0])


@mistake(
    "learning-rate",
    "The learning rate left out, or taken twice",
    "The update subtracts the learning rate times the gradient; the gradient itself does not "
    "contain the learning rate.",
    since="gradient",
)
def _learning_rate(question: Question) -> Iterator[Slip]:
    """The gradient as the whole step, or the learning rate in the gradient already."""
    experiment, right = question.experiment, question.right
    rate, here = experiment.learning_rate, (question.quantity.name,)
    left_out = question.updated_as(replace(experiment, learning_rate=1.0))
    yield Slip(
        f"You left out the learning rate, {printed(rate)}.", here, question.outcome(left_out)
    )
    twice = with_gradients(right, scaled(right.backward.gradients, rate))
    yield Slip(
        f"You multiplied by the learning rate, {printed(rate)}, once too often.",
        here,
        question.outcome(twice),
    )


@mistake(
    "missing-half",
    "The 1/2 of the loss left out",
    "The loss is half the squared error, and the 1/2 cancels the 2 from the slope of the square: "
    "so dE/do is simply o − y.",
    since="loss",
)
def _missing_half(question: Question) -> Iterator[Slip]:
    """The whole squared error: the loss is doubled, and so is all that follows from it."""
    if question.experiment.loss.half:
        doubled = question.reopened(with_loss(question.experiment, 2.0, 2.0))
        yield Slip("You left out the 1/2 of the loss.", ("loss",), question.outcome(doubled))


@mistake(
    "swapped-weights",
    "Two weights swapped",
    "Rows of a weight matrix are the receiving neurons and columns the sending ones; on the way "
    "back the matrix is transposed.",
    since="input",
)
def _swapped_weights(question: Question) -> Iterator[Slip]:
    """Weights (i, j) and (j, i) of a layer taken for each other: here, there or everywhere."""
    experiment, right = question.experiment, question.right
    for layer, i, j in _mirrored_weights(question):
        weights = Weight(layer, i, j), Weight(layer, j, i)
        pair = tuple(question.name(weight) for weight in weights)
        leads = in_a_row([_where_it_leads(question, weight) for weight in weights])
        W = swapped(experiment.network.weights[layer], i, j)
        other = with_weights(experiment.network, layer, W)
        passed = forward(other, experiment.inputs)
        ways = [
            ("in the net input", open_iteration(experiment, passed)),
            ("in both passes", open_iteration(replace(experiment, network=other), passed)),
        ]
        if question.depends_on("delta"):
            carried = open_iteration(experiment, right.forward, carrier=other)
            ways.insert(1, ("on the way back", carried))
        if question.depends_on("gradient"):
            renamed = open_iteration(experiment, passed, carrier=other)
            ways += [
                ("in the gradient", _with_swapped_gradients(right, layer, i, j)),
                ("from beginning to end", _with_swapped_gradients(renamed, layer, i, j)),
            ]
        for place, opened in ways:
            yield Slip(
                f"You took {in_a_row(pair)} for each other {place}: {leads}.",
                pair,
                question.outcome(opened),
            )


def _mirrored_weights(question: Question) -> list[tuple[int, int, int]]:
    """Layers of weights with i and j, those that the asked number's neuron has a part in first."""
    at = question.quantity.part.at
    pairs = [
        (layer, i, j)
        for layer, W in enumerate(question.experiment.network.weights)
        for i, j in combinations(range(min(W.shape)), 2)
    ]
    if at is None:
        return pairs
    return sorted(
        pairs,
        key=lambda pair: (pair[0] not in (at.layer - 1, at.layer), at.index not in pair[1:]),
    )


def _where_it_leads(question: Question, weight: Weight) -> str:
    """From which neuron to which a weight leads, in words."""
    parts = (weight, weight.sender, weight.receiver)
    name, *ends = (question.name(part) for part in parts)
    return f"{name} leads from {' to '.join(ends)}"


def _with_swapped_gradients(opened: Opened, layer: int, i: int, j: int) -> Opened:
    """The iteration with the gradients of weights (i, j) and (j, i) in each other's place."""
    gradients = opened.backward.gradients
    weights = with_layer(gradients.weights, layer, swapped(gradients.weights[layer], i, j))
    return with_gradients(opened, replace(gradients, weights=weights))


@mistake(
    "other-weights",
    "The weights of another neuron",
    "Each row of a weight matrix belongs to one neuron: its net input takes that row and its own "
    "bias.",
    since="net",
)
def _other_weights(question: Question) -> Iterator[Slip]:
    """A neuron's net input by the weights into another neuron of its layer."""
    at, network = question.quantity.part.at, question.experiment.network
    if at is None or at.layer == 0:
        return
    W = network.weights[at.layer - 1]
    for other in _all_but(at.index, len(W)):
        mine, theirs = (
            [question.name(Weight(at.layer - 1, row, column)) for column in range(W.shape[1])]
            for row in (at.index, other)
        )
        mixed = W.copy()
        mixed[at.index] = W[other]
        passed = forward(with_weights(network, at.layer - 1, mixed), question.experiment.inputs)
        yield Slip(
            f"You used {in_a_row(theirs)}, which lead to {question.name(Neuron(at.layer, other))}, "
            f"for the net input of {question.name(at)}: its own are {in_a_row(mine)}.",
            tuple(theirs),
            question.outcome(open_iteration(question.experiment, passed)),
            seen=f"z.{question.name(at)}",
        )


@mistake(
    "path-dropped",
    "One path left out",
    "A hidden neuron acts on the loss through every neuron of the next layer, so dE/da is the sum "
    "of all paths.",
    since="delta",
)
def _path_dropped(question: Question) -> Iterator[Slip]:
    """Nothing carried back from one neuron of the next layer."""
    for through, paths, value in _scaled_paths(question, 0.0):
        yield Slip(f"You left out the path through {through} ({numbers_of(paths)}).", paths, value)


def _scaled_paths(
    question: Question, factor: float
) -> Iterator[tuple[str, tuple[str, ...], float]]:
    """Each neuron that carries deltas back, and its paths, taken with that factor."""
    network = question.experiment.network
    for layer in range(1, question.output_layer):
        for row in range(question.sizes[layer + 1]):
            W = network.weights[layer].copy()
            W[row] *= factor
            through = question.name(Neuron(layer + 1, row))
            paths = tuple(f"path.{through}.{neuron}" for neuron in question.neurons(layer))
            yield through, paths, _carried_back(question, layer, W)


def _carried_back(question: Question, layer: int, W: Array) -> float:
    """The number if the deltas of layer ``layer + 1`` are carried back by the weights W."""
    carrier = with_weights(question.experiment.network, layer, W)
    return question.outcome(open_iteration(question.experiment, question.right.forward, carrier))


@mistake(
    "wrong-layer-back",
    "Carried back by the weights of another layer",
    "A delta goes back through the weights that lead out of the hidden neuron, not through those "
    "that lead into it.",
    since="delta",
)
def _wrong_layer_back(question: Question) -> Iterator[Slip]:
    """W1 for W2 on the way back, transposed or as it stands, where its shape allows that."""
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
    """Deltas without their factor sigma'(z)."""
    for layers in _layers_together(question):
        flat = dict.fromkeys(layers, lambda z, a: np.ones_like(z))
        neurons, slopes = _slopes_of(question, layers)
        yield Slip(
            f"You left out σ′(z) of {neurons} ({numbers_of(slopes)}).",
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
    """sigma'(a), or z in the place of a as in z(1 - z), or the slope of a neighbouring layer."""
    passed, sizes = question.right.forward, question.sizes
    sigmas = question.experiment.network.activations

    def at_activation(layer: int) -> Slope:
        sigma = sigmas[layer - 1]
        return lambda z, a: sigma.derivative(a, sigma.function(a))

    def with_net_input(layer: int) -> Slope:
        return lambda z, a: sigmas[layer - 1].derivative(z, z)

    def of_layer(other: int) -> Slope:
        return lambda *_: sigmas[other - 1].derivative(passed.z[other - 1], passed.a[other])

    for layers in _layers_together(question):
        neurons, slopes = _slopes_of(question, layers)
        for happened, slope in (
            ("You took σ′ of {} at the activation a, not at the net input z.", at_activation),
            ("You put z where a belongs into the slope of {}.", with_net_input),
        ):
            wrong = {layer: slope(layer) for layer in layers}
            yield Slip(happened.format(neurons), slopes, _with_other_slopes(question, wrong))
    for layer, other in permutations(range(1, question.output_layer + 1), 2):
        if abs(layer - other) == 1 and sizes[layer] == sizes[other]:
            neurons, slopes = _slopes_of(question, [layer])
            owners = [question.name(Neuron(other, index)) for index in question.indices(layer)]
            yield Slip(
                f"You took the slope of {in_a_row(owners)} for that of {neurons}.",
                slopes,
                _with_other_slopes(question, {layer: of_layer(other)}),
            )


# The slopes that have a minus, with a plus in its place.
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
    """o(1 + o) for o(1 - o)."""
    for layers in _layers_together(question, of=_PLUS_SLOPES):
        forms = {layer: _PLUS_SLOPES[_activation(question, layer).name] for layer in layers}
        neurons, slopes = _slopes_of(question, layers)
        yield Slip(
            f"You took {_each_once(form for form, _ in forms.values())} for the slope of "
            f"{neurons}.",
            slopes,
            _with_other_slopes(question, {layer: slope for layer, (_, slope) in forms.items()}),
        )


def _activation(question: Question, layer: int) -> Activation:
    """The activation of a layer of neurons."""
    return question.experiment.network.activations[layer - 1]


def _layers_together(question: Question, of: Container[str] | None = None) -> list[list[int]]:
    """Layers of neurons that go wrong together: the output, all hidden ones, all.

    Of these only the layers with an activation `of` those names.
    """
    *hidden, output = (
        [layer] if of is None or _activation(question, layer).name in of else []
        for layer in range(1, question.output_layer + 1)
    )
    behind = [layer for layers in hidden for layer in layers]
    places = [output, behind, behind + output]
    return [layers for index, layers in enumerate(places) if layers not in ([], *places[:index])]


def _each_once(words: Iterable[str]) -> str:
    """Words in a row, without repeating any."""
    return in_a_row(list(dict.fromkeys(words)))


def _slopes_of(question: Question, layers: list[int]) -> tuple[str, tuple[str, ...]]:
    """Those neurons of some layers that matter, in a row, and the names of their slopes."""
    neurons = [neuron for layer in layers for neuron in question.neurons(layer)]
    return in_a_row(neurons), tuple(f"slope.{neuron}" for neuron in neurons)


def _with_other_slopes(question: Question, slopes: dict[int, Slope]) -> float:
    """The number with other slopes in some layers."""
    return question.outcome(question.reopened(with_slopes(question.experiment, slopes)))


@mistake(
    "slope-kept",
    "σ′(z) kept under cross-entropy",
    "Under the cross-entropy the slope of a sigmoid output cancels: its delta is simply o − y.",
    since="delta",
)
def _slope_kept(question: Question) -> Iterator[Slip]:
    """The squared error's output delta, where the loss is another."""
    if not question.experiment.loss.slope_remains:
        loss = replace(question.experiment.loss, output_delta=half_squared_error_delta)
        outputs = question.neurons(question.output_layer)
        slopes = tuple(f"slope.{output}" for output in outputs)
        yield Slip(
            f"You multiplied o − y by σ′(z) of {in_a_row(outputs)} ({numbers_of(slopes)}).",
            slopes,
            question.outcome(question.reopened(replace(question.experiment, loss=loss))),
        )


@mistake(
    "sign",
    "A sign the other way round",
    "The loss falls against its slope, so the update subtracts learning rate times gradient. A "
    "delta has the sign of o − y, and each path back keeps its own.",
    since="delta",
)
def _wrong_sign(question: Question) -> Iterator[Slip]:
    """Gradient ascent, or y - o for o - y, or the sign of one path."""
    experiment = question.experiment
    uphill = question.updated_as(replace(experiment, learning_rate=-experiment.learning_rate))
    yield Slip(
        "You added the gradient where it is subtracted.",
        (question.quantity.name,),
        question.outcome(uphill),
    )
    outputs = question.neurons(question.output_layer)
    yield Slip(
        "You took y − o where o − y belongs.",
        tuple(f"error.{output}" for output in outputs),
        question.outcome(question.reopened(with_loss(experiment, 1.0, -1.0))),
    )
    for through, paths, value in _scaled_paths(question, -1.0):
        yield Slip(
            f"You turned the sign of the path through {through} ({numbers_of(paths)}).",
            paths,
            value,
        )


@mistake(
    "factor-left-out",
    "The activation left out of a gradient",
    "A weight's gradient is a product: the delta of the neuron that it leads to, times what comes "
    "in through it, an input or an activation.",
    since="gradient",
)
def _factor_left_out(question: Question) -> Iterator[Slip]:
    """The delta alone for the gradient: x forgotten in the update."""
    match question.quantity.part:
        case Weight(layer, row) as weight:
            sent = _sent_by(question, weight.sender)
            yield Slip(
                f"You left out {question.name(weight.sender)} ({{{sent}}}): that is the delta "
                f"of {question.name(weight.receiver)} alone.",
                (f"gradient.{question.name(weight)}",),
                _from_gradient(question, question.right.backward.deltas[layer][row]),
            )


@mistake(
    "neighbour",
    "A neighbour's activation or delta",
    "The gradient of a weight takes the delta of the neuron that it leads to and the activation of "
    "the neuron that it comes from.",
    since="gradient",
)
def _neighbour(question: Question) -> Iterator[Slip]:
    """The gradient with the activation or the delta of another neuron of the same layer."""
    part, right, seen = question.quantity.part, question.right, _gradient_name(question)
    if not isinstance(part, Weight | Bias):
        return
    layer, row = part.at.layer, part.at.index
    deltas, sent = right.backward.deltas[layer - 1], right.forward.a[layer - 1]
    if isinstance(part, Weight):
        for index in _all_but(part.column, len(sent)):
            mine, theirs = part.sender, Neuron(layer - 1, index)
            name = _sent_by(question, theirs)
            yield Slip(
                f"You multiplied by {question.name(theirs)} ({{{name}}}) instead of "
                f"{question.name(mine)} ({{{_sent_by(question, mine)}}}).",
                (name,),
                _from_gradient(question, deltas[row] * sent[index]),
                seen,
            )
    factor = sent[part.column] if isinstance(part, Weight) else 1.0
    for index in _all_but(row, len(deltas)):
        own, other = question.name(part.at), question.name(Neuron(layer, index))
        yield Slip(
            f"You took the delta of {other} ({{delta.{other}}}) instead of that of {own} "
            f"({{delta.{own}}}).",
            (f"delta.{other}",),
            _from_gradient(question, deltas[index] * factor),
            seen,
        )


def _all_but(own: int, count: int) -> Iterator[int]:
    """The indices of the neighbours of one of so many neurons."""
    return (index for index in range(count) if index != own)


@mistake(
    "weight-for-activation",
    "The weight instead of the activation",
    "A weight's gradient is the delta of the neuron that it leads to, times what comes in through "
    "it. The weight itself is no factor of its own gradient.",
    since="gradient",
)
def _weight_for_activation(question: Question) -> Iterator[Slip]:
    """The delta times the weight."""
    match question.quantity.part:
        case Weight(layer, row, column) as weight:
            w = question.experiment.network.weights[layer][row, column]
            name, sender = question.name(weight), question.name(weight.sender)
            yield Slip(
                f"You multiplied the delta by {name} itself ({{{name}}}) instead of {sender} "
                f"({{{_sent_by(question, weight.sender)}}}).",
                (_gradient_name(question),),
                _from_gradient(question, question.right.backward.deltas[layer][row] * w),
            )


def _sent_by(question: Question, neuron: Neuron) -> str:
    """The name of the number that a neuron sends on."""
    return f"{'a' if neuron.layer else 'x'}.{question.name(neuron)}"


def _gradient_name(question: Question) -> str:
    """The name of the gradient of the asked number's weight or bias."""
    return f"gradient.{question.name(question.quantity.part)}"


def _from_gradient(question: Question, products: Array) -> float:
    """The number if the gradient of its own weight or bias is the mean of these products, (m,)."""
    gradient, experiment = float(products.mean()), question.experiment
    match question.quantity.kind.prefix, question.quantity.part:
        case "gradient.", _:
            return gradient
        case "step.", Weight():
            return experiment.learning_rate * gradient
        case "new.", Weight(layer, row, column):
            w = experiment.network.weights[layer][row, column]
            return float(w - experiment.learning_rate * gradient)
        case _:
            return nan


@mistake(
    "bias-forgotten",
    "A bias left out",
    "The net input is the weighted sum plus the neuron's bias.",
    since="net",
)
def _bias_forgotten(question: Question) -> Iterator[Slip]:
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
        passed = forward(without, question.experiment.inputs)
        yield Slip(
            f"You left out the bias of {in_a_row(neurons)} ({numbers_of(biases)}).",
            biases,
            question.outcome(open_iteration(question.experiment, passed)),
            seen=f"z.{neurons[0]}",
        )


@mistake(
    "bias-trained",
    "Biases trained in another way",
    "Whether biases learn, and how, is a setting of the experiment: neither publication trains "
    "them.",
    since="update",
)
def _bias_trained(question: Question) -> Iterator[Slip]:
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
                question.outcome(question.updated_as(replace(experiment, train_biases=setting))),
            )


@mistake(
    "activation-left-out",
    "The net input given for the activation",
    "What a neuron sends on is its activation, a = σ(z), not its net input z.",
    since="activation",
)
def _activation_left_out(question: Question) -> Iterator[Slip]:
    """z for a: in a whole layer, or in one gradient."""
    for layers in _layers_together(question):
        neurons = [neuron for layer in layers for neuron in question.neurons(layer)]
        yield Slip(
            f"You gave the net input of {in_a_row(neurons)} for the activation.",
            tuple(f"a.{neuron}" for neuron in neurons),
            _with_other_activations(
                question, layers, lambda sigma: replace(sigma, function=lambda z: z.copy())
            ),
        )
    match question.quantity.part:
        case Weight(layer, row, column) as weight if layer and question.depends_on("gradient"):
            delta = question.right.backward.deltas[layer][row]
            z, sender = question.right.forward.z[layer - 1][column], question.name(weight.sender)
            yield Slip(
                f"You multiplied the delta by the net input of {sender} ({{z.{sender}}}) instead "
                f"of its activation ({{a.{sender}}}).",
                (f"a.{sender}",),
                _from_gradient(question, delta * z),
                seen=_gradient_name(question),
            )


@mistake(
    "negated-argument",
    "σ(−z) for σ(z)",
    "In the sigmoid, 1 / (1 + e^(−z)), the exponent is minus the net input: the larger z is, the "
    "larger is the activation.",
    since="activation",
)
def _negated_argument(question: Question) -> Iterator[Slip]:
    """The activation of the negative net input."""

    def negated(sigma: Activation) -> Activation:
        return replace(sigma, function=lambda z: sigma.function(-z))

    for layers in _layers_together(question):
        neurons = [neuron for layer in layers for neuron in question.neurons(layer)]
        yield Slip(
            f"You took σ(−z) instead of σ(z) for the activation of {in_a_row(neurons)}.",
            tuple(f"a.{neuron}" for neuron in neurons),
            _with_other_activations(question, layers, negated),
        )


_CONFUSED = {"sigmoid": "tanh", "tanh": "sigmoid"}


@mistake(
    "other-activation",
    "Another activation function",
    "The sigmoid, 1 / (1 + e^(−z)), goes from 0 to 1 and has the slope a(1 − a); tanh goes from −1 "
    "to 1 and has the slope 1 − a².",
    since="activation",
)
def _other_activation(question: Question) -> Iterator[Slip]:
    """tanh for the sigmoid or the sigmoid for tanh: the function, its slope, or both."""

    def both(sigma: Activation) -> Activation:
        other = ACTIVATIONS[_CONFUSED[sigma.name]]
        return replace(sigma, function=other.function, derivative=other.derivative)

    def function(sigma: Activation) -> Activation:
        return replace(both(sigma), derivative=sigma.derivative)

    def slope(sigma: Activation) -> Activation:
        return replace(both(sigma), function=sigma.function)

    for layers in _layers_together(question, of=_CONFUSED):
        confused = _each_once(
            f"{_CONFUSED[name]} for {name}"
            for name in (_activation(question, layer).name for layer in layers)
        )
        neurons = [neuron for layer in layers for neuron in question.neurons(layer)]
        for what, prefix, change in (
            ("activation", "a", both),
            ("activation, though not for the slope,", "a", function),
            ("slope", "slope", slope),
        ):
            yield Slip(
                f"You took {confused} for the {what} of {in_a_row(neurons)}.",
                tuple(f"{prefix}.{neuron}" for neuron in neurons),
                _with_other_activations(question, layers, change),
            )


def _with_other_activations(
    question: Question, layers: list[int], change: Callable[[Activation], Activation]
) -> float:
    """The number with changed activations in some layers."""
    changed = {layer: change(_activation(question, layer)) for layer in layers}
    return question.outcome(open_iteration(with_activations(question.experiment, changed)))


@mistake(
    "total",
    "The total instead of the mean",
    "The loss and the gradients are means over the examples: added up, then divided by how many "
    "there are.",
    since="loss",
)
def _total_for_mean(question: Question) -> Iterator[Slip]:
    """Loss and gradients of several examples added up, and not divided."""
    m = question.experiment.targets.shape[-1]
    if m > 1:
        summed = question.reopened(with_loss(question.experiment, m, 1.0))
        opened = with_gradients(summed, scaled(summed.backward.gradients, m))
        yield Slip(
            f"You added up the {m} examples.",
            (question.quantity.name,),
            question.outcome(opened),
        )


@mistake(
    "one-output",
    "One output's loss for the total",
    "The loss adds up the shares of all outputs.",
    since="loss",
)
def _one_output(question: Question) -> Iterator[Slip]:
    """The share of one output for the loss."""
    experiment, right, name = question.experiment, question.right, question.quantity.name
    outputs = question.sizes[-1]
    if name not in ("loss", "new.loss") or outputs == 1:
        return
    passed = right.forward if name == "loss" else forward(right.after, experiment.inputs)
    shares = experiment.loss.function(experiment.targets, passed.z[-1], passed.a[-1])
    for index in range(outputs):
        output = question.name(Neuron(question.output_layer, index))
        yield Slip(
            f"You gave the share of {output} alone.",
            (f"loss.{output}",),
            float(mean_loss(shares[index : index + 1])),
            seen=name,
        )


@mistake(
    "half-twice",
    "The loss halved once more",
    "The loss is half the sum of the squared errors: the 1/2 stands there once, however many "
    "outputs there are.",
    since="loss",
)
def _half_twice(question: Question) -> Iterator[Slip]:
    """A quarter of the squared error: the loss alone, or with all that follows from it."""
    if question.experiment.loss.half:
        for following in (0.5, 1.0):
            halved = question.reopened(with_loss(question.experiment, 0.5, following))
            yield Slip("You halved the loss once more.", ("loss",), question.outcome(halved))


@mistake(
    "negative-loss",
    "A negative loss",
    "A loss is never negative: it is half a square, or minus the logarithm of a probability.",
    since="loss",
)
def _negative_loss(question: Question) -> Iterator[Slip]:
    """The loss, or an output's share of it, with a minus."""
    negative = with_loss(question.experiment, -1.0, 1.0)
    yield Slip(
        "You gave the loss a minus sign.",
        (question.quantity.name,),
        question.outcome(question.reopened(negative)),
    )


def _rounded_on_the_way(question: Question) -> Iterator[Slip]:
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
                question.outcome(open_iteration(shown)),
            )


# Not one of the others: whoever rounds has understood, so it is considered last.
ROUNDING = Mistake(
    "rounding",
    "Rounded on the way",
    "Carry all digits along, and round only the result.",
    "input",
    _rounded_on_the_way,
)
