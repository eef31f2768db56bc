"""All formats that a run can be taken away as, by their names, in the order of the page."""

from __future__ import annotations

from app.export import report, script, table
from app.export.format import Format

FORMATS: dict[str, Format] = {
    one.id: one for one in (*table.FORMATS, *report.FORMATS, *script.FORMATS)
}
