"""Every number of one iteration, by name.

| name          | what it is                                                   | phase             |
|---------------|--------------------------------------------------------------|-------------------|
| `x.i1` `y.o1` | an example's input and target                                | input             |
| `w5` `b.h1`   | a weight, a neuron's bias, before the update                 | input             |
| `term.w5`     | w5 h1, the term that a weight adds to its neuron's z         | net               |
| `z.h1`        | net input: the sum of all terms and the bias                 | net               |
| `a.h1`        | activation, sigma(z)                                         | activation        |
| `loss`        | the loss, mean over the examples                             | loss              |
| `loss.o1`     | an output's share of an example's loss                       | loss              |
| `error.o1`    | o - y; for the squared error that is dE/do                   | delta             |
| `slope.h1`    | sigma'(z)                                                    | delta             |
| `jacobian.o2.o1` | do2/dz_o1, which only softmax makes other than 0          | delta             |
| `delta.h1`    | dE/dz                                                        | delta             |
| `path.o1.h1`  | delta_o1 w5, the part of dE/dh1 that comes back through o1   | delta             |
| `da.h1`       | dE/da, the sum of the paths                                  | delta             |
| `gradient.w5` | dE/dw5, mean over the examples; `gradient.b.h1` likewise     | gradient          |
| `step.w5`     | learning rate times gradient, which the update subtracts     | update            |
| `new.w5`      | after the update                                             | update            |
| `new.loss`    | the loss of the updated network                              | update            |

Inputs, targets, terms, z, a, shares, errors, slopes, deltas and paths belong to one example, which
is given by its index, from 0. The loss and the gradients are means over the examples, so they, the
parameters and the update are the same for every index. The gradient of a bias is that of its own
neuron. The step is what the update subtracts: 0 for what is frozen and for biases that are not
trained; for a bias trained per layer, the rate times the sum over the layer.

The name w5 is from Mazur (2015); z, a and delta are the usual notation for his net, out and delta.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeAlias, TypeVar

import numpy as np

from core.arrays import Array
from core.errors import Diverged, InvalidExperiment
from core.explain import names
from core.explain.names import Bias, Neuron, Pair, Part, Path, Sizes, Sort, Weight, Whole
from core.explain.phases import Phase, PhaseKind, phase_at
from core.network.activations.identity import ACTIVATION as IDENTITY
from core.network.loss import mean_loss
from core.network.network import Network
from core.network.propagation import (
    Backward,
    Forward,
    Gradients,
    backward,
    bias_gradient,
    forward,
    update,
)
from core.run.experiment import Experiment
from core.run.training import evaluate_stack

Entry = TypeVar("Entry")


@dataclass(frozen=True)
class Opened:
    """One iteration of an experiment. Its numbers are computed when they are needed.

    `carrier` is the network whose weights carry the deltas back. In a correct calculation it is the
    experiment's own; `core.check.mistakes` uses others. `given` replaces the backward pass, either
    because it is already known or because it should be another one.
    """

    experiment: Experiment
    forward: Forward
    carrier: Network
    given: Backward | None = None

    @cached_property
    def backward(self) -> Backward:
        """The backward pass: `given`, or computed."""
        if self.given is not None:
            return self.given
        with np.errstate(all="ignore"):
            found = backward(
                self.carrier, self.forward, self.experiment.targets, self.experiment.loss
            )
        if self.experiment.of_means == 1:
            return found
        return Backward(found.deltas, found.gradients.times(self.experiment.of_means))

    @cached_property
    def after(self) -> Network:
        """The updated network."""
        experiment, gradients = self.experiment, self.backward.gradients
        with np.errstate(all="ignore"):
            return update(
                experiment.network,
                gradients,
                experiment.subtracted_rate,
                experiment.train_biases,
                experiment.frozen_entries,
            )


def open_iteration(
    experiment: Experiment, passed: Forward | None = None, carrier: Network | None = None
) -> Opened:
    """One iteration: forward pass, backward pass and update. The experiment does not change.

    Numbers that are not finite raise no error here; `quantity` raises when it looks one up.

    >>> from core.run.presets import mazur
    >>> quantity(open_iteration(mazur()), "delta.o1")
    0.13849856162...
    """
    with np.errstate(all="ignore"):
        passed = passed or forward(experiment.network, experiment.inputs)
    return Opened(experiment, passed, carrier or experiment.network)


# When a quantity is the main one of its part: from its phase on (until a later quantity is known),
# only during its phase, or never, so that it is reached only by its name.
Asked: TypeAlias = Literal["onward", "meanwhile", "never"]


@dataclass(frozen=True)
class Kind:
    """A kind of quantity: its name, the parts that have it, and its values.

    - ``prefix``: precedes the part's name
    - ``sort``: the parts (`core.explain.names`) that have this quantity
    - ``phase``: the kind of phase that computes it, in the layer of the part
    - ``values``: (opened, part) -> (m,) if each example has its own, () if they share one
    - ``asked``: when it is the main quantity of its part
    """

    prefix: str
    sort: Sort
    phase: PhaseKind
    values: Callable[[Opened, Any], Array]
    asked: Asked = "onward"


@dataclass(frozen=True)
class Quantity:
    """One quantity, which can be looked up in any iteration of networks with these layer sizes."""

    kind: Kind
    part: Part
    sizes: Sizes

    @property
    def name(self) -> str:
        """Its name, such as ``delta.o1``."""
        return self.kind.prefix + names.name_of(self.part, self.sizes)

    @property
    def phase(self) -> Phase:
        """The phase that computes it."""
        layer = None if self.part.at is None else self.part.at.layer
        return phase_at(self.kind.phase, layer, last=len(self.sizes) - 1)

    def of(self, opened: Opened, example: int = 0) -> float:
        """Its value in an iteration, with the arguments and errors of `quantity`."""
        check_example(opened.experiment, example)
        with np.errstate(all="ignore"):
            values = self.kind.values(opened, self.part)
        value = float(values[example] if values.ndim else values)
        if not np.isfinite(value):
            raise Diverged(opened.experiment.iteration + (self.kind.phase == "update"))
        return value


def check_example(experiment: Experiment, example: int) -> None:
    """Raises `InvalidExperiment` if there is no example with this index.

    >>> from core.run.presets import mazur
    >>> check_example(mazur(), 1)
    Traceback (most recent call last):
    core.errors.InvalidExperiment: got 1; allowed are 0 to 0
    """
    m = experiment.m
    if not 0 <= example < m:
        raise InvalidExperiment(("example",), f"got {example}; allowed are 0 to {m - 1}")


def quantity(opened: Opened, name: str, example: int = 0) -> float:
    """The number called `name` in an iteration; `example` matters if each example has its own.

    Raises `InvalidExperiment` for a name or an example that does not exist, and `Diverged` if the
    number is not finite.

    >>> from core.run.presets import mazur
    >>> opened = open_iteration(mazur())
    >>> [f"{quantity(opened, name):.8f}" for name in ("path.o1.h1", "path.o2.h1", "da.h1")]
    ['0.05539942', '-0.01904912', '0.03635031']
    """
    return quantity_named(name, opened.experiment.sizes).of(opened, example)


def quantities(opened: Opened, example: int = 0) -> dict[str, float]:
    """All numbers of an iteration by name, for one example. Raises as `quantity` does.

    >>> from core.run.presets import mazur
    >>> numbers = quantities(open_iteration(mazur()))
    >>> len(numbers), round(numbers["new.w5"], 8)
    (88, 0.35891648)
    """
    return {asked.name: asked.of(opened, example) for asked in quantities_in(opened.experiment)}


def phase_of(name: str, sizes: Sizes) -> str:
    """The id of the phase that computes the quantity called `name`.

    >>> phase_of("slope.h1", (2, 2, 2)), phase_of("gradient.w5", (2, 2, 2))
    ('delta-hidden', 'gradient-output')
    """
    return quantity_named(name, sizes).phase.id


def quantity_named(name: str, sizes: Sizes) -> Quantity:
    """The quantity called `name`. Raises `InvalidExperiment`, listing the allowed names.

    >>> quantity_named("delta.h7", (2, 2, 2))
    Traceback (most recent call last):
    core.errors.InvalidExperiment: got 'delta.h7'; allowed are delta.h1, delta.h2, delta.o1, ...
    """
    for kind in KINDS:
        if name.startswith(kind.prefix):
            part = kind.sort.find(name.removeprefix(kind.prefix), sizes)
            if part is not None:
                return Quantity(kind, part, sizes)
    # "new.w9" begins like "new.w1" and like "new.loss", so list the names of both kinds.
    head = name.partition(".")[0]
    meant = [kind for kind in KINDS if head and kind.prefix.partition(".")[0] == head] or KINDS
    raise names.unknown(
        name, [span for kind in meant for span in kind.sort.allowed(sizes, kind.prefix)]
    )


def quantities_in(experiment: Experiment) -> Iterator[Quantity]:
    """Every quantity of an experiment, kind by kind.

    >>> from core.run.presets import mazur
    >>> list(quantities_in(mazur())) == list(all_quantities((2, 2, 2)))
    True
    """
    coupled = experiment.network.activations[-1].coupling is not None
    return all_quantities(experiment.sizes, coupled)


def all_quantities(sizes: Sizes, coupled: bool = False) -> Iterator[Quantity]:
    """Every quantity of a network with these layer sizes, kind by kind.

    Those of `coupled` outputs are listed only for such; for others they exist, but are 0.

    >>> [asked.name for asked in all_quantities((1, 1)) if asked.phase.id == "update"]
    ['step.w1', 'step.b.o1', 'new.w1', 'new.b.o1', 'new.loss']
    """
    kinds = (kind for kind in KINDS if coupled or kind.sort != names.PAIRS)
    return (Quantity(kind, part, sizes) for kind in kinds for part in kind.sort.parts(sizes))


# The values of each kind.


def _input_of(opened: Opened, neuron: Neuron) -> Array:
    return _row(opened.experiment.inputs, neuron)


def _target_of(opened: Opened, neuron: Neuron) -> Array:
    return _row(opened.experiment.targets, neuron)


def _net_input_of(opened: Opened, neuron: Neuron) -> Array:
    """``z = W a + b``."""
    return _row(opened.forward.z[neuron.layer - 1], neuron)


def _activation_of(opened: Opened, neuron: Neuron) -> Array:
    """``a = sigma(z)``."""
    return _row(opened.forward.a[neuron.layer], neuron)


def _term_of(opened: Opened, weight: Weight) -> Array:
    """``w a``, a term of z."""
    return entry(opened.experiment.network, weight) * _activation_of(opened, weight.sender)


def _shares_of(opened: Opened) -> Array:
    """Each output's share of each example's loss, (outputs, m)."""
    passed = opened.forward
    return opened.experiment.loss.function(opened.experiment.targets, passed.z[-1], passed.a[-1])


def _share_of(opened: Opened, neuron: Neuron) -> Array:
    return _row(_shares_of(opened), neuron)


def _loss_of(opened: Opened, whole: Whole) -> Array:
    """The loss: the sum of the outputs' shares, averaged over the examples."""
    return mean_loss(_shares_of(opened)) * opened.experiment.of_means


def _error_of(opened: Opened, neuron: Neuron) -> Array:
    """``o - y`` under all losses: the delta that a linear output would have."""
    y, z, o = opened.experiment.targets, opened.forward.z[-1], opened.forward.a[-1]
    return _row(opened.experiment.loss.output_delta(y, z, o, IDENTITY), neuron)


def _slope_of(opened: Opened, neuron: Neuron) -> Array:
    """``sigma'(z)``."""
    layer = neuron.layer - 1
    z, a = opened.forward.z[layer], opened.forward.a[layer + 1]
    return _row(opened.experiment.network.activations[layer].derivative(z, a), neuron)


def _jacobian_of(opened: Opened, pair: Pair) -> Array:
    """``do/dz`` of one output by another's z; 0 if each has an activation of its own."""
    z, o = opened.forward.z[-1], opened.forward.a[-1]
    direction = np.zeros_like(o)
    direction[pair.of.index] = 1.0
    return _row(opened.experiment.network.activations[-1].back(z, o, direction), pair.by)


def _delta_of(opened: Opened, neuron: Neuron) -> Array:
    """``dE/dz``."""
    return _row(opened.backward.deltas[neuron.layer - 1], neuron)


def _path_of(opened: Opened, path: Path) -> Array:
    """``delta w``: the part of the sender's dE/da that comes back through the receiver."""
    return _delta_of(opened, path.weight.receiver) * entry(opened.carrier, path.weight)


def _activation_derivative_of(opened: Opened, neuron: Neuron) -> Array:
    """``dE/da = W^T delta``: the sum of the paths."""
    W, delta = opened.carrier.weights[neuron.layer], opened.backward.deltas[neuron.layer]
    return _row(W.mT @ delta, neuron)


def value_of(opened: Opened, part: Weight | Bias) -> Array:
    """A weight or bias before the update."""
    return entry(opened.experiment.network, part)


def gradient_of(opened: Opened, part: Weight | Bias) -> Array:
    """``dE/dw`` or ``dE/db``."""
    return entry(opened.backward.gradients, part)


def _step_of(opened: Opened, part: Weight | Bias) -> Array:
    """``learning_rate dE/dw``, which the update subtracts; 0 for what is frozen or not trained."""
    experiment, gradients = opened.experiment, opened.backward.gradients
    if part in experiment.frozen_parameters:
        return np.zeros(())
    descended = Gradients(
        gradients.weights,
        tuple(bias_gradient(db, experiment.train_biases) for db in gradients.biases),
    )
    return experiment.learning_rate * entry(descended, part)


def updated_value_of(opened: Opened, part: Weight | Bias) -> Array:
    """A weight or bias after the update."""
    return entry(opened.after, part)


def _updated_loss_of(opened: Opened, whole: Whole) -> Array:
    return evaluate_stack(opened.experiment, opened.after)[1] * opened.experiment.of_means


def _row(layer: Array, neuron: Neuron) -> Array:
    """The neuron's row of its layer's (units, m), shape (m,)."""
    return layer[neuron.index, :]


def entry(parameters: Network | Gradients, part: Weight | Bias) -> Array:
    """The entry of a weight or bias, (...,), in arrays with the shapes of the parameters."""
    # The ellipsis keeps the leading axes, and keeps a single entry an array of shape ().
    if isinstance(part, Weight):
        return parameters.weights[part.layer][..., part.row, part.column]
    return parameters.biases[part.at.layer - 1][..., part.at.index, 0]


KINDS = (
    Kind("x.", names.INPUTS, "input", _input_of),
    Kind("y.", names.OUTPUTS, "input", _target_of),
    Kind("", names.PARAMETERS, "input", value_of),
    Kind("term.", names.WEIGHTS, "net", _term_of, "meanwhile"),
    Kind("z.", names.COMPUTED, "net", _net_input_of),
    Kind("a.", names.COMPUTED, "activation", _activation_of),
    Kind("loss", names.TOTAL, "loss", _loss_of),
    Kind("loss.", names.OUTPUTS, "loss", _share_of),
    Kind("error.", names.OUTPUTS, "delta", _error_of, "meanwhile"),
    Kind("path.", names.PATHS, "delta", _path_of, "meanwhile"),
    Kind("da.", names.HIDDEN, "delta", _activation_derivative_of, "never"),
    Kind("slope.", names.COMPUTED, "delta", _slope_of, "never"),
    Kind("jacobian.", names.PAIRS, "delta", _jacobian_of, "never"),
    Kind("delta.", names.COMPUTED, "delta", _delta_of),
    Kind("gradient.", names.PARAMETERS, "gradient", gradient_of),
    Kind("step.", names.PARAMETERS, "update", _step_of, "never"),
    Kind("new.", names.PARAMETERS, "update", updated_value_of),
    Kind("new.loss", names.TOTAL, "update", _updated_loss_of),
)


def of_every_kind(table: dict[str, Entry]) -> Mapping[str, Entry]:
    """A table by the prefixes of `KINDS`, complete.

    Raises `ValueError`, where the table is made, for a kind that it lacks and for one that there
    is not.

    >>> of_every_kind({kind.prefix: kind.phase for kind in KINDS[1:]})
    Traceback (most recent call last):
    ValueError: the table lacks 'x.'
    """
    prefixes = {kind.prefix for kind in KINDS}
    for wrong, said in ((prefixes - table.keys(), "lacks"), (table.keys() - prefixes, "invents")):
        if wrong:
            raise ValueError(f"the table {said} {', '.join(map(repr, sorted(wrong)))}")
    return table
