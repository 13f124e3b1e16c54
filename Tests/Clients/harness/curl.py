"""Runs the curl command in a folder of the test's own and reads what came back."""

import os
import subprocess
from pathlib import Path

from .account import Account
from .server import Server
from .wire import Answer

#: Times are ends for a server that hangs, not speeds. Without one of its own curl sends the body uninvited after a
#: second, which a busy machine needs at times.
COMMON = ("--silent", "--show-error", "--verbose", "--max-time", "80", "--expect100-timeout", "60")


def word(text: str) -> str:
    """A file name or path in the quotes of `-F`, where commas and semicolons mean nothing."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Curl:
    """`trace` is what `--verbose` said of the last run, `sent` the bytes of body that it uploaded."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.trace = ""
        self.sent = 0

    def file(self, name: str, content: bytes) -> None:
        (self.folder / name).write_bytes(content)

    def upload(self, account: Account, name: str, content: bytes, *options: str) -> Answer:
        """Uploads a file of this very name, or, where no file can have it, gives the name beside the file's."""
        if "/" in name:
            self.file("neutral", content)
            form = f"file=@neutral;filename={word(name)}"
        else:
            self.file(name, content)
            form = f"file=@{word(name)}"
        return self.run(account.server, account.token, account.server.upload_url, "-F", form, *options)

    def download(self, account: Account, file_id: int) -> Answer:
        return self.run(account.server, account.token, account.server.download_urls(file_id)[0])

    def form(self, account: Account, *arguments: str, stdin: bytes | None = None) -> Answer:
        """One `-F` for each argument up to the first option."""
        first = next((n for n, argument in enumerate(arguments) if argument.startswith("-")), len(arguments))
        forms = [item for form in arguments[:first] for item in ("-F", form)]
        return self.run(account.server, account.token, account.server.upload_url, *forms, *arguments[first:],
                        stdin=stdin)

    def run(self, server: Server, token: str, url: str, *options: str, stdin: bytes | None = None) -> Answer:
        if server.ca_file:
            options += ("--cacert", server.ca_file)
        return self._execute(["curl", "--disable", "-H", f"Authorization: Bearer {token}", *options, url], stdin)

    def shell(self, command: str) -> Answer:
        """A command line as it is printed; its options are followed by those that the harness needs."""
        arguments = [*self._plumbing(), *COMMON]
        return self._finish(["sh", "-c", f'{command} "$@"', "sh", *arguments], None)

    def _execute(self, command: list[str], stdin: bytes | None) -> Answer:
        return self._finish([*command, *COMMON, *self._plumbing()], stdin)

    def _plumbing(self) -> list[str]:
        return ["--output", ".body", "--dump-header", ".head", "--write-out", "%{size_upload}"]

    def _finish(self, command: list[str], stdin: bytes | None) -> Answer:
        for name in (".body", ".head"):
            (self.folder / name).unlink(missing_ok=True)
        # CURL_HOME keeps the user's .curlrc out of the printed commands too.
        environment = os.environ | {"CURL_HOME": str(self.folder)}
        done = subprocess.run(command, cwd=self.folder, env=environment, input=stdin or b"", capture_output=True)
        self.trace = done.stderr.decode(errors="replace")
        assert done.returncode == 0, f"curl ended with {done.returncode}:\n{self.trace}"
        self.sent = int(done.stdout or b"0")
        return self._answer()

    def _answer(self) -> Answer:
        *interim, last = (self.folder / ".head").read_bytes().decode("latin-1").rstrip().split("\r\n\r\n")
        lines = last.split("\r\n")
        headers = tuple((name, value.strip()) for name, _, value in (line.partition(":") for line in lines[1:]))
        body = self.folder / ".body"
        statuses = tuple(int(head.split()[1]) for head in interim)
        content = body.read_bytes() if body.exists() else b""
        return Answer(int(lines[0].split()[1]), headers, content, statuses)
