"""A body that is read while it comes: together where it comes quickly, and no byte is lost."""

import asyncio
from collections.abc import Callable, Iterator
from threading import Thread

import pytest

from server.http.body import BodyBrokenError, BodyTooSlowError
from server.serving import live_body
from server.serving.live_body import LiveBody
from server.serving.pace import Pace, without_end

PACKET = bytes(16_384)


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """Where the network is looked after."""
    made = asyncio.new_event_loop()
    thread = Thread(target=made.run_forever)
    thread.start()
    yield made
    made.call_soon_threadsafe(made.stop)
    thread.join()
    made.close()


class Network:
    """What comes: packets, then the end, an error, or nothing more."""

    def __init__(self, packets: int, last: BaseException | None, *, stops: bool = False) -> None:
        self.left, self._last, self._stops = packets, last, stops

    async def next_piece(self) -> bytes | None:
        if self.left:
            self.left -= 1
            return PACKET
        if self._stops:
            await asyncio.Event().wait()
        if self._last is not None:
            raise self._last
        return None


Coming = Callable[..., LiveBody]


@pytest.fixture
def coming(loop: asyncio.AbstractEventLoop) -> Iterator[Coming]:
    """A body of which so many packets come."""
    made: list[LiveBody] = []

    def make(
        packets: int,
        last: BaseException | None = None,
        *,
        pace: Pace | None = None,
        stops: bool = False,
        length: int | None = None,
        network: Network | None = None,
    ) -> LiveBody:
        network = network or Network(packets, last, stops=stops)
        pace = pace or without_end(loop.time())
        body = LiveBody(network, pace, loop, length)  # type: ignore[arg-type]
        made.append(body)
        return body

    yield make
    for body in made:
        loop.call_soon_threadsafe(body.let_go)


def test_bytes_that_arrive_quickly_are_handed_over_together(coming: Coming) -> None:
    body = coming(20)
    whole = list(iter(lambda: body.read(live_body.AT_ONCE), b""))
    assert [len(piece) for piece in whole] == [live_body.AT_ONCE, 4 * len(PACKET)]
    assert body.is_at_end


def test_bytes_before_an_error_are_handed_over_first(coming: Coming) -> None:
    body = coming(3, BodyBrokenError())
    assert len(body.read(live_body.AT_ONCE)) == 3 * len(PACKET)
    for _ in range(2):
        with pytest.raises(BodyBrokenError):
            body.read(1)


def test_available_bytes_do_not_wait_for_more(coming: Coming) -> None:
    body = coming(3, stops=True)
    assert len(body.read(live_body.AT_ONCE)) == 3 * len(PACKET)


def test_received_bytes_are_handed_over_although_no_more_arrive_in_time(
    coming: Coming, loop: asyncio.AbstractEventLoop
) -> None:
    pace = without_end(loop.time())
    body = coming(3, stops=True, pace=pace)
    assert len(body.read(live_body.AT_ONCE)) == 3 * len(PACKET)
    pace.total = 0.0
    with pytest.raises(BodyTooSlowError):
        body.read(1)


def test_a_body_of_known_length_ends_with_its_last_byte(coming: Coming) -> None:
    body = coming(20, stops=True, length=20 * len(PACKET))
    whole = list(iter(lambda: body.read(live_body.AT_ONCE), b""))
    assert [len(piece) for piece in whole] == [live_body.AT_ONCE, 4 * len(PACKET)]
    assert body.is_at_end


def test_no_more_is_read_from_the_network_than_requested(coming: Coming) -> None:
    network = Network(100, None)
    body = coming(0, network=network)
    assert len(body.read(1)) == 1
    assert network.left >= 100 - live_body.AT_ONCE // len(PACKET) - 1


def test_a_server_that_ends_waits_for_no_more(
    coming: Coming, loop: asyncio.AbstractEventLoop
) -> None:
    body = coming(3, stops=True)
    assert len(body.read(live_body.AT_ONCE)) == 3 * len(PACKET)
    loop.call_soon_threadsafe(body.end)
    with pytest.raises(BodyBrokenError):
        body.read(1)
