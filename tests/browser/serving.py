"""The app as the tests in a browser want it: ``python -m tests.browser.serving`` says where.

A browser may keep our own files, as it keeps Plotly: they do not change while the tests run. All
else is the app as it is.
"""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn import Config, Server

from app.__main__ import listen
from app.main import create_app


def with_files_kept(app: ASGIApp) -> ASGIApp:
    """The app, whose files a browser need not ask about again."""

    async def kept(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_kept(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Cache-Control"] = "public, max-age=86400, immutable"
            await send(message)

        is_file = scope["type"] == "http" and scope["path"].startswith("/static/")
        await app(scope, receive, send_kept if is_file else send)

    return kept


if __name__ == "__main__":
    listener = listen("127.0.0.1", 0)
    print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    Server(Config(with_files_kept(create_app()), log_level="warning")).run(sockets=[listener])
