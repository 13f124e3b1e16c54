"""Files of any size that lie nowhere: one block, repeated."""

import functools
import hashlib
import random
from concurrent.futures import ThreadPoolExecutor
from typing import Iterator

MIB = 1024 * 1024
#: The largest file that the service takes (UPLOAD-09).
LIMIT = 2_147_483_647

#: Its length divides no power of two, so that no two of a file's stored chunks are the same; without a carriage
#: return, so that no delimiter can begin in it and nobody waits for its next byte.
BLOCK = memoryview(random.Random(20170817).randbytes(MIB + 1).replace(b"\r", b"\n"))

_workers = ThreadPoolExecutor(2)


def pieces(size: int) -> Iterator[memoryview]:
    """The file's bytes in order."""
    for _ in range(size // len(BLOCK)):
        yield BLOCK
    if rest := size % len(BLOCK):
        yield BLOCK[:rest]


@functools.cache
def _digest(size: int):
    def compute() -> str:
        digest = hashlib.md5()
        for piece in pieces(size):
            digest.update(piece)
        return digest.hexdigest()
    return _workers.submit(compute)


def prepare_md5(size: int) -> None:
    """Begins to compute, while something else goes on: hashlib lets other threads run."""
    _digest(size)


def md5(size: int) -> str:
    """By hashlib, which has nothing of the server's."""
    return _digest(size).result()
