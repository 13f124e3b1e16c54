"""Keeps the tests on this machine: a client that reaches for a real host fails its test at once."""

import ipaddress
import os
import socket
from typing import Any

violations: list[str] = []


class NotLoopback(OSError):
    """Raised instead of a connection or a look-up that would leave the machine."""


def is_loopback(host: Any) -> bool:
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    text = host.decode() if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(text.partition("%")[0]).is_loopback
    except ValueError:
        return False


def environment() -> None:
    """No proxy for this process and its children, whatever the caller's shell says."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "FTP_PROXY"):
        os.environ.pop(name, None)
        os.environ.pop(name.lower(), None)
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost,::1"


def install() -> None:
    """Patches the socket type and the resolver of this process; asyncio's and every client's calls end there."""
    environment()
    real = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex")}

    def guarded(name: str) -> Any:
        def call(self: socket.socket, address: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6):
                _check(address[0])
            return real[name](self, address)
        return call

    for name in real:
        setattr(socket.socket, name, guarded(name))
    resolve = socket.getaddrinfo

    def getaddrinfo(host: Any, *arguments: Any, **options: Any) -> Any:
        _check(host)
        return resolve(host, *arguments, **options)

    socket.getaddrinfo = getaddrinfo


def _check(host: Any) -> None:
    if not is_loopback(host):
        violations.append(host.decode() if isinstance(host, bytes) else host)
        raise NotLoopback(f"a test reached for {violations[-1]}")
