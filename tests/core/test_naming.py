"""The names that people write for numbers, and the lines that they type."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.check.lines import Row, rows_in
from core.check.naming import meant_by, written
from core.errors import InvalidExperiment
from core.explain.quantities import all_quantities, quantities_in
from core.network.losses import loss_named
from core.run.presets import mazur
from tests.core.experiments import make_experiment


@pytest.mark.parametrize(
    ("names", "meant"),
    [
        ("x.i1 i1 x1 x_1 x_i1", "x.i1"),
        ("y.o1 target_o1 t1 target1", "y.o1"),
        ("w5 w_5 w₅", "w5"),
        ("b.h1 b_h1 bias_h1", "b.h1"),
        ("z.h1 net_h1 neth1 z_h1 in_h1 h1_net net_{h1} $net_{h1}$ Net_H1", "z.h1"),
        ("a.h1 out_h1 outh1 a_h1 h1 h1_out", "a.h1"),
        ("a.o2 out_o2 o2 ŷ2 y_hat2 output2", "a.o2"),
        ("loss E E_total Etotal L J C cost total_error", "loss"),
        ("loss.o1 E_o1 Eo1 E1", "loss.o1"),
        ("error.o1 dE/do1 dE/dout_o1 ∂E_total/∂out_o1 dE_total/dout_o1 o1-y1", "error.o1"),
        ("path.o1.h1 dE_o1/dout_h1 dEo1/douth1 ∂E_o1/∂h1", "path.o1.h1"),
        ("da.h1 dE/dh1 dE_total/dout_h1 dE/da_h1", "da.h1"),
        ("slope.h1 dout_h1/dnet_h1 douth1/dneth1 dh1/dz_h1 dout/dnet_h1", "slope.h1"),
        ("delta.h1 δ_h1 delta_h1 dE/dz_h1 ∂E/∂net_h1", "delta.h1"),
        (
            r"gradient.w5 dE/dw5 dE_dw5 ∂E/∂w₅ dw5 grad_w5 \frac{\partialE}{\partialw_5}",
            "gradient.w5",
        ),
        ("gradient.b.h1 dE/db_h1 db_h1", "gradient.b.h1"),
        ("new.w5 w5+ w5⁺ w5_new w5' new_w5 w5^+ w5(t+1)", "new.w5"),
        ("new.b.h1 b_h1+ b_h1_new", "new.b.h1"),
        ("new.loss E+ E_new E_total+", "new.loss"),
        ("jacobian.o2.o1 do2/dz_o1 dout_o2/dnet_o1", "jacobian.o2.o1"),
    ],
)
def test_the_common_names_are_understood(names: str, meant: str) -> None:
    for name in names.split():
        assert meant_by(name, mazur()).name == meant, name


def test_the_name_that_check_writes_is_one_that_it_reads() -> None:
    for sizes in ((2, 2, 2), (1, 1), (3, 2, 2, 1)):
        activations = ["sigmoid"] * (len(sizes) - 1)
        for loss in ("half_squared_error", "binary_cross_entropy"):
            experiment = make_experiment(sizes=sizes, activations=activations, loss=loss)
            for asked in all_quantities(sizes, coupled=True):
                assert meant_by(written(asked), experiment) == asked


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("z1", "which may be net_h1 or net_o1"),
        ("y1", "which may be target_o1 or out_o1"),
        ("b1", "which may be b_h1 or b_o1"),
        ("Δw5", "of w5 there are w5, term_w5, dE/dw5, step_w5, w5+"),
        ("sum of h1", "of h1 there are net_h1, out_h1, dE/dout_h1, dout/dnet_h1, delta_h1"),
        ("w9", "allowed are w1 to w8"),
        ("net_h3", "allowed are i1, i2, h1, h2, o1, o2"),
        ("", "names are such as net_o1"),
        ("the answer", "names are such as net_o1"),
    ],
)
def test_another_name_is_refused_with_those_that_are_meant(name: str, said: str) -> None:
    with pytest.raises(InvalidExperiment) as refused:
        meant_by(name, mazur())
    assert said in str(refused.value)
    assert repr(name) in str(refused.value)


def test_a_number_alone_is_enough_where_there_is_only_one() -> None:
    neuron = make_experiment(sizes=(2, 1), activations=["sigmoid"])
    names = ("z1", "a1", "delta1", "b1", "E1")
    assert [meant_by(name, neuron).name for name in names] == [
        *("z.o1", "a.o1", "delta.o1", "b.o1", "loss.o1")
    ]


def test_a_derivative_by_an_output_is_the_error_only_of_a_squared_error() -> None:
    crossed = replace(mazur(), loss=loss_named("binary_cross_entropy"))
    assert meant_by("dE/do1", mazur()).name == "error.o1"
    assert meant_by("o1-y1", crossed).name == "error.o1"
    with pytest.raises(InvalidExperiment):
        meant_by("dE/do1", crossed)


@given(st.text(max_size=40))
def test_any_text_is_a_name_or_refused(text: str) -> None:
    try:
        found = meant_by(text, mazur())
    except InvalidExperiment:
        return
    assert found in list(quantities_in(mazur()))


@pytest.mark.parametrize(
    ("line", "name", "text"),
    [
        ("net_h1 = 0.3775", "net_h1", "0.3775"),
        ("net_h1=0.3775", "net_h1", "0.3775"),
        ("net_h1 0.3775", "net_h1", "0.3775"),
        ("net h1\t0,3775", "net h1", "0,3775"),
        ("net_h1: 0.3775", "net_h1", "0.3775"),
        ("net_h1, 0.3775", "net_h1", "0.3775"),
        ("net_h1,0.3775", "net_h1", "0.3775"),
        ("net_h1;0,3775", "net_h1", "0,3775"),
        ("| net_h1 | 0.3775 |", "net_h1", "0.3775"),
        ("  w5+ ≈ 3.59 × 10^-1", "w5+", "3.59 × 10^-1"),
        ("dE/dw5 = 0.7414 * 0.1868 * 0.5933 = 0.0822", "dE/dw5", "0.0822"),
        ("delta h1 8.77*10^-3", "delta h1", "8.77*10^-3"),
        ("w5 -0.25", "w5", "-0.25"),
        # What is not understood is taken apart as well as can be.
        ("net_h1 = about 0.4", "net_h1", "about 0.4"),
        ("the answer 42", "the answer", "42"),
        ("nothing", "nothing", ""),
    ],
)
def test_a_line_is_a_name_and_a_number(line: str, name: str, text: str) -> None:
    assert rows_in(line, mazur()) == [Row(name, text)]


def test_empty_lines_and_remarks_are_no_rows() -> None:
    text = "# iteration 0\n\nnet_h1 = 0.3775\r\n  \n#w5 = 1\nout_h1 = 0.593\n"
    assert [row.name for row in rows_in(text, mazur())] == ["net_h1", "out_h1"]
