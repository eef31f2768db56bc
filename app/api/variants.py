"""Other ways to take the same step: their runs, and the numbers of their iterations."""

from __future__ import annotations

import core
from app.api import schemas
from app.api.convert import from_core
from core.check.parting import open_variant
from core.errors import InvalidExperiment
from core.explain.names import Sizes, sizes_of
from core.explain.quantities import Quantity, quantity_named
from core.run.variants import VARIANTS, Variant, meaningful


def variants_answer() -> schemas.VariantsAnswer:
    """All variants."""
    return schemas.VariantsAnswer(
        [
            schemas.Variant(variant.id, variant.title, variant.meaning)
            for variant in VARIANTS.values()
        ]
    )


def variant_answer(
    experiment: core.Experiment, variant: Variant, steps: int, quantities: list[str], example: int
) -> schemas.VariantAnswer:
    """The experiment, trained as a variant, and numbers of the variant's next iteration.

    Raises `core.InvalidExperiment` for a quantity or an example that there is not, and for a
    variant that the experiment cannot be run as; `core.Diverged` if a number is not finite.
    """
    sizes = sizes_of(experiment.network)
    asked = [quantity_at(index, name, sizes) for index, name in enumerate(quantities)]
    network, losses = variant.run(experiment, steps)
    after = experiment.at(experiment.iteration + steps, network)
    opened = open_variant(after, variant)
    return schemas.VariantAnswer(
        experiment=from_core(after),
        variant=variant.id,
        losses=losses.tolist(),
        values={quantity.name: quantity.of(opened, example) for quantity in asked},
    )


def quantity_at(index: int, name: str, sizes: Sizes) -> Quantity:
    """The quantity called `name`. Raises `InvalidExperiment`, blaming that entry of the request."""
    try:
        return quantity_named(name, sizes)
    except InvalidExperiment as error:
        raise InvalidExperiment(("quantities", index), str(error)) from None


def variants_of(experiment: core.Experiment) -> list[Variant]:
    """The variants that differ from backpropagation, as far as an experiment has them."""
    return [variant for variant in meaningful(experiment) if variant.id != "correct"]
