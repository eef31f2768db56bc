"""The units of a phase, one by one: its neurons, weights, biases or shares of the loss.

By the time of a phase, the numbers of the earlier ones are known. So the formula of a unit is
short: the gradient of w5 is delta_o1 h1, where `core.explain.formulas` goes all the way back.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.explain.formulas import Formula, Step, formula_of
from core.explain.here import Here
from core.explain.names import Bias, Neuron, Pair, Part, Weight, Whole
from core.explain.phases import Phase, PhaseKind
from core.explain.quantities import KINDS, Quantity
from core.expressions import Constant, Derivative, Expression, Known, LayerSum, Product
from core.run.experiment import Experiment

_KINDS = {kind.prefix: kind for kind in KINDS}
# The kinds of quantities that a phase is about.
_PREFIXES: dict[PhaseKind, tuple[str, ...]] = {
    "input": ("x.", "y."),
    "net": ("z.",),
    "activation": ("a.",),
    "loss": ("loss.", "loss"),
    "delta": ("delta.",),
    "gradient": ("gradient.",),
    "update": ("new.",),
}


def units_of(phase: Phase, experiment: Experiment) -> Iterator[Quantity]:
    """What a phase computes, in reading order; of biases only if they are trained.

    >>> from core.run.presets import mazur
    >>> [asked.name for asked in units_of(Phase("loss", None, last=2), mazur())]
    ['loss.o1', 'loss.o2', 'loss']
    """
    here = Here(experiment)
    sizes = here.sizes
    for prefix in _PREFIXES[phase.kind]:
        for part in _parts(prefix, phase, here):
            yield Quantity(_KINDS[prefix], part, sizes)


def _parts(prefix: str, phase: Phase, here: Here) -> Iterator[Part]:
    """The parts that have a quantity of a phase."""
    match prefix, phase.layer:
        case "loss", _:
            yield Whole()
        case (("gradient." | "new."), layer):
            layers = range(1, here.last + 1) if layer is None else (layer,)
            neurons = [neuron for one in layers for neuron in here.neurons(one)]
            for neuron in neurons:
                yield from here.weights_into(neuron)
            if here.experiment.train_biases:
                yield from map(Bias, neurons)
        case "x.", _:
            yield from here.neurons(0)
        case _, layer:
            yield from here.neurons(here.last if layer is None else layer)


def unit_formula(asked: Quantity, experiment: Experiment) -> Formula:
    """How a phase computes one of its units: in symbols, then in numbers.

    >>> from core.explain.quantities import quantity_named
    >>> from core.run.presets import mazur
    >>> formula = unit_formula(quantity_named("gradient.w5", (2, 2, 2)), mazur())
    >>> formula.steps[0].expression
    Product(factors=(Known(name='delta.o1', face=None), Known(name='a.h1', ...)), close=True)
    """
    here, known = Here(experiment), Known(asked.name)
    steps = formula_of(asked.name, experiment).steps
    if isinstance(asked.part, Whole):
        # The sum of the shares, which are known.
        return Formula((known,), (steps[0], steps[-1]))
    if asked.kind.prefix == "gradient." and here.m == 1:
        assert isinstance(asked.part, Weight | Bias)
        product = _gradient(here, asked.part)
        return Formula((known,), (Step("symbols", product), Step("numbers", product)))
    # Of a hidden delta the paths are shown, as they are added up, and not what each is made of;
    # of a coupled output, what comes through each output.
    of_paths = asked.kind.prefix == "delta." and (
        not here.is_output(asked.part.at) or here.counts_all_errors
    )
    role = "factors" if of_paths else "numbers"
    return Formula((known,), (*_symbolic(steps)[-1:], *(one for one in steps if one.role == role)))


def typical_formulas(phase: Phase, experiment: Experiment) -> list[Formula]:
    """The equations of a phase for any one of its units. The leaves are those of the first one.

    >>> from core.run.presets import mazur
    >>> [net] = typical_formulas(Phase("net", 1, last=2), mazur())
    >>> net.steps[0].expression
    Sum(terms=(LayerSum(each=Product(...), layer=0, ...), Known(name='b.h1', face=None)))
    """
    here = Here(experiment)
    match phase.kind, phase.layer:
        case "net", int(layer):
            return [_net_input(here, layer)]
        case "activation", int(layer):
            return [_in_symbols(here.name("a.", Neuron(layer, 0)), here)]
        case "loss", _:
            share = _in_symbols(here.name("loss.", Neuron(here.last, 0)), here)
            added = _over(here, here.last, share.subject[0])
            whole = here.over_examples(added) if here.m > 1 else added
            return [Formula((Known("loss"),), (Step("symbols", whole),)), share]
        case "delta", int(layer):
            return [_delta(here, layer)]
        case "gradient", int(layer):
            return [_typical_gradient(here, part) for part in _first_trained(here, layer)]
        case "update", _:
            return [_updated(here, part) for part in _first_moving(here)]
    return []


def _symbolic(steps: tuple[Step, ...]) -> list[Step]:
    return [step for step in steps if step.role in ("symbols", "names")]


def _in_symbols(name: str, here: Here) -> Formula:
    """The formula of a quantity, without numbers."""
    formula = formula_of(name, here.experiment, typical=True)
    return Formula(formula.subject, tuple(_symbolic(formula.steps)))


def _over(here: Here, layer: int, each: Expression) -> Expression:
    """The sum over a layer's neurons."""
    return LayerSum(each, layer) if here.sizes[layer] > 1 else each


def _first_trained(here: Here, layer: int) -> list[Weight | Bias]:
    """The first weight into a layer, and its first bias if biases are trained."""
    weight = Weight(layer - 1, 0, 0)
    return [weight, Bias(weight.receiver)] if here.experiment.train_biases else [weight]


def _first_moving(here: Here) -> list[Weight | Bias]:
    """The first weight that the update moves, and the first bias; if none moves, the first weight.

    >>> from dataclasses import replace
    >>> from core.run.presets import mazur
    >>> _first_moving(Here(replace(mazur(), frozen=("w1", "w2", "w3"))))
    [Weight(layer=0, row=1, column=1)]
    """
    frozen = here.experiment.frozen_parameters
    neurons = [neuron for layer in range(1, here.last + 1) for neuron in here.neurons(layer)]
    weights = (weight for neuron in neurons for weight in here.weights_into(neuron))
    biases = map(Bias, neurons if here.experiment.train_biases else [])
    moving = (
        next((part for part in parts if part not in frozen), None) for parts in (weights, biases)
    )
    return [part for part in moving if part] or [Weight(0, 0, 0)]


def _sent(here: Here, neuron: Neuron) -> Known:
    """What a neuron sends on."""
    return here.known("a." if neuron.layer else "x.", neuron)


def _net_input(here: Here, layer: int) -> Formula:
    """``z_h = sum of w i + b_h``."""
    neuron, weight = Neuron(layer, 0), Weight(layer - 1, 0, 0)
    term = here.known("", weight) * _sent(here, weight.sender)
    whole = _over(here, layer - 1, term) + here.bias_term(neuron)
    return Formula((here.known("z.", neuron),), (Step("symbols", whole),))


def _delta(here: Here, layer: int) -> Formula:
    """``delta_h = dE/dz_h = dE/dh * dh/dz_h = (sum of delta_o w) * dh/dz_h``."""
    neuron = Neuron(layer, 0)
    formula = _in_symbols(here.name("delta.", neuron), here)
    rule = formula.steps[0]
    if here.is_output(neuron) and here.coupling:
        return _coupled_delta(here, formula)
    if here.is_output(neuron):
        return Formula(formula.subject, (rule,)) if here.loss.slope_remains else formula
    assert isinstance(rule.expression, Product)
    weight = Weight(layer, 0, 0)
    path = here.known("delta.", weight.receiver) * here.known("", weight)
    split = Product((_over(here, layer + 1, path), rule.expression.factors[-1]))
    return Formula(formula.subject, (rule, Step("symbols", split)))


def _coupled_delta(here: Here, delta: Formula) -> Formula:
    """``delta_o = dE/dz_o = sum of dE/do_j * do_j/dz_o``; where that cancels, what is left."""
    neuron, other = Neuron(here.last, 0), Neuron(here.last, 1)
    if not here.loss.slope_remains:
        left = here.of_output(here.loss.error, neuron)
        return Formula(delta.subject, (Step("symbols", left),))
    o, z = here.name("a.", other), here.name("z.", neuron)
    rule = Product(
        (
            here.known("error.", other, Derivative("loss", o)),
            here.known("jacobian.", Pair(other, neuron), Derivative(o, z)),
        )
    )
    return Formula(delta.subject, (Step("symbols", LayerSum(rule, here.last, apart=True)),))


def _gradient(here: Here, part: Weight | Bias) -> Expression:
    """``delta_o1 h1``, or for a bias ``delta_o1``."""
    delta = here.known("delta.", part.at)
    return delta if isinstance(part, Bias) else delta * _sent(here, part.sender)


def _typical_gradient(here: Here, part: Weight | Bias) -> Formula:
    """``dE/dw = dE/dz_o * dz_o/dw = delta_o h``, averaged over the examples."""
    formula = _in_symbols(here.name("gradient.", part), here)
    rule = formula.steps[0].expression
    if here.m > 1:
        return formula
    assert isinstance(rule, Product)
    z = Derivative("loss", here.name("z.", part.at))
    chain = Product((here.known("delta.", part.at, z), rule.factors[-1]))
    return Formula(formula.subject, (Step("symbols", chain), Step("names", _gradient(here, part))))


def _updated(here: Here, part: Weight | Bias) -> Formula:
    """``w+ = w - learning_rate dE/dw``; ``w+ = w`` of what is frozen."""
    if part in here.experiment.frozen_parameters:
        return Formula((here.known("new.", part),), (Step("symbols", here.known("", part)),))
    gradient: Expression = here.known("gradient.", part)
    if isinstance(part, Bias) and here.experiment.train_biases == "per_layer":
        gradient = _over(here, part.at.layer, gradient)
    rate = Constant(here.experiment.learning_rate, "learning_rate")
    after = here.moved(here.known("", part), rate * gradient)
    return Formula((here.known("new.", part),), (Step("symbols", after),))
