"""Build the container image, start it and use it as a workshop would: ``make image-check``.

Needs only Python and Docker or, if no Docker engine runs, Buildah. If this machine cannot build an
image, it says why and exits with 77.
"""

import json
import socket
import sys
import time
import urllib.request
from collections.abc import Iterator

from scripts.image_engines import Buildah, CannotBuild, Docker, Engine

LOSS_AFTER_ONE_STEP = 0.291027773694
START_SECONDS = 30.0
STOP_SECONDS = 1.0
# A busy machine may need this much longer; more is a fault of the image.
STOP_SLACK = 2.0


def choose_engine() -> Engine:
    """Docker if its engine runs, else Buildah."""
    if Docker.works():
        return Docker()
    if Buildah.works():
        return Buildah()
    raise CannotBuild("neither a Docker engine nor Buildah is here")


def check(engine: Engine) -> Iterator[str]:
    """Build the image, use it, and yield a sentence for each check that passes."""
    engine.build()
    yield "the image builds"

    port = free_port()
    url = f"http://127.0.0.1:{port}"
    try:
        engine.start(port)
        yield f"/healthz is ok after {seconds_until_healthy(url):.1f} s"

        engine.check_health()
        yield "the health check agrees"

        expect("<html" in ask(f"{url}/"), "/ is no page")
        yield "/ is a page"

        loss = json.loads(ask(f"{url}/api/step", "POST"))["losses"][1]
        expect(abs(loss - LOSS_AFTER_ONE_STEP) < 1e-12, f"the loss after one step is {loss}")
        yield f"the loss after one step is {loss:.12f}"

        user = engine.user()
        expect(user != 0, "the server runs as root")
        yield f"the server runs as user {user}"

        began = time.monotonic()
        engine.terminate()
        seconds = time.monotonic() - began
        expect(seconds < STOP_SECONDS + STOP_SLACK, f"SIGTERM took {seconds:.2f} s")
        late = "" if seconds < STOP_SECONDS else f", {seconds - STOP_SECONDS:.2f} s late"
        yield f"SIGTERM stops it in {seconds:.2f} s{late}"

        yield engine.note
    finally:
        engine.clean_up()


def expect(right: bool, otherwise: str) -> None:
    """Exit with an error unless the check passes."""
    if not right:
        sys.exit(f"image-check: {otherwise}")


def seconds_until_healthy(url: str) -> float:
    """Ask for the health until it is good; raise after `START_SECONDS`."""
    began = time.monotonic()
    while True:
        try:
            expect(json.loads(ask(f"{url}/healthz")) == {"status": "ok"}, "/healthz is not ok")
            return time.monotonic() - began
        except OSError:
            if time.monotonic() - began > START_SECONDS:
                raise
            time.sleep(0.1)


def ask(url: str, method: str = "GET") -> str:
    """Return the body of the answer; raise unless the request succeeds."""
    request = urllib.request.Request(url, method=method)
    with urllib.request.urlopen(request, timeout=5) as answer:
        return str(answer.read(), "utf-8")


def free_port() -> int:
    """Find a free port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def main() -> int:
    """Return 0 if all checks pass and 77 if no image can be built."""
    try:
        for finding in check(choose_engine()):
            print(f"image-check: {finding}", flush=True)
    except CannotBuild as reason:
        print(f"image-check: no image was built, since {reason}.")
        return 77
    return 0


if __name__ == "__main__":
    sys.exit(main())
