"""Why a printed figure is what it is, in words."""

from __future__ import annotations

from app.words.verdict import spoken
from core.check.digits import printed
from core.check.slips import in_a_row
from core.published.exercises import ComparedFigure, Exercise


def reason(figure: ComparedFigure, exercise: Exercise) -> str:
    """Why a printed figure differs from ours, if it does, and what the author's convention does.

    >>> from core.published.exercises import compared, exercises
    >>> err = [one for one in compared("han-3-2-1") if one.figure.name == "Err6"]
    >>> [reason(one, exercises()["han-3-2-1"]) for one in err]
    ['... Here it is minus the delta of o1: the author takes target minus output.']
    """
    told = (_outcome(figure), _convention(figure, exercise))
    return " ".join(filter(None, told))


def _outcome(figure: ComparedFigure) -> str:
    """What became of the figure."""
    judged = figure.judged
    if judged is None:
        return {
            "reproduced": "",
            "rounded": "Its last digit is one off.",
        }.get(figure.outcome, "Not explained." if figure.computed is not None else _NOTHING)
    factor = figure.figure.factor
    expected = None if judged.expected is None else printed(factor * judged.expected)
    match figure.outcome:
        case "reproduced":
            return ""
        case "rounded" if judged.state == "right":
            return "Its last digit is cut off, or comes from rounded numbers."
        case "rounded" if judged.verdict is None and expected is not None:
            return f"From the figures before it, as they are printed, comes {expected}."
        case "rounded" if judged.verdict and judged.verdict.reach:
            return (
                f"The right method, with {judged.verdict.reach.digits} digits or more carried on "
                "the way, can lead to it."
            )
        case "rounded":
            return "The right method, from rounded numbers, can lead to it."
        case "follows":
            causes = in_a_row([spoken(asked) for asked in judged.wrong])
            are = "is" if len(judged.wrong) == 1 else "are"
            comes = f": from {'that' if are == 'is' else 'them'} comes {expected}"
            return f"It follows from {causes}, which {are} not right{comes if expected else ''}."
        case "mistake" if judged.verdict and judged.verdict.explanation:
            explanation = judged.verdict.explanation
            besides = "" if not judged.verdict.rounded else " Digits were lost on the way, too."
            named = f"A mistake gives it: {_as_noun(explanation.mistake.title)}."
            return f"{named}{besides} {explanation.mistake.rule}"
        case _:
            return "Not explained."


_NOTHING = "There is no such number here."


def _convention(figure: ComparedFigure, exercise: Exercise) -> str:
    """What the author's convention makes of our number."""
    if figure.figure.factor == 1 or figure.computed is None:
        return ""
    ours = "our number" if figure.judged is None else spoken(figure.judged.entry.asked)
    if figure.figure.factor < 0:
        return f"Here it is minus {ours}: the author takes {exercise.conventions.error}."
    times = {2: "twice"}.get(int(figure.figure.factor), f"{figure.figure.factor:g} times")
    return f"Here it is {times} {ours}: the author's loss is {exercise.conventions.loss}."


def _as_noun(heading: str) -> str:
    """A mistake's title within a sentence."""
    return heading[:1].lower() + heading[1:]
