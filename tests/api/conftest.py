"""Fixtures for the tests of the API."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from tests.api.serving import serving


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    """A client of the application, in this process."""
    with TestClient(create_app(cors_origins=[])) as client:
        yield client


@pytest.fixture(scope="session")
def port() -> Iterator[int]:
    """The port of a server, which is a process of its own."""
    with serving() as (_, port):
        yield port
