"""Reads whole bodies in the event loop: within deadlines, and only so many at once."""

import asyncio
import math

from server.http.body import MOST_DRAINED, BodyTooSlowError
from server.serving.http_exchange import Exchange
from server.serving.pace import Pace
from server.serving.places import Places, Who
from server.serving.refusals import busy
from server.serving.spool import Spool

#: A body that is not complete after this time takes a place.
MOMENT_S = 0.05
#: How long a server that ends waits for bodies that are arriving.
LAST_BODIES_S = 2.0


class BodyReader:
    """The bodies that are being read. One for each process that serves."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._timers: set[asyncio.Timeout] = set()
        #: When the server ends: the instant until which it waits for bodies.
        self._ends_at = math.inf

    async def read(
        self, exchange: Exchange, spool: Spool, who: Who, length: int | None = None
    ) -> bool:
        """Read a body, of so many bytes if that is known. Returns whether that was all of it.
        Raises Problem 503 and 408, and BodyBrokenError if the client is gone."""
        loop = asyncio.get_running_loop()
        pace = Pace(loop.time())
        claim = _Claim(self._places, who)
        try:
            # Most bodies are complete within a moment, long before any deadline: they cost one
            # timer.
            async with asyncio.timeout(None) as timer:
                self._timers.add(timer)
                moment = loop.call_later(MOMENT_S, self._wait_on, timer, claim, pace)
                try:
                    while (chunk := await exchange.next_piece()) is not None:
                        pace.take(len(chunk), loop.time())
                        if pace.received > MOST_DRAINED:
                            return False
                        await spool.add(chunk)
                        if claim.is_refused:
                            raise TimeoutError
                        if pace.received == length:
                            # Waiting for its end would take one more round of the loop.
                            break
                        if timer.when() is not None:
                            timer.reschedule(self._deadline(pace))
                finally:
                    moment.cancel()
                    self._timers.discard(timer)
        except TimeoutError:
            if loop.time() >= self._ends_at:
                raise busy("This server ends: send it to the next one") from None
            if claim.is_refused:
                raise busy("Too much is being sent here at the moment") from None
            raise BodyTooSlowError from None
        finally:
            claim.give_back()
        return True

    def _wait_on(self, timer: asyncio.Timeout, claim: "_Claim", pace: Pace) -> None:
        """After the first moment: from now on the body has a deadline, and needs a place."""
        if not timer.expired():
            timer.reschedule(self._deadline(pace) if claim.take() else 0)

    def _deadline(self, pace: Pace) -> float:
        return min(pace.too_slow_at, self._ends_at)

    @property
    def is_ending(self) -> bool:
        """Whether `end()` was called."""
        return self._ends_at < math.inf

    def end(self) -> None:
        """Wait a moment longer, then tell clients to come again. Called in the loop."""
        self._ends_at = asyncio.get_running_loop().time() + LAST_BODIES_S
        for timer in self._timers:
            when = timer.when()
            if when is not None and not timer.expired():
                timer.reschedule(min(when, self._ends_at))


class _Claim:
    """A body's place, taken if it is not complete after a moment."""

    def __init__(self, places: Places, who: Who) -> None:
        self._places = places
        self._who = who
        self._has_place = False
        self.is_refused = False

    def take(self) -> bool:
        """Returns whether there was a place."""
        self._has_place = self._places.take(self._who)
        self.is_refused = not self._has_place
        return self._has_place

    def give_back(self) -> None:
        if self._has_place:
            self._places.give_back(self._who)
