"""A queue for each push service, so that one which hangs holds up no other. Pure.

1. A service may have only so many messages on their way. It begins with a few; each answer lets in
   one more, each failure halves them (like TCP's slow start), so that a stranger who never answers
   binds no more than those few.
2. What does not fit waits in the queue, which has room for few. Once the first of them has waited
   for SLOW_SECONDS the service is slow, and who comes then is handed back at once. Nobody waits
   longer than PATIENCE_SECONDS.
3. After STREAK failures with nothing else between them, over more than STREAK_SECONDS, the service
   rests: everything for it is handed back until its Retry-After is over. Then a few go on trial,
   and nobody waits for it. A single phone that is sent to too often makes no such streak.
4. Services that have not answered yet share one pool of places: however many of them there are,
   those that do answer have the rest.
"""

from collections import deque
from dataclasses import dataclass, field
from enum import Enum
from typing import Generic, TypeVar

M = TypeVar("M")

#: On their way to one service: at first, and at most with HTTP/2 and without it.
FIRST_WINDOW = 8
HTTP2_WINDOW = 400
HTTP1_WINDOW = 16
#: On their way to all services that have not answered yet.
STRANGERS_AT_ONCE = 256
#: On their way to all services.
AT_ONCE = 1600

ROOM = 128
SLOW_SECONDS = 3.0
PATIENCE_SECONDS = 10.0

STREAK = 8
STREAK_SECONDS = 1.0
REST_SECONDS = 10.0
LONGEST_REST_SECONDS = 20 * 60.0


class Place(Enum):
    """What is to be done with a message that wants to go."""

    SEND = "send"
    QUEUE = "queue"
    #: Hand it back, not sent.
    REJECT = "reject"
    #: The queue is full, but moves on: take no other message before this one has found a place.
    BLOCK = "block"


@dataclass(slots=True)
class Traffic:
    """How many messages are on their way to all services, and to those that never answered."""

    in_flight: int = 0
    strangers: int = 0


@dataclass(slots=True)
class OriginQueue(Generic[M]):
    """One service, told by its origin. `now` is in seconds of a clock that only goes forward."""

    traffic: Traffic
    window: int = FIRST_WINDOW
    in_flight: int = 0
    is_known: bool = False
    #: Whether one connection carries many messages, as far as is known.
    is_http2: bool = False
    rests_until: float = 0.0
    #: It rested and has not answered since: its connections may be dead.
    is_suspect: bool = False
    #: Whether its host was looked up, where it is, and when to look again.
    is_found: bool = True
    where: list[str] = field(default_factory=list)
    look_at: float = 0.0
    waiting: deque[tuple[float, M]] = field(default_factory=deque)
    _streak: int = 0
    _failing_since: float = 0.0
    _asked_for: float = 0.0

    def place(self, now: float) -> Place:
        """Where the next message goes. Those that wait already go first."""
        if now < self.rests_until:
            return Place.REJECT
        if not self.waiting and self.may_send():
            return Place.SEND
        if self.is_suspect or self._is_crowded():
            return Place.REJECT
        if self.waiting and now - self.waiting[0][0] > SLOW_SECONDS:
            return Place.REJECT
        return Place.QUEUE if len(self.waiting) < ROOM else Place.BLOCK

    def may_send(self) -> bool:
        """Whether one more may go out now, as far as this origin and all together allow."""
        traffic = self.traffic
        return (
            self.is_found
            and self.in_flight < self.window
            and traffic.in_flight < AT_ONCE
            and (self.is_known or traffic.strangers < STRANGERS_AT_ONCE)
        )

    def is_busy(self) -> bool:
        """Whether anything is on its way or waits."""
        return self.in_flight > 0 or bool(self.waiting)

    def sent(self) -> None:
        """Count one more that is on its way."""
        self.in_flight += 1
        self.traffic.in_flight += 1
        self.traffic.strangers += not self.is_known

    def done(self) -> None:
        """One is no longer on its way; tell what came of it after that."""
        self.in_flight -= 1
        self.traffic.in_flight -= 1
        self.traffic.strangers -= not self.is_known

    def answered(self, *, is_http2: bool) -> None:
        """The service lives: it took a message, or said that it never will."""
        if not self.is_known:
            self._become(known=True)
        self._streak = 0
        self.is_http2 = is_http2
        self.rests_until = 0.0
        self.is_suspect = False
        self.window = min(self.window + 1, HTTP2_WINDOW if is_http2 else HTTP1_WINDOW)

    def failed(self, now: float, seconds: float, retry_after: float) -> None:
        """It answered 429 or 5xx or nothing, after so many seconds, and asked for a pause."""
        if self._streak == 0:
            self._failing_since, self._asked_for = now - seconds, 0.0
        self._streak += 1
        self._asked_for = max(self._asked_for, retry_after)
        self.window = max(FIRST_WINDOW, self.window // 2)
        if self._streak >= STREAK and now - self._failing_since > STREAK_SECONDS:
            self.rests_until = now + min(max(REST_SECONDS, self._asked_for), LONGEST_REST_SECONDS)
            self._streak, self.window, self.is_suspect = 0, FIRST_WINDOW, True
            if self.is_known:
                self._become(known=False)

    def lost(self, now: float) -> None:
        """Its host cannot be found."""
        self.rests_until = now + REST_SECONDS

    def overdue(self, now: float) -> list[M]:
        """Takes out what has waited too long; all of it while the service rests."""
        back: list[M] = []
        while self.waiting and (
            now < self.rests_until or now - self.waiting[0][0] > PATIENCE_SECONDS
        ):
            back.append(self.waiting.popleft()[1])
        return back

    def _is_crowded(self) -> bool:
        return not self.is_known and self.traffic.strangers >= STRANGERS_AT_ONCE

    def _become(self, *, known: bool) -> None:
        self.is_known = known
        self.traffic.strangers += -self.in_flight if known else self.in_flight
