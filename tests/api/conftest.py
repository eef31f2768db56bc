"""Fixtures for the tests of the API."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.main import create_app


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    """A client of the application, in this process."""
    with TestClient(create_app(cors_origins=[])) as client:
        yield client
