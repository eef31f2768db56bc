"""The JSON that comes in and goes out. An example is a row here, a column in `core`.

These models check each value by itself; `core.Experiment` checks that they fit one another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetPydanticSchema,
)
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError, core_schema

from app.api.limits import (
    MAX_EXAMPLES,
    MAX_INTEGER,
    MAX_LAYERS,
    MAX_NEURONS,
    MAX_QUANTITIES,
    MAX_RECORDED_STEPS,
    MAX_STEPS,
)
from app.writing.notation import NotationName
from core import ACTIVATIONS, LOSSES, PRESETS
from core.network.propagation import TrainBiases
from core.run.presets import DEFAULT_SEED
from core.run.variants import VARIANTS


def one_of(names: Iterable[str]) -> GetPydanticSchema:
    """The annotation of a string that must be one of `names`."""
    return GetPydanticSchema(lambda source, handler: core_schema.literal_schema(list(names)))


def boolean_or(other: core_schema.CoreSchema, expected: str) -> GetPydanticSchema:
    """The annotation of a boolean (and no number) or `other`, with one error for both."""
    return GetPydanticSchema(
        lambda source, handler: core_schema.union_schema(
            [core_schema.bool_schema(strict=True), other],
            custom_error_type="bool_or_other",
            custom_error_message=f"Input should be {expected}",
        )
    )


# An object in place of false.
IGNORED_OBJECT = core_schema.no_info_after_validator_function(
    lambda ignored: False, core_schema.dict_schema()
)


def rectangular(rows: list[list[float]]) -> list[list[float]]:
    """The rows, if all are as long as the first."""
    for index, row in enumerate(rows):
        if len(row) != len(rows[0]):
            raise PydanticCustomError(
                "ragged",
                "Rows should be of one length, row {index} has {length} numbers, row 0 {first}",
                {"index": index, "length": len(row), "first": len(rows[0])},
            )
    return rows


def integral(value: object) -> object:
    """The value, a whole float such as 1.0 as an integer: JSON has only one kind of number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


INTEGRAL = BeforeValidator(integral)

Row: TypeAlias = Annotated[list[float], Field(min_length=1, max_length=MAX_NEURONS)]
Matrix: TypeAlias = Annotated[
    list[Row], Field(min_length=1, max_length=MAX_NEURONS), AfterValidator(rectangular)
]
Table: TypeAlias = Annotated[
    list[Row], Field(min_length=1, max_length=MAX_EXAMPLES), AfterValidator(rectangular)
]
# For each layer, for each example: what its neurons hold.
LayerRows: TypeAlias = list[list[list[float]]]
ZRows: TypeAlias = Annotated[
    LayerRows, Field(description="`z[l]`: net inputs of layer l + 1, one row per example.")
]
ARows: TypeAlias = Annotated[
    LayerRows,
    Field(description="`a[l]`: activations of layer l, one row per example; `a[0]` is the input."),
]

ActivationName: TypeAlias = Annotated[str, one_of(ACTIVATIONS)]
LossName: TypeAlias = Annotated[str, one_of(LOSSES)]
PresetName: TypeAlias = Annotated[str, one_of(PRESETS)]
VariantName: TypeAlias = Annotated[str, one_of(VARIANTS)]
Record: TypeAlias = Literal["last", "all"]
ChainRole: TypeAlias = Literal["symbols", "names", "numbers", "factors", "result"]
Steps: TypeAlias = Annotated[int, Field(ge=1, le=MAX_STEPS), INTEGRAL]
Count: TypeAlias = Annotated[int, Field(ge=0, le=MAX_INTEGER), INTEGRAL]


class Exact(BaseModel):
    """Strict types, finite numbers, no unknown fields."""

    model_config = ConfigDict(strict=True, allow_inf_nan=False, extra="forbid")


class Envelope(BaseModel):
    """Strict types too, but other fields are ignored: an answer is a valid request."""

    model_config = ConfigDict(strict=True, allow_inf_nan=False, extra="ignore")


class Network(Exact):
    """A fully connected network, layer by layer."""

    weights: Annotated[list[Matrix], Field(min_length=1, max_length=MAX_LAYERS)] = Field(
        description="`weights[l][i][j]` leads from neuron j of layer l to neuron i of layer l + 1."
    )
    biases: Annotated[list[Row], Field(min_length=1, max_length=MAX_LAYERS)] = Field(
        description="`biases[l][i]` is that of neuron i of layer l + 1."
    )
    activations: Annotated[list[ActivationName], Field(min_length=1, max_length=MAX_LAYERS)] = (
        Field(description="`activations[l]` is that of layer l + 1.")
    )


class Examples(Exact):
    """What the network learns, one example a row."""

    inputs: Table = Field(description="One number for each neuron of layer 0.")
    targets: Table = Field(description="One number for each neuron of the last layer.")


class Experiment(Exact):
    """All that determines a run. The server keeps nothing of it."""

    network: Network
    loss: LossName = Field(
        description="Added over the outputs, averaged over the examples. "
        "binary_cross_entropy needs a sigmoid output and targets from 0 to 1."
    )
    examples: Examples
    learning_rate: float = Field(description="The factor of the gradient in an update.")
    train_biases: Annotated[
        TrainBiases,
        boolean_or(core_schema.literal_schema(["per_layer"]), "false, true or 'per_layer'"),
    ] = Field(
        default=False,
        description="Whether biases learn: none, each neuron's own, or one shared by a layer.",
    )
    iteration: Count = Field(default=0, description="How many updates made this network.")


# The worked example of the contract, which is also what a request without an experiment means.
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
        "iteration": 0,
    }
)


class ResetRequest(Envelope):
    """Which experiment to begin with."""

    preset: PresetName = Field(default="mazur", description="See `GET /api/presets`.")
    seed: Count | None = Field(
        default=None,
        description="For presets that draw at random; others ignore it. Without one, they "
        f"draw from the seed {DEFAULT_SEED}.",
    )


class ForwardRequest(Envelope):
    """An experiment, to be evaluated as it is."""

    experiment: Experiment = MAZUR


class StepRequest(Envelope):
    """An experiment, to be trained."""

    experiment: Experiment = MAZUR
    steps: Steps = Field(default=1, description="Iterations of gradient descent.")
    record: Record = Field(
        default="last",
        description="Which passes to answer: that of the last iteration, or of every one "
        f"(at most {MAX_RECORDED_STEPS} steps).",
    )
    details: Annotated[bool, boolean_or(IGNORED_OBJECT, "false, true or an answer's details")] = (
        Field(
            default=False,
            description="Whether to answer each output's share of the loss, and the means over the "
            "examples, too. (An object, which is what an answer has here, counts as false.)",
        )
    )


class ExplainRequest(Envelope):
    """A quantity of one iteration of an experiment, to be explained."""

    experiment: Experiment = MAZUR
    quantity: str = Field(
        description="Its name, such as `gradient.w5`, `delta.o1`, `z.h1`, `new.b.o1` or `loss`."
    )
    example: Count = Field(
        default=0, description="From 0: whose number it is, where each example has its own."
    )
    notation: NotationName = Field(
        default="short",
        description="How quantities are written: z, h1; net, out; or by layer and index.",
    )


class CheckRequest(Envelope):
    """A number that somebody calculated, to be checked."""

    experiment: Experiment = MAZUR
    quantity: str = Field(
        description="Its name, such as `gradient.w5`, `delta.o1`, `z.h1`, `new.w1` or `loss`."
    )
    value: float = Field(description="What was calculated.")
    text: Annotated[str, Field(max_length=100)] | None = Field(
        default=None,
        description="The value as it was typed, if its digits count: `0.50` has two, 0.5 only one.",
    )
    example: Count = Field(
        default=0, description="From 0: whose number it is, where each example has its own."
    )


class VariantRequest(Envelope):
    """An experiment, to be trained in another way."""

    experiment: Experiment = MAZUR
    variant: VariantName = Field(description="See `GET /api/variants`.")
    steps: Annotated[int, Field(ge=0, le=MAX_STEPS), INTEGRAL] = Field(
        default=1, description="Iterations, each as the variant takes it."
    )
    quantities: Annotated[list[str], Field(max_length=MAX_QUANTITIES)] = Field(
        default=[], description="What to answer of the iteration after them, such as `delta.h1`."
    )
    example: Count = Field(
        default=0, description="From 0: whose numbers, where each example has its own."
    )


# What goes out was computed here, so it is not validated again: dataclasses only carry it.


@dataclass(frozen=True, slots=True)
class Forward:
    """A forward pass."""

    z: ZRows
    a: ARows
    loss: Annotated[float, Field(description="Mean over the examples.")]


@dataclass(frozen=True, slots=True)
class Gradients:
    """What the backward pass gives the update; means over the examples."""

    weights: Annotated[LayerRows, Field(description="Shaped as the network's weights.")]
    biases: Annotated[list[list[float]], Field(description="Shaped as the network's biases.")]


@dataclass(frozen=True, slots=True)
class Pass:
    """One iteration, opened."""

    iteration: Annotated[int, Field(description="How many updates came before it.")]
    network: Annotated[Network, Field(description="The one it ran on, before its update.")]
    z: ZRows
    a: ARows
    loss: Annotated[float, Field(description="Mean over the examples, before the update.")]
    deltas: Annotated[
        LayerRows,
        Field(description="`deltas[l]`: dE/dz of layer l + 1, one row per example, of its loss."),
    ]
    gradients: Gradients


@dataclass(frozen=True, slots=True)
class Means:
    """The means over the examples of what each has in the last recorded pass: one row for all."""

    z: ZRows
    a: ARows
    deltas: Annotated[LayerRows, Field(description="`deltas[l]`: dE/dz of layer l + 1.")]
    output_losses: Annotated[
        list[list[float]], Field(description="Each output's share; together they are the loss.")
    ]


@dataclass(frozen=True, slots=True)
class Details:
    """More about the last recorded pass."""

    output_losses: Annotated[
        list[list[float]], Field(description="Each output's share of the loss, a row per example.")
    ]
    means: Annotated[
        Means, Field(description="Shaped as for a single example: what all have on average.")
    ]


@dataclass(frozen=True, slots=True)
class ForwardAnswer:
    """The experiment as it is, and its forward pass."""

    experiment: Experiment
    forward: Forward


@dataclass(frozen=True, slots=True)
class StepAnswer:
    """The experiment after the steps, and what happened on the way."""

    experiment: Annotated[Experiment, Field(description="Its `iteration` has advanced.")]
    forward: Annotated[Forward, Field(description="Of the network after the steps.")]
    losses: Annotated[
        list[float],
        Field(description="steps + 1 of them: before the first update, then after each."),
    ]
    passes: Annotated[list[Pass], Field(description="The recorded iterations, in order.")]
    details: Annotated[
        Details | SkipJsonSchema[None],
        Field(exclude_if=lambda details: details is None, description="If asked for."),
    ] = None


@dataclass(frozen=True, slots=True)
class ChainLine:
    """A line of a formula, from the rule in symbols to the number."""

    role: Annotated[ChainRole, Field(description="In symbols, or what stands in their place.")]
    mathml: Annotated[str, Field(description="`data-quantities` says what an element stands for.")]
    text: Annotated[str, Field(description="The same in words.")]


@dataclass(frozen=True, slots=True)
class Matrices:
    """The vectorised equation of the quantity's phase, an example a column; as MathML."""

    equation: Annotated[str, Field(description="In symbols.")]
    numbers: Annotated[str, Field(description="With numbers, and each matrix's shape.")]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source."""

    number: int
    text: str
    marked: Annotated[bool, Field(description="Whether it computes the quantity's phase.")]


@dataclass(frozen=True, slots=True)
class Source:
    """A function of `core`, without its docstring."""

    file: str
    function: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Related:
    """Another quantity of the same part of the network."""

    quantity: str
    label: Annotated[str, Field(description="What it is, in a word or two.")]
    value: float
    phase: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where a number comes from, and what it says."""

    quantity: str
    part: Annotated[str, Field(description="What it is a quantity of, such as w5, o1 or loss.")]
    phase: Annotated[str, Field(description="The first that knows it.")]
    value: float
    title: str
    question: Annotated[str, Field(description="What its value answers.")]
    meaning: Annotated[str, Field(description="What this value says, in a sentence.")]
    chain: Annotated[list[ChainLine], Field(description="Its formula, line by line.")]
    rounded: Annotated[bool, Field(description="Whether a number is shown with fewer digits.")]
    matrices: Matrices
    python: Annotated[list[Source], Field(description="The functions that compute its phase.")]
    related: Annotated[
        list[Related], Field(description="All of the same part, in the order they become known.")
    ]


@dataclass(frozen=True, slots=True)
class ExplainAnswer:
    """The experiment as it is, and the explanation of one of its quantities."""

    experiment: Experiment
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number can be looked at."""

    phase: Annotated[str, Field(description="The phase of the iteration, such as `delta-hidden`.")]
    quantity: str


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """Whether a number is right, and if not, what happened."""

    experiment: Experiment
    verdict: Annotated[
        Literal["right", "mistake", "unknown"],
        Field(description="Right, explained by a mistake, or neither that we know of."),
    ]
    digits: Annotated[
        int, Field(description="To how many significant digits it agrees with the right value.")
    ]
    mistake: Annotated[
        str | None, Field(description="An identifier such as `updated-weights`, if it is one.")
    ]
    title: Annotated[str | None, Field(description="The mistake in a few words.")]
    explanation: str
    hint: Annotated[str, Field(description="The explanation without the right value in it.")]
    correct: Annotated[float, Field(description="The right value.")]
    where: Annotated[list[str], Field(description="The quantities that the mistake happened to.")]
    place: Annotated[Place | None, Field(description="Where that can be looked at.")]


@dataclass(frozen=True, slots=True)
class FigurePlace:
    """Which number of the worked example a figure is."""

    iteration: int
    phase: str
    quantity: str


@dataclass(frozen=True, slots=True)
class FigureVariant:
    """What a variant of the method gives for a figure."""

    variant: Annotated[str, Field(description="Its id, see `GET /api/variants`.")]
    title: str
    computed: float
    digits: Annotated[int, Field(description="How many of the printed digits agree with it.")]
    reproduced: Annotated[bool, Field(description="Whether it rounds to every printed digit.")]


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A figure that a publication prints, beside what is computed here."""

    id: str
    title: str
    source: str
    printed: Annotated[str, Field(description="As it was printed.")]
    printed_digits: Annotated[int, Field(description="How many of them are significant.")]
    computed: Annotated[float, Field(description="By backpropagation, with all digits.")]
    digits: Annotated[int, Field(description="How many of the printed digits agree with it.")]
    reproduced: Annotated[bool, Field(description="Whether it rounds to every printed digit.")]
    where: FigurePlace
    note: Annotated[
        str | SkipJsonSchema[None],
        Field(exclude_if=lambda note: note is None, description="Why, if it is not reproduced."),
    ] = None
    variant: Annotated[
        FigureVariant | SkipJsonSchema[None],
        Field(
            exclude_if=lambda variant: variant is None,
            description="The one that explains the print, if one does.",
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class PublishedAnswer:
    """All published figures of the worked example."""

    reproduced: Annotated[int, Field(description="How many are reproduced to every digit.")]
    total: Annotated[int, Field(description="How many there are.")]
    figures: list[PublishedFigure]


@dataclass(frozen=True, slots=True)
class Variant:
    """Another way to take the same step."""

    id: str
    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class VariantsAnswer:
    """All variants; the first is backpropagation itself."""

    variants: list[Variant]


@dataclass(frozen=True, slots=True)
class VariantAnswer:
    """The experiment after a variant's steps, and what happened on the way."""

    experiment: Annotated[Experiment, Field(description="Its `iteration` has advanced.")]
    variant: str
    losses: Annotated[
        list[float],
        Field(description="steps + 1 of them: before the first update, then after each."),
    ]
    values: Annotated[
        dict[str, float], Field(description="The quantities asked for, of the variant's next step.")
    ]


class Health(Exact):
    """The server can serve."""

    status: Literal["ok"] = "ok"


class ErrorItem(Exact):
    """One thing that is wrong."""

    loc: list[str | int] = Field(description="Where: the path to it, such as body, steps.")
    msg: str = Field(description="What came, and what is allowed.")
    type: str = Field(description="A name for this kind of error.")


class Error(Exact):
    """The shape of every error."""

    detail: list[ErrorItem]
