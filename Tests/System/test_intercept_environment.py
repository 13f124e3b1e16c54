"""What `--intercept` puts into the environment of the command and into the ready file; its options and their twins."""

import json
import os
import sys
from pathlib import Path
from typing import Any, Callable

import pytest

from harness.server import Process
from support.command import run
from support.tunnel import connect_head, to_proxy

PRINT = [sys.executable, "-c", "import json, os; print(json.dumps(dict(os.environ)))"]
LOOPBACK = "localhost,127.0.0.1,::1"


def environment(execute, *options: str, **variables: str) -> dict[str, str]:
    status, out, errors = execute(PRINT, *options, twins=variables).end()
    assert (status, errors) == (0, "")
    return json.loads(out)


def added(execute, *options: str, **variables: str) -> dict[str, str]:
    """What stands in the environment beside what a server without --intercept puts there, or is another."""
    plain = environment(execute, *[option for option in options if option != "--intercept"], **variables)
    intercepted = environment(execute, *options, **variables)
    assert plain.keys() <= intercepted.keys()
    addresses = {name for name in plain if name.startswith("PYRUS_")}
    return {name: value for name, value in intercepted.items()
            if name not in addresses and plain.get(name) != value} | {"origin": intercepted["PYRUS_ORIGIN"]}


def assert_is_what_it_should_be(variables: dict[str, str], cache: Path, extra: str | None = None) -> None:
    proxy = "http://" + variables.pop("origin").split("://")[1]
    bundle = variables["SSL_CERT_FILE"]
    assert variables == {
        "HTTPS_PROXY": proxy, "https_proxy": proxy, "NO_PROXY": LOOPBACK, "no_proxy": LOOPBACK,
        "NODE_USE_ENV_PROXY": "1", "NODE_EXTRA_CA_CERTS": extra or str(cache / "pyrus-files" / "ca" / "ca.pem"),
        "SSL_CERT_FILE": bundle, "REQUESTS_CA_BUNDLE": bundle, "CURL_CA_BUNDLE": bundle,
    }
    assert os.path.isabs(bundle)


@pytest.mark.parametrize("options", [(), ("--tls",), ("--host", "localhost"), ("--edition", "cloudless")], ids=" ".join)
def test_it_is_exactly_this(execute, tmp_path: Path, options: tuple[str, ...]) -> None:
    """The proxy is spoken to without TLS, also where the server has it."""
    assert_is_what_it_should_be(added(execute, "--intercept", *options), tmp_path / "cache")


def test_what_was_set_before_gives_way(execute, tmp_path: Path) -> None:
    elsewhere = "http://192.0.2.1:3128"
    variables = added(execute, "--intercept", HTTPS_PROXY=elsewhere, https_proxy=elsewhere, NO_PROXY="pyrus.com",
                      no_proxy="*", NODE_USE_ENV_PROXY="0")
    assert_is_what_it_should_be(variables, tmp_path / "cache")


def test_what_is_not_named_stays_as_it_was(execute) -> None:
    elsewhere = "http://192.0.2.1:3128"
    kept = {"HTTP_PROXY": elsewhere, "ALL_PROXY": elsewhere, "SSL_CERT_DIR": "/etc/ssl/certs"}
    seen = environment(execute, "--intercept", **kept)
    assert {name: seen[name] for name in kept} == kept


def test_trust_that_was_set_before_is_in_another_file(execute, tmp_path: Path) -> None:
    """Only what it named is added there; see the tests of trust for what the files hold."""
    roots = tmp_path / "roots.pem"
    roots.write_text("")
    for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"):
        seen = environment(execute, "--intercept", **{name: str(roots)})
        assert seen[name] not in (str(roots), "/etc/ssl/certs/ca-certificates.crt")
        assert len({seen["SSL_CERT_FILE"], seen["REQUESTS_CA_BUNDLE"], seen["CURL_CA_BUNDLE"]}) <= 2


def test_each_variable_is_there_once(execute) -> None:
    """Of two of one name, programs take the one or the other."""
    execution = execute(["env"], "--intercept", twins={"HTTPS_PROXY": "http://192.0.2.1:1", "NO_PROXY": "x"})
    names = [line.split("=")[0] for line in execution.end()[1].splitlines()]
    assert [names.count(name) for name in ("HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE", "https_proxy")] == [1, 1, 1, 1]


# MARK: The ready file


NEW = ["ca_file", "ca_bundle", "proxy_url"]


@pytest.mark.parametrize("options, members", [
    (["--intercept"], NEW), (["--intercept", "--tls"], NEW), (["--tls"], ["ca_file"]), ([], []),
], ids=lambda value: " ".join(value))
def test_the_ready_file_names_what_there_is(
    start: Callable[..., Process], execute, tmp_path: Path, options: list[str], members: list[str],
) -> None:
    server = start(*options).ready()
    assert_names(server.ready, members)
    copy = tmp_path / "copy.json"
    execution = execute(["cp", str(tmp_path / "ready.json"), str(copy)], "--ready-file", str(tmp_path / "ready.json"),
                        *options)
    assert execution.end() == (0, "", "")
    document = json.loads(copy.read_text())
    assert [name for name in document if name in NEW] == members
    assert not (tmp_path / "ready.json").exists()


def assert_names(document: dict[str, Any], members: list[str]) -> None:
    assert [name for name in document if name in NEW] == members
    if "proxy_url" in members:
        assert document["proxy_url"] == "http://" + document["origin"].split("://")[1]
    if "ca_bundle" in members:
        bundle, authority = Path(document["ca_bundle"]).read_text(), Path(document["ca_file"]).read_text()
        assert authority in bundle and bundle.count("BEGIN CERTIFICATE") > authority.count("BEGIN CERTIFICATE")


# MARK: Options and twins


def status_of(server, authority: str) -> int:
    with to_proxy(server) as connection:
        connection.send(connect_head(authority))
        return connection.answer().status


def test_twins_do_what_their_options_do(start: Callable[..., Process]) -> None:
    """Nobody is at port 1: whoever is let through is not reached, which is another answer than a refusal."""
    server = start(twins={"PYRUS_FILES_INTERCEPT": "1", "PYRUS_FILES_ALLOW_HOST": "127.0.0.1,localhost:1"}).ready()
    answers = {name: status_of(server, name) for name in ("127.0.0.1:1", "localhost:1", "localhost:2", "127.0.0.2:1")}
    assert answers == {"127.0.0.1:1": 502, "localhost:1": 502, "localhost:2": 403, "127.0.0.2:1": 403}


def test_options_win_over_their_twins(start: Callable[..., Process]) -> None:
    server = start("--intercept", "--allow-host", "127.0.0.1",
                   twins={"PYRUS_FILES_INTERCEPT": "0", "PYRUS_FILES_ALLOW_HOST": "localhost"}).ready()
    assert (status_of(server, "127.0.0.1:1"), status_of(server, "localhost:1")) == (502, 403)


def test_an_option_may_be_repeated(start: Callable[..., Process]) -> None:
    server = start("--intercept", "--allow-host", "127.0.0.1", "--allow-host=localhost").ready()
    assert (status_of(server, "127.0.0.1:1"), status_of(server, "localhost:1")) == (502, 502)


def test_a_twin_that_says_no_is_no(execute) -> None:
    seen = environment(execute, PYRUS_FILES_INTERCEPT="0")
    assert "HTTPS_PROXY" not in seen and "NODE_USE_ENV_PROXY" not in seen


BAD_HOSTS = [
    "a b", "http://example.com", "example.com/", "example.com:0", "example.com:65536", "example.com:x", ":443",
    "*.example.com", "user@example.com", "[::1", "::g", "пример.рф", "a,b",
]
REAL_HOSTS = [
    "api.pyrus.com", "accounts.pyrus.com", "files.pyrus.com", "pyrus.com", "API.pyrus.com", "api.pyrus.com.",
    "api.pyrus.com:443", "pyrus.com:8443",
]


@pytest.mark.parametrize("command", [["serve", "--port", "0"], ["exec"]], ids=lambda command: command[0])
@pytest.mark.parametrize("host", [*BAD_HOSTS, *REAL_HOSTS])
def test_a_host_that_can_not_be_let_through_is_told(
    binary: str, tmp_path: Path, command: list[str], host: str,
) -> None:
    tail = ["--", "echo", "ran"] if command == ["exec"] else []
    ended = run(binary, *command, "--intercept", f"--allow-host={host}", *tail, home=tmp_path)
    ended.assert_one_sentence(status=2)
    assert "--allow-host" in ended.stderr and host in ended.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("value", ["x,api.pyrus.com", "http://x", "PYRUS.COM"])
def test_so_is_that_of_a_twin(binary: str, tmp_path: Path, value: str) -> None:
    twins = {"PYRUS_FILES_INTERCEPT": "1", "PYRUS_FILES_ALLOW_HOST": value}
    ended = run(binary, "serve", "--port", "0", home=tmp_path, twins=twins)
    ended.assert_one_sentence(status=2)
    assert "PYRUS_FILES_ALLOW_HOST" in ended.stderr


@pytest.mark.parametrize("command", [["serve", "--port", "0"], ["exec"]], ids=lambda command: command[0])
def test_a_host_to_let_through_needs_a_proxy(binary: str, tmp_path: Path, command: list[str]) -> None:
    tail = ["--", "echo", "ran"] if command == ["exec"] else []
    ended = run(binary, *command, "--allow-host", "example.com", *tail, home=tmp_path)
    ended.assert_one_sentence(status=2)
    assert "--allow-host" in ended.stderr and "--intercept" in ended.stderr


@pytest.mark.parametrize("twins", [{"PYRUS_FILES_INTERCEPT": "yes"}, {"PYRUS_FILES_INTERCEPT": "2"}])
def test_a_flag_of_the_environment_is_1_or_0(binary: str, tmp_path: Path, twins: dict[str, str]) -> None:
    ended = run(binary, "exec", "--", "echo", "ran", home=tmp_path, twins=twins)
    ended.assert_one_sentence(status=2)
    assert "PYRUS_FILES_INTERCEPT" in ended.stderr


def test_an_authority_that_can_not_be_had_is_told(binary: str, tmp_path: Path) -> None:
    """A failure to start: 1, and of exec 125."""
    (tmp_path / "file").write_text("kept")
    twins = {"XDG_CACHE_HOME": str(tmp_path / "file")}
    for arguments, status in ((["serve", "--port", "0"], 1), (["exec"], 125)):
        tail = ["--", "echo", "ran"] if status == 125 else []
        ended = run(binary, *arguments, "--intercept", *tail, home=tmp_path, twins=twins)
        ended.assert_one_sentence(status)
        assert str(tmp_path / "file") in ended.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]
