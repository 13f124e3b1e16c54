#!/usr/bin/env python3
"""The curl command: `--form` for the upload; for the download it names the file itself by the answer's header."""

import json
import os
import subprocess
from typing import Any

from client import Client, Reported, newest_file, receipt
from protocol import serve


class Curl(Client):
    name = "curl"
    version = subprocess.run(["curl", "--version"], capture_output=True, text=True, check=True).stdout.split()[1]

    def upload(self, path: str) -> dict[str, Any]:
        return receipt(answer(self._run("--fail-with-body", "--form", f"file=@{quoted(path)}",
                                        self.api_url + "files/upload")))

    def attach(self, guid: str) -> int:
        return newest_file(answer(self._run("--fail-with-body", "--json", json.dumps({"attachments": [guid]}),
                                            f"{self.api_url}tasks/{self.task_id}/comments")))

    def download(self, file_id: int | str, folder: str) -> dict[str, Any]:
        """With `--fail` alone an error is not saved; its text is lost."""
        name = self._run("--fail", "--remote-name", "--remote-header-name", "--write-out", "%{filename_effective}",
                         f"{self.api_url}files/download/{file_id}", folder=folder)
        return {"path": os.path.join(folder, os.fsdecode(name))}

    def _run(self, *options: str, folder: str | None = None) -> bytes:
        [header] = self.authorization.items()
        command = ["curl", "--disable", "--silent", "--show-error", "--header", ": ".join(header), *options]
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True)
        if done.returncode:
            raise Reported.in_answer(done.stdout, done.stderr.decode(errors="replace").strip())
        return done.stdout


def quoted(path: str) -> str:
    """As `--form` wants it: in quotes, where commas and semicolons mean nothing."""
    return '"' + path.replace("\\", "\\\\").replace('"', '\\"') + '"'


def answer(body: bytes) -> dict[str, Any]:
    """curl reads no JSON; a script would do it with a tool that ends in an error where there is none."""
    try:
        return json.loads(body)
    except ValueError as error:
        raise Reported(f"The answer is no JSON: {error}") from error


if __name__ == "__main__":
    serve(Curl)
