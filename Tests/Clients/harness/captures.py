"""Recorded requests of real clients (`Fixtures/captures`) and what each must get (`expectations.json` beside them)."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[3] / "Fixtures" / "captures"


@dataclass(frozen=True)
class Replay:
    """One recorded request with one expectation; `entry` is its row of the data file."""

    entry: dict[str, Any]

    @property
    def name(self) -> str:
        return self.entry["file"].removesuffix(".http") + "".join(
            f"-{self.entry[key]}" for key in ("token", "guids") if self.entry.get(key) not in (None, 1))

    @cached_property
    def recorded(self) -> tuple[bytes, bytes]:
        head, _, body = (FOLDER / self.entry["file"]).read_bytes().partition(b"\r\n\r\n")
        return head, body

    @property
    def host(self) -> str:
        match = re.search(rb"(?mi)^host: ([^\r]+)", self.recorded[0])
        assert match
        return match[1].decode()

    def request(self, token: str = "", task: int = 0, file: int = 0, root: int = 0,
                guids: tuple[str, ...] = ()) -> bytes:
        """The recorded bytes with nothing replaced but the placeholders, and the length where a body has changed."""
        head, body = self.recorded[0] + b"\r\n", self.recorded[1]
        old = {key: value.encode() for key, value in self.entry.get("placeholders", {}).items()}
        if "token" in old:
            head = _once(head, b"Authorization: Bearer " + old["token"] + b"\r\n", f"Authorization: Bearer {token}\r\n")
        if "task" in old:
            head = _once(head, b"/tasks/" + old["task"], f"/tasks/{task}")
        if "file" in old:
            before = re.search(rb"(/download/|\?Id=)" + old["file"] + b" ", head)
            assert before
            head = _once(head, before[0], before[1].decode() + f"{file} ")
        if "root_id" in old:
            before = re.search(rb'"root_id": ?' + old["root_id"] + rb"\b", body)
            assert before
            body = _once(body, before[0], before[0].removesuffix(old["root_id"]).decode() + str(root))
        if "guid" in old:
            places = body.count(old["guid"])
            assert places == len(guids) or len(guids) == 1
            for place in range(places):
                body = body.replace(old["guid"], guids[place % len(guids)].encode(), 1)
        if body != self.recorded[1]:
            head = re.sub(rb"(?i)(content-length: )\d+", rb"\g<1>" + str(len(body)).encode(), head)
        return head + b"\r\n" + body


def _once(text: bytes, old: bytes, new: str) -> bytes:
    assert text.count(old) == 1, f"{old!r} in {text!r}"
    return text.replace(old, new.encode())


def replays() -> list[Replay]:
    entries = json.loads((FOLDER / "expectations.json").read_text())["replays"]
    return [Replay(entry) for entry in entries]
