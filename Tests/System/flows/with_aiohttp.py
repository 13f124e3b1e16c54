"""The API by hand, with aiohttp, which takes a proxy from the environment when told so. `with_aiohttp.py FILE COPY`"""

import asyncio
import sys
from pathlib import Path

import aiohttp

source, copy = map(Path, sys.argv[1:])


async def main() -> None:
    async with aiohttp.ClientSession(trust_env=True, raise_for_status=True) as session:
        credentials = {"login": "bot@example.test", "security_key": "key"}
        async with session.post("https://accounts.pyrus.com/api/v4/auth", json=credentials) as response:
            auth = await response.json()
        session.headers["Authorization"] = "Bearer " + auth["access_token"]
        api = auth["api_url"]
        with source.open("rb") as file:
            async with session.post(api + "files/upload", data={"file": file}) as response:
                uploaded = await response.json()
        comment = {"text": "see attached", "attachments": [uploaded["guid"]]}
        async with session.post(api + "tasks/1/comments", json=comment) as response:
            task = (await response.json())["task"]
        [attached] = task["comments"][-1]["attachments"]
        async with session.get(attached["url"]) as response:
            copy.write_bytes(await response.read())

asyncio.run(main())
