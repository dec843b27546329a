"""A network that breaks: of the connections through it so many end after some bytes, this way or
that, as a seed says."""

import random
import socket
import threading
from collections.abc import Callable

from tests.rigs.gate import Gate


class RoughGate(Gate):
    """A gate of which three of ten connections break, at any byte, until it is smooth."""

    #: For each of both ways, so that 0.3 break in all.
    SHARE = 1 - 0.7**0.5
    #: After 2**0 to 2**LARGEST bytes.
    LARGEST = 17

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._chance_lock = threading.Lock()
        self.is_rough = True
        self.relays = self.broken = 0
        super().__init__()

    def _draw(self) -> int | None:
        with self._chance_lock:
            self.relays += 1
            breaks = self.is_rough and self._chance.random() < self.SHARE
            return int(2 ** self._chance.uniform(0, self.LARGEST)) if breaks else None

    def _relay(
        self, source: socket.socket, sink: socket.socket, pass_on: Callable[[bytes], None]
    ) -> None:
        left = self._draw()

        def rough(data: bytes) -> None:
            nonlocal left
            if left is None:
                return pass_on(data)
            if left < len(data):
                self.broken += 1
                if left:
                    pass_on(data[:left])
                raise OSError("the network went")
            left -= len(data)
            return pass_on(data)

        super()._relay(source, sink, rough)
