"""WebKit, spoken to in WebDriver: GTK's small browser on a screen that nobody sees."""

from __future__ import annotations

import base64
import json
import os
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2

from tests.engines.tab import as_text, keys, presses

# The browser's own buttons would keep its window from being as narrow as a phone.
NARROW = "* { min-width: 0; min-height: 0; margin: 0; border: 0; padding: 0; }"
SCREEN = "1600x1200x24"


class WebKit:
    """A tab of WebKit. It tells nothing of its console."""

    def __init__(self, client: httpx2.Client, browser: str) -> None:
        self.complaints: list[str] = []
        self.client = client
        self.session = ""
        options = {"binary": browser, "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        self.session = f"/session/{self.ask('/session', capabilities=wanted)['sessionId']}"

    def ask(self, path: str, **body: Any) -> Any:
        """Gives a command and waits for its answer."""
        answer = self.client.post(self.session + path, json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()["value"]

    def open(self, url: str) -> None:
        self.ask("/url", url=url)

    def reload(self) -> None:
        self.ask("/refresh")

    def resize(self, width: int, height: int) -> None:
        self.ask("/window/rect", x=0, y=0, width=width, height=height)
        bars = self.evaluate("() => outerHeight - innerHeight")
        self.ask("/window/rect", x=0, y=0, width=width, height=height + bars)
        size = self.evaluate("() => [innerWidth, innerHeight]")
        assert size == [width, height]

    def evaluate(self, function: str, *arguments: Any) -> Any:
        script = f"""const [text, done] = arguments;
          ({as_text(function)})(text).then(done, (error) => done(`!${{error}}`));"""
        answer: str = self.ask("/execute/async", script=script, args=[json.dumps(arguments)])
        assert not answer.startswith("!"), answer
        return json.loads(answer)

    def click(self, x: int, y: int) -> None:
        self.ask("/actions", actions=presses(x, y))

    def type(self, text: str) -> None:
        self.ask("/actions", actions=keys(text))

    def picture(self) -> bytes:
        answer = self.client.get(f"{self.session}/screenshot")
        return base64.b64decode(answer.json()["value"])


@contextmanager
def webkit(driver: str, screen: str, browser: str) -> Iterator[WebKit]:
    """Starts WebKit's driver on a screen of its own; the driver starts the browser."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home, display(screen) as name:
        Path(home, "gtk-3.0").mkdir()
        Path(home, "gtk-3.0", "gtk.css").write_text(NARROW)
        environment = {
            **os.environ,
            "DISPLAY": name,
            "GDK_BACKEND": "x11",
            "XDG_CACHE_HOME": home,
            "XDG_CONFIG_HOME": home,
            "XDG_DATA_HOME": home,
        }
        port = free_port()
        with subprocess.Popen([driver, f"--port={port}"], env=environment) as process:
            # Its port is open a moment after its start.
            transport = httpx2.HTTPTransport(retries=6)
            try:
                with httpx2.Client(
                    base_url=f"http://127.0.0.1:{port}",
                    transport=transport,
                    timeout=30,
                    trust_env=False,
                ) as client:
                    tab = WebKit(client, browser)
                    yield tab
                    client.delete(tab.session)
            finally:
                process.terminate()


@contextmanager
def display(program: str) -> Iterator[str]:
    """Starts a screen in memory, and says its name."""
    told, tell = os.pipe()
    command = [program, "-displayfd", str(tell), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[tell], stderr=subprocess.DEVNULL) as process:
        os.close(tell)
        try:
            with os.fdopen(told) as number:
                yield f":{number.readline().strip()}"
        finally:
            process.terminate()


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
