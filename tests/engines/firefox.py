"""Firefox, spoken to in WebDriver BiDi, which it has built in."""

from __future__ import annotations

import base64
import itertools
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.engines.tab import as_text, keys, presses

SPEAKS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
# Nothing that asks the network or opens a page of its own.
PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage": "about:blank",
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "",
    "toolkit.telemetry.server": "",
}


def installed() -> str | None:
    """The Firefox that starts here. Ubuntu's may be a script that only tells of a snap."""
    for name in ("firefox-esr", "firefox"):
        program = shutil.which(name)
        if program and subprocess.run([program, "--version"], capture_output=True).returncode == 0:
            return program
    return None


class Firefox:
    """A tab of Firefox."""

    def __init__(self, connection: ClientConnection) -> None:
        self.complaints: list[str] = []
        self.connection = connection
        self.ids = itertools.count(1)
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["log.entryAdded", "network.responseCompleted"])
        self.tab = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method: str, **params: Any) -> Any:
        """Gives a command and waits for its answer."""
        number = next(self.ids)
        self.connection.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            message = json.loads(self.connection.recv(timeout=30))
            if message["type"] == "event":
                self.listen(message["method"], message["params"])
            elif message.get("id") == number:
                assert message["type"] == "success", message
                return message["result"]

    def listen(self, event: str, told: dict[str, Any]) -> None:
        said = str(told.get("text"))
        is_loud = event == "log.entryAdded" and told["level"] in ("warn", "error")
        if is_loud and not said.startswith("ResizeObserver loop"):
            self.complaints.append(f"console {told['level']}: {said}")
        if event == "network.responseCompleted" and told["response"]["status"] >= 400:
            self.complaints.append(f"{told['response']['status']}: {told['request']['url']}")

    def open(self, url: str) -> None:
        self.ask("browsingContext.navigate", context=self.tab, url=url, wait="complete")

    def reload(self) -> None:
        self.ask("browsingContext.reload", context=self.tab, wait="complete")

    def resize(self, width: int, height: int) -> None:
        size = {"width": width, "height": height}
        self.ask("browsingContext.setViewport", context=self.tab, viewport=size)

    def evaluate(self, function: str, *arguments: Any) -> Any:
        answer = self.ask(
            "script.callFunction",
            functionDeclaration=as_text(function),
            arguments=[{"type": "string", "value": json.dumps(arguments)}],
            awaitPromise=True,
            target={"context": self.tab},
        )
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def click(self, x: int, y: int) -> None:
        self.ask("input.performActions", context=self.tab, actions=presses(x, y))

    def type(self, text: str) -> None:
        self.ask("input.performActions", context=self.tab, actions=keys(text))

    def picture(self) -> bytes:
        answer = self.ask("browsingContext.captureScreenshot", context=self.tab)
        return base64.b64decode(answer["data"])


@contextmanager
def firefox(program: str) -> Iterator[Firefox]:
    """Starts Firefox with a profile of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in PREFERENCES.items()]
        Path(profile, "user.js").write_text("\n".join(lines))
        command = [program, "--headless", "--no-remote", "--profile", profile]
        with subprocess.Popen(
            [*command, "--remote-debugging-port", "0"], stderr=subprocess.PIPE, text=True
        ) as process:
            try:
                assert process.stderr
                said = filter(None, map(SPEAKS.search, process.stderr))
                address = next(said)[1]
                with connect(f"{address}/session", proxy=None, max_size=None) as connection:
                    yield Firefox(connection)
            finally:
                process.kill()
