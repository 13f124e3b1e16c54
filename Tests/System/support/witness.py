"""A file that was stored before the trouble began: it has to be served all the while, and to be there after it."""

import hashlib
import random
from copy import copy
from dataclasses import dataclass, replace

from harness.account import Account
from harness.multipart import part, upload
from harness.server import Server
from harness.wire import Answer

from .transfer import Download, download

REFUSED = (500, "server_error")


@dataclass(frozen=True)
class Stored:
    guid: str
    file_id: int
    content: bytes

    def is_in(self, came: Download) -> bool:
        return (came.head.status, came.size, came.md5) == (200, len(self.content), hashlib.md5(self.content).hexdigest())


class Witness:
    def __init__(self, server: Server, size: int = 300_000) -> None:
        self.server, self.account = server, Account.new(server)
        self.files: list[Stored] = []
        self.store(size)

    def send(self, size: int) -> Answer:
        """An upload of bytes that occur nowhere else."""
        return self._send(random.randbytes(size))

    def _send(self, content: bytes) -> Answer:
        return upload(self.account, part(content, filename=f"{len(content)}.bin"))

    def store(self, size: int) -> Stored:
        """A file more, attached."""
        content = random.randbytes(size)
        answer = self._send(content)
        assert answer.status == 200, answer
        [file] = self.account.attach(answer.json()["guid"])
        self.files.append(Stored(answer.json()["guid"], file["id"], content))
        return self.files[-1]

    def at(self, server: Server) -> "Witness":
        """The same after another start."""
        witness = copy(self)
        witness.server, witness.files = server, list(self.files)
        witness.account = replace(self.account, server=server)
        return witness

    def download(self, file: Stored) -> Download:
        return download(self.account, file.file_id)

    def assert_served(self) -> None:
        """Whatever else fails, these do not."""
        assert self.server.control("GET", "health") == {"status": "ok"}
        for file in self.files:
            assert file.is_in(self.download(file))

    def assert_well(self, size: int = 1_500_000) -> None:
        """All is as if nothing had happened."""
        self.assert_served()
        self.store(size)
        self.assert_served()
