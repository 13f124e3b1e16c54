"""An adapter that goes wrong in one way, and does whatever else is asked rightly, with curl."""

import threading
from functools import partial
from typing import Callable

from client import Environment
from curl_adapter import Curl
from protocol import OPERATIONS, Adapter, Message

Right = Callable[[], Message]


class Naughty(Adapter):
    def __init__(self, only: str) -> None:
        super().__init__(Curl)
        self._only = only or None
        self._answer = threading.local()
        self.is_in_lines = False

    def lines(self) -> int:
        self.is_in_lines = True
        return super().lines()

    def outcome(self, operation: str, arguments: Message, environment: Environment) -> Message:
        right = partial(super().outcome, operation, arguments, environment)
        self._answer.is_naughty = operation in OPERATIONS and self._only in (None, operation)
        return self.do(right, operation, arguments) if self._answer.is_naughty else right()

    def say(self, message: Message) -> None:
        if getattr(self._answer, "is_naughty", False):
            self.tell(message)
        else:
            super().say(message)

    def do(self, right: Right, operation: str, arguments: Message) -> Message:
        """The way of those that go wrong before they answer."""
        return right()

    def tell(self, message: Message) -> None:
        """The way of those that answer wrongly."""
        super().say(message)
