"""A pasted text as an experiment: what it says, and for what it does not say, a named default."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from app.reading.biases import biases_of
from app.reading.examples import Rows, rows_of, units_of, with_examples
from app.reading.found import Found, Named, Unread, Unreadable, unread
from app.reading.json_text import experiment_in, parsed, read_json
from app.reading.names import Kind, kind_of
from app.reading.notes import Notes, counted
from app.reading.python import read_python
from app.reading.settings import activations_of, loss_of, rate_of
from app.reading.table import read_table
from app.reading.weights import weights_of
from core import LOSSES, Experiment, InvalidExperiment, Network
from core.arrays import Array
from core.check.slips import in_a_row
from core.run.layers import with_layers


@dataclass(frozen=True)
class Reading:
    """What a text was read as.

    - ``experiment``: at iteration 0; None if the text holds nothing of one
    - ``read``, ``filled``: what was read as what, and what is filled in, in sentences
    - ``unread``: what could not be read
    - ``transposed``: whether columns hold the weights into one neuron, and not rows
    - ``turnable``: whether the shapes allow both
    """

    experiment: Experiment | None
    read: list[str]
    filled: list[str]
    unread: list[Unread]
    transposed: bool = False
    turnable: bool = False


def read_text(text: str, base: Experiment, transposed: bool = False) -> Reading:
    """The experiment in a text; `base` gives what fits of what the text does not say.

    >>> from core.run.presets import mazur
    >>> reading = read_text("W1 = [[1, 2], [3, 4]]; W2 = [[5], [6]]", mazur())
    >>> reading.experiment.sizes, reading.transposed, reading.turnable
    ((2, 2, 1), True, False)
    """
    text = text.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    found = Found()
    if text.lstrip()[:1] in ("{", "["):
        try:
            value = parsed(text)
        except ValueError as error:
            found = read_python(text)
            if not found.named:
                found = Found((), [unread(None, text, f"It is not JSON: {error}.")])
        else:
            try:
                whole = experiment_in(value)
            except Unreadable as error:
                return Reading(None, [], [], [unread(None, "experiment", str(error))])
            if whole is not None:
                return Reading(whole, [_whole(whole)], [], [])
            found = read_json(value)
    elif re.search(r"[=\[\](){}:]", text):
        found = read_python(text)
    elif text.strip():
        found = read_table(text)
    return assembled(found, base, transposed)


def _whole(experiment: Experiment) -> str:
    sizes = "-".join(map(str, experiment.sizes))
    return f"A whole experiment: a {sizes} network with {counted(experiment.m, 'example')}."


def assembled(found: Found, base: Experiment, transposed: bool) -> Reading:
    """The experiment out of named values."""
    notes = Notes(unread=list(found.unread))
    given: dict[Kind, list[Named]] = {}
    for named in found.named:
        kind = kind_of(named.name)
        if kind is None:
            notes.refuse(named, "The name does not say what it is.")
        else:
            given.setdefault(kind, []).append(named)
    lost = [name for name in found.lost if kind_of(name) == "weights"]
    if lost:
        notes.filled.append(f"{in_a_row(lost)} could not be read: only other layers are here.")
    x, y = (rows_of(given.get(kind, []), notes) for kind in ("inputs", "targets"))
    weights, turned, turnable = weights_of(given, x, y, transposed, notes)
    if weights is None and x is None and y is None and "learning rate" not in given:
        return Reading(None, [], [], notes.listed())
    experiment = _experiment(given, weights, x, y, base, notes)
    return Reading(experiment, notes.read, notes.filled, notes.listed(), turned, turnable)


def _experiment(
    given: dict[Kind, list[Named]],
    weights: list[Array] | None,
    x: Rows | None,
    y: Rows | None,
    base: Experiment,
    notes: Notes,
) -> Experiment:
    network, loss = base.network, base.loss
    if weights is not None:
        biases = biases_of(given.get("biases", []), weights, notes)
        network = Network(tuple(weights), biases, activations_of(given, len(weights), notes))
        loss = loss_of(given, notes)
    else:
        for one in given.get("biases", []):
            notes.refuse(one, "Without weights it belongs to no layer.")
        notes.filled.append("No weights were read: the network is the one on the page.")
    sizes = network.sizes
    if weights is None:
        ends = [units_of(x, sizes[0]), units_of(y, sizes[-1])]
        sizes = (ends[0], *sizes[1:-1], ends[1])
        network = with_layers(base, sizes).network
    rate = rate_of(given, base, notes)
    shaped = with_layers(base if weights is None else replace(base, frozen=()), sizes)
    start = replace(shaped, network=network, loss=LOSSES["half_squared_error"], learning_rate=rate)
    shown = with_examples(start, base, x, y, notes)
    try:
        return replace(shown, loss=loss)
    except InvalidExperiment as error:
        notes.filled.append(
            f"The loss is the half squared error: {loss.label} does not fit ({error})."
        )
        return shown
