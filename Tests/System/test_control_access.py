"""Who may call the control API: this machine under its own names, or whoever has the control token."""

import json
import subprocess
from pathlib import Path
from typing import Callable
from urllib.parse import urlsplit

import pytest

from harness.account import Account
from harness.multipart import upload
from harness.server import Server
from harness.wire import request
from support.browser import Browser
from support.machine import own_address
from support.verification import help_page_server


def curl(url: str, *headers: str) -> tuple[int, dict]:
    """curl and not this process, which talks to nothing but the loopback."""
    fields = [argument for header in headers for argument in ("--header", header)]
    done = subprocess.run(
        ["curl", "--disable", "--silent", "--noproxy", "*", "--max-time", "60", "--write-out", "\n%{http_code}", *fields,
         url], capture_output=True, text=True, check=True)
    body, status = done.stdout.rsplit("\n", 1)
    return int(status), json.loads(body)


def call(server: Server, *fields: tuple[str, str], host: str | None = None, path: str = "clock") -> tuple[int, dict]:
    with server.connect() as connection:
        connection.send(request("GET", f"/_control/{path}", host or connection.host, list(fields)))
        answer = connection.answer()
        return answer.status, answer.json()


@pytest.mark.parametrize("name", ["evil.test", "localhost.evil.test", "api.pyrus.com", "192.0.2.1", "[2001:db8::1]"])
def test_another_hosts_name_is_refused(serve: Callable[..., Server], name: str) -> None:
    status, answer = call(serve(), host=name)
    assert status == 403 and "localhost" in answer["error"]


def test_a_peer_from_elsewhere_is_refused_and_the_imitated_api_answers_it(serve: Callable[..., Server]) -> None:
    server = serve("--host", "0.0.0.0")
    port = server.origin.rsplit(":", 1)[1]
    elsewhere = f"http://{own_address()}:{port}"
    for headers in ([], ["Host: localhost"], [f"Authorization: Bearer {server.access_token}", "Host: 127.0.0.1"]):
        status, answer = curl(f"{elsewhere}/_control/clock", *headers)
        assert status == 403 and list(answer) == ["error"] and "--control-token" in answer["error"]
    assert curl(f"{elsewhere}/v4/tasks/1", f"Authorization: Bearer {server.access_token}")[0] == 200
    assert curl(f"http://127.0.0.1:{port}/_control/clock")[0] == 200


def test_the_control_token_opens_it_from_anywhere_and_nothing_else_does(serve: Callable[..., Server]) -> None:
    server = serve("--host", "0.0.0.0", "--control-token", "secret")
    port = server.origin.rsplit(":", 1)[1]
    here = f"http://127.0.0.1:{port}/_control/clock"
    wrong = [[], ["Bearer wrong"], [f"Bearer {server.access_token}"], ["secret"], ["Bearer secret", "Bearer x"]]
    for values in wrong:
        status, answer = curl(here, *(f"Authorization: {value}" for value in values))
        assert status == 403 and "--control-token" in answer["error"]
    assert curl(here, "Authorization: Bearer secret", "Host: anywhere.test")[0] == 200
    assert curl(f"http://{own_address()}:{port}/_control/clock", "Authorization: Bearer secret")[0] == 200
    # It is no token of the imitated API.
    assert curl(f"http://127.0.0.1:{port}/v4/tasks/1", "Authorization: Bearer secret")[0] == 401


def test_no_pyrus_token_is_needed_or_looked_at_on_this_machine(serve: Callable[..., Server]) -> None:
    server = serve()
    assert call(server, ("Authorization", "Bearer nobody's"))[0] == 200


@pytest.mark.parametrize("fields, status", [
    ([("Origin", "https://evil.test")], 403), ([("Origin", "null")], 403),
    ([("Origin", "http://localhost.evil.test")], 403), ([("Origin", "http://localhost@evil.test")], 403),
    ([("Origin", "http://localhost:3000"), ("Origin", "https://evil.test")], 403),
    # An image, a frame or a link of another site, which sends no origin.
    ([("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors")], 403),
    # A page of this machine, from one of its names to another.
    ([("Sec-Fetch-Site", "cross-site"), ("Origin", "http://localhost:3000")], 200),
    ([("Sec-Fetch-Site", "same-origin")], 200), ([("Sec-Fetch-Site", "none"), ("Sec-Fetch-Mode", "navigate")], 200),
])
def test_a_page_of_another_site_is_refused(
    serve: Callable[..., Server], fields: list[tuple[str, str]], status: int,
) -> None:
    """By any method: to save the state costs the disk its size, whoever sees the answer."""
    server = serve()
    for path in ("clock", "state"):
        with server.connect() as connection:
            connection.send(request("GET", f"/_control/{path}", connection.host, fields))
            answer = connection.answer()
            assert (answer.status, answer.header("Access-Control-Allow-Origin")) == (status, None)


def test_a_page_of_another_site_can_neither_send_a_token_nor_read_an_answer(serve: Callable[..., Server]) -> None:
    """The imitated API answers under any name: it is the browser that keeps pages away, as long as nobody tells it not to."""
    server = serve()
    wanted = [("Origin", "https://evil.test"), ("Access-Control-Request-Method", "POST"),
              ("Access-Control-Request-Headers", "authorization"), ("Access-Control-Request-Private-Network", "true")]
    for method, path in (("OPTIONS", "/v4/files/upload"), ("OPTIONS", "/_control/reset"), ("GET", "/v4/tasks/1")):
        answer = server.call(method, path, *wanted, token=server.access_token)
        assert (answer.status == 200) == (method == "GET")
        assert not [name for name, _ in answer.headers if name.lower().startswith("access-control-")]


@pytest.mark.parametrize("way", [[], ["--proxytunnel"]], ids=["absolute", "tunnel"])
@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]", "own", "0.0.0.0", "LOCALHOST."])
def test_the_proxy_leads_nobody_from_elsewhere_to_it(serve: Callable[..., Server], name: str, way: list[str]) -> None:
    """Where what leads back to this machine is let through by mistake, it is not asked as if from here."""
    hosts = ("localhost", "127.0.0.1", "0.0.0.0", own_address())
    server = serve("--host", "0.0.0.0", "--intercept", *(word for host in hosts for word in ("--allow-host", host)))
    port = server.origin.rsplit(":", 1)[1]
    url = f"http://{own_address() if name == 'own' else name}:{port}/_control/clock"
    done = subprocess.run(
        ["curl", "--disable", "--silent", "--globoff", "--max-time", "60", "--proxy", f"http://{own_address()}:{port}",
         "--noproxy", "", "--header", "Host: localhost", *way, url], capture_output=True, text=True)
    assert "now" not in done.stdout and "frozen" not in done.stdout
    assert "peers on this machine" in done.stdout or "can't be reached" in done.stdout or done.returncode == 56, done


#: What a page finds out of an address: the answer as text, or that there is none for it.
ASK = "fetch('{url}', {options}).then(answer => answer.text(), () => 'nothing')"


def test_in_a_browser_neither_rebinding_nor_another_sites_page_gets_there(
    serve: Callable[..., Server], tmp_path: Path,
) -> None:
    server = serve()
    port = server.origin.rsplit(":", 1)[1]
    account = Account.new(server)
    assert upload(account).status == 200
    with help_page_server() as elsewhere, Browser(tmp_path, here=["evil.test"]) as browser:
        # Its name leads here now, to the same port: nothing that a browser would take for another site.
        browser.open(f"http://evil.test:{port}/")
        assert "under localhost" in browser.evaluate(ASK.format(url="/_control/state", options="{}"))
        assert "under localhost" in browser.evaluate(ASK.format(url="/_control/reset", options="{method: 'POST'}"))
        browser.open(f"http://evil.test:{urlsplit(elsewhere).port}/")
        for options in ("{}", "{method: 'POST'}", "{method: 'POST', mode: 'no-cors'}", "{mode: 'no-cors'}"):
            for call in ("reset", "state"):
                assert browser.evaluate(ASK.format(url=server.control_url + call, options=options)) in ("nothing", "")
        token = "{headers: {Authorization: 'Bearer " + account.token + "'}}"
        assert browser.evaluate(ASK.format(url=server.api_url + "tasks/1", options=token)) == "nothing"
        browser.follow(server.control_url + "clock")
        assert "pages of this machine only" in browser.evaluate("document.body.innerText")
        browser.open(server.control_url + "clock")
        assert "frozen" in browser.evaluate("document.body.innerText"), "a person may look"
    assert len(server.control("GET", f"uploads?organization={account.organization}")["uploads"]) == 1
