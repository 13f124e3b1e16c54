#!/usr/bin/env python3
"""httpx, which streams a form's files by itself."""

from typing import Any

import httpx

from client import Client, Environment, Reported, new_file, newest_file, receipt
from protocol import serve


class HTTPX(Client):
    name, version = "httpx", httpx.__version__

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.client = httpx.Client(base_url=self.api_url, headers=self.authorization)

    def upload(self, path: str) -> dict[str, Any]:
        with open(path, "rb") as file:
            return receipt(done(self.client.post("files/upload", files={"file": file})).json())

    def attach(self, guid: str) -> int:
        comment = {"attachments": [guid]}
        return newest_file(done(self.client.post(f"tasks/{self.task_id}/comments", json=comment)).json())

    def download(self, file_id: int | str, folder: str) -> dict[str, Any]:
        with self.client.stream("GET", f"files/download/{file_id}") as response:
            done(response)
            with new_file(folder) as file:
                for chunk in response.iter_bytes():
                    file.write(chunk)
        return {"path": file.name, "name": None}

    def close(self) -> None:
        self.client.close()


def done(response: httpx.Response) -> httpx.Response:
    try:
        return response.raise_for_status()
    except httpx.HTTPStatusError as error:
        raise Reported.in_answer(response.read(), error) from error


if __name__ == "__main__":
    serve(HTTPX)
