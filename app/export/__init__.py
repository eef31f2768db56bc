"""A run as files to take away: a table, a report, and scripts that compute it again.

`run` is what is exported; each other module writes one kind of file of it.
"""
