"""The endpoints, in the order of the documentation.

To add one, write a module with its request, answer, limits and `router`, and name it here.
"""

from __future__ import annotations

from app.api import (
    check,
    check_all,
    exercises,
    explain,
    export,
    forward,
    gradient_check,
    healthz,
    history,
    input_surface,
    layers,
    loss_slice,
    loss_surface,
    phase,
    phases,
    practice,
    practice_answer,
    presets,
    published,
    qr,
    read,
    reset,
    sheet,
    step,
    sweep,
    variant,
    variants,
)

ENDPOINTS = (
    reset,
    forward,
    step,
    explain,
    check,
    check_all,
    published,
    exercises,
    variants,
    variant,
    presets,
    layers,
    read,
    phases,
    phase,
    practice,
    practice_answer,
    gradient_check,
    loss_slice,
    loss_surface,
    input_surface,
    history,
    sweep,
    sheet,
    qr,
    export,
)

# The routes themselves: FastAPI searches routers within routers again for each request.
ROUTES = [route for endpoint in (*ENDPOINTS, healthz) for route in endpoint.router.routes]
