"""The weights of a network out of named values, and which way round they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.reading.examples import Rows, columns_of
from app.reading.found import Named, Unreadable
from app.reading.layers import Matrix, array, matrices_of, oriented, too_large
from app.reading.names import Kind, rank_of
from app.reading.notes import Notes, counted, layer_words
from app.reading.scalars import numbered, sizes_of
from core.arrays import Array


def weights_of(
    given: Mapping[Kind, Sequence[Named]],
    x: Rows | None,
    y: Rows | None,
    transposed: bool,
    notes: Notes,
) -> tuple[list[Array] | None, bool, bool]:
    """The weights with a row for each receiver; whether they were turned; whether they can be."""
    named = sorted(given.get("weights", []), key=lambda one: rank_of(one.name))
    if named and all(isinstance(one.value, float) for one in named):
        return _of_scalars(named, given, x, y, notes), False, False
    matrices: list[Matrix] = []
    for one in named:
        with notes.reading(one):
            matrices += matrices_of(one)
    if not matrices:
        return None, False, False
    readings = {way: oriented(matrices, way) for way in (False, True)}
    fitting = {way: found for way, found in readings.items() if found is not None}
    if not fitting:
        shapes = ", ".join(matrix.size for matrix in matrices)
        notes.refuse(matrices[0].named, f"The shapes {shapes} fit together in neither way.")
        return None, False, False
    if why := too_large(next(iter(fitting.values()))):
        notes.refuse(matrices[0].named, why)
        return None, False, False
    misfits = {
        way: _misfits(found, given.get("biases", []), x, y) for way, found in fitting.items()
    }
    best = [way for way in fitting if misfits[way] == min(misfits.values())]
    turned = transposed if len(best) == 2 else best[0]
    same = all(
        one.shape == other.shape and bool((one == other).all())
        for one, other in zip(
            fitting[turned], fitting.get(not turned, fitting[turned]), strict=True
        )
    )
    turnable = len(best) == 2 and not same
    _tell_weights(matrices, fitting[turned], turned, turnable, notes)
    return fitting[turned], turned, turnable


def _misfits(
    weights: Sequence[Array],
    biases: Sequence[Named],
    x: Rows | None,
    y: Rows | None,
) -> int:
    """How much beside the weights does not fit them: of the biases, the inputs and the targets."""
    wrong = 0
    layers = sorted((one for one in biases), key=lambda one: rank_of(one.name))
    if len(layers) == len(weights):
        for W, one in zip(weights, layers, strict=True):
            try:
                values = array(one.value)
                wrong += values.ndim > 0 and values.size != len(W)
            except Unreadable:
                continue
    for rows, units in ((x, weights[0].shape[1]), (y, weights[-1].shape[0])):
        wrong += rows is not None and columns_of(rows.values, units, None) is None
    return wrong


def _tell_weights(
    matrices: Sequence[Matrix], weights: Sequence[Array], turned: bool, both: bool, notes: Notes
) -> None:
    line = "column" if turned else "row"
    for layer, (matrix, W) in enumerate(zip(matrices, weights, strict=True), start=1):
        how = f"each {line} holds those into one neuron"
        if matrix.values.ndim == 1:
            how = "those into its one neuron" if len(W) == 1 else "one for each neuron"
        into = layer_words(layer, len(weights))
        notes.read.append(f"{matrix.named.called}, {matrix.size}: the weights into {into}; {how}.")
    if both:
        notes.read.append(
            f"The shapes fit both ways: each {line} is taken for the weights into one neuron."
        )
    elif any(matrix.values.ndim == 2 and len(set(matrix.values.shape)) == 2 for matrix in matrices):
        notes.read.append(f"The shapes fit only if each {line} holds the weights into one neuron.")


def _of_scalars(
    named: Sequence[Named],
    given: Mapping[Kind, Sequence[Named]],
    x: Rows | None,
    y: Rows | None,
    notes: Notes,
) -> list[Array] | None:
    """The weights of which each has a name of its own, numbered as in the article."""
    numbers = [one.value for one in named if isinstance(one.value, float)]
    inputs, outputs = (len(one.values) if one and one.values.ndim == 1 else None for one in (x, y))
    found = sizes_of(len(numbers), len(given.get("biases", [])), inputs, outputs)
    if not found:
        notes.refuse(
            named[0], f"{counted(len(numbers), 'weight')} of one number each fit no layers here."
        )
        return None
    sizes = "-".join(map(str, found[0]))
    called = f"{named[0].name} to {named[-1].name}" if len(named) > 1 else named[0].called
    notes.read.append(f"{called}: the weights of a {sizes} network, each by its number.")
    if len(found) > 1:
        other = "-".join(map(str, found[1]))
        notes.read.append(f"So many weights could be those of a {other} network, too.")
    return numbered(numbers, found[0])
