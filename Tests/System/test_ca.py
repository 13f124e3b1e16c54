"""The local CA: where it lies and how it is shown (`pyrus-files ca`), and for whom it can speak."""

import os
import re
import socket
import ssl
import stat
import subprocess
from pathlib import Path
from typing import Callable

import pytest

from harness.server import Process
from support.authority import Authority, Signed, made, verification
from support.command import run
from support.execution import SECONDS, clean_environment
from support.far_end import FarEnd


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """A cache folder that is not there yet."""
    return tmp_path / "a new" / "cache"


def ca(binary: str, home: Path, cache: Path, *arguments: str) -> str:
    ended = run(binary, "ca", *arguments, home=home, twins={"XDG_CACHE_HOME": str(cache)})
    assert (ended.status, ended.stderr) == (0, ""), ended
    return ended.stdout


# MARK: Where it lies


def test_it_is_made_at_the_first_use_and_the_same_at_the_second(binary: str, tmp_path: Path, cache: Path) -> None:
    path = Path(ca(binary, tmp_path, cache, "--path").removesuffix("\n"))
    assert path == cache / "pyrus-files" / "ca" / "ca.pem"
    first = path.read_bytes()
    for _ in range(2):
        assert ca(binary, tmp_path, cache, "--path") == f"{path}\n"
        assert ca(binary, tmp_path, cache, "--print").encode() == first
    assert path.read_bytes() == first
    assert made("x509", "-in", path, "-noout", "-ext", "basicConstraints").count("CA:TRUE") == 1


def test_printing_may_be_its_first_use(binary: str, tmp_path: Path, cache: Path) -> None:
    pem = ca(binary, tmp_path, cache, "--print")
    assert pem == (cache / "pyrus-files" / "ca" / "ca.pem").read_text()
    assert pem.startswith("-----BEGIN CERTIFICATE-----\n") and pem.endswith("-----END CERTIFICATE-----\n")
    assert pem.count("BEGIN") == 1, "the key is nobody's business"


def test_alone_it_says_what_it_is(binary: str, tmp_path: Path, cache: Path) -> None:
    text = ca(binary, tmp_path, cache)
    path = cache / "pyrus-files" / "ca" / "ca.pem"
    fingerprint = made("x509", "-in", path, "-noout", "-fingerprint", "-sha256").strip().split("=")[1]
    subject = made("x509", "-in", path, "-noout", "-subject").strip().split("CN = ")[1]
    for word in (str(path), fingerprint, subject, "api.pyrus.com", "accounts.pyrus.com", "files.pyrus.com"):
        assert word in text
    assert "PRIVATE" not in text


@pytest.mark.parametrize("arguments", [
    ["--print", "--path"], ["--path", "--print"], ["stray"], ["--path=x"], ["--no-such-option"],
], ids=" ".join)
def test_a_wrong_use_is_told_and_makes_nothing(binary: str, tmp_path: Path, cache: Path, arguments: list[str]) -> None:
    ended = run(binary, "ca", *arguments, home=tmp_path, twins={"XDG_CACHE_HOME": str(cache)})
    assert (ended.status, ended.stdout) == (2, "") and len(ended.lines) == 1, ended
    assert all(argument.split("=")[0] in ended.stderr for argument in arguments)
    assert not cache.exists()


def test_without_a_cache_folder_it_lies_in_the_home(binary: str, tmp_path: Path) -> None:
    ended = run(binary, "ca", "--path", home=tmp_path, twins={"XDG_CACHE_HOME": ""})
    assert ended.stdout == f"{tmp_path}/.cache/pyrus-files/ca/ca.pem\n"


def without_home(cache: Path) -> dict[str, str]:
    environment = {k: v for k, v in clean_environment().items() if k != "HOME"}
    return environment | {"XDG_CACHE_HOME": str(cache)}


def test_without_a_home_it_lies_in_the_cache_folder(binary: str, cache: Path) -> None:
    done = subprocess.run([binary, "ca", "--path"], env=without_home(cache), capture_output=True, text=True,
                          timeout=SECONDS)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{cache}/pyrus-files/ca/ca.pem\n", "")


def test_a_place_that_can_not_be_is_told(binary: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    ended = run(binary, "ca", "--path", home=tmp_path, twins={"XDG_CACHE_HOME": str(tmp_path / "file")})
    ended.assert_one_sentence(status=1)
    assert str(tmp_path / "file") in ended.stderr


def test_its_key_is_its_owners_whatever_the_mask(binary: str, tmp_path: Path, cache: Path) -> None:
    subprocess.run([binary, "ca", "--path"], env=without_home(cache), check=True, capture_output=True,
                   timeout=SECONDS, preexec_fn=lambda: os.umask(0))
    folder = cache / "pyrus-files" / "ca"
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes.pop("ca-key.pem") == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0
    assert all(mode & 0o022 == 0 for mode in modes.values()), modes
    for path in folder.iterdir():
        assert ("PRIVATE KEY" in path.read_text()) == (path.name == "ca-key.pem")


def test_of_many_who_start_at_once_one_makes_it(binary: str, cache: Path) -> None:
    processes = [subprocess.Popen([binary, "ca", "--print"], env=without_home(cache), stdout=subprocess.PIPE)
                 for _ in range(8)]
    assert len({process.communicate(timeout=SECONDS)[0] for process in processes}) == 1


def test_every_server_of_a_user_shows_the_same(binary: str, start: Callable[..., Process], cache: Path) -> None:
    """Whatever its data: what is trusted once is trusted for all."""
    here = {"XDG_CACHE_HOME": str(cache)}
    server = start("--tls", twins=here).ready()
    other = start("--intercept", "--data", str(cache.parent / "data"), twins=here).ready()
    assert server.ca_file == other.ca_file == str(cache / "pyrus-files" / "ca" / "ca.pem")
    answers = [each.call("GET", "/_control/ca.pem") for each in (server, other)]
    assert [answer.status for answer in answers] == [200, 200]
    assert {answer.body for answer in answers} == {Path(server.ca_file).read_bytes()}
    assert ca(binary, cache.parent, cache, "--print").encode() == answers[0].body


def test_a_server_without_certificates_makes_none_and_shows_none(start: Callable[..., Process], cache: Path) -> None:
    server = start(twins={"XDG_CACHE_HOME": str(cache)}).ready()
    assert server.call("GET", "/_control/ca.pem").status == 404
    assert not cache.exists()


# MARK: For whom it can speak


@pytest.fixture
def stolen(binary: str, tmp_path: Path, cache: Path) -> Authority:
    """The CA in the hands of somebody who has its key."""
    certificate = Path(ca(binary, tmp_path, cache, "--path").strip())
    [key] = certificate.parent.glob("*key*")
    folder = tmp_path / "signed"
    folder.mkdir()
    return Authority(folder, certificate, key)


def handshake(trusted: Path, signed: Signed, name: str) -> str:
    """What Python's `ssl` says of a server that shows this: `OK`, or why not."""
    showing = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    chain = signed.certificate.with_suffix(".chain")
    chain.write_bytes(b"".join(path.read_bytes() for path in (signed.certificate, *signed.chain)))
    showing.load_cert_chain(chain, signed.key)

    def show(connection: socket.socket) -> None:
        try:
            with showing.wrap_socket(connection, server_side=True) as secure:
                secure.sendall(b"believed")
        except (ssl.SSLError, ConnectionError):
            pass  # As the client has it.

    with FarEnd(show) as far, socket.create_connection(("127.0.0.1", far.port), timeout=SECONDS) as connection:
        try:
            with ssl.create_default_context(cafile=trusted).wrap_socket(connection, server_hostname=name) as secure:
                return "OK" if secure.recv(100) == b"believed" else "nothing said"
        except ssl.SSLCertVerificationError as error:
            return error.verify_message


WITHIN = [
    "api.pyrus.com", "accounts.pyrus.com", "files.pyrus.com", "pyrus.com", "localhost", "127.0.0.1", "127.9.9.9", "::1",
]
BEYOND = [
    "example.com", "evil-pyrus.com", "pyrus.com.example.com", "api.pyrus.com.example.com", "xpyrus.com", "com",
    "localhost.example.com", "evillocalhost", "10.0.0.1", "128.0.0.1", "126.255.255.255", "::2", "::ffff:127.0.0.1",
]


def alternative(name: str) -> str:
    is_address = ":" in name or name.replace(".", "").isdigit()
    return f"{'IP' if is_address else 'DNS'}:{name}"


@pytest.mark.parametrize("name", WITHIN)
def test_it_is_believed_for_its_hosts(stolen: Authority, name: str) -> None:
    signed = stolen.sign(alternative(name))
    assert verification(stolen.certificate, signed, name) == "OK"
    assert handshake(stolen.certificate, signed, name) == "OK"


@pytest.mark.parametrize("name", BEYOND)
def test_it_is_not_believed_for_any_other(stolen: Authority, name: str) -> None:
    """For the name's sake, and for no other reason."""
    signed = stolen.sign(alternative(name))
    assert verification(stolen.certificate, signed, name) == "permitted subtree violation"
    assert handshake(stolen.certificate, signed, name) == "permitted subtree violation"


@pytest.mark.parametrize("alternatives, name", [
    (["DNS:api.pyrus.com", "DNS:example.com"], "example.com"),
    (["DNS:api.pyrus.com", "DNS:example.com"], "api.pyrus.com"), (["DNS:api.pyrus.com", "IP:10.0.0.1"], "10.0.0.1"),
    (["DNS:*.example.com"], "x.example.com"), (["DNS:EXAMPLE.COM"], "example.com"),
])
def test_a_name_beyond_beside_one_within_or_under_a_star_is_none_either(
    stolen: Authority, alternatives: list[str], name: str,
) -> None:
    signed = stolen.sign(*alternatives)
    for judge in (verification, handshake):
        assert judge(stolen.certificate, signed, name) == "permitted subtree violation"


def test_a_common_name_instead_is_not_believed(stolen: Authority) -> None:
    signed = stolen.sign(common_name="example.com")
    for judge in (verification, handshake):
        assert judge(stolen.certificate, signed, "example.com") == "permitted subtree violation"


@pytest.mark.parametrize("name", ["api.pyrus.com", "example.com"])
def test_an_authority_below_it_is_not_believed_for_anybody(stolen: Authority, name: str) -> None:
    """Nor can it be a way around the names."""
    below = stolen.below()
    signed = below.sign(alternative(name))
    signed = Signed(signed.certificate, signed.key, chain=(below.certificate,))
    for judge in (verification, handshake):
        assert judge(stolen.certificate, signed, name) == "path length constraint exceeded"


def test_the_same_ways_believe_an_authority_without_constraints(tmp_path: Path) -> None:
    """So that what is refused above is refused for what this CA is."""
    own = Authority.new(tmp_path)
    for name in BEYOND[:3] + ["10.0.0.1"]:
        signed = own.sign(alternative(name))
        for judge in (verification, handshake):
            assert judge(own.certificate, signed, name) == "OK"
    below = own.below()
    signed = below.sign("DNS:example.com")
    for judge in (verification, handshake):
        signed = Signed(signed.certificate, signed.key, chain=(below.certificate,))
        assert judge(own.certificate, signed, "example.com") == "OK"


@pytest.mark.parametrize("name, reason", [("api.pyrus.com", None), ("example.com", "permitted subtree violation")])
def test_curl_and_node_have_it_the_same_way(stolen: Authority, name: str, reason: str | None) -> None:
    signed = stolen.sign(alternative(name))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(signed.certificate, signed.key)

    def answer(connection: socket.socket) -> None:
        try:
            with context.wrap_socket(connection, server_side=True) as secure:
                if secure.recv(4096):
                    secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK")
        except (ssl.SSLError, ConnectionError):
            pass  # As the client has it.

    with FarEnd(answer) as far:
        command = ["curl", "--disable", "--silent", "--show-error", "--noproxy", "*", "--max-time", "60", "--cacert",
                   str(stolen.certificate), "--connect-to", f"{name}:443:127.0.0.1:{far.port}", f"https://{name}/"]
        curl = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
        script = f"""require("tls").connect({{ host: "127.0.0.1", port: {far.port}, servername: "{name}" }})
            .on("secureConnect", function () {{ console.log("OK"); this.destroy(); }})
            .on("error", (error) => console.log(error.message));"""
        trust = {"NODE_EXTRA_CA_CERTS": str(stolen.certificate)}
        node = subprocess.run(["node", "-e", script], capture_output=True, text=True, timeout=SECONDS,
                              env=clean_environment() | trust)
    if reason is None:
        assert (curl.returncode, curl.stdout, node.stdout) == (0, "OK", "OK\n")
    else:
        assert (curl.returncode, curl.stdout) == (60, "") and reason in curl.stderr
        assert reason in node.stdout


def test_the_constraints_are_critical_and_exactly_these(stolen: Authority) -> None:
    text = made("x509", "-in", stolen.certificate, "-noout", "-text")
    constraints = re.search(r"X509v3 Name Constraints: critical\n(.*?)\n +X509v3", text, re.S)
    assert constraints, text
    [head, *permitted] = [line.strip() for line in constraints[1].splitlines()]
    assert head == "Permitted:"
    assert permitted == [
        "DNS:localhost", "DNS:api.pyrus.com", "DNS:accounts.pyrus.com", "DNS:files.pyrus.com", "DNS:pyrus.com",
        "IP:127.0.0.0/255.0.0.0", "IP:0:0:0:0:0:0:0:1/FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF"]
    assert "X509v3 Basic Constraints: critical\n                CA:TRUE, pathlen:0" in text
