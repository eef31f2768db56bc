"""What other conventions than ours change, in words."""

from __future__ import annotations

from app.words.meaning import capital
from app.writing.mathml import brief
from core.run.experiment import Experiment


def way_of_update(experiment: Experiment, gradients: str) -> str:
    """Which way the update goes, and why if that is not against the gradients.

    >>> from core.explain.adopted import adopted
    >>> from core.explain.conventions import Conventions
    >>> from core.run.presets import mazur
    >>> way_of_update(adopted(mazur(), Conventions("target_minus_output")), "its gradient")
    'along its gradient, since the error is target minus output'
    """
    down = experiment.conventions.sign > 0
    if experiment.learning_rate < 0:
        return f"{'along' if down else 'against'} {gradients}, since the learning rate is negative"
    if down:
        return f"against {gradients}"
    return f"along {gradients}, since the error is target minus output"


def rate_counts(experiment: Experiment) -> str:
    """What the conventions do to the learning rate; nothing in ours.

    >>> from core.explain.adopted import adopted
    >>> from core.explain.conventions import Conventions
    >>> from core.run.presets import mazur
    >>> rate_counts(adopted(mazur(), Conventions(half=False)))
    'Without the ½ every gradient is twice as large, so η = 0.25 takes the step of 0.5 with it.'
    """
    whole, summed = not experiment.conventions.half, experiment.conventions.summed
    if not whole and not summed:
        return ""
    times = (2 if whole else 1) * experiment.of_means
    size = "twice" if times == 2 else f"{brief(times)} times"
    why = "without the ½ and " if whole and summed else "without the ½ " if whole else ""
    if summed:
        why = f"{why}added up over the examples, "
    ours = "the ½ and the mean" if whole and summed else "it" if whole else "their mean"
    rate = brief(experiment.learning_rate)
    return (
        f"{capital(why)}every gradient is {size} as large, so η = {rate} takes the "
        f"step of {brief(experiment.learning_rate * times)} with {ours}."
    )
