"""The endpoints that look closer at an experiment: one module each, with its own JSON."""

from __future__ import annotations

from fastapi import APIRouter

from app.api import (
    export,
    gradient_check,
    history,
    input_surface,
    loss_slice,
    loss_surface,
    phases,
    presets,
    qr,
    sweep,
)

ROUTERS: tuple[APIRouter, ...] = (
    presets.router,
    phases.router,
    gradient_check.router,
    loss_slice.router,
    loss_surface.router,
    input_surface.router,
    history.router,
    sweep.router,
    qr.router,
    export.router,
)
