"""Modules joined into one script run as they do one by one; what cannot be joined is refused."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from app.web.joined import joined_later, joined_script, joined_styles

NODE = Path(".venv/bin/node")


def write(folder: Path, modules: dict[str, str]) -> Path:
    for name, text in modules.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "main.js"


def printed(script: str) -> str:
    """What a module prints when it runs."""
    command = [str(NODE), "--input-type=module", "--eval", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return str(done.stdout)


def test_it_prints_what_the_modules_print(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        {
            "main.js": """
                import { add, Point } from "./sums/add.js";
                import {
                  name as called,
                } from "./name.js";
                import * as all from "./name.js";

                const name = "main";
                /** @type {string} */ (name).trim();
                console.log(`a ${`, b ${name}`}`); /** the space stays */
                const view = await all.load("late");
                console.log(add(1, 2), new Point(3).x, called, all.name, name, view.seen);
            """,
            "name.js": """
                console.log("once");
                export const name = "name";
                export const load = (file) => import(`./sums/${file}.js`);
            """,
            "sums/add.js": """
                /** @typedef {import("./nowhere.js").T} T  import { x } from "./nowhere.js"; */
                import { name } from "../name.js";
                export function add(a, b) {
                  return `${name}: ${a + b} // no comment`;
                }
                export class Point {
                  constructor(x) {
                    this.x = x;
                  }
                }
            """,
            "sums/late.js": """
                import { add } from "./add.js";
                // A line of its own goes.
                export const seen = add(2, 2);
            """,
        },
    )
    for module in tmp_path.rglob("*.js"):
        # As ours are written: an import begins its line.
        lines = module.read_text().splitlines()
        module.write_text("\n".join(line.removeprefix(" " * 16) for line in lines))
    script = joined_script(entry, tmp_path / "sums" / "late.js")
    assert printed(script) == (
        "once\na , b main\nname: 3 // no comment 3 name name main name: 4 // no comment\n"
    )
    assert "typedef" not in script
    assert "of its own" not in script


def test_modules_that_come_apart_share_those_of_the_page(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        {
            "main.js": 'import { count } from "./sums/count.js";\n'
            "count();\n"
            'const { seen } = await import("./room/late.js");\n'
            'const { twice } = await import("./lab/late.js");\n'
            "console.log(seen, twice(), count());\n",
            "sums/count.js": "let times = 0;\nexport function count() {\n  return ++times;\n}\n",
            "room/late.js": 'import { count } from "../sums/count.js";\n'
            'import { name } from "../sums/name.js";\n'
            "export const seen = `${name} ${count()}`;\n",
            "lab/late.js": 'import { count } from "../sums/count.js";\n'
            'import { name } from "../sums/name.js";\n'
            "export const twice = () => `${name} ${2 * count()}`;\n",
            "sums/name.js": 'console.log("once");\nexport const name = "name";\n',
        },
    )
    apart: dict[str, str] = {}
    for folder in ("room", "lab"):
        script = tmp_path / f"{folder}.mjs"
        script.write_text(joined_later(entry, tmp_path / folder / "late.js"), encoding="utf-8")
        assert "times" not in script.read_text(encoding="utf-8")
        apart[folder] = script.as_uri()
    joined = joined_script(entry, apart=apart)
    assert "twice = " not in joined
    assert printed(joined) == "once\nname 2 name 6 4\n"


@pytest.mark.parametrize(
    "line",
    [
        'import "./side-effect.js";',
        'import one from "./default.js";',
        "export default 1;",
        "export let changing = 1;",
        "export { one };",
        "const text = `one",
    ],
)
def test_another_form_of_import_or_export_is_refused(tmp_path: Path, line: str) -> None:
    entry = write(tmp_path, {"main.js": f"const one = 1;\n{line}\n"})
    with pytest.raises(ValueError, match="cannot join") as refused:
        joined_script(entry)
    assert line in str(refused.value)


def test_style_sheets_keep_their_order(tmp_path: Path) -> None:
    write(tmp_path, {"a.css": "/* one */\np {\n  color: red;\n}\n", "b.css": "p { color: blue }"})
    joined = joined_styles(tmp_path / "a.css", tmp_path / "b.css")
    assert joined == "p {\ncolor: red;\n}\np { color: blue }"
