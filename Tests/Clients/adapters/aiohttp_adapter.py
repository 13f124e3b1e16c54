#!/usr/bin/env python3
"""aiohttp, which streams a form's files by itself and reads the name of a download."""

from typing import Any

import aiohttp

from client import Client, Environment, Reported, new_file, newest_file, receipt
from event_loop import on_loop
from protocol import serve


class AIOHTTP(Client):
    name, version = "aiohttp", aiohttp.__version__

    @on_loop
    async def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.session = aiohttp.ClientSession(headers=self.authorization)

    @on_loop
    async def upload(self, path: str) -> dict[str, Any]:
        with open(path, "rb") as file:
            async with self.session.post(self.api_url + "files/upload", data={"file": file}) as response:
                return receipt(await (await done(response)).json())

    @on_loop
    async def attach(self, guid: str) -> int:
        url, comment = f"{self.api_url}tasks/{self.task_id}/comments", {"attachments": [guid]}
        async with self.session.post(url, json=comment) as response:
            return newest_file(await (await done(response)).json())

    @on_loop
    async def download(self, file_id: int | str, folder: str) -> dict[str, Any]:
        async with self.session.get(f"{self.api_url}files/download/{file_id}") as response:
            await done(response)
            with new_file(folder) as file:
                async for chunk in response.content.iter_chunked(64 * 1024):
                    file.write(chunk)
            disposition = response.content_disposition
        return {"path": file.name, "name": disposition and disposition.filename}

    @on_loop
    async def close(self) -> None:
        await self.session.close()


async def done(response: aiohttp.ClientResponse) -> aiohttp.ClientResponse:
    """The body of an error is read first: with the exception the connection is gone."""
    body = b"" if response.ok else await response.read()
    try:
        response.raise_for_status()
    except aiohttp.ClientResponseError as error:
        raise Reported.in_answer(body, error) from error
    return response


if __name__ == "__main__":
    serve(AIOHTTP)
