"""Behaviour of the running server: closing connections and ending processes."""

import socket
import subprocess
from http.client import HTTPConnection, HTTPResponse

import pytest

from app.api.limits import MAX_BODY
from tests.api.serving import SECONDS, serving


@pytest.mark.parametrize("chunked", [False, True], ids=["whole", "chunked"])
@pytest.mark.parametrize("connection", ["close", "keep-alive"])
def test_a_client_that_sends_everything_first_can_read_the_refusal(
    port: int, chunked: bool, connection: str
) -> None:
    body = b" " * (3 * MAX_BODY)
    length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {len(body)}"
    head = f"POST /api/step HTTP/1.1\r\nHost: a\r\nConnection: {connection}\r\n{length}\r\n\r\n"
    if chunked:
        body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as client:
        # So little waits in this process that the server has to read what is sent.
        client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2**16)
        client.sendall(head.encode() + body)
        answer = HTTPResponse(client)
        answer.begin()
        assert answer.status == 413
        assert b'"body_too_large"' in answer.read()


def test_a_connection_can_be_used_after_a_refusal(port: int) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    for size, status in [(MAX_BODY + 1, 413), (0, 200)]:
        connection.request("POST", "/api/step", body=b" " * size)
        response = connection.getresponse()
        assert response.status == status
        response.read()
    connection.close()


def test_workers_end_when_their_parent_is_killed() -> None:
    with serving("--workers", "2") as (parent, port):
        connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
        connection.request("GET", "/healthz")
        assert connection.getresponse().status == 200
        connection.close()
        parent.kill()
        # The workers write where their parent did: that is at an end only when all of them are.
        try:
            said = parent.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            pytest.fail("the workers outlive their parent")
        assert said == ("", "")
        socket.create_server(("127.0.0.1", port)).close()
