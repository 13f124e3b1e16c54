"""What goes on beside large uploads while a server is killed. Each has an organization of its own."""

from harness.account import Account
from harness.multipart import part, upload
from harness.server import Server

from .killed import Actor, check
from .ledger import Ledger, Sent
from .pattern import MIB
from .transfer import download

#: Past the lifetime of an upload that nothing refers to, in seconds.
DAY_AND_MORE = 90_000


class Sending(Actor):
    """One who uploads and attaches small files."""

    def begin(self) -> None:
        self.account = Account.new(self.server, self.organization)

    def send(self, size: int) -> Sent:
        content = self.random.randbytes(size)
        name = self.ledger.add(self.organization, content, self.random)
        answer, sent = upload(self.account, part(content, filename=name)), self.ledger.sent[name]
        self.progress.step()
        check(answer.status == 200 and answer.json()["md5_hash"] == sent.md5, answer)
        sent.guid = answer.json()["guid"]
        return sent

    def attach(self, *files: Sent) -> None:
        """To a task of their own."""
        document = {"text": "attached", "attachments": [sent.guid for sent in files]}
        answer = self.account.call("POST", "tasks", document=document)
        self.progress.step()
        check(answer.status == 200, answer)
        for sent, file in zip(files, answer.json()["task"]["attachments"], strict=True):
            check((file["size"], file["md5"]) == (sent.size, sent.md5), file)
            sent.file_id = file["id"]


class Keeping(Sending):
    """Small files, a few to a task, that have to stay; and downloads of what has been kept so far."""

    organization = "kept.test"

    def act(self) -> None:
        self.attach(*(self.send(self.random.randrange(1, 4096)) for _ in range(self.random.randrange(1, 5))))
        for sent in self.random.sample(self.ledger.there(self.organization), 1):
            if sent.file_id:
                came = download(self.account, sent.file_id)
                assert came.size == int(came.head.header("Content-Length") or "-1"), "cut short"
                check((came.head.status, came.size, came.md5) == (200, sent.size, sent.md5), came)


class Sweeping(Sending):
    """Files that nothing refers to, of which one is deleted and a moved clock takes all others away at once."""

    organization = "swept.test"

    def act(self) -> None:
        attached, deleted, *_ = [self.send(self.random.randrange(1, 4096)) for _ in range(4)]
        if self.random.random() < 0.3:
            self.send(self.random.randrange(MIB, 2 * MIB))
        self.attach(attached)
        Ledger.remove([deleted])
        answer = self.server.control("DELETE", f"uploads/{deleted.guid}")
        self.progress.step()
        check(answer == {"removed": 1}, answer)
        Ledger.removed([deleted])

        due = [sent for sent in self.ledger.there(self.organization) if not sent.file_id]
        Ledger.remove(due)
        path = f"clock/advance?organization={self.organization}"
        expired = self.server.control("POST", path, {"seconds": DAY_AND_MORE})["expired"]
        check(sorted(expired) == sorted(sent.guid or "" for sent in due), expired)
        Ledger.removed(due)


class Resetting(Sending):
    """An organization that is filled and reset, again and again."""

    organization = "reset.test"

    def act(self) -> None:
        self.begin()
        self.attach(self.send(self.random.randrange(1, 4096)), self.send(1))
        self.send(self.random.randrange(1, 64 * 1024))
        reset(self.server, self.ledger, self.organization)


def reset(server: Server, ledger: Ledger, organization: str) -> None:
    """All files of an organization go."""
    files = ledger.there(organization)
    Ledger.remove(files)
    answer = server.control("POST", f"reset?organization={organization}")
    check(answer == {"removed": len(files)}, answer)
    Ledger.removed(files)


class Saving(Actor):
    """The whole state, read again and again: a file beside the database while it lasts."""

    def begin(self) -> None:
        pass

    def act(self) -> None:
        answer = self.server.call("GET", self.server.control_url + "state")
        check(answer.status == 200 and answer.body.startswith(b"SQLite format 3\0"), answer.status)
