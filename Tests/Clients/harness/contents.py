"""File contents that break encoders and parsers (CLIENT-02, CLIENT-04)."""

import random

KIB = 1024
#: Fixed, so that a failure can be repeated.
SEED = 20170817


def noise(size: int) -> bytes:
    return random.Random(SEED + size).randbytes(size)


LOOKALIKES = b"\r\n".join([
    b"", b"--", b"----", b"--\r", b"\n--\n", b"--boundary--", b"--------------------------0123456789abcdef",
    b"------WebKitFormBoundary7MA4YWxkTrZu0gW--", b"------formdata-undici-026034543075",
    b"--------------------------0123456789abcdef--",
    b'Content-Disposition: form-data; name="file"; filename="evil.txt"', b"Content-Type: text/plain", b"", b"evil",
    b"0", b"", b"--"])

CONTENTS = {
    "one-byte": b"x",
    "one-line-feed": b"\n",
    "zeros": bytes(4096),
    "64-kib-less-one": noise(64 * KIB - 1),
    "64-kib": noise(64 * KIB),
    "64-kib-and-one": noise(64 * KIB + 1),
    "10-mib": noise(10 * KIB * KIB),
    "every-byte": bytes(range(256)) * 3,
    "boundary-lookalikes": LOOKALIKES,
    "line-breaks-at-ends": b"\r\n\r\nmiddle\r\n\r\n",
    "ends-in-carriage-return": b"text\r",
    "ends-in-dashes": b"text\r\n--",
    "only-line-breaks": b"\r\n\n\r\r\r\n\r\0" * 8192,
}
