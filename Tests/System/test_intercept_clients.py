"""Programs whose addresses can't be changed, run by `exec --intercept` as they are: they go the whole way round, and
reach nobody but the server.
"""

import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from harness.contents import CONTENTS
from support.execution import SECONDS
from support.watch import Watch

FLOWS = Path(__file__).with_name("flows")

#: Each with its interpreter, and the hosts that it asks.
PROGRAMS = {
    "with_pyrus_api.py": (sys.executable, {"accounts", "api", "files"}),
    "with_aiopyrus.py": (sys.executable, {"accounts", "api", "files"}),
    "with_requests.py": (sys.executable, {"accounts", "api", "files", ""}),
    "with_httpx.py": (sys.executable, {"accounts", "api", "files"}),
    "with_aiohttp.py": (sys.executable, {"accounts", "api", "files"}),
    "with_curl.sh": ("sh", {"accounts", "api", "files"}),
    "with_undici.cjs": ("node", {"accounts", "api", "files"}),
}

#: Where Debian's node-undici lies; a Node of another origin has to be told.
NODE_PACKAGES = {"NODE_PATH": "/usr/share/nodejs"}

#: Runs a command, and then keeps what the server's journal has of it, and the server's address.
WITNESS = """
"$@" || exit $?
curl -sSf -o journal.json ${PYRUS_CONTROL_URL}requests
printf %s "$PYRUS_ORIGIN" > origin
"""


def assert_stays_inside(
    execute, folder: Path, hosts: set[str], command: list[str], *options: str, twins: dict[str, str] = {},
) -> None:
    """The command succeeds under strace; it and the server reach for the server's address, and for no other."""
    watch = Watch(folder)
    execution = execute(["sh", "-c", WITNESS, "sh", *command], "--intercept", *options, under=watch.command,
                        cwd=folder, twins=NODE_PACKAGES | twins)
    assert execution.end() == (0, "", "")
    assert execution.left == []
    origin = (folder / "origin").read_text()
    assert watch.reached() == {urlsplit(origin).netloc}
    requests = json.loads((folder / "journal.json").read_text())["requests"]
    assert requests and all(request["status"] == 200 for request in requests), requests
    asked = {value for request in requests for name, value in request["headers"] if name.lower() == "host"}
    assert asked == hosts


def hosts_of(program: str) -> set[str]:
    return {f"{name}.pyrus.com".lstrip(".") for name in PROGRAMS[program][1]}


@pytest.mark.parametrize("program", PROGRAMS)
def test_an_untouched_program_goes_the_whole_way_round(execute, tmp_path: Path, program: str) -> None:
    source, copy = tmp_path / "my file.bin", tmp_path / "copy.bin"
    source.write_bytes(CONTENTS["64-kib-and-one"])
    command = [PROGRAMS[program][0], str(FLOWS / program), str(source), str(copy)]
    assert_stays_inside(execute, tmp_path, hosts_of(program), command)
    assert copy.read_bytes() == source.read_bytes()


@pytest.mark.parametrize("program", ["with_pyrus_api.py", "with_curl.sh", "with_undici.cjs"])
def test_also_beside_the_callers_own_proxy_and_exceptions(execute, tmp_path: Path, program: str) -> None:
    """What the caller's environment says of proxies and trust leads nobody out."""
    source, copy = tmp_path / "file.bin", tmp_path / "copy.bin"
    source.write_bytes(b"hello pyrus")
    proxy = "http://192.0.2.1:3128"
    elsewhere = {"HTTPS_PROXY": proxy, "https_proxy": proxy, "ALL_PROXY": proxy, "all_proxy": proxy,
                 "NO_PROXY": "pyrus.com,.pyrus.com,*", "no_proxy": "*"}
    command = [PROGRAMS[program][0], str(FLOWS / program), str(source), str(copy)]
    assert_stays_inside(execute, tmp_path, hosts_of(program), command, twins=elsewhere)
    assert copy.read_bytes() == source.read_bytes()


def test_aiopyrus_whose_first_call_is_a_download_stays_inside(execute, tmp_path: Path) -> None:
    seeds, copy = tmp_path / "seeds", tmp_path / "copy"
    seeds.mkdir()
    (seeds / "seed.txt").write_bytes(b"there from the start")
    command = [sys.executable, str(FLOWS / "aiopyrus_download_first.py"), "1000", str(copy)]
    hosts = {"accounts.pyrus.com", "files.pyrus.com"}
    assert_stays_inside(execute, tmp_path, hosts, command, "--seed", str(seeds))
    assert copy.read_bytes() == b"there from the start"


def test_behind_tls_it_is_the_same(execute, tmp_path: Path) -> None:
    """The proxy is plain HTTP all the same, since hardly any client talks TLS to its proxy."""
    source, copy = tmp_path / "file.bin", tmp_path / "copy.bin"
    source.write_bytes(b"hello pyrus")
    script = '"$0" "$1" "$2" "$3" && curl -sSf -o health ${PYRUS_CONTROL_URL}health'
    flow = [sys.executable, str(FLOWS / "with_pyrus_api.py"), str(source), str(copy)]
    execution = execute(["sh", "-c", script, *flow], "--intercept", "--tls", cwd=tmp_path)
    assert execution.end() == (0, "", "")
    assert copy.read_bytes() == source.read_bytes()
    assert json.loads((tmp_path / "health").read_text()) == {"status": "ok"}


def test_a_host_that_is_not_of_pyrus_is_refused_and_not_looked_up(execute, tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    script = "curl -sS https://example.com/; echo $?; printf %s \"$PYRUS_ORIGIN\" > origin"
    execution = execute(["sh", "-c", script], "--intercept", under=watch.command, cwd=tmp_path)
    status, out, errors = execution.end()
    assert (status, out) == (0, "56\n")
    assert "403" in errors and "--allow-host example.com" in errors
    assert watch.reached() == {urlsplit((tmp_path / "origin").read_text()).netloc}


SENDS_NOTHING = "import socket; socket.socket(socket.{family}, socket.SOCK_DGRAM).connect(({host!r}, {port}))"


@pytest.mark.parametrize("family, host, port", [("AF_INET", "127.0.0.9", 53), ("AF_INET6", "::1", 9)])
def test_the_watch_sees_who_goes_elsewhere(tmp_path: Path, family: str, host: str, port: int) -> None:
    """A look-up by UDP begins so. Nothing leaves: what is connected sends nothing."""
    watch = Watch(tmp_path)
    script = SENDS_NOTHING.format(family=family, host=host, port=port)
    command = [*watch.command, "sh", "-c", f'{sys.executable} -c "{script}"; true']
    subprocess.run(command, check=True, timeout=SECONDS)
    assert watch.reached() == {f"{host}:{port}"}
