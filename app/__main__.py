"""Serves the application: ``python -m app --host 127.0.0.1 --port 8000 --workers 1``."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from contextlib import suppress

from uvicorn import Config, Server
from uvicorn.supervisors import Multiprocess

_EVERY_ADDRESS = ("", "0.0.0.0", "::")


def main() -> None:
    """Serves until it is stopped. If it cannot start, prints the reason and exits with 1."""
    options = parser().parse_args()
    try:
        listener = listen(options.host, options.port)
    except (OSError, UnicodeError) as error:
        sys.exit(_refusal(options.host, options.port, error))
    print(_invitation(options.host, listener.getsockname()[1]), flush=True)
    with suppress(KeyboardInterrupt):  # uvicorn raises it again after it has stopped
        serve(listener, options.workers)


def parser() -> argparse.ArgumentParser:
    """The options of the command line."""
    options = argparse.ArgumentParser(
        prog="python -m app",
        description="Serve Backprop Explorer.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    environment = os.environ.get
    options.add_argument("--host", default=environment("HOST", "127.0.0.1"), help="or HOST")
    options.add_argument("--port", default=environment("PORT", "8000"), type=port, help="or PORT")
    options.add_argument(
        "--workers",
        default=environment("WORKERS", "1"),
        type=workers,
        help="how many processes, or WORKERS",
    )
    return options


def port(text: str) -> int:
    """A port; 0 means any free one."""
    return _integer(text, 0, 65535)


def workers(text: str) -> int:
    """A number of processes."""
    return _integer(text, 1, 1000)


def _integer(text: str, least: int, most: int) -> int:
    if not text.isdecimal() or not least <= int(text) <= most:
        raise argparse.ArgumentTypeError(f"got {text!r}; allowed is {least} to {most}")
    return int(text)


def listen(host: str, port: int) -> socket.socket:
    """A socket that accepts connections, which wait until the server has started."""
    family, kind, protocol, _, address = socket.getaddrinfo(
        host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, protocol)
    try:
        # Allows a port that was released a moment ago.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(2048)
    except OSError:
        listener.close()
        raise
    return listener


def _refusal(host: str, port: int, error: OSError | UnicodeError) -> str:
    """The message if the server cannot start."""
    reason = getattr(error, "strerror", None) or str(error)
    return f"Backprop Explorer cannot listen on {host or 'any address'}, port {port}: {reason}."


def _invitation(host: str, port: int) -> str:
    """The message that says where to open the page."""
    if host in _EVERY_ADDRESS:
        return (
            f"Backprop Explorer: open http://localhost:{port} "
            f"(others in the room: http://this machine's name or address:{port})"
        )
    return f"Backprop Explorer: open http://{f'[{host}]' if ':' in host else host}:{port}"


def serve(listener: socket.socket, workers: int) -> None:
    """Serves on the socket, with uvloop and httptools if they are installed."""
    config = Config(
        "app.main:create_app",
        factory=True,
        workers=workers,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,  # second, to finish answers
    )
    if workers == 1:
        Server(config).run(sockets=[listener])
    else:
        Multiprocess(config, sockets=[listener]).run()


if __name__ == "__main__":
    main()
