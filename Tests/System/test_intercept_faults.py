"""Faults through a tunnel, as `requests` meets them, and in the journal."""

import hashlib
from typing import Any, Callable, Iterator

import pytest
import requests

from harness.server import Server

UPLOAD = "https://api.pyrus.com/v4/files/upload"
CONTENT = b"the content of a file, " * 1_000
SECONDS = 60


@pytest.fixture(params=[(), ("--tls",)], ids=["plain", "tls"])
def server(request: pytest.FixtureRequest, serve: Callable[..., Server]) -> Server:
    return serve("--intercept", *request.param)


@pytest.fixture
def session(server: Server) -> Iterator[requests.Session]:
    assert server.proxy_url
    with requests.Session() as session:
        session.trust_env = False
        session.proxies, session.verify = {"https": server.proxy_url}, server.ca_file
        session.headers["Authorization"] = "Bearer local-token"
        yield session


def upload(session: requests.Session) -> requests.Response:
    return session.post(UPLOAD, files={"file": ("a.txt", CONTENT)}, timeout=SECONDS)


def download_url(session: requests.Session) -> str:
    """Of a file that was attached."""
    attachments = [upload(session).json()["guid"]]
    url = "https://api.pyrus.com/v4/tasks/1/comments"
    comment = session.post(url, json={"attachments": attachments}, timeout=SECONDS)
    return comment.json()["task"]["comments"][-1]["attachments"][0]["url"]


def set_fault(server: Server, operation: str, kind: str, **parameters: Any) -> None:
    server.control("PUT", "faults", {"faults": [{"operation": operation, "kind": kind, **parameters}]})


def met(server: Server) -> list[tuple[str, list[str]]]:
    """The path and the kinds of the faults of each request that met one."""
    return [(entry["path"], [fault["kind"] if isinstance(fault, dict) else fault for fault in entry["faults"]])
            for entry in server.control("GET", "requests")["requests"] if entry["faults"]]


def test_a_download_is_cut_off(server: Server, session: requests.Session) -> None:
    url = download_url(session)
    set_fault(server, "download", "truncate", after=100)
    came = b""
    with pytest.raises(requests.exceptions.RequestException):
        with session.get(url, stream=True, timeout=SECONDS) as response:
            assert response.status_code == 200 and response.headers["Content-Length"] == str(len(CONTENT))
            for piece in response.iter_content(1):
                came += piece
    assert came == CONTENT[:100]
    assert session.get(url, timeout=SECONDS).content == CONTENT, "the next one is whole"
    assert met(server) == [(url.removeprefix("https://files.pyrus.com"), ["truncate"])]


def test_an_uploads_answer_is_cut_off(server: Server, session: requests.Session) -> None:
    set_fault(server, "upload", "truncate", after=10)
    with pytest.raises(requests.exceptions.RequestException):
        upload(session)
    assert upload(session).json()["md5_hash"] == hashlib.md5(CONTENT).hexdigest()
    assert met(server) == [("/v4/files/upload", ["truncate"])]


@pytest.mark.parametrize("at", ["before-body", "in-body", "before-answer", "in-answer"])
def test_an_upload_is_reset(server: Server, session: requests.Session, at: str) -> None:
    parameters = {"after": 5} if at.startswith("in-") else {}
    set_fault(server, "upload", "reset", at=at, **parameters)
    with pytest.raises(requests.exceptions.RequestException):
        upload(session)
    assert upload(session).status_code == 200
    assert met(server) == [("/v4/files/upload", ["reset"])]


def test_a_download_is_reset_in_the_answer(server: Server, session: requests.Session) -> None:
    url = download_url(session)
    set_fault(server, "download", "reset", at="in-answer", after=1_000)
    with pytest.raises(requests.exceptions.RequestException):
        session.get(url, timeout=SECONDS)
    assert session.get(url, timeout=SECONDS).content == CONTENT
    assert met(server) == [(url.removeprefix("https://files.pyrus.com"), ["reset"])]


@pytest.mark.parametrize("operation", ["upload", "download"])
def test_a_status_is_answered_instead(server: Server, session: requests.Session, operation: str) -> None:
    url = download_url(session)
    set_fault(server, operation, "status", status=503, body="try later", headers=[["Retry-After", "7"]])
    answer = upload(session) if operation == "upload" else session.get(url, timeout=SECONDS)
    assert (answer.status_code, answer.text, answer.headers["Retry-After"]) == (503, "try later", "7")
    assert session.get(url, timeout=SECONDS).content == CONTENT
    [(path, kinds)] = met(server)
    assert kinds == ["status"] and ("upload" in path) == (operation == "upload")


def test_a_request_may_name_its_own(server: Server, session: requests.Session) -> None:
    fault = {"X-Pyrus-Fault": "status; error_code=too_many_requests"}
    answer = session.get("https://api.pyrus.com/v4/tasks/1", headers=fault, timeout=SECONDS)
    assert answer.json()["error_code"] == "too_many_requests"
    assert met(server) == [("/v4/tasks/1", ["status"])]


def test_a_tunnel_meets_none(server: Server, session: requests.Session) -> None:
    """A fault for any request is the first request's in the tunnel, and not that of the head that asked for it."""
    server.control("PUT", "faults", {"faults": [{"kind": "status", "status": 418}]})
    assert session.get("https://api.pyrus.com/v4/tasks/1", timeout=SECONDS).status_code == 418
    assert session.get("https://api.pyrus.com/v4/tasks/1", timeout=SECONDS).status_code == 200
