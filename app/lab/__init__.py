"""The endpoints that look closer at an experiment: one module each, with its own JSON."""

from __future__ import annotations

from fastapi import APIRouter

from app.lab import presets

ROUTERS: tuple[APIRouter, ...] = (presets.router,)
