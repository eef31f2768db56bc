"""Every answer has the security headers. Other origins have access only if configured."""

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.web.assets import PLOTLY_URL
from app.web.security import SECURITY_HEADERS

ORIGIN = {"Origin": "https://lab.example"}


@pytest.mark.parametrize(
    "path",
    ["/", "/docs", "/openapi.json", "/healthz", "/static/css/docs.css", PLOTLY_URL, "/nothing"],
)
def test_every_answer_has_the_security_headers(client: TestClient, path: str) -> None:
    response = client.get(path, headers=ORIGIN)
    for name, value in SECURITY_HEADERS.items():
        assert response.headers.get_list(name) == [value]
    assert "access-control-allow-origin" not in response.headers


def test_the_policy_allows_nothing_from_other_origins() -> None:
    policy = SECURITY_HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; ")
    assert "http" not in policy
    assert "*" not in policy


def test_no_preflight_is_granted_unless_configured(client: TestClient) -> None:
    headers = ORIGIN | {"Access-Control-Request-Method": "POST"}
    response = client.options("/api/step", headers=headers)
    assert response.status_code == 405
    assert "access-control-allow-origin" not in response.headers


def test_configured_origins_may_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORS_ORIGINS", "https://other.example, https://lab.example")
    client = TestClient(create_app())
    response = client.post("/api/step", headers=ORIGIN)
    assert response.headers["access-control-allow-origin"] == "https://lab.example"
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    refused = client.post("/api/step", headers={"Origin": "https://third.example"})
    assert "access-control-allow-origin" not in refused.headers
    headers = ORIGIN | {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    assert client.options("/api/step", headers=headers).status_code == 200
