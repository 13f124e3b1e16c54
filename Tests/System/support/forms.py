"""Random forms, most of them what a parser may accept, with all that makes readers differ."""

import random

#: The boundary is X.
CONTENT_TYPE = "multipart/form-data; boundary=X"

#: Contents that look like framing.
CONTENTS = [
    b"", b"a", b"hello", b"\r\n", b"\n", b"\r", b"-", b"--", b"\r\n--", b"--X", b"\n--X", b"a\r\n--X",
    b"\r\n--Xy\r\n", b"\r\n--X-\r\n", b"--X--", b"\r\n\r\n", b"\r\n--X \tb\r\n", b"\0\xff\xfe",
    b"a\r\nContent-Type: text/plain\r\n\r\nb", b"=?utf-8?B?", b"\n--X--\n", b"\r--X\r", b"YWJj", b"=41=42",
    bytes(range(256))]
NAMES = [
    b"a.txt", b"b c.txt", b"\xd0\xbe\xd1\x82.txt", b"x;y=z.txt", b"it's", b"100%.txt", b"a%22b", b'a\\"b', b"a\\\\b",
    b"C:\\dir\\a.txt", b"../../etc/passwd", b"=?utf-8?B?0L4udHh0?=", b"\xe9.txt", b"a+b", b"name=c", b"%0D%0A", b"",
    b" a ", b"a\tb", b"&#9731;", b"a/b", b"C:\\dir\\"]
HEADERS = [
    b"Content-Type: text/plain", b"Content-Type: application/octet-stream", b"content-type:text/plain; charset=utf-8",
    b"X-Other: value", b"X-Empty:", b"Content-Length: 5", b"Content-Transfer-Encoding: binary",
    b"Content-Transfer-Encoding: base64", b"Content-Transfer-Encoding: quoted-printable", b"X-Folded: a\r\n b",
    b"Content-ID: <a@b>"]


def _disposition(chance: random.Random) -> bytes:
    name = chance.choice([b"file", b"", b"f;g", b"a b"])
    parameters = [b'name="%b"' % name if chance.random() < 0.8 or not name.isalpha() else b"name=" + name]
    if chance.random() < 0.8:
        filename = chance.choice(NAMES)
        bare = chance.random() < 0.15 and filename.isalnum()
        parameters.append(b"filename=" + filename if bare else b'filename="%b"' % filename)
        if chance.random() < 0.1:
            parameters.append(b"filename*=UTF-8''" + chance.choice([b"%D0%BE.txt", b"e.txt", b"%zz", b"a%2Fb"]))
        if chance.random() < 0.05:
            parameters.append(b'filename*0="c.txt"')
    if chance.random() < 0.1:
        parameters.append(b"size=5")
    if chance.random() < 0.2:
        chance.shuffle(parameters)
    separator = chance.choice([b"; ", b"; ", b"; ", b";", b" ; ", b";\r\n "])
    word = chance.choice([b"Content-Disposition: ", b"Content-Disposition: ", b"content-disposition:"])
    return word + b"form-data" + b"".join(separator + parameter for parameter in parameters)


def _part(chance: random.Random) -> bytes:
    headers = [_disposition(chance), *chance.sample(HEADERS, chance.choice([0, 1, 1, 2]))]
    if chance.random() < 0.1:
        chance.shuffle(headers)
    content = b"".join(chance.choice(CONTENTS) for _ in range(chance.choice([1, 1, 1, 2, 3])))
    padding = chance.choice([b""] * 9 + [b" \t"])
    return b"--X" + padding + b"\r\n" + b"\r\n".join(headers) + b"\r\n\r\n" + content + b"\r\n"


def form(chance: random.Random) -> bytes:
    """A body."""
    preamble = chance.choice([b""] * 12 + [b"\r\n", b"text\r\n", b"\r\n\r\n"])
    epilogue = chance.choice([b"\r\n"] * 9 + [b"", b"\r\njunk", b"junk", b" \r\n", b"\r\n--X\r\n\r\n\r\n--X--\r\n"])
    parts = [_part(chance) for _ in range(chance.choice([1, 1, 1, 1, 2]))]
    return preamble + b"".join(parts) + b"--X--" + epilogue
