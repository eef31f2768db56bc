"""A run as files to take away: a table, a report, and scripts that compute it again.

`run` is what is exported. Each writer is a module that declares its formats, and `formats` collects
them for the API, its documentation, and the buttons of the page.
"""
