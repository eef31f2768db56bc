"""All export formats by name, in the order of the page."""

from __future__ import annotations

from app.export import report, script, table
from app.export.format import Format

FORMATS: dict[str, Format] = {
    one.id: one for one in (*table.FORMATS, *report.FORMATS, *script.FORMATS)
}
