"""A body that is read while it comes: for a view that keeps it as it arrives."""

import asyncio
from io import RawIOBase
from typing import Any

from server.http.body import BodyBrokenError, BodyTooSlowError
from server.serving.exchange import Exchange
from server.serving.pace import Pace


class LiveBody(RawIOBase):
    """Read by one thread; `loop` is where the network is looked after.

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
        self._is_ending = False
        self.is_at_end = False
        self._failed: type[BodyBrokenError | BodyTooSlowError] | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill in what is there, waiting for some to come; returns how many bytes, 0 at the end.

        Raises BodyBrokenError, BodyTooSlowError.
        """
        if not self._rest and not self.is_at_end:
            if self._failed is not None:
                raise self._failed
            self._rest = asyncio.run_coroutine_threadsafe(self._next(), self._loop).result()
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count

    def end(self) -> None:
        """Wait no longer for the rest: the server ends. Called in the loop."""
        self._is_ending = True
        if self._task is not None:
            self._task.cancel()

    async def _next(self) -> bytes:
        """The next bytes; none at the end."""
        self._task = asyncio.current_task()
        try:
            if self._is_ending:
                raise BodyBrokenError
            async with asyncio.timeout_at(self._pace.too_slow_at):
                while (chunk := await self._exchange.next_piece()) is not None:
                    self._pace.take(len(chunk), self._loop.time())
                    if chunk:
                        return chunk
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
        self.is_at_end = True
        return b""
