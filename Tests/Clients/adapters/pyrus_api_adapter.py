#!/usr/bin/env python3
"""The vendor's Python client. Its hosts are attributes of its class, which a subclass sets."""

from typing import Any
from urllib.parse import urlsplit

from pyrus import client, version
from pyrus.models import requests, responses

from client import Client, Environment, Reported, new_file
from protocol import serve


class PyrusAPI(Client):
    name, version = "pyrus-api", version.VERSION

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        local = type("Local", (client.PyrusAPI,), addresses(environment))
        self.pyrus = local(login=environment["PYRUS_LOGIN"], security_key=environment["PYRUS_SECURITY_KEY"])

    def upload(self, path: str) -> dict[str, Any]:
        uploaded = done(self.pyrus.upload_file(path))
        return {"guid": uploaded.guid, "md5_hash": uploaded.md5_hash}

    def attach(self, guid: str) -> int:
        comment = requests.TaskCommentRequest(attachments=[guid])
        return done(self.pyrus.comment_task(self.task_id, comment)).task.comments[-1].attachments[-1].id

    def download(self, file_id: int | str, folder: str) -> dict[str, Any]:
        downloaded = done(self.pyrus.download_file(int(file_id)))
        with new_file(folder) as file:
            file.write(downloaded.raw_file)
        return {"path": file.name, "name": downloaded.filename}


def addresses(environment: Environment) -> dict[str, str]:
    api, files, auth = (urlsplit(environment[f"PYRUS_{which}_URL"]) for which in ("API", "FILES", "AUTH"))
    base = api.path.rstrip("/")
    return {"_protocol": api.scheme, "_host": api.netloc, "_base_path": base,
            "_files_host": (files.netloc + files.path).rstrip("/"),
            "_auth_host": (auth.netloc + auth.path).removesuffix(base + "/auth")}


def done(response: responses.BaseResponse) -> Any:
    if response.error_code or response.error:
        raise Reported(response.error or response.error_code, response.error_code)
    return response


if __name__ == "__main__":
    serve(PyrusAPI)
