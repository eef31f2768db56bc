"""The API: one endpoint per module, with its request, answer, limits and examples.

Every endpoint is a pure function of its request: the server keeps no state. Work of microseconds
runs on the event loop, because a thread would cost more. `endpoints` lists all endpoints; they
share `schemas`, `limits`, `error` and `examples`.
"""
