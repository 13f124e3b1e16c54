"""The server's memory: at rest, and at its most with a file of 2 GB and with a hundred uploads at once."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Iterator

from harness.account import Account
from harness.server import Server, running
from support import pattern
from support.journey import Journey, peak_memory
from support.transfer import upload
from support.usage import resident

AT_ONCE = 100
SIZE = 10 * pattern.MIB
#: Long enough for a server that nothing asks to have settled.
REST_SECONDS = 2


def many_at_once(server: Server) -> int:
    account = Account(server, server.login, server.security_key, server.access_token)
    pattern.prepare_md5(SIZE)
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for answer in threads.map(lambda _: upload(account, SIZE, chunked=False), range(AT_ONCE)):
            assert answer.status == 200, answer
    return peak_memory(server.pid)


def memory(binary: str) -> Iterator[str]:
    with running(binary) as server:
        time.sleep(REST_SECONDS)
        yield f"memory at rest               {resident(server.pid) / 1024:.1f} MiB (VmRSS)"
    with running(binary, "--rate-limit", "off") as server:
        yield f"peak memory, {AT_ONCE} at once     {many_at_once(server) / 1024:.1f} MiB after {AT_ONCE} uploads of 10 MiB (VmHWM)"
    for scheme, options in (("plain", ()), ("TLS", ("--tls",))):
        with running(binary, *options) as server:
            journey = Journey(server, chunked=False)
            for name, trip in (("100 MB", journey.small), ("2 GB", journey.large)):
                assert trip.downloaded.size == trip.size
                yield (f"peak memory, {name + ', ' + scheme:15} {trip.peak_uploaded / 1024:.1f} MiB after the upload, "
                       f"{trip.peak_downloaded / 1024:.1f} MiB after the download (VmHWM)")
