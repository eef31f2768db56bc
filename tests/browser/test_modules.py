"""The modules of pure logic, imported in the browser and asked many cases at once."""

from __future__ import annotations

import itertools
import json
import math
import random
from decimal import Decimal

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Call
from tests.browser.explorer import MINUS

EDGE_NUMBERS = [
    *(0.0, 1.0, 0.5, 0.1, 0.05, 0.99995, 0.999949, 0.00005, 0.0001, 0.00009999, 0.000099999),
    *(9.99995, 99.99995, 999.9995, 9999.995, 99999.95, 999999.5, 999_999.4, 1e6, 123456.789),
    *(1e9, 999_999_999.4, 1e15, 1e21, 1.7976931348623157e308, 5e-324, 2.2250738585072014e-308),
    *(0.0000351018778298, 0.29102777369359933, 1.1059059670597702, 4.386e-5, 1e-5, 1e-7),
]


def numbers() -> list[float]:
    """Numbers of every magnitude and both signs, and those at which the format changes."""
    drawn = random.Random(7)
    some = [drawn.uniform(1, 10) * 10.0 ** drawn.randint(-12, 12) for _ in range(2_000)]
    positive = [*EDGE_NUMBERS, *some]
    return [*positive, *(-value for value in positive if value)]


def read(text: str) -> float:
    return float(text.replace(MINUS, "-"))


def digits(text: str) -> int:
    """How many significant digits a text has."""
    return len(text.lstrip(f"+{MINUS}").partition("e")[0].replace(".", "").lstrip("0"))


def test_short_is_the_number_rounded_to_what_it_shows(call: Call) -> None:
    values = numbers()
    for value, text in zip(
        values, call("text/format", "short", *([v] for v in values)), strict=True
    ):
        mantissa, _, exponent = text.replace(MINUS, "-").partition("e")
        decimals = len(mantissa.partition(".")[2])
        unit = Decimal(10) ** (int(exponent or 0) - decimals)
        assert abs(Decimal(mantissa).scaleb(int(exponent or 0)) - Decimal(value)) <= unit / 2, text


@pytest.mark.parametrize("name", ["short", "compact", "signed", "given", "precise"])
def test_no_number_but_zero_reads_as_zero_and_minus_is_a_true_minus(call: Call, name: str) -> None:
    values = numbers()
    for value, text in zip(values, call("text/format", name, *([v] for v in values)), strict=True):
        assert (read(text) == 0) == (value == 0), f"{value}: {text}"
        assert text.startswith(MINUS) == (value < 0), f"{value}: {text}"
        assert "-" not in text


@pytest.mark.parametrize("name", ["short", "compact", "signed", "given", "precise"])
def test_zero_has_no_sign(call: Call, name: str) -> None:
    for text in call("text/format", name, [0], [-0.0]):
        assert read(text) == 0
        assert text[0].isdigit()


def test_short_has_four_to_six_digits(call: Call) -> None:
    values = [value for value in numbers() if value]
    for value, text in zip(
        values, call("text/format", "short", *([v] for v in values)), strict=True
    ):
        assert 4 <= digits(text) <= 6 or 0.1 < abs(value) < 10, f"{value}: {text}"
        assert len(text) <= 11, text


def test_short_looks_as_the_article_does(call: Call) -> None:
    cases = {
        0.4: "0.4000",
        0.05: "0.05000",
        1.10590596706: "1.1059",
        -0.0380982365: f"{MINUS}0.03810",
        12.34567: "12.3457",
        123.4567: "123.457",
        0.0004385677: "0.0004386",
        4.3856e-5: f"4.386e{MINUS}5",
        0: "0.0000",
    }
    assert call("text/format", "short", *([value] for value in cases)) == list(cases.values())


def test_signed_always_has_a_sign_but_for_zero(call: Call) -> None:
    assert call("text/format", "signed", [0.0821670406], [-0.0226025405], [0]) == [
        "+0.08217",
        f"{MINUS}0.02260",
        "0.0000",
    ]


def test_precise_is_the_number_to_nine_significant_digits_and_no_zeros_after_them(
    call: Call,
) -> None:
    values = numbers()
    for value, text in zip(
        values, call("text/format", "precise", *([v] for v in values)), strict=True
    ):
        assert read(text) == float(f"{value:.9g}"), f"{value}: {text}"
        mantissa = text.partition("e")[0]
        assert not ("." in mantissa and mantissa.endswith("0")), text


def test_precise_prints_losses_as_the_status_says_them(call: Call) -> None:
    cases = {
        0.291027773694: "0.291027774",
        3.510187783e-05: "0.0000351018778",
        4.2e-9: f"4.2e{MINUS}9",
        0.25: "0.25",
        -1.5: f"{MINUS}1.5",
        12345678.9: "12345678.9",
    }
    assert call("text/format", "precise", *([value] for value in cases)) == list(cases.values())


def test_given_numbers_stay_as_they_were_typed_while_they_are_brief(call: Call) -> None:
    cases = {0.05: "0.05", 0.1: "0.1", 0.99: "0.99", 1: "1", -0.25: f"{MINUS}0.25"}
    assert call("text/format", "given", *([value] for value in cases)) == list(cases.values())


def test_compact_is_brief_and_the_number_to_what_it_shows(call: Call) -> None:
    values = numbers()
    for value, text in zip(
        values, call("text/format", "compact", *([v] for v in values)), strict=True
    ):
        assert len(text.lstrip(MINUS)) <= 7, f"{value}: {text}"
        mantissa = text.lstrip(MINUS).partition("e")[0]
        shown = 4 if "e" not in text else len(mantissa.replace(".", ""))
        assert read(text) == float(f"{value:.{shown}g}"), f"{value}: {text}"
    cases = {
        0: "0",
        0.75136507: "0.7514",
        -1.5: f"{MINUS}1.5",
        3614.9: "3.61e+3",
        0.0000175: f"1.75e{MINUS}5",
        8.11e-41: f"8.1e{MINUS}41",
        1e300: "1e+300",
    }
    assert call("text/format", "compact", *([value] for value in cases)) == list(cases.values())


def test_the_ticks_of_a_logarithmic_axis_are_whole_decades_and_few(call: Call) -> None:
    cases = {(): 1, (0.25,): 1, (0.3, 1e-5, None, 0): 1, (0.3, 1e-9): 2, (0.03, 8.1e25): 5}
    losses = [[list(case)] for case in cases]
    assert call("charts/loss-curve", "decadesApart", *losses) == list(cases.values())


def test_counts_are_grouped_and_names_are_set_with_subscripts(call: Call) -> None:
    assert call("text/format", "grouped", [0], [999], [10_000], [100_000]) == [
        *("0", "999", "10,000", "100,000")
    ]
    assert call("text/format", "subscripted", ["w5"], ["h1"], ["w10"]) == ["w₅", "h₁", "w₁₀"]


def test_edges_are_numbered_as_in_the_article(call: Call) -> None:
    [edges] = call("text/names", "edgesBetween", [[2, 2, 2]])
    ends = {edge["name"]: (edge["layer"], edge["from"], edge["to"]) for edge in edges}
    assert ends == {
        "w1": (0, 0, 0),
        "w2": (0, 1, 0),
        "w3": (0, 0, 1),
        "w4": (0, 1, 1),
        "w5": (1, 0, 0),
        "w6": (1, 1, 0),
        "w7": (1, 0, 1),
        "w8": (1, 1, 1),
    }
    assert call("text/names", "neuronName", [0, 0], [1, 1], [2, 0]) == ["i1", "h2", "o1"]


def test_edges_between_layers_of_any_size_are_all_there(call: Call) -> None:
    [edges] = call("text/names", "edgesBetween", [[3, 1, 4]])
    assert [edge["name"] for edge in edges] == [f"w{index}" for index in range(1, 8)]
    assert len({(edge["layer"], edge["from"], edge["to"]) for edge in edges}) == 3 + 4


def test_few_points_are_all_drawn(call: Call) -> None:
    values = [1.0, 0.5, 0.25, 0.125]
    assert call("model/decimate", "decimate", [values, 0, 3, 100], [values, 1, 2, 100]) == [
        [0, 1, 2, 3],
        [1, 2],
    ]


def test_of_many_points_the_ends_the_extremes_and_about_the_limit_are_drawn(call: Call) -> None:
    drawn = random.Random(3)
    values = [drawn.random() for _ in range(50_000)]
    values[12_345], values[40_001] = -5.0, 5.0
    [picked] = call("model/decimate", "decimate", [values, 0, len(values) - 1, 2_000])
    assert picked == sorted(set(picked))
    assert {0, 12_345, 40_001, 49_999} <= set(picked)
    assert 1_000 <= len(picked) <= 2_004


def test_a_falling_curve_keeps_its_shape(call: Call) -> None:
    values = [0.3 * math.exp(-index / 900) for index in range(10_001)]
    [picked] = call("model/decimate", "decimate", [values, 0, 10_000, 500])
    between = 0.0
    for left, right in itertools.pairwise(picked):
        for index in range(left, right):
            line = values[left] + (values[right] - values[left]) * (index - left) / (right - left)
            between = max(between, abs(line - values[index]))
    assert between < 1e-3


def test_points_that_are_not_known_are_left_out_and_hide_no_others(blank: Page) -> None:
    """While losses are computed anew after a reload, the curve has holes."""
    picked = blank.evaluate(
        """async () => {
          const { decimate } = await import("/static/js/model/decimate.js");
          const losses = [];
          for (let i = 0; i < 9_000; i++) if (i < 1_000 || i > 5_003) losses[i] = 1 / (i + 1);
          return decimate(losses, 0, 8_999, 300);
        }"""
    )
    assert not [index for index in picked if 1_000 <= index <= 5_003]
    # In each stretch that has known points, some are drawn.
    for start in [*range(0, 960, 60), *range(5_004, 8_940, 60)]:
        assert [index for index in picked if start <= index < start + 60], start


TIMELINE = """async () => {
  const { Timeline } = await import("/static/js/model/timeline.js");
  const at = (iteration, learning_rate = 0.5) => ({ iteration, learning_rate });
  const timeline = new Timeline(at(0));
  const seen = {};
  timeline.record(0, [3, 2, 1]);
  seen.known = timeline.known;
  timeline.record(1, [2, 1, 0.5, 0.25]);
  seen.losses = [...timeline.losses];
  timeline.keep(at(50));
  timeline.keep(at(100));
  timeline.keep(at(350));
  timeline.keep(at(220));
  seen.kept = timeline.kept.map((e) => e.iteration);
  seen.before = [0, 99, 100, 219, 220, 349, 1000].map((i) => timeline.before(i).iteration);
  timeline.record(0, Array.from({ length: 401 }, (_, i) => 1 / (i + 1)));
  timeline.change(at(220, 0.9));
  seen.afterChange = timeline.kept.map((e) => [e.iteration, e.learning_rate]);
  seen.changed = timeline.changed.map((e) => [e.iteration, e.learning_rate]);
  seen.knownAfterChange = timeline.known;
  seen.limits = [0, 219, 220, 500].map((i) => timeline.limit(i)).map(String);
  timeline.change(at(220, 0.7));
  seen.changedAgain = timeline.changed.map((e) => [e.iteration, e.learning_rate]);
  timeline.change(at(10, 0.1));
  seen.changedEarlier = timeline.changed.map((e) => [e.iteration, e.learning_rate]);
  const again = Timeline.of(timeline.changed, 12);
  seen.knownAgain = again.known;
  seen.again = again.changed.map((e) => [e.iteration, e.learning_rate]);
  timeline.change(at(0, 2));
  seen.changedAtTheStart = timeline.changed.map((e) => [e.iteration, e.learning_rate]);
  seen.knownInTheEnd = timeline.known;
  return seen;
}"""


def test_the_timeline_keeps_experiments_apart_and_forgets_what_a_change_undoes(blank: Page) -> None:
    assert blank.evaluate(TIMELINE) == {
        "known": 3,
        "losses": [3, 2, 1, 0.5, 0.25],
        "kept": [0, 100, 220, 350],
        "before": [0, 0, 100, 100, 220, 220, 350],
        "afterChange": [[0, 0.5], [100, 0.5], [220, 0.9]],
        "changed": [[0, 0.5], [220, 0.9]],
        "knownAfterChange": 221,
        "limits": ["220", "220", "Infinity", "Infinity"],
        "changedAgain": [[0, 0.5], [220, 0.7]],
        "changedEarlier": [[0, 0.5], [10, 0.1]],
        "again": [[0, 0.5], [10, 0.1]],
        "knownAgain": 12,
        "changedAtTheStart": [[0, 2]],
        "knownInTheEnd": 1,
    }


@pytest.mark.parametrize(
    ("value", "example", "fits"),
    [
        (1, 2, True),
        (0, 2, True),
        ("1", 2, False),
        (None, 2, False),
        (True, 2, False),
        ("a", "b", True),
        (1, "b", False),
        (False, True, True),
        ([1, 2, 3], [1], True),
        ([], [1], False),
        ([1, "2"], [1], False),
        ([[1, 2], [3, 4]], [[0, 0], [0, 0]], True),
        ([[1, 2], [3]], [[0, 0], [0, 0]], False),
        ([[1, 2], None], [[0, 0], [0, 0]], False),
        ({"0": 1, "length": 1}, [1], False),
        ({"a": 1, "b": 2}, {"a": 3}, True),
        ({"b": 2}, {"a": 3}, False),
        (None, {"a": 3}, False),
        ([], {"a": 3}, False),
        ("text", {"length": 3}, False),
    ],
)
def test_a_value_has_the_shape_of_an_example(
    call: Call, value: object, example: object, fits: bool
) -> None:
    assert call("model/validation", "hasShape", [value, example]) == [fits], json.dumps(value)


def test_numbers_that_are_not_finite_have_no_shape(blank: Page) -> None:
    assert blank.evaluate(
        """async () => {
          const { hasShape } = await import("/static/js/model/validation.js");
          return [NaN, Infinity, -Infinity, undefined].map((value) => hasShape(value, 1));
        }"""
    ) == [False, False, False, False]


def test_a_line_leaves_both_circles_where_they_end(call: Call) -> None:
    start, end = {"x": 0, "y": 0}, {"x": 30, "y": 40}
    [[left, right]] = call("diagram/geometry", "lineBetween", [start, end, 10, 5])
    assert math.hypot(left["x"], left["y"]) == pytest.approx(10)
    assert math.hypot(30 - right["x"], 40 - right["y"]) == pytest.approx(5)
    assert left["y"] / left["x"] == pytest.approx(4 / 3)


def test_points_along_a_line(call: Call) -> None:
    start, end = {"x": 10, "y": 0}, {"x": 20, "y": 40}
    points = call(
        "diagram/geometry", "pointAlong", [start, end, 0], [start, end, 0.5], [start, end, 1]
    )
    assert points == [start, {"x": 15, "y": 20}, end]


def test_a_line_grows_with_the_weight_but_never_to_nothing_or_a_beam(call: Call) -> None:
    weights = [0, 1e-9, 0.1, 0.4, 1, 3, 10, 1e308]
    widths = call("diagram/geometry", "strokeWidth", *([weight] for weight in weights))
    assert widths == sorted(widths)
    assert widths[0] >= 1
    assert widths[-1] <= 12
    negative = call("diagram/geometry", "strokeWidth", *([-weight] for weight in weights))
    assert negative == widths


def test_a_ring_is_between_empty_and_full(call: Call) -> None:
    rings = call("diagram/geometry", "ringFraction", [-3], [0], [0.25], [1], [7])
    assert rings == [0, 0, 0.25, 1, 1]


def test_the_layout_is_narrow_where_the_wide_one_would_be_too_small(call: Call) -> None:
    layouts = call("diagram/geometry", "layoutFor", [0], [380], [639], [640], [1_900])
    assert [layout["name"] for layout in layouts] == ["narrow"] * 3 + ["wide"] * 2


def test_every_speed_has_a_label_and_an_unknown_one_is_the_default(blank: Page) -> None:
    speeds, unknown, default = blank.evaluate(
        """async () => {
          const { SPEEDS, DEFAULT_SPEED, speedCalled } = await import("/static/js/model/speeds.js");
          return [SPEEDS, speedCalled("ludicrous"), DEFAULT_SPEED];
        }"""
    )
    assert len({speed["label"] for speed in speeds}) == len(speeds)
    assert unknown["id"] == default


def test_a_store_tells_of_changes_only_and_until_told_to_stop(blank: Page) -> None:
    assert blank.evaluate(
        """async () => {
          const { createStore } = await import("/static/js/model/store.js");
          const store = createStore({ a: 1, b: NaN });
          const told = [];
          const stop = store.subscribe((state) => told.push(state.a));
          store.set({ a: 1 });
          store.set({ b: NaN });
          store.set({});
          store.set({ a: 2 });
          store.set({ a: 3, b: 4 });
          stop();
          store.set({ a: 5 });
          return [told, store.get()];
        }"""
    ) == [[2, 3], {"a": 5, "b": 4}]
