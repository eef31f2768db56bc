"""A run as files to take away: a table, a report, and scripts that compute it again.

`run` is what is exported. Each writer is a module that declares its formats. `FORMATS` has all of
them, in the order of the page, for the API, its documentation, and the buttons of the page.
"""

from __future__ import annotations

from app.export import report, script, table
from app.export.format import Format

FORMATS: dict[str, Format] = {
    one.id: one for one in (*table.FORMATS, *report.FORMATS, *script.FORMATS)
}
