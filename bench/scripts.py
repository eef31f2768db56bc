"""Scripts that we export, run by another Python.

Starting it and importing PyTorch takes seconds, so it starts once and then runs the script as often
as it is told to.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.export.run import Run
from app.export.script import Library, script
from bench.measure import Run as Measured
from core.run.presets import mazur

# Where `make torch-check` installs PyTorch, which is not among our packages.
TORCH_PYTHON = os.environ.get("TORCH_PYTHON", ".venv-torch/bin/python")

_AGAIN_AND_AGAIN = """
import contextlib, io, json, sys
import {library}
program = compile(json.loads(sys.stdin.readline()), "script", "exec")
for line in sys.stdin:
    with contextlib.redirect_stdout(io.StringIO()) as output:
        exec(program, {{"__name__": "__main__"}})
    print(json.dumps(output.getvalue()), flush=True)
"""


class Script:
    """An exported script, ready to run in a process of its own."""

    def __init__(self, process: subprocess.Popen[str], source: str) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._told, self._said = process.stdin, process.stdout
        print(json.dumps(source), file=self._told, flush=True)

    def __call__(self) -> str:
        """Runs it. Returns what it prints."""
        print(file=self._told, flush=True)
        output: str = json.loads(self._said.readline())
        return output


@contextmanager
def exported(library: Library, python: str, steps: int) -> Iterator[Script]:
    """The script of the worked example's first steps, in this Python."""
    command = [python, "-c", _AGAIN_AND_AGAIN.format(library=library)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Script(process, script(Run((mazur(),), steps), library))


@contextmanager
def torch_loop(steps: int) -> Iterator[list[Measured]]:
    """The script in PyTorch, if PyTorch is installed."""
    if not Path(TORCH_PYTHON).exists():
        print("PyTorch is not installed; make torch-check installs it", file=sys.stderr)
        yield []
        return
    with exported("torch", TORCH_PYTHON, steps) as loop:
        yield [loop]
