"""The values of Python expressions: read from their syntax trees, and never computed by Python."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from app.reading.found import DEEPEST, MOST_NUMBERS, Unreadable, Value, finite

# Calls that give what they are given, by the last part of their name.
ARRAYS = frozenset(
    {
        *("array", "asarray", "matrix", "mat", "tensor", "Tensor", "FloatTensor", "DoubleTensor"),
        *("list", "tuple", "float", "Parameter", "Variable"),
    }
)
_FILLED = {"zeros": 0.0, "ones": 1.0}
_SAME = frozenset({"astype", "float", "double", "copy", "numpy", "tolist"})


def called(target: ast.expr) -> str:
    """What a target is called: self.W1, params.W1 for params["W1"]."""
    match target:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=of, attr=name):
            return f"{called(of)}.{name}".lstrip(".")
        case ast.Subscript(value=of, slice=ast.Constant(value=(str() | int()) as key)):
            return f"{called(of)}.{key}".lstrip(".")
        case _:
            return ""


def value_of(node: ast.expr) -> Value:
    """The value of an expression, without running it. Raises `Unreadable`.

    >>> value_of(ast.parse("[-1, [1/2, +3.]]", mode="eval").body)
    [-1.0, [0.5, 3.0]]
    """
    left = [MOST_NUMBERS]

    def read(node: ast.expr, depth: int) -> Value:
        if depth > DEEPEST:
            raise Unreadable("Its lists are nested too deep.")
        match node:
            case ast.List(elts=elements) | ast.Tuple(elts=elements):
                return [read(element, depth + 1) for element in elements]
            case ast.Call():
                return of_call(node, depth)
            case ast.Attribute(value=of, attr="T"):
                return _turned(read(of, depth))
            case _:
                left[0] -= 1
                if left[0] < 0:
                    raise Unreadable(f"It has more than {MOST_NUMBERS} numbers.")
                return _number(node)

    def of_call(node: ast.Call, depth: int) -> Value:
        name = called(node.func).split(".")[-1]
        match node:
            case ast.Call(func=ast.Attribute(value=of), args=sizes) if name == "reshape":
                return _reshaped(read(of, depth), sizes)
            case ast.Call(func=ast.Attribute(value=ast.Call() as of)) if name in _SAME:
                return read(of, depth)
            case ast.Call(args=[ast.Constant(value=str() as text)]) if name in ("matrix", "mat"):
                return _of_text(text)
            case ast.Call(args=[given, *_]) if name in ARRAYS:
                return read(given, depth)
            case ast.Call(args=sizes) if name in _FILLED and sizes:
                return _filled(_FILLED[name], sizes)
        paste = "paste the numbers that it gave"
        raise Unreadable(f"{called(node.func) or 'The call'}(...) is not read: {paste}.")

    return read(node, 0)


def _number(node: ast.expr) -> float:
    """A number, with a sign or as a fraction. Raises `Unreadable`."""
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return finite(value)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant() | ast.BinOp() as operand):
            return -_number(operand)
        case ast.UnaryOp(op=ast.UAdd(), operand=ast.Constant() | ast.BinOp() as operand):
            return _number(operand)
        case ast.BinOp(
            left=ast.Constant() | ast.UnaryOp() as above,
            op=ast.Div(),
            right=ast.Constant() | ast.UnaryOp() as below,
        ):
            divisor = _number(below)
            if divisor == 0:
                raise Unreadable("It divides by zero.")
            return finite(_number(above) / divisor)
        case ast.Constant():
            raise Unreadable("It is no number.")
        case ast.Name() | ast.Attribute():
            raise Unreadable(f"{called(node)} is another value, and only numbers are read.")
        case _:
            raise Unreadable("It is calculated, and only numbers are read.")


def _whole(sizes: Sequence[ast.expr]) -> list[int]:
    """The sizes of an array: 2, 3 or (2, 3)."""
    match sizes:
        case [ast.Tuple(elts=elements) | ast.List(elts=elements), *_]:
            sizes = elements
    found = [int(_number(size)) for size in sizes]
    if not 1 <= len(found) <= 2:
        raise Unreadable("It is no vector and no matrix.")
    return found


def _filled(number: float, sizes: Sequence[ast.expr]) -> Value:
    """An array of one number, such as np.zeros((2, 3))."""
    rows, *columns = _whole(sizes)
    if rows < 1 or min(columns, default=1) < 1 or rows * (columns or [1])[0] > MOST_NUMBERS:
        raise Unreadable(f"Its size is not from 1 to {MOST_NUMBERS}.")
    return [[number] * columns[0] for _ in range(rows)] if columns else [number] * rows


def _reshaped(value: Value, sizes: Sequence[ast.expr]) -> Value:
    """The numbers in another shape, row by row; one size may be -1."""
    numbers = list(_flat(value))
    rows, *columns = _whole(sizes)
    if not columns:
        return list[Value](numbers)
    across = columns[0] if columns[0] != -1 else len(numbers) // rows if rows > 0 else 0
    down = rows if rows != -1 else len(numbers) // across if across > 0 else 0
    if across < 1 or down < 1 or across * down != len(numbers):
        raise Unreadable(f"Its {len(numbers)} numbers do not fit the shape.")
    return [list[Value](numbers[row * across : (row + 1) * across]) for row in range(down)]


def _flat(value: Value) -> Iterator[float]:
    if isinstance(value, str):
        raise Unreadable("It is no number.")
    if isinstance(value, float):
        yield value
        return
    for part in value:
        yield from _flat(part)


def _turned(value: Value) -> Value:
    """The transposed matrix; a vector is its own."""
    rows = value if isinstance(value, list) else []
    if not rows or not all(isinstance(row, list) for row in rows):
        return value
    widths = {len(row) for row in rows if isinstance(row, list)}
    if len(widths) != 1:
        raise Unreadable("Its rows are not all of one length.")
    return [
        [row[column] for row in rows if isinstance(row, list)] for column in range(widths.pop())
    ]


def _of_text(text: str) -> Value:
    """A matrix in a text, such as "1 2; 3 4"."""
    try:
        return [
            [finite(float(number)) for number in row.replace(",", " ").split()]
            for row in text.split(";")
        ]
    except ValueError as error:
        raise Unreadable(
            str(error) if isinstance(error, Unreadable) else "It is no number."
        ) from None
