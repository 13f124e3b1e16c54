"""Loaded by schemathesis itself: what it has to know of this server, and a server as at its start for every case."""

import os
import urllib.request
from typing import Any

import schemathesis


@schemathesis.serializer("application/vnd.sqlite3")
def as_it_is(_: schemathesis.SerializationContext, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


@schemathesis.hook
def after_call(context: schemathesis.HookContext, case: schemathesis.Case, response: schemathesis.Response) -> None:
    if "RESET_URL" in os.environ:
        urllib.request.urlopen(urllib.request.Request(os.environ["RESET_URL"], method="POST")).close()
