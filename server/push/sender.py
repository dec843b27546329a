"""Posts pushes to push services, many at once, over persistent connections.

Messages are taken from an iterator as places become free, and results are returned as they come, in
no particular order. No service holds up another: see origin_queue.py.
"""

import math
import time
from collections.abc import Iterable, Iterator
from typing import Any

import pycurl

from server.push.addresses import Endpoint, is_numeric
from server.push.curl_multi import CurlMulti
from server.push.dns import Resolver
from server.push.origin_queue import HTTP1_WINDOW, OriginQueue, Place, Traffic
from server.push.outcome import Outcome, Verdict
from server.push.transfer import Prepared, Transfer, locate
from server.telemetry import metrics

#: How many messages are taken from the source, and for how long, before the network is served.
TAKEN_AT_ONCE = 256
TAKE_SECONDS = 0.05
#: How often to check for messages that have waited too long, and for resolved hosts.
SWEEP_SECONDS = 0.25
LOOK_SECONDS = 0.02
IDLE_CONNECTIONS = 64
#: The state of so many services is kept.
MOST_QUEUES = 4096

Answer = tuple[Prepared, Outcome]


class Sender:
    """Keeps connections, and the state of each service, from one call to the next. For one thread,
    and one call at a time; `close()` it."""

    def __init__(self, *, allow_loopback: bool) -> None:
        self._allow_loopback = allow_loopback
        self._multi = CurlMulti(
            connections_per_host=HTTP1_WINDOW, idle_connections=IDLE_CONNECTIONS
        )
        self._resolver = Resolver()
        self._traffic = Traffic()
        self._queues: dict[str, OriginQueue[Prepared]] = {}
        self._crowded: dict[str, OriginQueue[Prepared]] = {}
        self._in_flight: dict[Any, tuple[Transfer, OriginQueue[Prepared], Prepared]] = {}
        self._idle: list[Transfer] = []

    def close(self) -> None:
        self._give_up()
        for transfer in self._idle:
            transfer.curl.close()
        self._multi.close()

    def send(
        self, messages: Iterable[Prepared], *, seconds: float | None = None
    ) -> Iterator[Answer]:
        """Post messages; yields each with its result. Never raises because of an endpoint or its
        answer. Each result comes within PATIENCE_SECONDS + REQUEST_SECONDS.

        After `seconds`, if given, no more messages are taken, and those being sent are returned as
        not answered; messages that were not taken are not returned. If `messages` raises, the
        messages already taken are finished before the error is raised here. Consume the results
        without long pauses: the network is only served in between.
        """
        call = _Call(iter(messages), None if seconds is None else time.monotonic() + seconds)
        try:
            while True:
                now = time.monotonic()
                if call.deadline is not None and now >= call.deadline:
                    yield from self._give_up()
                    break
                yield from self._take(call, now)
                if not (self._in_flight or self._crowded or call.has_more):
                    break
                yield from self._move(call, now)
        finally:
            self._give_up()
            for transfer in self._idle:
                transfer.forget()
        if call.error is not None:
            raise call.error

    def _take(self, call: "_Call", now: float) -> list[Answer]:
        """Take messages until one has to wait, or enough were taken for now."""
        back: list[Answer] = []
        for _ in range(TAKEN_AT_ONCE):
            if time.monotonic() > now + TAKE_SECONDS:
                break
            message = call.next()
            if message is None:
                break
            queue = self._queue(message.to.origin)
            if now >= queue.look_at:
                self._look(queue, message.to, now)
            place = queue.place(now)
            if place is Place.SEND:
                self._start(message, queue)
            elif place is Place.QUEUE:
                queue.waiting.append((now, message))
                self._crowded[message.to.origin] = queue
            elif place is Place.REJECT:
                back.append((message, _not_sent(queue, now)))
            else:
                call.held = message
                break
        return back

    def _move(self, call: "_Call", now: float) -> list[Answer]:
        """Serve the network, then start the messages that wait."""
        lost = any(not queue.is_found for queue in self._crowded.values())
        wait = min(call.nap(), LOOK_SECONDS if lost else SWEEP_SECONDS)
        answers = [self._answered(curl, code) for curl, code in self._multi.run(wait)]
        if self._crowded and (answers or lost or now >= call.sweep_at):
            now = time.monotonic()
            call.sweep_at = now + SWEEP_SECONDS
            for origin, queue in list(self._crowded.items()):
                if not queue.is_found:
                    self._look(queue, queue.waiting[0][1].to, now)
                answers += [(message, _not_sent(queue, now)) for message in queue.overdue(now)]
                while queue.waiting and queue.may_send():
                    self._start(queue.waiting.popleft()[1], queue)
                if not queue.waiting:
                    del self._crowded[origin]
        return answers

    def _start(self, message: Prepared, queue: OriginQueue[Prepared]) -> None:
        transfer = self._idle.pop() if self._idle else Transfer(allow_loopback=self._allow_loopback)
        transfer.load(message, queue.where, closing=queue.is_suspect, sharing=queue.is_http2)
        queue.sent()
        self._in_flight[transfer.curl] = (transfer, queue, message)
        self._multi.add(transfer.curl)

    def _answered(self, curl: Any, code: int) -> Answer:
        transfer, queue, message = self._in_flight.pop(curl)
        outcome = self._finish(transfer, queue, code)
        metrics.push_sent(message.to.origin, outcome.status)
        if outcome.verdict is Verdict.RETRY:
            queue.failed(time.monotonic(), transfer.seconds(), outcome.retry_after or 0)
        elif outcome.status is not None:
            queue.answered(is_http2=transfer.is_http2())
        return message, outcome

    def _finish(self, transfer: Transfer, queue: OriginQueue[Prepared], code: int) -> Outcome:
        outcome = transfer.outcome(code)
        self._multi.remove(transfer.curl)
        queue.done()
        self._idle.append(transfer)
        return outcome

    def _give_up(self) -> list[Answer]:
        """Cancel all messages that are being sent."""
        answers = [
            (message, self._finish(transfer, queue, pycurl.E_OPERATION_TIMEDOUT))
            for transfer, queue, message in self._in_flight.values()
        ]
        self._in_flight.clear()
        for queue in self._crowded.values():
            answers += [
                (message, Outcome(None, "no time was left")) for _, message in queue.waiting
            ]
            queue.waiting.clear()
        self._crowded.clear()
        return answers

    def _queue(self, origin: str) -> OriginQueue[Prepared]:
        if origin not in self._queues:
            if len(self._queues) >= MOST_QUEUES:
                self._queues = {name: each for name, each in self._queues.items() if each.is_busy()}
            self._queues[origin] = OriginQueue(self._traffic, is_found=False)
        return self._queues[origin]

    def _look(self, queue: OriginQueue[Prepared], to: Endpoint, now: float) -> None:
        """Returns where the host is, if that is known by now."""
        if is_numeric(to.host):
            queue.is_found, queue.look_at = True, math.inf
            return
        found = self._resolver.find(to.host)
        queue.is_found = found is not None and bool(found.addresses)
        if found is None:
            return
        if not found.addresses:
            queue.lost(now)
            return
        queue.look_at = max(found.fresh_until, now + SWEEP_SECONDS)
        if (where := locate(to, found.addresses)) != queue.where:
            queue.where = where


class _Call:
    """The state of a call: its source, the message it took for which there is no place yet, and the
    error with which the source ended."""

    def __init__(self, source: Iterator[Prepared], deadline: float | None) -> None:
        self.deadline = deadline
        self.held: Prepared | None = None
        self.error: Exception | None = None
        self.sweep_at = 0.0
        self._source: Iterator[Prepared] | None = source

    @property
    def has_more(self) -> bool:
        return self.held is not None or self._source is not None

    def next(self) -> Prepared | None:
        """Returns the next message, or None at the end."""
        message, self.held = self.held, None
        if message is None and self._source is not None:
            try:
                message = next(self._source)
            except StopIteration:
                self._source = None
            except Exception as error:
                self._source, self.error = None, error
        return message

    def nap(self) -> float:
        """Returns how long to wait for the network: not at all while messages can be taken."""
        if self.held is None and self._source is not None:
            return 0.0
        left = SWEEP_SECONDS if self.deadline is None else self.deadline - time.monotonic()
        return max(0.0, min(SWEEP_SECONDS, left))


def _not_sent(queue: OriginQueue[Prepared], now: float) -> Outcome:
    if not queue.is_found and now < queue.rests_until:
        return Outcome(None, "the host cannot be found", retry_after=queue.rests_until - now)
    if now < queue.rests_until:
        return Outcome(None, "the service rests", retry_after=queue.rests_until - now)
    return Outcome(None, "the service is slow")
