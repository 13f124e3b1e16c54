#!/usr/bin/env python3
"""requests, and for the upload what its documentation names for large files: the toolbelt's encoder."""

from pathlib import Path
from typing import Any

import requests
from requests_toolbelt import MultipartEncoder

from client import Client, Environment, Reported, new_file, newest_file, receipt
from protocol import serve


class Requests(Client):
    name, version = "requests", requests.__version__

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.session = requests.Session()
        self.session.headers.update(self.authorization)

    def upload(self, path: str) -> dict[str, Any]:
        with open(path, "rb") as file:
            form = MultipartEncoder({"file": (Path(path).name, file)})
            headers = {"Content-Type": form.content_type}
            return receipt(done(self.session.post(self.api_url + "files/upload", data=form, headers=headers)).json())

    def attach(self, guid: str) -> int:
        comment = {"attachments": [guid]}
        return newest_file(done(self.session.post(f"{self.api_url}tasks/{self.task_id}/comments", json=comment)).json())

    def download(self, file_id: int | str, folder: str) -> dict[str, Any]:
        with self.session.get(f"{self.api_url}files/download/{file_id}", stream=True) as response:
            done(response)
            with new_file(folder) as file:
                for chunk in response.iter_content(chunk_size=64 * 1024):
                    file.write(chunk)
        return {"path": file.name, "name": None}

    def close(self) -> None:
        self.session.close()


def done(response: requests.Response) -> requests.Response:
    try:
        response.raise_for_status()
    except requests.HTTPError as error:
        raise Reported.in_answer(response.content, error) from error
    return response


if __name__ == "__main__":
    serve(Requests)
