"""The settings of an experiment out of named values, or the defaults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.reading.found import Named
from app.reading.names import Kind, rank_of
from app.reading.notes import Notes
from core import ACTIVATIONS, LOSSES, Experiment
from core.network.activation import Activation
from core.network.loss import Loss

_OTHER_LOSSES = {"bce": "binary_cross_entropy", "mse": "half_squared_error"}


def rate_of(given: Mapping[Kind, Sequence[Named]], base: Experiment, notes: Notes) -> float:
    """The learning rate of the text, or that of the page."""
    for one in given.get("learning rate", []):
        if isinstance(one.value, float):
            notes.read.append(f"{one.called}: the learning rate, {one.value:g}.")
            return one.value
        notes.refuse(one, "A learning rate is one number.")
    notes.filled.append(f"The learning rate is not given: {base.learning_rate:g}, as on the page.")
    return base.learning_rate


def activations_of(
    given: Mapping[Kind, Sequence[Named]], layers: int, notes: Notes
) -> tuple[Activation, ...]:
    """The activations that the text names, or sigmoids."""
    found = [ACTIVATIONS["sigmoid"]] * layers
    said = False
    for one in given.get("activations", []):
        words = one.value if isinstance(one.value, list) else [one.value]
        known = [ACTIVATIONS.get(str(word).lower()) for word in words]
        if None in known or len(known) not in (1, layers):
            notes.refuse(one, f"Allowed are {', '.join(ACTIVATIONS)}: one, or one for each layer.")
            continue
        last, hidden = rank_of(one.name).last, "hidden" in one.name.lower()
        for layer in range(layers):
            is_output = layer == layers - 1
            if not (last and not is_output) and not (hidden and is_output):
                found[layer] = known[layer if len(known) == layers else 0] or found[layer]
        said = True
        notes.read.append(f"{one.called}: the activation, {', '.join(map(str, words))}.")
    if not said:
        notes.filled.append("The activations are not given: sigmoid in every layer.")
    return tuple(found)


def loss_of(given: Mapping[Kind, Sequence[Named]], notes: Notes) -> Loss:
    """The loss that the text names, or the half squared error."""
    for one in given.get("loss", []):
        word = str(one.value).lower()
        loss = LOSSES.get(_OTHER_LOSSES.get(word, word))
        if loss is None:
            notes.refuse(one, f"Allowed are {', '.join(LOSSES)}.")
        else:
            notes.read.append(f"{one.called}: the loss, {loss.label}.")
            return loss
    notes.filled.append("The loss is not given: half the squared error.")
    return LOSSES["half_squared_error"]
