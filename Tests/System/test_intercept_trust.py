"""Whom programs trust under `exec --intercept`: the local CA, and whom they trusted before.

The other site is at an address of this machine that is not its loopback, since for that nobody asks a proxy.
"""

import json
import os
import ssl
import sys
from pathlib import Path
from typing import Iterator

import pytest

from support.authority import Authority, made
from support.machine import own_address
from support.site import Site

PYRUS = "https://api.pyrus.com/v4/tasks/1"

#: Each prints the status of every address that it is given, or what it can't have.
REQUESTS = """
import requests, sys
for url in sys.argv[1:]:
    try:
        print(requests.get(url, headers={"Authorization": "Bearer local-token"}).status_code)
    except requests.exceptions.RequestException as error:
        print(type(error).__name__, error)
"""
HTTPX = """
import httpx, sys
for url in sys.argv[1:]:
    try:
        print(httpx.get(url, headers={"Authorization": "Bearer local-token"}).status_code)
    except httpx.HTTPError as error:
        print(type(error).__name__, error)
"""
CURL = """
for url in "$@"; do
    status=$(curl --disable -sS -o /dev/null -w '%{http_code}' -H 'Authorization: Bearer local-token' "$url" 2>&1)
    printf '%s' "$status" | tr '\\n' ' '; echo
done
"""
NODE = """
const { ProxyAgent, fetch } = require("undici");
const dispatcher = new ProxyAgent(process.env.HTTPS_PROXY);
(async () => {
  for (const url of process.argv.slice(1)) {
    const answer = fetch(url, { dispatcher, headers: { Authorization: "Bearer local-token" } });
    console.log(await answer.then((response) => response.status, (error) => String(error.cause ?? error)));
  }
  // undici waits for ten seconds for what a proxy has refused.
  process.exit();
})();
"""
CLIENTS = {
    "requests": [sys.executable, "-c", REQUESTS], "httpx": [sys.executable, "-c", HTTPX],
    "curl": ["sh", "-c", CURL, "sh"], "node": ["node", "-e", NODE],
}
NODE_PACKAGES = {"NODE_PATH": "/usr/share/nodejs"}


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    folder = tmp_path / "authority"
    folder.mkdir()
    return Authority.new(folder)


@pytest.fixture
def site(authority: Authority) -> Iterator[Site]:
    with Site(own_address(), authority.sign(f"IP:{own_address()}")) as site:
        yield site


def folder_of(authority: Authority) -> Path:
    """As OpenSSL wants its folders: also under the hash of its name."""
    folder = authority.folder / "trusted"
    folder.mkdir()
    (folder / "root.pem").write_bytes(authority.certificate.read_bytes())
    made("rehash", folder)
    return folder


@pytest.mark.parametrize("client, variable", [
    ("requests", "REQUESTS_CA_BUNDLE"), ("requests", "CURL_CA_BUNDLE"), ("curl", "CURL_CA_BUNDLE"),
    ("curl", "SSL_CERT_FILE"), ("httpx", "SSL_CERT_FILE"), ("node", "NODE_EXTRA_CA_CERTS"),
])
def test_who_was_trusted_before_is_trusted_still(
    execute, authority: Authority, site: Site, client: str, variable: str,
) -> None:
    twins = NODE_PACKAGES | {variable: str(authority.certificate)}
    execution = execute([*CLIENTS[client], site.origin, PYRUS, site.origin], "--intercept", "--allow-host", site.host,
                        twins=twins)
    assert execution.end() == (0, "200\n200\n200\n", "")
    assert len(site.visits) == 2


def test_those_of_a_folder_too(execute, authority: Authority, site: Site) -> None:
    twins = {"REQUESTS_CA_BUNDLE": str(folder_of(authority))}
    command = [*CLIENTS["requests"], site.origin, PYRUS]
    assert execute(command, "--intercept", "--allow-host", site.host, twins=twins).end() == (0, "200\n200\n", "")


@pytest.mark.parametrize("client", CLIENTS)
def test_who_was_not_trusted_before_is_not_now(execute, site: Site, client: str) -> None:
    """The local CA does not speak for others, and the proxy does not look into their tunnels."""
    execution = execute([*CLIENTS[client], site.origin, PYRUS], "--intercept", "--allow-host", site.host,
                        twins=NODE_PACKAGES)
    status, out, errors = execution.end()
    refusal, answered = out.splitlines()
    assert "certificate" in refusal.lower() and (status, answered, errors) == (0, "200", "")
    assert site.visits == []


@pytest.mark.parametrize("client", CLIENTS)
def test_a_host_that_is_not_let_through_is_refused_and_named_in_the_log(
    execute, authority: Authority, site: Site, client: str,
) -> None:
    trust = dict.fromkeys(["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"], str(authority.certificate))
    execution = execute([*CLIENTS[client], site.origin, PYRUS], "--intercept", twins=NODE_PACKAGES | trust)
    status, out, errors = execution.end()
    refusal, answered = out.splitlines()
    assert (status, answered) == (0, "200") and site.visits == []
    # So undici tells it.
    assert ("cancelled" if client == "node" else "403") in refusal
    [line] = errors.splitlines()
    assert " warning " in line and f"--allow-host {site.host} " in line and site.authority in line


@pytest.mark.parametrize("level, is_told", [("warning", True), ("error", False), ("critical", False)])
def test_the_line_is_a_warning_and_can_be_silenced(execute, site: Site, level: str, is_told: bool) -> None:
    execution = execute([*CLIENTS["curl"], site.origin], "--intercept", "--log-level", level)
    status, out, errors = execution.end()
    assert status == 0 and "403" in out
    assert ("--allow-host" in errors) == is_told


def certificates(path: str | Path) -> set[bytes]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cafile=path)
    return set(context.get_ca_certs(binary_form=True))


def kept(execute, tmp_path: Path, **variables: str) -> tuple[dict[str, set[bytes]], bytes, str]:
    """The certificates in the file of each variable, the local CA's, and what was warned of."""
    script = """
import json, os, shutil, sys
names = ["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"]
for name in names:
    shutil.copy(os.environ[name], name + ".pem")
"""
    execution = execute([sys.executable, "-c", script], "--intercept", cwd=tmp_path, twins=variables)
    status, out, errors = execution.end()
    assert (status, out) == (0, ""), errors
    names = ["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"]
    [local] = certificates(tmp_path / "cache" / "pyrus-files" / "ca" / "ca.pem")
    return {name: certificates(tmp_path / f"{name}.pem") for name in names}, local, errors


#: Where Debian keeps what the system trusts.
SYSTEM = Path("/etc/ssl/certs/ca-certificates.crt")


def test_where_nothing_was_set_the_systems_roots_are_trusted(execute, tmp_path: Path) -> None:
    files, local, errors = kept(execute, tmp_path)
    system = certificates(SYSTEM)
    assert len(system) > 50 and local not in system
    for name in ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "CURL_CA_BUNDLE"):
        assert files[name] == system | {local}
    assert files["NODE_EXTRA_CA_CERTS"] == {local}
    assert errors == ""


def test_what_each_variable_named_is_kept_in_its_own_file(execute, authority: Authority, tmp_path: Path) -> None:
    """Nobody is trusted in a place where he was not before."""
    for name in ("second", "third"):
        (tmp_path / name).mkdir()
    roots = [authority, Authority.new(tmp_path / "second"), Authority.new(tmp_path / "third")]
    [first], [second], [third] = [certificates(root.certificate) for root in roots]
    files, local, errors = kept(
        execute, tmp_path, REQUESTS_CA_BUNDLE=str(roots[0].certificate), SSL_CERT_FILE=str(roots[1].certificate),
        NODE_EXTRA_CA_CERTS=str(roots[2].certificate))
    assert files == {
        "REQUESTS_CA_BUNDLE": {local, first}, "SSL_CERT_FILE": {local, second},
        # Without a variable of its own, curl heeds the more general one.
        "CURL_CA_BUNDLE": {local, second}, "NODE_EXTRA_CA_CERTS": {local, third},
    }
    assert errors == ""


def test_an_empty_variable_names_nothing(execute, tmp_path: Path) -> None:
    files, local, errors = kept(execute, tmp_path, REQUESTS_CA_BUNDLE="", SSL_CERT_FILE="", NODE_EXTRA_CA_CERTS="")
    assert files["REQUESTS_CA_BUNDLE"] == files["SSL_CERT_FILE"] == certificates(SYSTEM) | {local}
    assert files["NODE_EXTRA_CA_CERTS"] == {local} and errors == ""


def test_a_file_that_is_not_there_is_warned_of_and_the_local_ca_is_trusted(execute, tmp_path: Path) -> None:
    files, local, errors = kept(execute, tmp_path, SSL_CERT_FILE="/no/such/file.pem")
    assert files["SSL_CERT_FILE"] == {local}
    assert errors and all(" warning " in line and "/no/such/file.pem" in line for line in errors.splitlines())


def test_a_file_without_a_line_feed_at_its_end_spoils_nothing(execute, authority: Authority, tmp_path: Path) -> None:
    file = tmp_path / "bundle.pem"
    file.write_bytes(authority.certificate.read_bytes().rstrip())
    files, local, _ = kept(execute, tmp_path, SSL_CERT_FILE=str(file))
    assert files["SSL_CERT_FILE"] == {local, *certificates(authority.certificate)}


def test_the_files_are_nobody_elses_and_gone_at_the_end(execute, tmp_path: Path) -> None:
    script = "import json, os; path = os.environ['SSL_CERT_FILE']; print(json.dumps([path, os.stat(path).st_mode]))"
    execution = execute([sys.executable, "-c", script], "--intercept")
    status, out, _ = execution.end()
    path, mode = json.loads(out)
    assert status == 0 and mode & 0o022 == 0
    assert not os.path.exists(path) and execution.left == []
