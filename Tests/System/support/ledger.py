"""What was sent to a server that dies and what it answered, and so what may and what must be there later."""

import hashlib
import random
from collections import defaultdict
from dataclasses import dataclass

from .database import INCOMPLETE, Database

ROWS = """
    SELECT upload.name, organization.name, size, md5, guid, file.id FROM upload
    JOIN organization ON organization.id = upload.organization_id LEFT JOIN file ON file.upload_id = upload.id"""


class Removal:
    """Takes some files away: all of them or none."""


@dataclass
class Sent:
    """A file whose every byte was sent. With a guid it was also answered, and has to be there; without, it may be."""

    organization: str
    size: int
    md5: str
    guid: str | None = None
    #: It is attached, so that no clock takes it away.
    file_id: int | None = None
    #: Asked for and not answered: the file may be there or not.
    removal: Removal | None = None
    is_gone: bool = False


class Ledger:
    """The files of all rounds by their names, each of which is given once."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.sent: dict[str, Sent] = {}
        #: Those that may be there.
        self._of: defaultdict[str, list[Sent]] = defaultdict(list)

    def add(self, organization: str, content: bytes, source: random.Random) -> str:
        """A new file's name."""
        name = f"{organization}-{source.getrandbits(64):016x}.bin"
        sent = self.sent[name] = Sent(organization, len(content), hashlib.md5(content).hexdigest())
        self._of[organization].append(sent)
        return name

    def there(self, organization: str) -> list[Sent]:
        """Those that were answered and not taken away."""
        return [sent for sent in self._of[organization] if sent.guid and not sent.is_gone]

    @property
    def attached(self) -> list[Sent]:
        return [sent for organization in self._of for sent in self.there(organization) if sent.file_id]

    @staticmethod
    def remove(files: list[Sent]) -> None:
        """They may go from now on."""
        removal = Removal()
        for sent in files:
            sent.removal = removal

    @staticmethod
    def removed(files: list[Sent]) -> None:
        for sent in files:
            sent.is_gone, sent.removal = True, None

    def settle(self, database: Database) -> None:
        """What was answered is there, whole, and nothing else is but what was sent whole. That is how it has to stay."""
        rows = {row[0]: row[1:] for row in database.rows(ROWS)}
        assert database.value(INCOMPLETE) == 0
        for name, (organization, size, md5, guid, file_id) in rows.items():
            sent = self.sent[name]
            assert not sent.is_gone, f"{name} is there again"
            assert (organization, size, md5) == (sent.organization, sent.size, sent.md5), name
            assert guid == sent.guid or not sent.guid, name
            assert file_id == sent.file_id or not sent.file_id, f"{name} is attached no longer"
        taken = defaultdict(set)
        for name, sent in self.sent.items():
            if sent.removal:
                taken[sent.removal].add(name not in rows)
            elif sent.guid and not sent.is_gone:
                assert name in rows, f"{name} was answered and is not there"
        assert all(len(outcomes) == 1 for outcomes in taken.values()), "a removal has happened by half"
        self._of.clear()
        for name, sent in self.sent.items():
            sent.removal, sent.is_gone = None, name not in rows
            if name in rows:
                *_, sent.guid, sent.file_id = rows[name]
                self._of[sent.organization].append(sent)
