"""The life of one organization on a server: everything that a client does, each kind of fault, and its end."""

import hashlib
import random
import re
import socket
import time
from contextlib import suppress
from typing import Any, Callable

from harness.account import Account
from harness.multipart import CONTENT_TYPE, body, part, upload
from harness.server import Server
from harness.wire import request

from .database import eventually
from .transfer import download

#: The largest of the files.
LARGEST = 2 << 20
#: Longer than an upload is kept, or a token is valid, in seconds.
LONG = 90_000
#: How long a client waits for what a fault holds before it leaves, in seconds.
PATIENCE = 0.3
_STATUS = {"status": 502, "body": "<html>", "content_type": "text/html"}
#: The operation that meets it, and the fault.
FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("upload", {"kind": "status", "error_code": "too_many_requests"}), ("download", {"kind": "status", **_STATUS}),
    ("upload", {"kind": "delay", "ms": 100}), ("download", {"kind": "delay", "ms": 86_400_000}),
    ("upload", {"kind": "early", "after": 1_000, **_STATUS}), ("upload", {"kind": "slow-read", "rate": 10_000}),
    ("download", {"kind": "slow-write", "rate": 10_000}), ("upload", {"kind": "stall", "side": "read", "after": 1_000}),
    ("download", {"kind": "stall", "side": "write", "after": 1_000}), ("download", {"kind": "truncate", "after": 1_000}),
    ("download", {"kind": "corrupt", "after": 1_000}), ("upload", {"kind": "wrong-md5"}),
    *((operation, {"kind": kind, "at": at, **more}) for kind in ("reset", "close") for operation, at, more in (
        ("upload", "before-body", {}), ("upload", "in-body", {"after": 1_000}), ("upload", "before-answer", {}),
        ("upload", "before-answer", {"commit": False}), ("download", "in-answer", {"after": 1_000}))),
    ("download", {"kind": "close", "at": "after-answer"}), ("download", {"kind": "chunked"}),
    ("download", {"kind": "dribble", "size": 100}), ("upload", {"kind": "malformed", "what": "json"}),
    ("download", {"kind": "malformed", "what": "head"}), ("download", {"kind": "malformed", "what": "chunk"}),
    ("download", {"kind": "header", "name": "X-A", "value": "b", "twice": True}),
]


def assert_every_kind_is_met(server: Server) -> None:
    """The server names the kinds that it knows to whom asks for another."""
    answer = server.call("PUT", server.control_url + "faults", document={"faults": [{"kind": "other"}]})
    known = set(re.findall(r'"([\w-]+)"', answer.json()["error"])) - {"other"}
    assert known and known == {fault["kind"] for _, fault in FAULTS}, known


class Life:
    """One organization after the other, each with the same end: nothing of it is left."""

    def __init__(self, server: Server, seed: int) -> None:
        self.server = server
        self.random = random.Random(seed)
        self.count = 0
        self._md5s: dict[str, str] = {}

    def live(self) -> None:
        account = Account.new(self.server)
        self._md5s.clear()
        self._control("PUT", "clock", account, {"frozen": True})
        kept, *loose = [self._store(account) for _ in range(3)]
        file_id = self._attach(account, kept)
        for operation, fault in self.random.sample(FAULTS, 4):
            self._meet(account, operation, fault, file_id)
        self._article(account)
        self._break_off(account)
        expired = self._control("POST", "clock/advance", account, {"seconds": LONG})["expired"]
        assert set(loose) <= set(expired) and kept not in expired, (loose, expired)
        assert self._control("POST", "reset", account)["removed"] >= 1
        self.count += 1

    def _control(self, method: str, path: str, account: Account, document: Any = None) -> dict[str, Any]:
        return self.server.control(method, f"{path}?organization={account.organization}", document)

    def _content(self) -> bytes:
        return self.random.randbytes(int(self.random.triangular(1, LARGEST, 1)))

    def _store(self, account: Account) -> str:
        content = self._content()
        receipt = upload(account, part(content)).json()
        self._md5s[receipt["guid"]] = hashlib.md5(content).hexdigest()
        assert receipt["md5_hash"] == self._md5s[receipt["guid"]]
        return receipt["guid"]

    def _attach(self, account: Account, guid: str) -> int:
        """The id of the file, which comes out as it went in."""
        [file] = account.attach(guid)
        came = download(account, file["id"])
        assert (came.head.status, came.size, came.md5) == (200, file["size"], self._md5s[guid])
        return file["id"]

    def _article(self, account: Account) -> None:
        guid = upload(account).json()["guid"]
        link = f"![a]({self.server.files_url}services/kb?Id={guid})"
        made = account.call("POST", "knowledgebase", document={"title": "t", "body": link})
        assert made.status == 200, made
        assert account.call("GET", f"{self.server.files_url}services/kb?Id={guid}").body == b"hello"
        assert account.call("DELETE", f"knowledgebase/{made.json()['id']}").status == 200

    def _meet(self, account: Account, operation: str, fault: dict[str, Any], file_id: int) -> None:
        self._control("PUT", "faults", account, {"faults": [{"operation": operation, **fault}]})
        if operation == "upload":
            form = body(part(self.random.randbytes(20_000)))
            fields = [*account.authorization.items(), CONTENT_TYPE]
            sent = request("POST", self.server.target(self.server.upload_url), "localhost", fields, form)
        else:
            target = self.server.target(self.server.download_urls(file_id)[0])
            sent = request("GET", target, "localhost", account.authorization.items())
        self._talk(lambda connection: self._send_and_receive(connection, sent))

        def is_met() -> bool:
            met = self._control("GET", "requests", account)["requests"]
            return any(fault["kind"] in str(entry["faults"]) for entry in met)

        # A server that gets no processor may meet it once its client has left.
        eventually(is_met, f"the server meets {fault}")

    def _talk(self, say: Callable[[socket.socket], None]) -> None:
        """Whatever becomes of a connection, its client goes on to the next."""
        host, _, port = self.server.origin.removeprefix("http://").rpartition(":")
        with suppress(OSError), socket.create_connection((host, int(port)), timeout=PATIENCE) as connection:
            say(connection)

    def _send_and_receive(self, connection: socket.socket, sent: bytes) -> None:
        connection.sendall(sent)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and connection.recv(64 * 1024):
            pass

    def _break_off(self, account: Account) -> None:
        """Leaves in the middle of an upload that the server has begun to store."""
        fields = [*account.authorization.items(), CONTENT_TYPE, ("Content-Length", str(1 << 30))]
        sent = request("POST", self.server.target(self.server.upload_url), "localhost", fields)
        self._talk(lambda connection: connection.sendall(sent + body(part(self._content()))[:-100]))
