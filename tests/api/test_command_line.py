"""`python -m app` says where to open the page, serves, and stops when told to."""

import http.client
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from app.__main__ import main

ROOT = Path(__file__).parents[2]
SECONDS = 60  # after which something hangs; all takes far less

Process: TypeAlias = "subprocess.Popen[str]"
Start: TypeAlias = Callable[..., Process]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts the command line with these arguments, and ends whatever still runs."""
    started: list[Process] = []

    def start(*arguments: str, **environment: str) -> Process:
        process = subprocess.Popen(
            [sys.executable, "-m", "app", *arguments],
            cwd=ROOT,
            env={"PATH": "", "PYTHONUNBUFFERED": "1", **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.terminate()
        process.communicate(timeout=SECONDS)


def port_of(process: Process, address: str = "") -> int:
    """The port that the process announces, in an address of this form."""
    assert process.stdout is not None
    said = process.stdout.readline()
    found = re.search(r"^Backprop Explorer: open http://[^/]*:(\d+)\b", said)
    assert found, said
    assert re.search(address, said)
    return int(found[1])


def get(connection: http.client.HTTPConnection, path: str) -> int:
    """The status of an answer. The answer is read, and the connection stays open."""
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    return response.status


@pytest.mark.parametrize(
    ("arguments", "environment", "address"),
    [
        (["--port", "0", "--workers", "2"], {}, r"http://127\.0\.0\.1:\d+$"),
        (
            [],
            {"HOST": "0.0.0.0", "PORT": "0", "WORKERS": "1"},
            r"http://localhost:\d+ \(others in the room",
        ),
    ],
    ids=["by arguments", "by the environment"],
)
def test_it_serves_at_its_address_and_stops_despite_an_open_connection(
    start: Start, arguments: list[str], environment: dict[str, str], address: str
) -> None:
    process = start(*arguments, **environment)
    connection = http.client.HTTPConnection("127.0.0.1", port_of(process, address), timeout=SECONDS)
    assert get(connection, "/healthz") == 200
    assert get(connection, "/") == 200
    process.send_signal(signal.SIGTERM)
    said, complained = process.communicate(timeout=SECONDS)
    connection.close()
    assert said == ""
    assert complained == ""


def test_it_refuses_a_long_body_during_sending_and_ends_quietly_on_ctrl_c(start: Start) -> None:
    process = start("--port", "0")
    connection = http.client.HTTPConnection("127.0.0.1", port_of(process), timeout=SECONDS)
    chunks = (b" " * 2**16 for _ in range(20))
    connection.request("POST", "/api/step", body=chunks, encode_chunked=True)
    response = connection.getresponse()
    assert response.status == 413
    assert b'"body_too_large"' in response.read()
    connection.request("POST", "/api/step", body=b" " * (2**20 + 1))
    assert connection.getresponse().status == 413
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=SECONDS) == ("", "")
    connection.close()


def test_a_port_in_use_is_reported_in_one_sentence(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = start("--port", str(port))
        said, complained = process.communicate(timeout=SECONDS)
    assert process.returncode == 1
    assert said == ""
    assert complained == (
        f"Backprop Explorer cannot listen on 127.0.0.1, port {port}: Address already in use.\n"
    )


# From here on in this process: what is wrong is said before anything is served.


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., object]:
    """Runs the command line until it exits, and returns the value it exits with."""

    def run(*arguments: str, **environment: str) -> object:
        monkeypatch.setattr("sys.argv", ["app", *arguments])
        monkeypatch.setattr("app.__main__.serve", None)
        for name in ("HOST", "PORT", "WORKERS"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as exited:
            main()
        return exited.value.code

    return run


def test_a_port_in_use_is_found_before_workers_start(run: Callable[..., object]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = run("--port", str(port), "--workers", "2")
    assert said == (
        f"Backprop Explorer cannot listen on 127.0.0.1, port {port}: Address already in use."
    )


@pytest.mark.parametrize("host", ["192.0.2.1", "x" * 64])
def test_a_foreign_host_is_reported_in_one_sentence(run: Callable[..., object], host: str) -> None:
    said = run("--host", host, "--port", "0")
    assert re.fullmatch(rf"Backprop Explorer cannot listen on {host}, port 0: .+\.", str(said))


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (["--port", "70000"], {}),
        (["--port", "http"], {}),
        (["--workers", "0"], {}),
        ([], {"PORT": "x"}),
        ([], {"WORKERS": "-1"}),
    ],
)
def test_refusing_a_wrong_number_names_the_allowed_ones(
    run: Callable[..., object],
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    environment: dict[str, str],
) -> None:
    assert run(*arguments, **environment) == 2
    complained = capsys.readouterr().err
    assert re.search(r"got '.+'; allowed is \d+ to \d+$", complained)
