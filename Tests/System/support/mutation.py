"""Random mutations of bytes, the same ones for the same seed."""

import os
import random

#: Texts that mean something in a request or a form, so that mutations hit more than random bytes would.
WORDS = [word.encode() for word in (
    "\r\n", "\n", "\r", "\r\n\r\n", "--", ":", ";", "=", '"', "\\", "\0", " ", "\t", ",", "%", "/", "?", "../", "0",
    "-1", "18446744073709551616", "ffffffffffffffff", "HTTP/1.0", "HTTP/1.1", "HTTP/2.0", "GET ", "HEAD ", "POST ",
    "OPTIONS * ", "http://localhost", "Host: ", "Content-Length: ", "Content-Length: 5\r\n",
    "Transfer-Encoding: chunked\r\n", "Expect: 100-continue\r\n", "Connection: close\r\n",
    "Content-Encoding: gzip\r\n", "Authorization: ", "boundary=", 'filename="', "filename*=UTF-8''%", "=?utf-8?B?",
    "Content-Disposition: form-data", "{", "}", "[", "null", "1e999", "\\u0000", "\ud7ff")]


def seed() -> int:
    """That of `TEST_SEED`, or a new one. It is for the test to print."""
    return int(os.environ.get("TEST_SEED") or random.SystemRandom().getrandbits(32))


def mutated(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """With one to five changes; some bytes may come from another request."""
    bytes_ = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        start = chance.randint(0, len(bytes_))
        end = min(len(bytes_), start + chance.randint(0, 20))
        match chance.randrange(8):
            case 0:
                del bytes_[start:end]
            case 1:
                bytes_[start:start] = bytes_[start:end]
            case 2:
                bytes_[start:end] = chance.choice(WORDS)
            case 3:
                bytes_.insert(start, chance.randrange(256))
            case 4 if start < len(bytes_):
                bytes_[start] ^= 1 << chance.randrange(8)
            case 5:
                other = chance.choice(others)
                cut = chance.randint(0, len(other))
                bytes_[start:end] = other[cut:cut + chance.randint(0, 200)]
            case 6 if chance.randrange(4) == 0:
                del bytes_[start:]
            case _:
                bytes_[start:start] = chance.choice(WORDS)
    return bytes(bytes_)
