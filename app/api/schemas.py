"""The JSON that endpoints share: the experiment and its parts.

An example is a row here, a column in `core`. These models check each value by itself;
`core.Experiment` checks that the values fit together. Requests and answers are defined with their
endpoints. Answers are dataclasses, because computed values need no validation.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, TypeAlias

from fastapi import Body, Query
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetPydanticSchema,
)
from pydantic_core import PydanticCustomError, core_schema

from app.api.limits import (
    MAX_EXAMPLES,
    MAX_FROZEN,
    MAX_INTEGER,
    MAX_LAYERS,
    MAX_NEURONS,
    MAX_STEPS,
)
from app.writing.notation import NotationName
from core import ACTIVATIONS, LOSSES
from core.explain.conventions import BiasConvention, ErrorConvention, ExamplesConvention
from core.network.propagation import TrainBiases


def one_of(names: Iterable[str]) -> GetPydanticSchema:
    """The annotation of a string that must be one of `names`."""
    return GetPydanticSchema(lambda source, handler: core_schema.literal_schema(list(names)))


def _rectangular(rows: list[list[float]]) -> list[list[float]]:
    """The rows, if all have the same length."""
    for index, row in enumerate(rows):
        if len(row) != len(rows[0]):
            raise PydanticCustomError(
                "ragged",
                "Rows should be of one length, row {index} has {length} numbers, row 0 {first}",
                {"index": index, "length": len(row), "first": len(rows[0])},
            )
    return rows


def _integral(value: object) -> object:
    """The value, with a whole float such as 1.0 as an integer: JSON has only one kind of number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


INTEGRAL = BeforeValidator(_integral)

Row: TypeAlias = Annotated[list[float], Field(min_length=1, max_length=MAX_NEURONS)]
Matrix: TypeAlias = Annotated[
    list[Row], Field(min_length=1, max_length=MAX_NEURONS), AfterValidator(_rectangular)
]
Table: TypeAlias = Annotated[
    list[Row], Field(min_length=1, max_length=MAX_EXAMPLES), AfterValidator(_rectangular)
]
# The activations that couple the neurons of a layer.
_OF_OUTPUTS = [name for name, activation in ACTIVATIONS.items() if activation.coupling]
ActivationName: TypeAlias = Annotated[str, one_of(ACTIVATIONS)]
LossName: TypeAlias = Annotated[str, one_of(LOSSES)]
# Described as an enum with one value: client generators make a type of it, but none of a const.
BiasTraining: TypeAlias = Annotated[
    TrainBiases,
    GetPydanticSchema(
        get_pydantic_core_schema=lambda source, handler: core_schema.union_schema(
            [core_schema.bool_schema(strict=True), core_schema.literal_schema(["per_layer"])],
            custom_error_type="bool_or_per_layer",
            custom_error_message="Input should be false, true or 'per_layer'",
        ),
        get_pydantic_json_schema=lambda schema, handler: {
            "anyOf": [{"type": "boolean"}, {"type": "string", "enum": ["per_layer"]}]
        },
    ),
]
Steps: TypeAlias = Annotated[int, Field(ge=1, le=MAX_STEPS), INTEGRAL]
Count: TypeAlias = Annotated[int, Field(ge=0, le=MAX_INTEGER), INTEGRAL]
ExampleIndex: TypeAlias = Annotated[
    Count, Field(description="The index of the example, from 0, if each example has its own.")
]
Notated: TypeAlias = Annotated[
    NotationName, Field(description="The notation: z, h1; net, out; or by layer and index.")
]


class Exact(BaseModel):
    """Strict types, finite numbers, no unknown fields."""

    model_config = ConfigDict(strict=True, allow_inf_nan=False, extra="forbid")


class Envelope(BaseModel):
    """Strict types too, but unknown fields are ignored, so that an answer is a valid request."""

    model_config = ConfigDict(strict=True, allow_inf_nan=False, extra="ignore")


class Network(Exact):
    """A fully connected network, layer by layer."""

    weights: Annotated[list[Matrix], Field(min_length=1, max_length=MAX_LAYERS)] = Field(
        description="`weights[l][i][j]` leads from neuron j of layer l to neuron i of layer l + 1."
    )
    biases: Annotated[list[Row], Field(min_length=1, max_length=MAX_LAYERS)] = Field(
        description="`biases[l][i]` is the bias of neuron i of layer l + 1."
    )
    activations: Annotated[list[ActivationName], Field(min_length=1, max_length=MAX_LAYERS)] = (
        Field(
            description="`activations[l]` is the activation of layer l + 1. Only the last layer, "
            f"with two outputs or more, can have {' or '.join(_OF_OUTPUTS)}."
        )
    )


class Examples(Exact):
    """The examples that the network learns, one per row."""

    inputs: Table = Field(description="One number for each neuron of layer 0.")
    targets: Table = Field(description="One number for each neuron of the last layer.")


class Experiment(Exact):
    """Everything that determines a run. The server does not keep it."""

    network: Network
    loss: LossName = Field(
        description=" ".join(
            [
                "Added over the outputs, averaged over the examples.",
                *(
                    f"{loss.name} needs a {' or '.join(loss.outputs)} output and targets from "
                    f"{loss.targets[0]:g} to {loss.targets[1]:g}"
                    f"{f', which sum to {loss.target_sum:g}' if loss.target_sum else ''}."
                    for loss in LOSSES.values()
                    if loss.outputs
                ),
            ]
        )
    )
    examples: Examples
    learning_rate: float = Field(description="The factor of the gradient in an update.")
    train_biases: BiasTraining = Field(
        default=False,
        description="Whether biases are trained: none, one per neuron, or one per layer.",
    )
    frozen: Annotated[list[str], Field(max_length=MAX_FROZEN)] = Field(
        default=[],
        description="Weights and biases that no update changes, by name, each once: "
        '`["w5", "b.h1"]`. A bias that a layer shares (`per_layer`) has the names of all its '
        "neurons, and any of them freezes it. Gradients are computed as ever.",
    )
    iteration: Count = Field(default=0, description="The number of updates so far.")


class Conventions(Exact):
    """How the error, the squared error, several examples and biases are written.

    The experiment, its updates and the numbers of a run stay as they are; the defaults write them
    as the core computes them.
    """

    error: ErrorConvention = Field(
        default="output_minus_target",
        description="With `target_minus_output`, errors, deltas and gradients have the other sign, "
        "and the update adds them.",
    )
    half: bool = Field(
        default=True,
        description="Whether the squared error is halved. Without the half, it and all that "
        "follows is twice as large, and the learning rate counts half. Other losses have no half.",
    )
    examples: ExamplesConvention = Field(
        default="mean",
        description="Whether loss and gradients are means over the examples, or sums. With sums "
        "of m examples the learning rate is divided by m.",
    )
    biases: BiasConvention = Field(
        default="own",
        description="What a bias is called: its own name; a weight w_h1,0 of an input that is "
        "always 1; or one name for a layer whose biases are the same.",
    )


Written: TypeAlias = Annotated[
    Conventions,
    Field(description="The conventions in which its numbers, formulas and words are written."),
]
OURS = Conventions()

# The worked example, which is also the default of a request without an experiment.
MAZUR = Experiment.model_validate(
    {
        "network": {
            "weights": [[[0.15, 0.20], [0.25, 0.30]], [[0.40, 0.45], [0.50, 0.55]]],
            "biases": [[0.35, 0.35], [0.60, 0.60]],
            "activations": ["sigmoid", "sigmoid"],
        },
        "loss": "half_squared_error",
        "examples": {"inputs": [[0.05, 0.10]], "targets": [[0.01, 0.99]]},
        "learning_rate": 0.5,
        "train_biases": False,
        "frozen": [],
        "iteration": 0,
    }
)

# Describes an optional parameter by its type, without null.
OPTIONAL = GetPydanticSchema(
    get_pydantic_json_schema=lambda schema, handler: handler(schema["schema"])
)

IN_QUERY: Any = Query(description="Takes precedence over the field of the body.")


def optional_body(model: type[BaseModel], example: dict[str, Any]) -> Any:
    """An optional body; without it, every field has its default."""
    return Body(default_factory=model, examples=[example])
