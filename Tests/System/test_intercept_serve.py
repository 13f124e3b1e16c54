"""`serve --intercept`: one port for plain HTTP, TLS and tunnels, and addresses as the client has them (PATH-04)."""

from pathlib import Path
from typing import Callable

import pytest

from harness.account import Account
from harness.multipart import CONTENT_TYPE, body, part
from harness.server import Server
from harness.wire import Answer, Connection, request
from support.tunnel import PYRUS_HOSTS, secure_tunnel, to_proxy, tunnel

REAL = {"api_url": "https://api.pyrus.com/v4/", "files_url": "https://files.pyrus.com/"}


@pytest.fixture(params=[(), ("--tls",)], ids=["plain", "tls"])
def server(request: pytest.FixtureRequest, serve: Callable[..., Server]) -> Server:
    return serve("--intercept", *request.param)


def call(connection: Connection, method: str, target: str, *headers: tuple[str, str], content: bytes | None = None,
         host: str | None = None) -> Answer:
    fields = [("Authorization", "Bearer local-token"), *headers]
    connection.send(request(method, target, host or connection.host, fields, content))
    return connection.answer(method)


def addresses(connection: Connection, host: str | None = None) -> dict[str, str]:
    """What the auth method gives out."""
    credentials = b'{"login":"bot@example.test","security_key":"key"}'
    json_type = ("Content-Type", "application/json")
    answer = call(connection, "POST", "/api/v4/auth", json_type, content=credentials, host=host)
    assert answer.status == 200, answer
    return {name: value for name, value in answer.json().items() if name.endswith("_url")}


def attached(connection: Connection) -> dict[str, object]:
    """The file object of a file that was uploaded and attached over this connection."""
    uploaded = call(connection, "POST", "/v4/files/upload", CONTENT_TYPE, content=body(part(b"hello")))
    comment = b'{"attachments":["%s"]}' % uploaded.json()["guid"].encode()
    json_type = ("Content-Type", "application/json")
    task = call(connection, "POST", "/v4/tasks/1/comments", json_type, content=comment).json()["task"]
    return task["comments"][-1]["attachments"][0]


def test_asked_itself_it_gives_its_own_addresses(server: Server) -> None:
    with server.connect() as connection:
        assert addresses(connection) == {"api_url": server.api_url, "files_url": server.files_url}
        assert str(attached(connection)["url"]).startswith(server.files_url + "services/attachment?Id=")
    assert server.api_url == server.origin + "/v4/" and "127.0.0.1" in server.origin


@pytest.mark.parametrize("host", PYRUS_HOSTS)
def test_through_the_proxy_it_gives_the_real_ones(server: Server, host: str) -> None:
    with secure_tunnel(server, host) as connection:
        assert addresses(connection) == REAL
        file = attached(connection)
        assert file["url"] == f"https://files.pyrus.com/services/attachment?Id={file['id']}"
        read = call(connection, "GET", "/v4/tasks/1").json()["task"]["comments"][-1]["attachments"][0]
        assert read["url"] == file["url"]
    with secure_tunnel(server, "files.pyrus.com") as connection:
        assert call(connection, "GET", f"/services/attachment?Id={file['id']}").body == b"hello"


def test_what_one_way_uploaded_the_other_has_too_under_its_own_address(server: Server) -> None:
    with secure_tunnel(server, "api.pyrus.com") as connection:
        file = attached(connection)
    account = Account(server, server.login, server.security_key, server.access_token)
    task = account.call("GET", "tasks/1").json()["task"]
    assert task["comments"][-1]["attachments"][0]["url"] == f"{server.files_url}services/attachment?Id={file['id']}"
    assert account.call("GET", f"files/download/{file['id']}").body == b"hello"


@pytest.mark.parametrize("host", ["api.pyrus.com:443", "API.PYRUS.COM", "files.pyrus.com.", "pyrus.com:8443"])
def test_a_host_field_of_another_spelling_means_the_same(server: Server, host: str) -> None:
    with secure_tunnel(server, "api.pyrus.com") as connection:
        assert addresses(connection, host) == REAL


def test_in_a_tunnel_even_a_client_that_names_no_host_gets_the_real_ones(server: Server) -> None:
    """HTTP/1.0 knows no Host; what was meant stands in the tunnel's own head."""
    credentials = b'{"login":"bot@example.test","security_key":"key"}'
    with secure_tunnel(server, "accounts.pyrus.com") as connection:
        connection.send(b"POST /api/v4/auth HTTP/1.0\r\nContent-Type: application/json\r\n"
                        b"Content-Length: %d\r\n\r\n%s" % (len(credentials), credentials))
        answer = connection.answer("POST").json()
    assert {name: value for name, value in answer.items() if name.endswith("_url")} == REAL


def test_several_requests_go_through_one_tunnel(server: Server) -> None:
    """Its connection is kept, as any other."""
    with secure_tunnel(server, "api.pyrus.com") as connection:
        for _ in range(20):
            assert call(connection, "GET", "/v4/tasks/1").status == 200
        # What is uploaded without an answer in between, too.
        fields = [("Authorization", "Bearer local-token")]
        connection.send(request("GET", "/v4/tasks/1", connection.host, fields) * 10)
        assert [connection.answer().status for _ in range(10)] == [200] * 10


def test_a_large_file_goes_through_a_tunnel(server: Server) -> None:
    content = bytes(range(256)) * 80_000
    with secure_tunnel(server, "api.pyrus.com") as connection:
        uploaded = call(connection, "POST", "/v4/files/upload", CONTENT_TYPE, content=body(part(content)))
        [file] = Account(server, server.login, server.security_key, server.access_token).attach(uploaded.json()["guid"])
        assert call(connection, "GET", f"/v4/files/download/{file['id']}").body == content


def test_tls_from_the_first_byte_is_answered_on_the_same_port(serve: Callable[..., Server]) -> None:
    """Also under a host of Pyrus, as where its name leads here."""
    server = serve("--intercept")
    for name, expected in [("127.0.0.1", None), ("localhost", None), ("api.pyrus.com", REAL)]:
        with to_proxy(server) as connection:
            authority = connection.host if name == "127.0.0.1" else name
            connection.secure(name, server.ca_file)
            own = {"api_url": f"https://{authority}/v4/", "files_url": f"https://{authority}/"}
            assert addresses(connection, authority) == (expected or own)


def test_with_tls_nothing_but_a_proxy_is_plain(serve: Callable[..., Server]) -> None:
    server = serve("--intercept", "--tls")
    assert server.origin.startswith("https://") and (server.proxy_url or "").startswith("http://")
    with to_proxy(server) as connection:
        connection.send(request("GET", "/v4/tasks/1", connection.host, [("Authorization", "Bearer local-token")]))
        with pytest.raises((AssertionError, ConnectionError)):
            connection.answer()
    assert server.control("GET", "health") == {"status": "ok"}


def test_without_intercept_it_is_no_proxy(serve: Callable[..., Server]) -> None:
    server = serve()
    with server.connect() as connection:
        connection.send(b"CONNECT api.pyrus.com:443 HTTP/1.1\r\nHost: api.pyrus.com:443\r\n\r\n")
        answer = connection.answer()
        assert answer.status == 501 and "--intercept" in answer.body.decode()
    with server.connect() as connection:
        assert addresses(connection, "api.pyrus.com") == {
            "api_url": "http://api.pyrus.com/v4/", "files_url": "http://api.pyrus.com/"}


# MARK: What is none of the imitated API's


@pytest.mark.parametrize("host", PYRUS_HOSTS)
@pytest.mark.parametrize("path", ["health", "clock", "requests", "tokens", "ca.pem", "state"])
def test_the_control_api_is_not_there_under_a_host_of_pyrus(server: Server, host: str, path: str) -> None:
    with secure_tunnel(server, host) as connection:
        answer = call(connection, "GET", f"/_control/{path}")
        assert answer.status == 403 and list(answer.json()) == ["error"]
    with tunnel(server, f"{host}:80") as connection:
        assert call(connection, "GET", f"/_control/{path}", host=host).status == 403
    with to_proxy(server) as connection:
        assert call(connection, "GET", f"http://{host}/_control/{path}", host=host).status == 403


def test_under_its_own_name_it_is_there_through_the_proxy_too(server: Server) -> None:
    """A client that heeds no NO_PROXY asks its proxy for this very server."""
    authority = server.origin.split("://")[1]
    with tunnel(server, authority) as connection:
        if server.origin.startswith("https"):
            connection.secure("127.0.0.1", server.ca_file)
        assert call(connection, "GET", "/_control/health", host=authority).status == 200
        assert addresses(connection, authority) == {"api_url": server.api_url, "files_url": server.files_url}


def test_the_ca_is_shown_to_this_machine(server: Server) -> None:
    answer = server.call("GET", "/_control/ca.pem")
    assert answer.status == 200 and answer.body == Path(server.ca_file or "").read_bytes()


def test_the_announcement_names_the_proxy(start) -> None:
    process = start("--intercept")
    server = process.ready()
    assert server.proxy_url == server.origin
    process.signal(15)
    assert process.wait() == 0
    first = process.stdout.read_text().splitlines()[0]
    assert server.origin in first and f"proxy for the hosts of Pyrus on {server.proxy_url}" in first
