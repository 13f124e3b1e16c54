"""Forms as this server has them, and as two readers of Python do: defnull's `multipart`, and `email` of the library.

Where both accept a form, the file's name and content have to be the same, unless a difference is meant: then it is one
of those listed here, with the row of the catalogue (`Fixtures/multipart`) or the requirement that decides it.
`TEST_SEED` brings the same forms again, and `TEST_FORMS` says how many.
"""

import os
import random
import re
from collections import Counter
from dataclasses import dataclass
from typing import Callable, Pattern

import pytest

from harness.account import Account
from harness.server import Server
from support import mutation
from support.forms import form
from support.readers import File, Refused, Stored, defnull, library

COUNT = int(os.environ.get("TEST_FORMS", "2500"))


@dataclass(frozen=True)
class Difference:
    """Where a reader is known to differ: the pattern is that of a Content-Disposition, or of a body."""

    rule: str
    #: What this server does, and the reader does not.
    why: str
    pattern: Pattern[bytes]

    def applies(self, texts: list[bytes]) -> bool:
        return any(self.pattern.search(text) for text in texts)


def pattern(text: bytes) -> Pattern[bytes]:
    return re.compile(text, re.IGNORECASE | re.DOTALL)


NAMES = [
    Difference("UPLOAD-12", "of a path in a name the last segment is stored", pattern(rb"[/\\]")),
    Difference("M066", "%22, %0D and %0A are undone, and so are the escapes of older senders",
               pattern(rb"%22|%0D|%0A|\\")),
    Difference("M069", "filename* that decodes wins over filename", pattern(rb"filename\*=")),
    Difference("M070", "filename*0 is ignored", pattern(rb"filename\*0")),
    Difference("UPLOAD-12", "an encoded word in a name is undone", pattern(rb"=\?")),
]
FILES = [
    Difference("M069 to M071", "filename* alone makes a file, and filename*0 none", pattern(rb"filename\*")),
    Difference("M064", "a value without quotes goes on to the semicolon, whatever it holds",
               pattern(rb"filename=[^\";]*[^\w!#$%&'*+.^`|~\-\";]")),
    Difference("UPLOAD-12, M071", "a name of nothing but folders counts as no file", pattern(rb'[/\\]"')),
]
OF_MAIL = [
    Difference("M026, M027", "a bare LF or CR is no line end, before a boundary or behind it",
               pattern(rb"[^\r]\n--X|\r--X|--X(--)?[ \t]*(\n|\r[^\n])")),
    Difference("M031, M038", "the close delimiter ends the form, whatever follows on its line",
               pattern(rb"--X--[^\r\n]")),
    Difference("M060", "Content-Transfer-Encoding is not undone", pattern(rb"Content-Transfer-Encoding")),
]
NAMES_OF_MAIL = [
    Difference("M059, UPLOAD-12", "a name is UTF-8, and what is none becomes U+FFFD", pattern(rb"[\x80-\xff]")),
    Difference("M064", "blanks inside quotes are the name's", pattern(rb'"[ \t]|[ \t]"')),
]


def dispositions(body: bytes) -> list[bytes]:
    unfolded = re.sub(rb"\r\n[ \t]+", b" ", body)
    return re.findall(rb"content-disposition:[^\r\n]*", unfolded, re.IGNORECASE)


class Comparison:
    """Of this server with one other reader, over many forms."""

    def __init__(self, read: Callable[[bytes], list[File]], names: list[Difference], bodies: list[Difference]) -> None:
        self.reader = read.__name__
        self._read, self._names, self._bodies = read, names, bodies
        self.counts: Counter[str] = Counter()

    def compare(self, body: bytes, ours: list[File] | None) -> None:
        try:
            theirs = self._read(body)
        except Refused:
            theirs = None
        if ours is None or theirs is None:
            refusing = [who for who, files in (("us", ours), ("them", theirs)) if files is None]
            self.counts[f"refused by {' and '.join(refusing)}"] += 1
        elif ours == theirs:
            self.counts["the same"] += 1
        else:
            headers = dispositions(body)
            known = [it for it in self._bodies if it.applies([body])]
            known += [it for it in FILES if it.applies(headers)]
            if [(file.size, file.md5) for file in ours] == [(file.size, file.md5) for file in theirs]:
                known += [it for it in self._names if it.applies(headers)]
            assert known, f"read differently: {ours} by us, {theirs} by {self.reader}"
            self.counts["different, as it is meant"] += 1


@pytest.mark.timeout(3_600 if COUNT > 100_000 else 600)
def test_forms_are_read_as_others_read_them(serve: Callable[..., Server], capsys: pytest.CaptureFixture[str]) -> None:
    seed = mutation.seed()
    comparisons = [Comparison(defnull, NAMES, []), Comparison(library, NAMES + NAMES_OF_MAIL, OF_MAIL)]
    with Stored(Account.new(serve("--rate-limit", "off"))) as stored:
        for number in range(COUNT):
            chance = random.Random(seed << 32 | number)
            body = form(chance)
            if chance.random() < 0.4:
                body = mutation.mutated(body, [body], chance)
            try:
                ours = stored.files(body)
            except Refused:
                ours = None
            for comparison in comparisons:
                try:
                    comparison.compare(body, ours)
                except AssertionError as error:
                    raise AssertionError(f"form {number} of TEST_SEED={seed}: {error}\n{body!r}") from None
    with capsys.disabled():
        print(f"\n{COUNT} forms of TEST_SEED={seed}")
        for comparison in comparisons:
            print(f"  {comparison.reader}: {dict(comparison.counts)}")
    for comparison in comparisons:
        assert comparison.counts["the same"] > COUNT // 20
