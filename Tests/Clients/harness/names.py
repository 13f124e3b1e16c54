"""File names that break clients and servers, how each client writes them, and what must come of it (UPLOAD-12)."""

import re
from email.header import decode_header, make_header
from urllib.parse import quote

MAX_NAME_LENGTH = 255

NAMES = {
    "plain": "report.txt",
    "token": "a!#$&'*+-.^_`|~1.txt",
    "hidden": ".hidden",
    "spaces": "my  annual report .txt",
    "parentheses": "it's (1) [2].txt",
    "quotes": "say \"hi\" 'there'.txt",
    "backslash": "back\\slash.txt",
    "windows-path": "C:\\Path\\To\\File\\filename.jpg",
    "ends-in-backslash": "folder\\",
    "posix-path": "../../etc/passwd",
    "semicolon": "a;b; filename=evil.txt",
    "comma-equals": "k=v,w.txt",
    "percent": "100%.txt",
    "percent-space": "100 % sure.txt",
    "percent-escape": "a%20b%zz%41.txt",
    "percent-quote": "5%22 disk.txt",
    "percent-line": "a%0D%0Ab.txt",
    "line-break": "a\r\nX-Injected: 1\r\nb.txt",
    "tab": "tab\there.txt",
    "entity": "&#9731;&amp;.txt",
    "encoded-word": "=?utf-8?B?0L7RgtGH0ZHRgi50eHQ=?=",
    "cyrillic": "отчёт за март.txt",
    "cyrillic-quotes": "«отчёт» \"март\" 100%.txt",
    "cjk": "漢字かな交じり文、한글.txt",
    "emoji": "🎉 👩‍👩‍👧‍👦.png",
    "combining": "e\u0301te\u0301 и\u0306.txt",
    "right-to-left": "שלום\u202etxt.exe",
    "latin-1": "Grüße à ÿ.txt",
    "long-ascii": "n" * 196 + ".txt",
    "long-mixed": "n" * 145 + "я" * 51 + ".txt",
}

#: Those that can be the name of a file on a POSIX file system.
FILE_NAMES = {key: name for key, name in NAMES.items() if "/" not in name}


def whatwg(name: str) -> str:
    """As browsers, requests, urllib3, curl and Node write it: only the quote and line breaks are escaped."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def httpx(name: str) -> str:
    """As `whatwg`, but backslashes are doubled and all control characters but ESC are percent-encoded."""
    escapes = {chr(code): f"%{code:02X}" for code in range(32) if code != 27} | {'"': "%22", "\\": "\\\\"}
    return "".join(escapes.get(character, character) for character in name)


def aiohttp(name: str) -> str:
    """Everything percent-encoded, inside a plain `filename`."""
    return quote(name, safe="")


def backslashed(name: str) -> str:
    """As a quoted-string: aiohttp with `quote_fields=False`, curl with `--form-escape`, Go, Ruby."""
    return name.replace("\\", "\\\\").replace('"', '\\"')


def stored(wire: str) -> str | None:
    """The stored name of what stands between the quotes of `filename="…"`, None where no name is left (UPLOAD-12)."""
    value = re.sub(r'\\(["\\])', r"\1", wire)
    for escape, character in (("%22", '"'), ("%0D", "\r"), ("%0A", "\n")):
        value = value.replace(escape, character)
    if re.fullmatch(r"=\?[^?\s]+\?[BbQq]\?[^?\s]*\?=", value):
        value = str(make_header(decode_header(value)))
    return re.split(r"[\\/]", value)[-1] or None
