"""Plain HTTP by way of a server that intercepts, as clients ask their `http_proxy` for it: by absolute targets."""

import socket
import sys
from typing import Callable

import pytest
import requests

from harness.server import Server
from harness.wire import request
from support.far_end import FarEnd, received
from support.machine import own_address
from support.site import CONTENT, Site
from support.tunnel import to_proxy

TASK = "http://api.pyrus.com/v4/tasks/1"
TOKEN = {"Authorization": "Bearer local-token"}


@pytest.fixture
def server(serve: Callable[..., Server]) -> Server:
    return serve("--intercept", "--allow-host", "127.0.0.1")


@pytest.fixture
def session(server: Server):
    """One whose only way is the proxy, also to the loopback."""
    assert server.proxy_url
    with requests.Session() as session:
        session.trust_env = False
        session.proxies = {"http": server.proxy_url}
        yield session


@pytest.mark.parametrize("stays", [False, True], ids=["closes", "stays"])
def test_a_session_gets_each_answer_from_whom_it_asked(session: requests.Session, stays: bool) -> None:
    """Also where the site keeps its connection although it was asked to close: what follows on it is not its own."""
    with Site("127.0.0.1", stays=stays) as site:
        for _ in range(3):
            assert session.get(TASK, headers=TOKEN, timeout=60).json()["task"]["id"] == 1
            assert session.get(site.origin + "/path?query=1", timeout=60).content == CONTENT
            assert session.get(TASK, headers=TOKEN, timeout=60).json()["task"]["id"] == 1
            assert session.get("http://127.0.0.2/", timeout=60).status_code == 403
    assert [visit.target for visit in site.visits] == ["/path?query=1"] * 3
    assert not any(visit.all("Authorization") for visit in site.visits)


def test_the_answer_says_that_the_connection_ends_with_it(server: Server) -> None:
    """The site was told so, and need not repeat it: who waits for the answer has to hear it, lest he goes on."""
    with Site("127.0.0.1") as site, to_proxy(server) as connection:
        connection.send(request("GET", site.origin, site.authority))
        answer = connection.answer()
        assert (answer.body, answer.header("Connection")) == (CONTENT, "close")
        assert connection.at_end()


def test_a_site_gets_the_request_as_if_it_had_been_asked_itself(session: requests.Session) -> None:
    headers = {"X-Own": "kept", "Proxy-Authorization": "Basic c2VjcmV0", "Proxy-Connection": "keep-alive"}
    with Site("127.0.0.1") as site:
        answer = session.post(f"{site.origin}/a/b?c=d", data=b"x" * 5_000_000, headers=headers, timeout=60)
        assert (answer.status_code, answer.content) == (200, CONTENT)
    [visit] = site.visits
    assert (visit.method, visit.target, visit.body) == ("POST", "/a/b?c=d", b"x" * 5_000_000)
    assert (visit.all("Host"), visit.all("X-Own")) == ([site.authority], ["kept"])
    assert not visit.all("Proxy-Authorization") and not visit.all("Proxy-Connection")
    assert visit.all("Connection") == ["close"]


def test_a_body_of_unknown_length_goes_through(session: requests.Session) -> None:
    with Site("127.0.0.1") as site:
        pieces = (bytes([number]) * 10_000 for number in range(100))
        assert session.post(site.origin, data=pieces, timeout=60).content == CONTENT
    assert site.visits[0].body == b"".join(bytes([number]) * 10_000 for number in range(100))


@pytest.mark.parametrize("target, line", [
    ("http://{site}", b"GET / HTTP/1.1\r\n"), ("http://{site}/", b"GET / HTTP/1.1\r\n"),
    ("HTTP://{site}/x?y#z", b"GET /x?y#z HTTP/1.1\r\n"), ("http://{site}?q", b"GET /?q HTTP/1.1\r\n"),
])
def test_a_target_becomes_a_path(server: Server, target: str, line: bytes) -> None:
    lines: list[bytes] = []

    def note(far: socket.socket) -> None:
        lines.append(received(far, len(line)))
        far.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    with FarEnd(note) as far, to_proxy(server) as connection:
        connection.send(request("GET", target.format(site=far.authority), far.authority))
        assert connection.answer().status == 204
    assert lines == [line]


def test_a_head_in_pieces_is_forwarded_whole(server: Server) -> None:
    with Site("127.0.0.1") as site, to_proxy(server) as connection:
        for byte in request("POST", f"{site.origin}/pieces", site.authority, [("X-A", "b")], b"body"):
            connection.send(bytes([byte]))
        assert connection.answer().body == CONTENT
    [visit] = site.visits
    assert (visit.target, visit.all("X-A"), visit.body) == ("/pieces", ["b"], b"body")


def test_a_request_that_is_sent_on_without_waiting_does_not_go_to_the_wrong_host(server: Server) -> None:
    """Nor does its token: what stands behind the first request is not the site's."""
    came: list[bytes] = []

    def note(far: socket.socket) -> None:
        came.append(far.recv(100_000))
        far.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        came.append(received(far, 100_000))

    with FarEnd(note) as far, to_proxy(server) as connection:
        first = request("GET", f"http://{far.authority}/", far.authority)
        connection.send(first + request("GET", TASK, "api.pyrus.com", TOKEN.items()))
        assert connection.answer().status == 200
        connection.finish_sending()
    assert len(came) == 2 and b"local-token" not in came[0] + came[1]


def test_a_host_of_pyrus_gives_its_real_addresses(server: Server, session: requests.Session) -> None:
    """PATH-04; and a client that follows them goes on by TLS."""
    login = {"login": "bot@example.test", "security_key": "key"}
    answer = session.post("http://accounts.pyrus.com/api/v4/auth", json=login, timeout=60).json()
    assert (answer["api_url"], answer["files_url"]) == ("https://api.pyrus.com/v4/", "https://files.pyrus.com/")
    [entry] = server.control("GET", "requests")["requests"]
    # As it was sent.
    assert entry["path"] == "http://accounts.pyrus.com/api/v4/auth"
    assert [value for name, value in entry["headers"] if name.lower() == "host"] == ["accounts.pyrus.com"]


def test_the_control_api_is_not_there_that_way(session: requests.Session) -> None:
    assert session.get("http://api.pyrus.com/_control/clock", timeout=60).status_code == 403


@pytest.mark.parametrize("first", ["/v4/tasks/1", TASK])
def test_a_site_may_be_asked_for_after_this_server(server: Server, first: str) -> None:
    """On a connection that this server has answered on before."""
    with Site("127.0.0.1") as site, to_proxy(server) as connection:
        connection.send(request("GET", first, "api.pyrus.com", TOKEN.items()))
        answer = connection.answer()
        assert (answer.status, answer.header("Connection")) == (200, None)
        connection.send(request("GET", site.origin, site.authority))
        assert connection.answer().body == CONTENT
    [visit] = site.visits
    assert not visit.all("Authorization")


def test_programs_take_it_for_their_http_proxy(execute) -> None:
    """`exec` sets none for plain HTTP; who sets it so stays inside."""
    script = """
import requests, sys
session = requests.Session()
for url in sys.argv[1:]:
    print(session.get(url, headers={"Authorization": "Bearer local-token"}).status_code)
"""
    with Site(own_address()) as site:
        urls = [TASK, site.origin, TASK, "http://192.0.2.77/", TASK]
        command = ["sh", "-c", 'http_proxy=$HTTPS_PROXY exec "$@"', "sh", sys.executable, "-c", script, *urls]
        execution = execute(command, "--intercept", "--allow-host", site.host)
        status, out, errors = execution.end()
    assert (status, out.split()) == (0, ["200", "200", "200", "403", "200"]), errors
    [line] = errors.splitlines()
    assert "--allow-host 192.0.2.77 " in line
    assert len(site.visits) == 1
