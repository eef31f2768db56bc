"""The endpoints that look closer at an experiment: one module each, with its own JSON."""

from __future__ import annotations

from fastapi import APIRouter

from app.lab import gradient_check, input_surface, loss_slice, loss_surface

ROUTERS: tuple[APIRouter, ...] = (
    gradient_check.router,
    loss_slice.router,
    loss_surface.router,
    input_surface.router,
)
