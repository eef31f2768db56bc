"""Python with or without numpy or PyTorch: its assignments are read by `ast`, and never run.

Read are numbers, fractions of two numbers, nested lists, and the calls that make arrays of them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from textwrap import dedent

from app.reading.found import Found, Named, Unread, Unreadable, Value, unread
from app.reading.names import kind_of
from app.reading.values import called, value_of

# The name that a line assigns to.
_TARGET = re.compile(r"\s*([A-Za-z_][\w.]{0,60})\s*=[^=]")
_OPENING, _CLOSING = "([{", ")]}"
# So many open brackets are looked for to their end.
_RETRIES = 20
# So many pieces that cannot be read are noted, and so many values read.
_MOST = 200

# Statements that hold no numbers, and so are passed over.
_SILENT = (ast.Import, ast.ImportFrom, ast.Pass)
_SILENT_CALLS = {"print", "seed", "manual_seed", "set_printoptions", "__init__"}
_SAID: dict[type[ast.stmt], str] = {
    ast.FunctionDef: "a function",
    ast.AsyncFunctionDef: "a function",
    ast.For: "a loop",
    ast.While: "a loop",
    ast.If: "a condition",
    ast.With: "a block",
    ast.Try: "a block",
    ast.AugAssign: "a change of a value",
    ast.Delete: "a deletion",
    ast.Assert: "a check",
}


def read_python(text: str) -> Found:
    """The assignments in a text. Of a name that is assigned twice the last one counts.

    >>> found = read_python("W1 = np.array([[.15, 1/4]])\\nW2 = np.random.randn(1, 2)")
    >>> found.named
    [Named(name='W1', value=[[0.15, 0.25]], line=1)]
    >>> found.unread[0].why
    'np.random.randn(...) is not read: paste the numbers that it gave.'
    """
    reader = _Reader()
    for line, source in _statements(dedent(text)):
        reader.read_source(source, line)
    lost = [name for name in reader.lost if name not in reader.named]
    return Found(list(reader.named.values()), reader.missed, lost)


# The text in statements.


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """The statements of a text, each with the number of its first line.

    A statement goes on while a bracket is open, and while lines are indented. If a bracket is never
    closed, only the line that opens it is lost.
    """
    lines = text.split("\n")
    at, retries = 0, _RETRIES
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        end, closed = _end_of(lines, at)
        if not closed and retries:
            end, retries = at + 1, retries - 1
        yield from _parted(at + 1, lines[at:end])
        at = end


def _end_of(lines: Sequence[str], at: int) -> tuple[int, bool]:
    """The line after the statement that begins at one, and whether all its brackets are closed."""
    depth = 0
    for end in range(at, len(lines)):
        depth += _opened(lines[end])
        if depth <= 0:
            # Empty lines belong to the statement if it goes on after them.
            after = end + 1
            while after < len(lines) and not lines[after].strip():
                after += 1
            if after == len(lines) or lines[after][:1] not in (" ", "\t", *_CLOSING):
                return end + 1, True
    return len(lines), depth <= 0


def _parted(line: int, lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """A statement; or its lines one by one, if they are indented without a reason."""
    if len(lines) > 1 and not lines[0].rstrip().endswith((":", "\\")) and _opened(lines[0]) == 0:
        for index, one in enumerate(lines):
            if one.strip():
                yield line + index, one.strip()
    elif any(one.strip() for one in lines):
        yield line, "\n".join(lines)


def _opened(line: str) -> int:
    """How many more brackets a line opens than it closes; those in words and remarks do not count.

    >>> _opened("W = [[1, 2],  # ["), _opened("'[[' ]")
    (1, -1)
    """
    depth, quote = 0, ""
    for letter in line:
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter == "#":
            break
        else:
            depth += (letter in _OPENING) - (letter in _CLOSING)
    return depth


# The statements.


@dataclass
class _Reader:
    """What has been read: the values under their names, and what could not be read."""

    named: dict[str, Named] = field(default_factory=dict)
    missed: list[Unread] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def read_source(self, source: str, line: int) -> None:
        """Reads the statements of a source that begins in a line of the text."""
        try:
            body = ast.parse(source).body
        except SyntaxError as error:
            self.miss(line, lambda: source, f"It is not Python: {error.msg}.")
            if target := _TARGET.match(source):
                self.lost.append(target[1])
        except (ValueError, RecursionError, MemoryError):
            self.miss(line, lambda: source, "It is not Python.")
        else:
            for statement in body:
                self.read(statement, line - 1, source)

    def miss(self, line: int, text: Callable[[], str], why: str) -> None:
        """Notes what could not be read; its text is looked for only if it is quoted."""
        if len(self.missed) < _MOST:
            self.missed.append(unread(line, text(), why))

    def read(self, statement: ast.stmt, before: int, source: str) -> None:
        """Reads a statement; `before` is the number of lines before its source."""
        line = before + statement.lineno

        def written() -> str:
            return ast.get_source_segment(source, statement) or source

        match statement:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    self.assign(target, value, line, written)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                self.assign(target, value, line, written)
            case ast.ClassDef(body=body):
                for inner in body:
                    if isinstance(inner, ast.FunctionDef) and inner.name == "__init__":
                        for one in inner.body:
                            self.read(one, before, source)
            case ast.Expr(value=ast.Constant(value=str())):
                return
            case ast.Expr(value=ast.Call(func=func)) if _last(func) in _SILENT_CALLS:
                return
            case ast.Expr(value=ast.Dict() as value):
                self.assign(ast.Name(""), value, line, written)
            case ast.Expr(value=ast.List() | ast.Tuple() as value):
                self.assign(ast.Name("weights"), value, line, written)
            case _ if not isinstance(statement, _SILENT):
                what = _SAID.get(type(statement), "no assignment")
                self.miss(line, written, f"This is {what}; only assignments are read.")

    def assign(self, target: ast.expr, value: ast.expr, line: int, text: Callable[[], str]) -> None:
        """Reads the value of a target: under its name, or of several names one each."""
        if isinstance(target, ast.Tuple | ast.List):
            values = value.elts if isinstance(value, ast.Tuple | ast.List) else []
            if len(values) != len(target.elts):
                self.miss(line, text, "It does not give each of its names one value.")
                return
            for one, given in zip(target.elts, values, strict=True):
                self.assign(one, given, line, text)
            return
        name = called(target)
        for key, given in _pairs(name, value):
            try:
                words = _words(given) if kind_of(key) in ("activations", "loss") else None
                self.put(Named(key, value_of(given) if words is None else words, line))
            except Unreadable as error:
                self.lost.append(key)
                quoted = text if key == name else partial(str, key)
                self.miss(line, quoted, str(error))

    def put(self, named: Named) -> None:
        """Takes a value, unless there are very many."""
        if named.name not in self.named and len(self.named) >= _MOST:
            raise Unreadable(f"There are more than {_MOST} names.")
        self.named.pop(named.name, None)
        self.named[named.name] = named


def _pairs(name: str, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """The names in a dictionary or in a call such as Experiment(x=...); else the name."""
    match value:
        case ast.Dict(keys=keys, values=values) if keys:
            for key, one in zip(keys, values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield from _pairs(key.value, one)
                else:
                    yield name, one
        case ast.Call(args=[], keywords=[_, *_] as keywords) if kind_of(name) is None:
            for keyword in keywords:
                yield keyword.arg or name, keyword.value
        case _:
            yield name, value


def _last(function: ast.expr) -> str:
    """The last part of a function's name: randn of np.random.randn."""
    return called(function).split(".")[-1]


def _words(value: ast.expr) -> Value | None:
    """The names of functions, such as tanh, np.tanh, "tanh" or a list of them; None for others."""
    match value:
        case ast.Constant(value=str() as word):
            return word
        case ast.Name() | ast.Attribute():
            return _last(value)
        case ast.Call(func=func, args=[], keywords=[]):
            return _last(func)
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            words = [_words(element) for element in elements]
            return [word for word in words if word is not None] if None not in words else None
        case _:
            return None
