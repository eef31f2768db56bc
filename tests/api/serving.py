"""The server in its own process, reached through a real socket."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).parents[2]
SECONDS = 60  # after which something hangs; all takes far less

Process: TypeAlias = "subprocess.Popen[str]"


@contextmanager
def serving(*arguments: str) -> Iterator[tuple[Process, int]]:
    """A server, and the port that it announces."""
    with subprocess.Popen(
        [sys.executable, "-m", "app", "--port", "0", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        found = re.search(r"^Backprop Explorer: open http://[^/]*:(\d+)\b", said)
        assert found, said
        try:
            yield process, int(found[1])
        finally:
            process.terminate()
            process.communicate(timeout=SECONDS)
