"""Fixtures for the tests of the API."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from hypothesis import settings

from app.main import create_app

settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    """A client of the application, in this process."""
    with TestClient(create_app(cors_origins=[])) as client:
        yield client
