"""Our modules as one script, and our styles as one sheet: a visit asks for two files, not for 130.

Those who develop get the modules one by one, as they are written (see `app/web/assets.py`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

# Our modules import by name, each on lines of its own, and in no circle.
_IMPORT = re.compile(r'^import\s+(?:(\{[^}]*\})|\*\s+as\s+(\w+))\s+from\s+"(\.[^"]+)";$', re.M)
_EXPORT = re.compile(r"^export\s+(?=(?:async\s+)?(?:function|const|class)\s+(\w+))", re.M)
# Comments that begin a line: a third of our code. What is left, compression makes small.
_COMMENT = re.compile(r"^\s*(?:/\*\*(?:(?!\*/).)*\*/|//[^\n]*)\s*$", re.M | re.S)
_CSS_COMMENT = re.compile(r"/\*.*?\*/\s*", re.S)
# What indents a line, and empty lines.
_INDENT = re.compile(r"\s*\n\s*")
_LEFT = re.compile(r"^(?:import|export)\b.*", re.M)

# A module runs when it is first imported, and once. One that is imported later on says from where;
# modules that only those need may come in a script of their own.
_PRELUDE = """\
const $modules = {};
const $module = (name, run, made) => ($modules[name] ??= () => (made ??= run()));
const $apart = %s;
const $later = async (url, base) => {
  const name = new URL(url, `file:///${base}`).pathname.slice(1);
  const script = $apart[name.split("/")[0]];
  if (script) (await import(script)).add($modules, $module, $later);
  return $modules[name]();
};
"""


def joined_script(entry: Path, *later: Path, apart: Mapping[str, str] | None = None) -> str:
    """The module `entry` with all that it imports, and with modules that it imports `later` on.

    Those of a folder may come in a script `apart` (`joined_later`), of which that has the URL.
    Raises `ValueError` for a module whose imports or exports are of another form than ours.

    Each module becomes a function, so names in different modules do not meet.
    """
    bodies = _bodies(entry.parent, [entry, *later])
    last = bodies.pop(entry.name)
    return "".join([_PRELUDE % json.dumps(dict(apart or {})), _as_functions(bodies), last])


def joined_later(entry: Path, *later: Path) -> str:
    """The modules that only those need which `entry` imports `later` on.

    Its one export adds them to those of the script of `entry`, the first time.
    """
    first = _bodies(entry.parent, [entry])
    bodies = {
        name: body for name, body in _bodies(entry.parent, list(later)).items() if name not in first
    }
    return (
        "let added;\nexport function add($modules, $module, $later) {\nif (added) return;\n"
        f"added = true;\n{_as_functions(bodies)}}}\n"
    )


def _as_functions(bodies: dict[str, str]) -> str:
    return "".join(
        f'$module("{name}", () => {{{body}}});\n' for name, body in sorted(bodies.items())
    )


def _bodies(root: Path, waiting: list[Path]) -> dict[str, str]:
    """The code of these modules and of all that they import, by name."""
    bodies: dict[str, str] = {}
    while waiting:
        path = waiting.pop()
        name = path.relative_to(root).as_posix()
        if name in bodies:
            continue
        text = _COMMENT.sub("", path.read_text(encoding="utf-8"))
        bodies[name] = _unindented(name, _body(name, text))
        waiting += [root / _resolved(name, url) for _, _, url in _IMPORT.findall(text)]
    return bodies


def _unindented(name: str, code: str) -> str:
    """The code without indentation, which is a part of nothing but a text of several lines."""
    for line in code.splitlines():
        if line.count("`") % 2:
            raise ValueError(f"{name}: cannot join {line!r}, a text that goes on in the next line")
    return _INDENT.sub("\n", code)


def joined_styles(*sheets: Path) -> str:
    """The style sheets in their order, without their comments and indentation."""
    joined = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    return _INDENT.sub("\n", _CSS_COMMENT.sub("", joined))


def _body(name: str, text: str) -> str:
    """The code of a module whose imports are variables, and whose exports are returned."""

    def variable(found: re.Match[str]) -> str:
        names, whole, url = found.groups()
        target = whole or re.sub(r"\s+as\s+", ": ", names)
        return f'const {target} = $modules["{_resolved(name, url)}"]();'

    code = _EXPORT.sub("", _IMPORT.sub(variable, text))
    if left := _LEFT.search(code):
        raise ValueError(f"{name}: cannot join {left[0]!r}")
    code = re.sub(r"\bimport\(([^)]*)\)", rf'$later(\1, "{name}")', code)
    exports = ", ".join(_EXPORT.findall(text))
    return f"{code}\nreturn {{ {exports} }};\n" if exports else code


def _resolved(name: str, url: str) -> str:
    """The name of the module that the module `name` imports from a relative URL.

    >>> _resolved("lab/slice.js", "../ui/dom.js")
    'ui/dom.js'
    """
    parts = name.split("/")[:-1]
    for part in url.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
