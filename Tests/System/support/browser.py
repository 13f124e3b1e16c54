"""Debian's Chromium without a window, driven by its DevTools protocol over a pair of pipes: nothing listens anywhere."""

import base64
import json
import os
import shutil
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Sequence

#: Nothing of its own over the network, and a page of a size that is the same everywhere.
OPTIONS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
           "--disable-background-networking", "--disable-component-update", "--disable-extensions",
           "--window-size=1280,900", "--remote-debugging-pipe", "about:blank"]


class Browser:
    """One page. Leaves nothing behind but what is in its folder."""

    def __init__(self, folder: Path, here: Sequence[str] = ()) -> None:
        """Of all names, those of `here` are found: on this machine."""
        command = shutil.which("chromium")
        assert command, "Debian's package chromium is missing: Tests/run installs it"
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()
        rules = ", ".join([*(f"MAP {name} 127.0.0.1" for name in here), "EXCLUDE 127.0.0.1", "MAP * ~NOTFOUND"])
        # It reads from 3 and writes to 4; the pipes may be just those, so they are put out of the way first.
        spare = [os.dup2(end, 100 + end, inheritable=False) for end in (theirs_in, theirs_out)]

        def connect() -> None:
            os.dup2(spare[0], 3)
            os.dup2(spare[1], 4)

        self._process = subprocess.Popen(
            [command, f"--user-data-dir={folder / 'profile'}", f"--host-resolver-rules={rules}", *OPTIONS], preexec_fn=connect, pass_fds=(3, 4),
            env={**os.environ, "HOME": str(folder)}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        for end in (theirs_in, theirs_out, *spare):
            os.close(end)
        self._held, self._count, self._session = b"", 0, ""
        page = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        self._call("Page.enable")

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._in)
        os.close(self._out)

    def open(self, address: str) -> None:
        self._call("Page.navigate", url=address)
        self.evaluate("document.readyState === 'complete' || new Promise(done => addEventListener('load', () => done()))")

    def follow(self, address: str) -> None:
        """As if the page had a link, and somebody followed it."""
        self.evaluate(f"location.assign({json.dumps(address)})")
        (end, there) = (time.monotonic() + 60, False)
        while not there:
            assert time.monotonic() < end, f"{address} is not there"
            # While one page gives way to the other, neither can be asked.
            with suppress(AssertionError):
                there = self.evaluate("location.href + document.readyState") == address + "complete"

    def evaluate(self, expression: str) -> Any:
        """What an expression of the page's own language comes to."""
        answer = self._call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def screenshot(self, path: Path) -> bytes:
        image = base64.b64decode(self._call("Page.captureScreenshot", format="png")["data"])
        path.write_bytes(image)
        return image

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._count += 1
        call = {"id": self._count, "method": method, "params": parameters}
        if self._session:
            call["sessionId"] = self._session
        os.write(self._out, json.dumps(call).encode() + b"\0")
        while True:
            message = self._message()
            if message.get("id") == self._count:
                assert "result" in message, message
                return message["result"]

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._held:
            piece = os.read(self._in, 1 << 16)
            assert piece, "the browser ended"
            self._held += piece
        message, _, self._held = self._held.partition(b"\0")
        return json.loads(message)
