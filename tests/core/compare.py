"""Comparisons of any results of `core`. Failures print both numbers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from core import Activation, Loss


def leaves(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every array and number in nested dataclasses and sequences, each with its path."""
    if is_dataclass(value) and not isinstance(value, Activation | Loss):
        for field in fields(value):
            yield from leaves(getattr(value, field.name), f"{name}.{field.name}")
    elif isinstance(value, tuple | list):
        for index, item in enumerate(value):
            yield from leaves(item, f"{name}[{index}]")
    else:
        yield name, value


@contextmanager
def told_of(what: str) -> Iterator[None]:
    """Within it, an assertion that fails says of what it failed."""
    try:
        yield
    except AssertionError as error:
        error.add_note(f"This is of {what}.")
        raise


def assert_identical(actual: Any, expected: Any) -> None:
    """The same numbers to the last bit, in the same places."""
    for (name, got), (same_name, wanted) in zip(leaves(actual), leaves(expected), strict=True):
        assert name == same_name
        if isinstance(wanted, np.ndarray):
            np.testing.assert_array_equal(got, wanted, err_msg=name, strict=True)
        else:
            assert got == wanted, name


def assert_close(actual: Any, expected: Any, tolerance: float) -> None:
    """Numbers that differ by at most `tolerance`, relative to those that are larger than 1."""
    for (name, got), (same_name, wanted) in zip(leaves(actual), leaves(expected), strict=True):
        assert name == same_name
        if isinstance(wanted, np.ndarray | float):
            scale = np.maximum(1.0, np.abs(wanted))
            np.testing.assert_allclose(got / scale, wanted / scale, 0, tolerance, err_msg=name)
        else:
            assert got == wanted, name
