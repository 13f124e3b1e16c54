"""Options and their environment twins: bad ones are named, good ones do the same, and the option wins."""

import signal
from datetime import datetime
from pathlib import Path
from typing import Callable

import pytest

from harness.account import Account
from harness.multipart import part, upload
from harness.server import Process, Server
from support.command import Ended, run

BAD = [
    ("--port", "x"), ("--port", "-1"), ("--port", "65536"), ("--port", "99999999999999999999"),
    ("--profile", "real"), ("--edition", "onprem"),
    ("--access-token", "two words"), ("--access-token", ""), ("--access-token", "ключ"),
    ("--max-file-size", "0"), ("--max-file-size", "-5"), ("--max-file-size", "2GB"), ("--max-file-size", "9" * 30),
    ("--max-name-length", "0"), ("--max-name-length", "many"),
    ("--token-lifetime", "24"), ("--token-lifetime", "1w"), ("--token-lifetime", "-1h"),
    ("--token-lifetime", "9" * 30 + "d"),
    ("--unreferenced-lifetime", "24"), ("--unreferenced-lifetime", "soon"), ("--control-token", "two words"),
    ("--max-tokens", "0"), ("--max-tokens", "none"), ("--rate-limit", "5000"), ("--rate-limit", "0/10m"),
    ("--rate-limit", "10/0s"), ("--max-total-size", "0"), ("--max-total-size", "1.5"),
    ("--max-connections", "0"), ("--max-connections", "x"), ("--task", "0"), ("--task", "one"),
    ("--log-level", "loud"), ("--log-format", "xml"), ("--allow-host", "http://example.com"),
    ("--allow-host", "api.pyrus.com"),
]


def variable(option: str) -> str:
    return "PYRUS_FILES_" + option.removeprefix("--").upper().replace("-", "_")


def assert_names(ended: Ended, name: str) -> None:
    assert (ended.status, ended.stdout) == (2, ""), ended
    assert name in ended.lines[0], ended.stderr


@pytest.mark.parametrize("option, value", BAD)
def test_a_bad_option_is_named(binary: str, tmp_path: Path, option: str, value: str) -> None:
    assert_names(run(binary, "serve", f"{option}={value}", home=tmp_path), option)


@pytest.mark.parametrize("option, value", [
    *(row for row in BAD if row[1]), ("--tls", "yes"), ("--tls", "2"), ("--intercept", "on"),
])
def test_a_bad_twin_is_named(binary: str, tmp_path: Path, option: str, value: str) -> None:
    """An empty variable counts as one that is not set."""
    assert_names(run(binary, "serve", home=tmp_path, twins={variable(option): value}), variable(option))


@pytest.mark.parametrize("arguments, name", [
    (["serve", "--no-such-option"], "--no-such-option"), (["serve", "stray"], "stray"),
    (["no-such-command"], "no-such-command"),
    (["serve", "--port"], "--port"), (["serve", "--tls=maybe"], "--tls"), (["serve", "--intercept=1"], "--intercept"),
    (["serve", "--login", "a@b.test"], "--login"), (["serve", "--security-key", "k"], "--security-key"),
    (["serve", "--login", "a@b.test", "--security-key", "k", "--login", "a@b.test", "--security-key", "k"], "--login"),
], ids=lambda value: " ".join(value) if isinstance(value, list) else "")
def test_a_wrong_use_is_named(binary: str, tmp_path: Path, arguments: list[str], name: str) -> None:
    assert_names(run(binary, *arguments, home=tmp_path), name)


def test_a_bad_option_is_told_in_one_sentence(binary: str, tmp_path: Path) -> None:
    run(binary, "serve", "--port", "x", home=tmp_path).assert_one_sentence(status=2)


def test_help_and_version_go_to_standard_output(binary: str, tmp_path: Path) -> None:
    for arguments in (["--help"], ["serve", "--help"], ["--version"]):
        ended = run(binary, *arguments, home=tmp_path)
        assert (ended.status, ended.stderr) == (0, "") and ended.stdout


def status_of_size(server: Server, size: int, token: str) -> int:
    account = Account(server, server.login, server.security_key, token)
    return upload(account, part(b"x" * size, filename="n")).status


def test_every_twin_does_what_its_option_does(start: Callable[..., Process], tmp_path: Path) -> None:
    data, log, seeds = tmp_path / "data", tmp_path / "twin.log", tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "seed").write_bytes(b"s")
    process = start(twins={
        "PYRUS_FILES_HOST": "localhost", "PYRUS_FILES_DATA": str(data), "PYRUS_FILES_PROFILE": "observed",
        "PYRUS_FILES_EDITION": "cloudless", "PYRUS_FILES_LOGIN": "a@one.test,b@two.test",
        "PYRUS_FILES_SECURITY_KEY": "key-a,key-b", "PYRUS_FILES_ACCESS_TOKEN": "twin-token",
        "PYRUS_FILES_MAX_FILE_SIZE": "100", "PYRUS_FILES_MAX_NAME_LENGTH": "5", "PYRUS_FILES_TOKEN_LIFETIME": "15m",
        "PYRUS_FILES_MAX_TOKENS": "off", "PYRUS_FILES_RATE_LIMIT": "77/10m", "PYRUS_FILES_MAX_TOTAL_SIZE": "150",
        "PYRUS_FILES_MAX_CONNECTIONS": "50", "PYRUS_FILES_TASK": "7,8", "PYRUS_FILES_TLS": "1",
        "PYRUS_FILES_INTERCEPT": "1", "PYRUS_FILES_ALLOW_HOST": "a.test,b.test",
        "PYRUS_FILES_SEED": str(seeds), "PYRUS_FILES_UNREFERENCED_LIFETIME": "90s", "PYRUS_FILES_CONTROL_TOKEN": "twin",
        "PYRUS_FILES_LOG_LEVEL": "info", "PYRUS_FILES_LOG_FORMAT": "json", "PYRUS_FILES_LOG_FILE": str(log),
    })
    server = process.ready()
    assert server.origin.startswith("https://localhost:")
    assert server.proxy_url == server.origin.replace("https", "http")
    assert (server.data, server.login, server.security_key) == (str(data), "a@one.test", "key-a")
    assert (server.access_token, server.task_id) == ("twin-token", 7)
    assert status_of_size(server, 100, "twin-token") == 200
    assert status_of_size(server, 101, "twin-token") == 400
    assert status_of_size(server, 51, "twin-token") == 500
    account = Account(server, "a@one.test", "key-a", "twin-token")
    assert upload(account, part(b"x", filename="longer")).error == (400, "max_file_name_length_exceeded")
    receipt = upload(account, part(b"x", filename="n"))
    assert receipt.header("X-RateLimit-Limit") == "77"
    assert receipt.json()["md5_hash"] == "9DD4E461268C8034F5C8564E155C67A6"
    assert account.call("GET", "tasks/8").status == 200
    assert account.call("GET", "files/download/1000").body == b"s"
    assert server.call("GET", "/_control/uploads").status == 403
    [waiting] = [listed for listed in server.call("GET", "/_control/uploads", token="twin").json()["uploads"]
                 if not listed["references"]][-1:]
    lived = datetime.fromisoformat(waiting["expires"]) - datetime.fromisoformat(waiting["created"])
    assert lived.total_seconds() == 90
    logins = [("b@two.test", "key-b", True), ("b@two.test", "key-a", False), ("c@two.test", "key-c", False)]
    for login, key, is_known in logins:
        answer = server.call("POST", server.auth_url, document={"login": login, "security_key": key})
        assert (answer.status == 200) == is_known
    # A request's line is written after its answer.
    process.signal(signal.SIGTERM)
    assert process.wait() == 0
    assert log.read_text().startswith("{")


def test_the_option_wins_over_its_twin(start: Callable[..., Process]) -> None:
    server = start("--access-token", "by-option", "--max-file-size=10", twins={
        "PYRUS_FILES_ACCESS_TOKEN": "by-twin", "PYRUS_FILES_MAX_FILE_SIZE": "20", "PYRUS_FILES_TLS": "0",
        "PYRUS_FILES_PORT": "not a number"}).ready()
    assert server.access_token == "by-option" and server.origin.startswith("http://")
    assert status_of_size(server, 10, "by-option") == 200
    assert status_of_size(server, 11, "by-option") == 400
    assert status_of_size(server, 1, "by-twin") == 401
