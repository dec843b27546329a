"""A body that is read while it arrives, for a view that stores it."""

import asyncio
from contextlib import suppress
from io import RawIOBase
from typing import Any

from server.http.body import BodyBrokenError, BodyTooSlowError
from server.serving.http_exchange import Exchange
from server.serving.pace import Pace

#: How many bytes are handed to the thread at once if they arrive without such a pause. Handing over
#: each packet took more time than storing it.
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
        length: int | None = None,
    ) -> None:
        self._exchange = exchange
        self._pace = pace
        self._loop = loop
        #: How long it is, if that is known.
        self._length = length
        self._rest = b""
        self._task: asyncio.Task[bytes] | None = None
        self._reader: asyncio.Task[None] | None = None
        #: The bytes that have arrived and were not handed over yet.
        self._arrived = bytearray()
        #: Set while a reader waits. Only then more of the body is read.
        self._is_wanted = asyncio.Event()
        #: Set by each piece; and when there is enough, or nothing more will come.
        self._has_some, self._is_enough = asyncio.Event(), asyncio.Event()
        self._is_over = False
        self._is_broken = False
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
            # Checked in the order in which `_read` sets them, so that no bytes are lost at the end.
            is_all = self._is_over and not self._arrived and not self._is_broken
            self.is_at_end = is_all or not self._rest
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
        if self._reader is not None:
            self._reader.cancel()
            # A task refers to the context of its request, which refers to this body.
            self._reader = None

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
        if self._reader is None:
            self._reader = self._loop.create_task(self._read())
        self._is_wanted.set()
        try:
            async with asyncio.timeout_at(self._pace.too_slow_at):
                await self._has_some.wait()
            while not self._is_enough.is_set():
                before = len(self._arrived)
                with suppress(TimeoutError):
                    async with asyncio.timeout(PAUSE_S):
                        await self._is_enough.wait()
                if len(self._arrived) == before:
                    break
        finally:
            self._is_wanted.clear()
        found = bytes(self._arrived)
        self._arrived.clear()
        if not self._is_over:
            self._has_some.clear()
            self._is_enough.clear()
        elif not found and self._is_broken:
            raise BodyBrokenError
        return found

    async def _read(self) -> None:
        """Collect the pieces, while somebody waits for them."""
        try:
            while not self._is_whole():
                await self._is_wanted.wait()
                piece = await self._exchange.next_piece()
                if piece is None:
                    break
                self._pace.take(len(piece), self._loop.time())
                self._arrived += piece
                if piece:
                    self._has_some.set()
                if len(self._arrived) >= AT_ONCE:
                    self._is_wanted.clear()
                    self._is_enough.set()
        except BodyBrokenError:
            self._is_broken = True
        finally:
            self._is_over = True
            self._has_some.set()
            self._is_enough.set()

    def _is_whole(self) -> bool:
        """Returns whether all bytes have come. Waiting for the end of the body would take one more
        round."""
        return self._length is not None and self._pace.received >= self._length
