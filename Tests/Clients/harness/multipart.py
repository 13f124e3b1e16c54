"""A multipart/form-data body by hand, for requests that no client would send."""

from .wire import Answer

BOUNDARY = "harness-7d3f0c2b"
CONTENT_TYPE = ("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")


def part(content: bytes, name: str = "file", filename: str | bytes | None = "sample.txt") -> bytes:
    """One part with its opening delimiter. The file name goes between the quotes as it is."""
    disposition = f'Content-Disposition: form-data; name="{name}"'.encode()
    if filename is not None:
        value = filename.encode() if isinstance(filename, str) else filename
        disposition += b'; filename="' + value + b'"'
    return b"--" + BOUNDARY.encode() + b"\r\n" + disposition + b"\r\n\r\n" + content + b"\r\n"


def body(*parts: bytes) -> bytes:
    return b"".join(parts) + b"--" + BOUNDARY.encode() + b"--\r\n"


def upload(account, *parts: bytes, headers: tuple[tuple[str, str], ...] = (CONTENT_TYPE,)) -> Answer:
    return account.call("POST", "files/upload", *headers, body=body(*(parts or (part(b"hello"),))))
