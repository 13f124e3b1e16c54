"""The `Content-Disposition` of a download: what DOWNLOAD-02 asks for, and a strict reader of it."""

import re
import string
from urllib.parse import unquote

TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
ATTRIBUTE_CHARACTERS = "!#$&+-.^_`|~"
FORM_CHARACTERS = "-_.!*()"


def percent_encoded(name: str, safe: str) -> str:
    kept = set((string.ascii_letters + string.digits + safe).encode())
    return "".join(chr(octet) if octet in kept else f"%{octet:02X}" for octet in name.encode())


def expected(name: str, profile: str) -> str:
    """The exact header of a file with this stored name."""
    if TOKEN.fullmatch(name):
        return f"attachment; filename={name}"
    extended = percent_encoded(name, ATTRIBUTE_CHARACTERS)
    if profile == "observed":
        plain = percent_encoded(name, FORM_CHARACTERS + " ").replace(" ", "+")
    elif re.fullmatch(r"[ -~]+", name) and not set(name) & set('"\\%'):
        return f'attachment; filename="{name}"'
    else:
        plain = extended
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{extended}"


def parameters(header: str) -> dict[str, str]:
    """RFC 6266's grammar, strictly: anything left over, or a parameter twice, is an error."""
    kind, rest = re.fullmatch(r"([^;]+?)((?:\s*;.*)?)", header).groups()
    assert kind == "attachment", header
    found: dict[str, str] = {}
    pattern = re.compile(rf'\s*;\s*({TOKEN.pattern})=(?:({TOKEN.pattern})|"((?:[^"\\]|\\.)*)")')
    position = 0
    while position < len(rest):
        match = pattern.match(rest, position)
        assert match, f"unreadable at {position}: {header}"
        key, token, quoted = match.groups()
        assert key.lower() not in found, f"{key} twice: {header}"
        found[key.lower()] = token if token is not None else re.sub(r"\\(.)", r"\1", quoted)
        position = match.end()
    return found


def name_of(header: str) -> str:
    """The name a client that follows RFC 6266 takes: `filename*` where there is one."""
    found = parameters(header)
    if "filename*" not in found:
        return found["filename"]
    charset, language, value = found["filename*"].split("'")
    assert (charset, language) == ("UTF-8", ""), header
    name = unquote(value, errors="strict")
    assert percent_encoded(name, ATTRIBUTE_CHARACTERS) == value, header
    return name
