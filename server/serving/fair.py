"""Lets clients take turns. A limited number of requests runs in the threads at once; the others
wait, and each client is served in turn.

Threads that take requests as they come would serve a client that sends 300 at once before everybody
else. Here a client that sends one request waits for at most one request of each other client,
however many those have sent.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import asynccontextmanager


class FairTurns:
    """Belongs to one event loop."""

    def __init__(self, at_once: int) -> None:
        self._free = at_once
        #: The waiting requests by client, the client whose turn is next first.
        self._waiting: dict[Hashable, deque[asyncio.Future[None]]] = {}

    @asynccontextmanager
    async def turn(self, who: Callable[[], Hashable]) -> AsyncIterator[None]:
        """Wait for a turn; it ends with the block."""
        await self.take(who)
        try:
            yield
        finally:
            self.give_back()

    async def take(self, who: Callable[[], Hashable]) -> None:
        """Wait for a turn; `give_back()` it. `who` is only called if the request has to wait."""
        if self._free:
            self._free -= 1
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(who(), deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.give_back()
            raise

    def give_back(self) -> None:
        """Let the next one have its turn."""
        while self._waiting:
            who = next(iter(self._waiting))
            queue = self._waiting.pop(who)
            turn = queue.popleft()
            if queue:
                self._waiting[who] = queue
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1
