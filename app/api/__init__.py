"""The API: an endpoint a module, with its request, its answer, its limits and an example of each.

Every endpoint is a pure function of its request: the server keeps nothing. What takes microseconds
runs on the event loop, since a thread would cost more than the work. `endpoints` has them all;
what several share is in `schemas`, `limits`, `error` and `examples`.
"""
