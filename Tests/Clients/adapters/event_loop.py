"""The event loop of the clients that need one, for operations that are called from any thread."""

import asyncio
import functools
import threading
from typing import Any, Awaitable, Callable


@functools.cache
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    return loop


def on_loop(method: Callable[..., Awaitable[Any]]) -> Callable[..., Any]:
    """An asynchronous method, to be called as if it were none."""
    @functools.wraps(method)
    def call(*arguments: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(method(*arguments), _loop()).result()
    return call
