"""HTTPS as a user meets it: curl with the local CA, and without."""

import os
import signal
import stat
import subprocess
from pathlib import Path
from typing import Callable

import pytest

from harness.account import Account
from harness.curl import Curl
from harness.server import Process, Server

#: curl's own exit statuses.
NO_HANDSHAKE, EMPTY_ANSWER, RESET, CANNOT_VERIFY = 35, 52, 56, 60


def curl_status(folder: Path, *arguments: str) -> int:
    environment = os.environ | {"CURL_HOME": str(folder)}
    command = ["curl", "--disable", "--silent", "--max-time", "60", *arguments]
    return subprocess.run(command, env=environment, capture_output=True).returncode


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_curl_trusts_the_certificate_with_the_ca_and_refuses_it_without(
    serve: Callable[..., Server], tmp_path: Path, host: str,
) -> None:
    server = serve("--tls", "--host", host)
    assert server.ca_file
    url = server.control_url + "health"
    assert curl_status(tmp_path, url) == CANNOT_VERIFY
    assert curl_status(tmp_path, "--cacert", server.ca_file, url) == 0
    account = Account.new(server)
    answer = Curl(tmp_path).upload(account, "over.tls", b"hello")
    assert (answer.status, answer.json()["md5_hash"]) == (200, "5d41402abc4b2a76b9719d911017c592")


def test_a_host_that_the_certificate_does_not_name_is_refused(serve: Callable[..., Server], tmp_path: Path) -> None:
    server = serve("--tls")
    port = server.origin.rsplit(":", 1)[1]
    for name, status in (("files.pyrus.com", 0), ("example.com", CANNOT_VERIFY)):
        resolve = ("--resolve", f"{name}:{port}:127.0.0.1", "--cacert", server.ca_file or "")
        assert curl_status(tmp_path, *resolve, f"https://{name}:{port}/v4/tasks/1") == status


def test_the_ca_is_the_users_whatever_the_data_and_its_key_for_its_owner(
    start: Callable[..., Process], tmp_path: Path,
) -> None:
    cache, certificates = tmp_path / "cache", []
    for number in range(2):
        process = start("--tls", "--data", str(tmp_path / f"data-{number}"), twins={"XDG_CACHE_HOME": str(cache)})
        server = process.ready()
        assert server.ca_file == str(cache / "pyrus-files" / "ca" / "ca.pem")
        certificates.append(Path(server.ca_file).read_text())
        [key] = Path(server.ca_file).parent.glob("*key*")
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
        process.signal(signal.SIGTERM)
        assert process.wait() == 0
        assert not list(Path(server.data).rglob("*.pem"))
    assert certificates[0] == certificates[1]


def test_plain_http_to_the_tls_port_does_not_hang_it(serve: Callable[..., Server], tmp_path: Path) -> None:
    server = serve("--tls")
    status = curl_status(tmp_path, server.control_url.replace("https", "http") + "health")
    assert status in (EMPTY_ANSWER, RESET)
    assert server.control("GET", "health") == {"status": "ok"}


@pytest.mark.parametrize("options", [("--tls",), ("--intercept",)], ids=["tls", "intercept"])
@pytest.mark.parametrize("version, status", [("1.0", NO_HANDSHAKE), ("1.1", NO_HANDSHAKE), ("1.2", 0), ("1.3", 0)])
def test_versions_that_are_broken_are_not_spoken(
    serve: Callable[..., Server], tmp_path: Path, options: tuple[str, ...], version: str, status: int,
) -> None:
    server = serve(*options)
    url = server.control_url.replace("http:", "https:") + "health"
    # This side would speak any of them: the lowest level of security is OpenSSL's before there were levels.
    spoken = ("--tlsv" + version, "--tls-max", version, "--ciphers", "DEFAULT:@SECLEVEL=0")
    assert curl_status(tmp_path, "--cacert", server.ca_file or "", *spoken, url) == status
