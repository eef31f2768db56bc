"""What a file is that a run can be taken away as. Each writer declares its own (`FORMATS`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.export.run import Run


@dataclass(frozen=True)
class Kind:
    """A kind of file: its title, and what it is, in sentences."""

    title: str
    what: str


@dataclass(frozen=True)
class Format:
    """A format of file.

    - ``id``: its name in a request; ``label``: its name on a button, beside the kind's title
    - ``file``, ``media_type``: what the file is called, and its type
    - ``write``: makes its text of a run
    - ``computes``: whether that computes the whole run, or only what leads to its last change
    - ``sample``: what the documentation shows of it, where that is not the whole file
    """

    id: str
    label: str
    kind: Kind
    file: str
    media_type: str
    write: Callable[[Run], str]
    computes: bool = True
    sample: str | None = None
