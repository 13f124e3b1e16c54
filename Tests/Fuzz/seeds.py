"""Writes what the fuzzers' corpora of `Fixtures/fuzz` were grown from: `seeds.py FOLDER`, then `Tests/fuzz.sh` grows it.

It takes the bodies, headers and names of `Fixtures/multipart`, and the requests of `Fixtures/captures`.
"""

import json
import sys
from pathlib import Path
from typing import Any, Iterator

FIXTURES = Path(__file__).resolve().parents[2] / "Fixtures"
#: Larger ones say nothing more, and cost time.
LONGEST = 2_000


def text(recipe: Any) -> bytes:
    """The bytes of a fixture's text (`Fixtures/multipart/README.md`), none of them repeated more than a few times."""
    if isinstance(recipe, list):
        return b"".join(map(text, recipe))
    if isinstance(recipe, dict) and "hex" in recipe:
        return bytes.fromhex(recipe["hex"])
    if isinstance(recipe, dict):
        return recipe["repeat"].encode() * min(recipe["times"], 3)
    return (recipe or "").encode()


def fixtures() -> Iterator[dict[str, Any]]:
    for path in sorted((FIXTURES / "multipart").glob("*.json")):
        yield from json.loads(path.read_text())


def requests() -> Iterator[bytes]:
    for path in sorted((FIXTURES / "captures").glob("*.http")):
        yield path.read_bytes()


def multipart() -> Iterator[bytes]:
    for body in (*(text(fixture["body"]) for fixture in fixtures()), *(r.partition(b"\r\n\r\n")[2] for r in requests())):
        if body:
            # Ordinary limits, and chunks of 8, 1 and 7 bytes: see how MultipartFuzzer.swift takes its decisions.
            yield body + bytes([70, 0, 7, 0, 0, 0, 0, 0, 0, 0])


def disposition() -> Iterator[bytes]:
    for body in multipart():
        for line in body.split(b"\r\n"):
            if line.lower().startswith(b"content-disposition:"):
                yield line.partition(b":")[2].strip()
    for fixture in fixtures():
        if isinstance(kind := fixture.get("contentType"), (str, list)):
            yield text(kind)
        if isinstance(answer := fixture["answer"], dict):
            yield text(answer["name"])


def head() -> Iterator[bytes]:
    for request in requests():
        for text in (request, request.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"):
            # Ordinary limits, without and with interception, in chunks of 8, 1 and 31 bytes: see HeadFuzzer.swift.
            yield from (text + bytes([30, 0, 7, intercepts, 0, 0]) for intercepts in (0, 1))


def main() -> None:
    for make in (multipart, disposition, head):
        folder = Path(sys.argv[1], make.__name__)
        folder.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(sorted({seed for seed in make() if len(seed) <= LONGEST})):
            (folder / f"seed-{number:03}").write_bytes(seed)


main()
