"""The curves of the loss: what each is called, and its colour and dash. One list for the page,
for Plotly and for the report."""

from __future__ import annotations

from dataclasses import dataclass

from core.run.variants import VARIANTS

CORRECT = "correct"

# As many runs can be set aside.
RUNS = 8


@dataclass(frozen=True)
class Curve:
    """A curve: `colour` is a token of `theme.css`, `dash` as SVG has it, "" for a solid line."""

    id: str
    name: str
    colour: str
    dash: str
    width: float


# In plots that are printed without colour, the dashes tell.
_VARIANT_DASHES = ("9 5", "3 3", "9 4 3 4", "14 5")
_RUN_DASHES = ("", "9 5", "3 3", "9 4 3 4")


def _curves() -> list[Curve]:
    """The curve of the run, those of the variants, and those of the runs that are set aside.

    Raises `ValueError` if a variant has no dash: its curve could not be told from another.
    """
    variants = [variant for variant in VARIANTS.values() if variant.id != CORRECT]
    return [
        Curve(CORRECT, "Loss", "--chart-line", "", 2),
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
