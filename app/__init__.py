"""Backprop Explorer over HTTP: the page, the API and their documentation.

`routes` is the API: each endpoint validates with a model of `schemas`, calls `core`, and answers
with a model. `main` puts the application together, `__main__` serves it from the command line.
"""

__version__ = "0.1.0"
