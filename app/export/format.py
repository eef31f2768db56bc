"""The record of an export format. Each writer declares its own (`FORMATS`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.export.run import Run


@dataclass(frozen=True)
class Kind:
    """A kind of file: its title, and a description in sentences."""

    title: str
    what: str


@dataclass(frozen=True)
class Format:
    """A file format.

    - ``id``: its name in a request; ``label``: its name on a button, next to the kind's title
    - ``file``, ``media_type``: the name and the type of the file
    - ``write``: turns a run into the file's text
    - ``computes``: whether `write` computes the whole run, or only until the last change
    - ``sample``: what the documentation shows, if that is not the whole file
    """

    id: str
    label: str
    kind: Kind
    file: str
    media_type: str
    write: Callable[[Run], str]
    computes: bool = True
    sample: str | None = None
