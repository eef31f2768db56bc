"""Names of parts, both ways, for any layer sizes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import InvalidExperiment
from core.explain.names import (
    NEURONS,
    PARAMETERS,
    PATHS,
    TOTAL,
    Bias,
    Neuron,
    Path,
    Sizes,
    Sort,
    Weight,
    name_of,
    neuron_named,
    parameter_named,
)

SIZES = st.lists(st.integers(1, 5), min_size=2, max_size=5).map(tuple)


@pytest.mark.parametrize(
    ("name", "ends"),
    [
        ("w1", ("i1", "h1")),
        ("w2", ("i2", "h1")),
        ("w3", ("i1", "h2")),
        ("w4", ("i2", "h2")),
        ("w5", ("h1", "o1")),
        ("w6", ("h2", "o1")),
        ("w7", ("h1", "o2")),
        ("w8", ("h2", "o2")),
    ],
)
def test_the_articles_weights_connect_the_neurons_as_in_its_drawing(
    name: str, ends: tuple[str, str]
) -> None:
    weight = parameter_named(name, (2, 2, 2))
    assert isinstance(weight, Weight)
    assert tuple(name_of(end, (2, 2, 2)) for end in (weight.sender, weight.receiver)) == ends


def test_hidden_neurons_are_counted_through_all_hidden_layers() -> None:
    assert neuron_named("h3", (2, 3, 4, 1)) == Neuron(1, 2)
    assert neuron_named("h4", (2, 3, 4, 1)) == Neuron(2, 0)


def test_a_bias_has_the_name_of_its_neuron() -> None:
    assert parameter_named("b.h2", (2, 2, 2)) == Bias(Neuron(1, 1))


@pytest.mark.parametrize("sort", [NEURONS, PARAMETERS, PATHS, TOTAL])
@given(sizes=SIZES)
def test_every_part_is_found_by_its_name(sort: Sort, sizes: Sizes) -> None:
    parts = list(sort.parts(sizes))
    assert [sort.find(name_of(part, sizes), sizes) for part in parts] == parts
    assert len({name_of(part, sizes) for part in parts}) == len(parts)


@given(sizes=SIZES)
def test_there_are_as_many_parameters_as_weights_and_biases(sizes: Sizes) -> None:
    layers = list(pairwise(sizes))
    assert len(list(PARAMETERS.parts(sizes))) == sum(
        (before + 1) * units for before, units in layers
    )


@given(sizes=SIZES)
def test_paths_are_the_weights_out_of_hidden_neurons(sizes: Sizes) -> None:
    paths = list(PATHS.parts(sizes))
    assert all(path.weight.layer > 0 and path.at == path.weight.sender for path in paths)
    assert len(paths) == sum(a * b for a, b in pairwise(sizes[1:]))


@pytest.mark.parametrize(
    "name",
    [
        "",
        "h",
        "h0",
        "h3",
        "h01",
        "h-1",
        "h1 ",
        "H1",
        "w1",
        "h１",
        "h" + "9" * 5000,
        "b.h1",
        "i1.h1",
    ],
)
def test_refusing_an_unknown_neuron_names_it_and_the_existing_ones(name: str) -> None:
    with pytest.raises(InvalidExperiment) as caught:
        neuron_named(name, (2, 2, 2))
    assert caught.value.field == ("quantity",)
    assert repr(name[:40])[:-1] in str(caught.value)
    assert str(caught.value).endswith("allowed are i1, i2, h1, h2, o1, o2")
    assert len(str(caught.value)) < 100


def test_a_long_list_of_names_shows_the_first_and_the_last() -> None:
    with pytest.raises(InvalidExperiment, match=r"w1 to w28, b\.h1 to b\.h4, b\.o1 to b\.o3$"):
        parameter_named("w29", (4, 4, 3))


@pytest.mark.parametrize("name", ["", "o1", "o1.", ".h1", "h1.o1", "o1.i1", "h1.i1", "o1.h1.h1"])
def test_no_path_leads_to_a_part_without_a_delta(name: str) -> None:
    assert PATHS.find(name, (2, 2, 2)) is None


def test_a_path_leads_back_one_layer() -> None:
    assert PATHS.find("o1.h1", (2, 2, 2, 1)) is None
    assert PATHS.find("h3.h2", (2, 2, 2, 1)) == Path(Weight(1, 0, 1))
