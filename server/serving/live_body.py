"""A body that is read while it arrives, for a view that stores it."""

import asyncio
from contextlib import suppress
from io import RawIOBase
from typing import Any

from server.http.body import BodyBrokenError, BodyTooSlowError
from server.serving.exchange import Exchange
from server.serving.pace import Pace

#: So much is handed over at once, of what comes without such a pause: to hand each packet to the
#: thread took more time than to keep it.
AT_ONCE = 256 * 1024
PAUSE_S = 0.005


class LiveBody(RawIOBase):
    """Read by one thread; `loop` is the event loop of the network.

    Raises BodyTooSlowError and BodyBrokenError on reading.
    """

    def __init__(
        self,
        exchange: Exchange,
        pace: Pace,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self._exchange = exchange
        self._pace = pace
        self._loop = loop
        self._rest = b""
        self._task: asyncio.Task[bytes] | None = None
        self._coming: asyncio.Task[bytes | None] | None = None
        self._is_ending = False
        self.is_at_end = False
        self._failed: type[BodyBrokenError | BodyTooSlowError] | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Copy what has arrived, waiting for some if there is nothing. Returns how many bytes, 0 at
        the end.

        Raises BodyBrokenError, BodyTooSlowError.
        """
        if not self._rest and not self.is_at_end:
            if self._failed is not None:
                raise self._failed
            self._rest = asyncio.run_coroutine_threadsafe(self._next(), self._loop).result()
            self.is_at_end = not self._rest
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count

    def end(self) -> None:
        """Wait no longer for the rest, because the server ends. Called in the loop."""
        self._is_ending = True
        if self._task is not None:
            self._task.cancel()

    def let_go(self) -> None:
        """Nobody reads it any more. Called in the loop."""
        if self._coming is not None:
            self._coming.cancel()

    async def _next(self) -> bytes:
        """Returns the next bytes; none at the end."""
        self._task = asyncio.current_task()
        try:
            if self._is_ending:
                raise BodyBrokenError
            return await self._some()
        except BodyBrokenError:
            self._failed = BodyBrokenError
            raise
        except TimeoutError:
            self._failed = BodyTooSlowError
            raise BodyTooSlowError from None
        except asyncio.CancelledError:
            self._failed = BodyBrokenError
            raise BodyBrokenError from None
        finally:
            self._task = None

    async def _some(self) -> bytes:
        """Returns what has arrived, and what follows immediately. An error after that is raised by
        the next call, so that these bytes are not lost."""
        found = bytearray()
        while len(found) < AT_ONCE:
            if self._coming is None:
                self._coming = self._loop.create_task(self._exchange.next_piece())
            if found:
                with suppress(asyncio.CancelledError):
                    await asyncio.wait({self._coming}, timeout=PAUSE_S)
                if not self._coming.done() or self._is_last(self._coming):
                    break
            else:
                async with asyncio.timeout_at(self._pace.too_slow_at):
                    await asyncio.wait({self._coming})
            piece = self._coming.result()
            self._coming = None
            if piece is None:
                break
            self._pace.take(len(piece), self._loop.time())
            found += piece
        return bytes(found)

    def _is_last(self, coming: "asyncio.Task[bytes | None]") -> bool:
        """Returns whether it is the end, or an error."""
        return coming.exception() is not None or coming.result() is None
