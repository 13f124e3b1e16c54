"""aiopyrus as it is installed, careless: no address is set, and it authorizes when it has to.

`with_aiopyrus.py FILE COPY`
"""

import asyncio
import sys
from pathlib import Path

from aiopyrus import UserClient

source, copy = map(Path, sys.argv[1:])


async def main() -> None:
    async with UserClient(login="bot@example.test", security_key="key") as pyrus:
        uploaded = await pyrus.upload_file(source)
        task = await pyrus.comment_task(1, text="see attached", attachments=[uploaded.guid])
        [file] = task.comments[-1].attachments
        copy.write_bytes(await pyrus.download_file(str(file.id)))

asyncio.run(main())
