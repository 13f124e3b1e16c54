#!/usr/bin/env python3
"""aiopyrus, in the cloud's layout, as its users have it."""

from importlib.metadata import version
from typing import Any

from aiopyrus import UserClient

from client import Client, Environment, new_file
from event_loop import on_loop
from protocol import serve


class AIOPyrus(Client):
    name, version = "aiopyrus", version("aiopyrus")

    @on_loop
    async def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.pyrus = UserClient(login=environment["PYRUS_LOGIN"], security_key=environment["PYRUS_SECURITY_KEY"],
                                auth_url=environment["PYRUS_AUTH_URL"], api_url=self.api_url)
        self.is_authorized = False

    @on_loop
    async def upload(self, path: str) -> dict[str, Any]:
        uploaded = await (await self._authorized()).upload_file(path)
        return {"guid": uploaded.guid, "md5_hash": uploaded.md5_hash}

    @on_loop
    async def attach(self, guid: str) -> int:
        task = await (await self._authorized()).comment_task(self.task_id, attachments=[guid])
        return task.comments[-1].attachments[-1].id

    @on_loop
    async def download(self, file_id: int | str, folder: str) -> dict[str, Any]:
        content = await (await self._authorized()).download_file(str(file_id))
        with new_file(folder) as file:
            file.write(content)
        return {"path": file.name, "name": None}

    async def _authorized(self) -> UserClient:
        """Before it has the auth answer it knows no files host but the real one, and takes no other."""
        if not self.is_authorized:
            await self.pyrus.auth()
            self.is_authorized = True
        return self.pyrus

    @on_loop
    async def close(self) -> None:
        await self.pyrus.close()


if __name__ == "__main__":
    serve(AIOPyrus)
