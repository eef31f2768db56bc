"""The package as a whole: its exports, its dependencies and its documentation."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import core

PACKAGE = Path(core.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
ALLOWED = {"core", "numpy", *sys.stdlib_module_names}

EXPORTED = [
    "ACTIVATIONS",
    "LOSSES",
    "PRESETS",
    "Activation",
    "Backward",
    "Diverged",
    "Experiment",
    "ExperimentError",
    "Forward",
    "Gradients",
    "InvalidExperiment",
    "Loss",
    "Network",
    "Passes",
    "Training",
    "backward",
    "evaluate",
    "forward",
    "train",
    "update",
]


def imported_by(source: str) -> set[str]:
    """The top-level packages that a module imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add("core" if node.level else (node.module or "").partition(".")[0])
    return names


def test_the_public_names_are_the_listed_ones() -> None:
    assert core.__all__ == EXPORTED


def test_every_public_name_exists() -> None:
    assert [name for name in EXPORTED if not hasattr(core, name)] == []


def test_all_public_names_but_modules_are_exported() -> None:
    modules = {path.relative_to(PACKAGE).with_suffix("").parts[0] for path in MODULES}
    public = {name for name in vars(core) if not name.startswith("_")}
    assert public - modules == set(EXPORTED)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_nothing_but_numpy_and_the_standard_library(path: Path) -> None:
    assert imported_by(path.read_text(encoding="utf-8")) - ALLOWED == set()


def test_imports_anywhere_in_a_module_are_found() -> None:
    source = "import os.path\ndef f():\n    from fastapi.x import y\nfrom . import z"
    assert imported_by(source) == {"os", "fastapi", "core"}


@pytest.mark.parametrize("name", [name for name in EXPORTED if not name.isupper()])
def test_every_exported_function_and_class_shows_an_example(name: str) -> None:
    assert ">>> " in (getattr(core, name).__doc__ or "")
