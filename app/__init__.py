"""Backprop Explorer over HTTP: the page, the API and their documentation.

`api` has the endpoints, one per module. `main` builds the application, `__main__` serves it from
the command line.
"""

__version__ = "0.1.0"
