"""The presets are listed with their stories, and each can be opened."""

import pytest
from fastapi.testclient import TestClient

from core import PRESETS
from core.run.presets import DEFAULT_SEED
from tests.api.requests import MAZUR, answer

TOLD = ("id", "title", "story", "question", "iterations", "view", "seeded")


def test_every_preset_is_listed_with_the_article_first(client: TestClient) -> None:
    good = client.get("/api/presets").json()
    assert good.keys() == {"presets"}
    assert [preset["id"] for preset in good["presets"]] == list(PRESETS)
    for preset in good["presets"]:
        told = {name: preset[name] for name in TOLD}
        assert preset.keys() == {*TOLD, "experiment"}
        assert told == {name: getattr(PRESETS[preset["id"]], name) for name in TOLD}
    assert good["presets"][0]["experiment"] == MAZUR


@pytest.mark.parametrize("name", PRESETS)
def test_reset_accepts_every_preset(client: TestClient, name: str) -> None:
    [listed] = [
        preset for preset in client.get("/api/presets").json()["presets"] if preset["id"] == name
    ]
    reset = answer(client, "/api/reset", {"preset": name})
    assert reset["experiment"] == listed["experiment"]
    assert answer(client, f"/api/reset?preset={name}&seed={DEFAULT_SEED}") == reset
    other = answer(client, "/api/reset", {"preset": name, "seed": DEFAULT_SEED + 1})
    assert (other != reset) is listed["seeded"]
    assert answer(client, "/api/step", reset)["experiment"]["iteration"] == 1
