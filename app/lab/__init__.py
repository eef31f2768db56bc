"""The endpoints that look closer at an experiment: one module each, with its own JSON."""

from __future__ import annotations

from fastapi import APIRouter

from app.lab import (
    export,
    gradient_check,
    input_surface,
    loss_slice,
    loss_surface,
    presets,
    qr,
)

ROUTERS: tuple[APIRouter, ...] = (
    presets.router,
    gradient_check.router,
    loss_slice.router,
    loss_surface.router,
    input_surface.router,
    qr.router,
    export.router,
)
