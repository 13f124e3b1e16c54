"""aiopyrus at its most careless: its first call of all is a download, before it knows any address.

`aiopyrus_download_first.py ID COPY`
"""

import asyncio
import sys
from pathlib import Path

from aiopyrus import UserClient

file_id, copy = sys.argv[1:]


async def main() -> None:
    async with UserClient(login="bot@example.test", security_key="key") as pyrus:
        Path(copy).write_bytes(await pyrus.download_file(file_id))

asyncio.run(main())
