"""How much one request may ask for, so that none can hurt the others.

Within these limits no request takes more than about two seconds of one core, or answers more
than about ten megabytes. `body_limit` keeps the size of the request itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from core import Experiment
from core.run.training import Record

MAX_BODY = 2**20  # bytes
MAX_STEPS = 10_000
MAX_RECORDED_STEPS = 1_000  # with record=all
MAX_EXAMPLES = 1_000
MAX_LAYERS = 16
MAX_NEURONS = 256  # of a layer
MAX_QUANTITIES = 100  # named in one request
MAX_NAMED_PARAMETERS = 2_000  # of a network all of whose parts are named
MAX_SLICE_POINTS = 1_001
MAX_SURFACE_POINTS = 201  # along each side
MAX_HISTORY_POINTS = 1_000
MAX_RATES = 1_000  # of a sweep
MAX_COORDINATE = 1e9  # of a slice or a surface, to be drawn
MAX_INTEGER = 2**53 - 1  # the last that is exact in every language's JSON

# Steps times examples times parameters: 10,000 steps of a 2-2-2 network on 1,000 examples.
MAX_WORK = 120_000_000
# Examples times parameters in a check, which computes some hundred iterations.
MAX_CHECKED_WORK = 250_000
# Steps times layers of a variant's run, some of which are taken one by one.
MAX_VARIANT_WORK = 60_000
# Losses times examples times parameters, of a slice or surface of the loss or a gradient check.
MAX_LOSS_WORK = 50_000_000
MAX_CHECKED_GRADIENTS = 1_000
# Steps times layers of a sweep: of few rates, that is what it takes.
MAX_SWEEP_STEPS = 20_000
# Rates times steps times examples times parameters of a sweep.
MAX_SWEEP_WORK = 120_000_000
# Steps times layers of a run that is exported: 100,000 steps of a 2-2-2 network.
MAX_EXPORTED_WORK = 200_000
MAX_CHANGES = 1_000  # experiments that one run is made of
MAX_QR_BYTES = 2_953  # what the largest QR code holds
# Work beyond this takes some milliseconds, and leaves the event loop to others meanwhile.
QUICK_WORK = 5_000
# Numbers in an answer; one is about 20 characters of JSON.
MAX_NUMBERS = 500_000
# Numbers of a history: of a large network each has a name, too, which takes longer.
MAX_HISTORY_NUMBERS = 200_000


class LimitExceeded(ValueError):
    """The request asks for too much. `loc` is the part of it to be made smaller."""

    def __init__(self, loc: tuple[str | int, ...], message: str) -> None:
        super().__init__(message)
        self.loc = loc


def check_forward(experiment: Experiment) -> None:
    """Raises `LimitExceeded` for a forward pass that holds too many numbers."""
    check_numbers(forward_numbers(experiment), ("body", "experiment"))


def check_step(experiment: Experiment, steps: int, record: Record, loc: tuple[str, ...]) -> None:
    """Raises `LimitExceeded` for a run that takes or answers too much; `loc` is that of `steps`."""
    if record == "all" and steps > MAX_RECORDED_STEPS:
        raise LimitExceeded(
            loc, f"got {steps} steps; with record=all at most {MAX_RECORDED_STEPS} are allowed"
        )
    if work(experiment, steps) > MAX_WORK:
        raise LimitExceeded(
            loc,
            f"got {steps} steps x {examples(experiment)} examples x {parameters(experiment)} "
            f"parameters; their product may be at most {MAX_WORK}",
        )
    recorded = steps if record == "all" else 1
    check_numbers(forward_numbers(experiment) + recorded * pass_numbers(experiment), loc)
    if experiment.iteration + steps > MAX_INTEGER:
        raise LimitExceeded(
            ("body", "experiment", "iteration"),
            f"got {experiment.iteration}; after {steps} steps it may be at most {MAX_INTEGER}",
        )


def check_check(experiment: Experiment) -> None:
    """Raises `LimitExceeded` for an experiment too large to try every mistake on."""
    if work(experiment, 1) > MAX_CHECKED_WORK:
        raise LimitExceeded(
            ("body", "experiment"),
            f"got {examples(experiment)} examples x {parameters(experiment)} parameters; to be "
            f"checked, their product may be at most {MAX_CHECKED_WORK}",
        )


def check_phases(experiment: Experiment) -> None:
    """Raises `LimitExceeded` for a network with too many parts to name them all."""
    count = parameters(experiment)
    if count > MAX_NAMED_PARAMETERS:
        raise LimitExceeded(
            ("body", "experiment", "network"),
            f"got {count} parameters; at most {MAX_NAMED_PARAMETERS} can be named at once",
        )
    check_numbers(experiment_numbers(experiment), ("body", "experiment"))


def check_variant(experiment: Experiment, steps: int) -> None:
    """Raises `LimitExceeded` for a variant's run that takes or answers too much."""
    loc, layers = ("body", "steps"), len(experiment.network.weights)
    check_step(experiment, steps, "last", loc)
    if steps * layers > MAX_VARIANT_WORK:
        raise LimitExceeded(
            loc,
            f"got {steps} steps x {layers} layers; their product may be at most {MAX_VARIANT_WORK}",
        )


def check_gradient_check(experiment: Experiment) -> None:
    """Raises `LimitExceeded` for an experiment with too many gradients to check."""
    loc, count = ("body", "experiment"), parameters(experiment)
    if count > MAX_CHECKED_GRADIENTS:
        raise LimitExceeded(
            loc, f"got {count} parameters; at most {MAX_CHECKED_GRADIENTS} can be checked at once"
        )
    # Each is moved to both sides, with corners and without.
    check_losses(experiment, 4 * count, loc)


def check_loss_points(experiment: Experiment, points: int) -> None:
    """Raises `LimitExceeded` for a slice or surface of the loss that has too many points."""
    check_losses(experiment, points, ("body", "points"))
    check_numbers(experiment_numbers(experiment) + points, ("body", "points"))


def check_losses(experiment: Experiment, losses: int, loc: tuple[str, ...]) -> None:
    """Raises `LimitExceeded` for too many losses of networks beside the experiment's."""
    if work(experiment, losses) > MAX_LOSS_WORK:
        raise LimitExceeded(
            loc,
            f"got {losses} losses x {examples(experiment)} examples x {parameters(experiment)} "
            f"parameters; their product may be at most {MAX_LOSS_WORK}",
        )


def check_input_points(experiment: Experiment, points: int) -> None:
    """Raises `LimitExceeded` for too many `points` along each side of the plane of the inputs."""
    units = neurons(experiment) // examples(experiment)
    check_numbers(experiment_numbers(experiment) + units * points**2, ("body", "points"))


def check_end(changed: Experiment, iteration: int) -> None:
    """Raises `LimitExceeded` for a run that ends before an experiment that belongs to it."""
    if iteration < changed.iteration:
        raise LimitExceeded(
            ("body", "iteration"),
            f"got {iteration}; must be at least {changed.iteration}, that of the last change",
        )


def check_export(run: Iterable[tuple[Experiment, int]]) -> None:
    """Raises `LimitExceeded` for a run, given as experiments and their steps, of too much work."""
    loc = ("body", "iteration")
    steps = layers = total = 0
    for experiment, taken in run:
        steps += taken
        layers = len(experiment.network.weights)
        total += work(experiment, taken)
    if steps * layers > MAX_EXPORTED_WORK:
        raise LimitExceeded(
            loc,
            f"got {steps} iterations x {layers} layers; for such a file their product may be at "
            f"most {MAX_EXPORTED_WORK}, which is {MAX_EXPORTED_WORK // layers} iterations",
        )
    if total > MAX_WORK:
        raise LimitExceeded(
            loc,
            f"got {total} steps x examples x parameters; their sum may be at most {MAX_WORK}",
        )


def check_qr(text: str) -> None:
    """Raises `LimitExceeded` for a text that no QR code can hold."""
    length = len(text.encode())
    if length > MAX_QR_BYTES:
        raise LimitExceeded(
            ("body", "text"), f"got {length} bytes; a QR code holds at most {MAX_QR_BYTES}"
        )


def check_history(experiment: Experiment, steps: int, points: int) -> None:
    """Raises `LimitExceeded` for a run that takes too much, or too many numbers of it."""
    check_step(experiment, steps, "last", ("body", "steps"))
    each = parameters(experiment) + 2 * neurons(experiment) // examples(experiment) + 2
    check_numbers(min(points, steps + 1) * each, ("body", "points"), MAX_HISTORY_NUMBERS)


def check_sweep(experiment: Experiment, rates: int, steps: int) -> None:
    """Raises `LimitExceeded` for a sweep that takes too much."""
    loc, layers = ("body", "steps"), len(experiment.network.weights)
    check_step(experiment, steps, "last", loc)
    if steps * layers > MAX_SWEEP_STEPS:
        raise LimitExceeded(
            loc,
            f"got {steps} steps x {layers} layers; their product may be at most {MAX_SWEEP_STEPS}",
        )
    if rates * work(experiment, steps) > MAX_SWEEP_WORK:
        raise LimitExceeded(
            ("body", "rates"),
            f"got {rates} rates x {steps} steps x {examples(experiment)} examples x "
            f"{parameters(experiment)} parameters; their product may be at most {MAX_SWEEP_WORK}",
        )


def check_numbers(numbers: int, loc: tuple[str, ...], allowed: int = MAX_NUMBERS) -> None:
    """Raises `LimitExceeded` for an answer of too many numbers."""
    if numbers > allowed:
        raise LimitExceeded(
            loc, f"got a request whose answer holds {numbers} numbers; at most {allowed} may be"
        )


def work(experiment: Experiment, steps: int) -> int:
    """What a run costs: steps times examples times parameters."""
    return steps * examples(experiment) * parameters(experiment)


def experiment_numbers(experiment: Experiment) -> int:
    """Numbers in the experiment itself."""
    return parameters(experiment) + experiment.inputs.size + experiment.targets.size


def forward_numbers(experiment: Experiment) -> int:
    """Numbers in an answer that has the experiment and its forward pass."""
    inputs, outputs = experiment.inputs.size, experiment.targets.size
    return parameters(experiment) + 2 * inputs + outputs + 2 * neurons(experiment)


def pass_numbers(experiment: Experiment) -> int:
    """Numbers in one recorded pass: network and gradients; a[0]; z, a and delta of each neuron."""
    return 2 * parameters(experiment) + experiment.inputs.size + 3 * neurons(experiment)


def examples(experiment: Experiment) -> int:
    """How many examples it has."""
    return len(experiment.inputs[0])


def parameters(experiment: Experiment) -> int:
    """How many weights and biases it has."""
    return sum(W.size + b.size for W, b, _ in experiment.network.layers())


def neurons(experiment: Experiment) -> int:
    """How many neurons it has behind the inputs, once for each example."""
    return sum(b.size for b in experiment.network.biases) * examples(experiment)
