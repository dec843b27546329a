"""A queue for each push service, so that one that hangs does not hold up the others. Pure.

1. The number of messages that are being sent to a service is limited. The limit starts low; each
   answer raises it by one, each failure halves it (like TCP's slow start). So a host that never
   answers occupies only a few places.
2. Messages above the limit wait in the queue, which is short. Once the first of them has waited for
   SLOW_SECONDS the service is slow, and further messages are returned at once. None waits longer
   than PATIENCE_SECONDS.
3. After STREAK failures in a row, over more than STREAK_SECONDS, the service rests: all messages
   for it are returned until its Retry-After is over. Then a few are sent on trial, and no others
   wait meanwhile. A single phone that is sent to too often cannot cause such a streak.
4. Services that have not answered yet share one pool of places. However many they are, the rest is
   left for services that do answer.
"""

from collections import deque
from dataclasses import dataclass, field
from enum import Enum
from typing import Generic, TypeVar

M = TypeVar("M")

#: Messages being sent to one service: at first, and at most with HTTP/2 and without it.
FIRST_WINDOW = 8
HTTP2_WINDOW = 400
HTTP1_WINDOW = 16
#: Messages being sent to all services that have not answered yet.
STRANGERS_AT_ONCE = 256
#: Messages being sent to all services.
AT_ONCE = 1600

ROOM = 128
SLOW_SECONDS = 3.0
PATIENCE_SECONDS = 10.0

STREAK = 8
STREAK_SECONDS = 1.0
REST_SECONDS = 10.0
LONGEST_REST_SECONDS = 20 * 60.0


class Place(Enum):
    """What to do with a message that is to be sent."""

    SEND = "send"
    QUEUE = "queue"
    #: Return it without sending it.
    REJECT = "reject"
    #: The queue is full but moves: take no other message until this one has a place.
    BLOCK = "block"


@dataclass(slots=True)
class Traffic:
    """How many messages are being sent to all services, and to those that never answered."""

    in_flight: int = 0
    strangers: int = 0


@dataclass(slots=True)
class OriginQueue(Generic[M]):
    """One service, identified by its origin. `now` is in seconds of a monotonic clock."""

    traffic: Traffic
    window: int = FIRST_WINDOW
    in_flight: int = 0
    is_known: bool = False
    #: Whether one connection carries many messages, as far as is known.
    is_http2: bool = False
    rests_until: float = 0.0
    #: It rested and has not answered since: its connections may be lost.
    is_suspect: bool = False
    #: Whether its host was resolved, its addresses, and when to resolve it again.
    is_found: bool = True
    where: list[str] = field(default_factory=list)
    look_at: float = 0.0
    waiting: deque[tuple[float, M]] = field(default_factory=deque)
    _streak: int = 0
    _failing_since: float = 0.0
    _asked_for: float = 0.0

    def place(self, now: float) -> Place:
        """Returns what to do with the next message. Those that wait already are sent first."""
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
        """Returns whether one more may be sent now, by the limits of this origin and of all
        together."""
        traffic = self.traffic
        return (
            self.is_found
            and self.in_flight < self.window
            and traffic.in_flight < AT_ONCE
            and (self.is_known or traffic.strangers < STRANGERS_AT_ONCE)
        )

    def is_busy(self) -> bool:
        """Whether a message is being sent or waits."""
        return self.in_flight > 0 or bool(self.waiting)

    def sent(self) -> None:
        """Count one more that is being sent."""
        self.in_flight += 1
        self.traffic.in_flight += 1
        self.traffic.strangers += not self.is_known

    def done(self) -> None:
        """One is no longer being sent; report its result after that."""
        self.in_flight -= 1
        self.traffic.in_flight -= 1
        self.traffic.strangers -= not self.is_known

    def answered(self, *, is_http2: bool) -> None:
        """The service works: it accepted a message, or refused it permanently."""
        if not self.is_known:
            self._become(known=True)
        self._streak = 0
        self.is_http2 = is_http2
        self.rests_until = 0.0
        self.is_suspect = False
        self.window = min(self.window + 1, HTTP2_WINDOW if is_http2 else HTTP1_WINDOW)

    def failed(self, now: float, seconds: float, retry_after: float) -> None:
        """It answered 429 or 5xx or nothing, after so many seconds, and may have asked for a
        pause."""
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
        """Its host cannot be resolved."""
        self.rests_until = now + REST_SECONDS

    def overdue(self, now: float) -> list[M]:
        """Remove and return what has waited too long; everything while the service rests."""
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
