"""The curves of the loss: the label, colour and dash of each. The page, Plotly and the report share
this list."""

from __future__ import annotations

from dataclasses import dataclass

from core.run.variants import VARIANTS

_CORRECT = "correct"

# The number of runs that can be set aside.
RUNS = 8


@dataclass(frozen=True)
class Curve:
    """A curve: `colour` is a token of `theme.css`, `dash` is in SVG's form, "" for a solid line."""

    id: str
    name: str
    colour: str
    dash: str
    width: float


# Dashes tell the curves apart without colour.
_VARIANT_DASHES = ("9 5", "3 3", "9 4 3 4", "14 5")
_RUN_DASHES = ("", "9 5", "3 3", "9 4 3 4")


def _curves() -> list[Curve]:
    """The curves of the run, of the variants, and of the runs that were set aside.

    Raises `ValueError` if a variant has no dash, because its curve would look like another.
    """
    variants = [variant for variant in VARIANTS.values() if variant.id != _CORRECT]
    return [
        Curve(_CORRECT, "Loss", "--chart-line", "", 2),
        *(
            Curve(variant.id, variant.title, f"--chart-variant-{number}", dash, 2.5)
            for number, (variant, dash) in enumerate(
                zip(variants, _VARIANT_DASHES, strict=True), start=1
            )
        ),
        *(
            Curve(
                f"run-{slot}",
                f"Run {slot + 1}",
                f"--chart-run-{slot // len(_RUN_DASHES) + 1}",
                _RUN_DASHES[slot % len(_RUN_DASHES)],
                1.5,
            )
            for slot in range(RUNS)
        ),
    ]


CURVES = _curves()
