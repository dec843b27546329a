"""The rules by which no push service holds up another."""

from hypothesis import given
from hypothesis import strategies as st

from server.push.origin_queue import (
    AT_ONCE,
    FIRST_WINDOW,
    HTTP1_WINDOW,
    HTTP2_WINDOW,
    LONGEST_REST_SECONDS,
    PATIENCE_SECONDS,
    REST_SECONDS,
    ROOM,
    SLOW_SECONDS,
    STRANGERS_AT_ONCE,
    STREAK,
    OriginQueue,
    Place,
    Traffic,
)


def queue(traffic: Traffic | None = None) -> OriginQueue[int]:
    return OriginQueue(traffic or Traffic())


def fill(queue: OriginQueue[int], now: float = 0.0) -> list[Place]:
    """Offer messages until one is not let in; gives where each went."""
    places = []
    while True:
        places.append(place := queue.place(now))
        if place is Place.SEND:
            queue.sent()
        elif place is Place.QUEUE:
            queue.waiting.append((now, len(places)))
        else:
            return places


def test_a_service_that_never_answered_gets_8_places_and_128_waiting() -> None:
    places = fill(queue())
    assert places == [Place.SEND] * FIRST_WINDOW + [Place.QUEUE] * ROOM + [Place.BLOCK]


def test_a_service_that_answers_gets_more_places() -> None:
    http2, http1 = queue(), queue()
    for _ in range(1000):
        http2.answered(is_http2=True)
        http1.answered(is_http2=False)
    assert fill(http2).count(Place.SEND) == HTTP2_WINDOW
    assert fill(http1).count(Place.SEND) == HTTP1_WINDOW


def test_a_slow_service_gets_its_messages_back_instead_of_holding_up_the_others() -> None:
    slow = queue()
    fill(slow, now=0)
    assert slow.place(SLOW_SECONDS) is Place.BLOCK
    assert slow.place(SLOW_SECONDS + 0.1) is Place.REJECT
    assert slow.overdue(PATIENCE_SECONDS) == []
    assert len(slow.overdue(PATIENCE_SECONDS + 0.1)) == ROOM
    assert slow.waiting == queue().waiting


def test_a_service_that_fails_8_times_in_a_row_rests() -> None:
    down = queue()
    fill(down)
    for _ in range(STREAK):
        assert down.place(15) is not Place.SEND
        down.done()
        down.failed(15, seconds=15, retry_after=0)
    assert down.place(15) is Place.REJECT
    assert len(down.overdue(15)) == ROOM, "those that wait do not wait for it"
    places = fill(down, 15 + REST_SECONDS + 1)
    assert places == [Place.SEND] * FIRST_WINDOW + [Place.REJECT], "a few, and nobody waits"


def test_a_rest_lasts_as_long_as_the_service_asked_for_up_to_20_minutes() -> None:
    for asked, rest in ((60.0, 60.0), (1.0, REST_SECONDS), (1e9, LONGEST_REST_SECONDS)):
        busy = queue()
        busy.failed(100, seconds=15, retry_after=asked)
        for _ in range(STREAK):
            busy.failed(100, seconds=15, retry_after=0)
        assert busy.rests_until == 100 + rest


def test_one_phone_that_is_sent_to_too_often_stops_nobody() -> None:
    # Its 50 refusals come within a moment, and others are answered in between.
    service = queue()
    for number in range(50):
        service.failed(100 + number / 1000, seconds=0.05, retry_after=3600)
    assert service.rests_until == 0
    service.answered(is_http2=True)
    for number in range(STREAK - 1):
        service.failed(200 + number, seconds=0.05, retry_after=3600)
    assert service.rests_until == 0


def test_an_answer_ends_the_rest() -> None:
    service = queue()
    for _ in range(STREAK):
        service.failed(100, seconds=15, retry_after=60)
    service.answered(is_http2=True)
    assert service.place(100) is Place.SEND


def test_a_thousand_strangers_that_hang_leave_room_for_those_who_answer() -> None:
    traffic = Traffic()
    known = queue(traffic)
    known.answered(is_http2=True)
    strangers = [queue(traffic) for _ in range(1000)]
    for stranger in strangers:
        fill(stranger)
    assert traffic.strangers == traffic.in_flight == STRANGERS_AT_ONCE
    assert strangers[-1].place(0) is Place.REJECT, "and nobody waits for them"
    assert known.place(0) is Place.SEND


steps = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(["offer", "offer", "offer", "answer", "refuse", "sweep", "later"]),
        st.booleans(),
    ),
    max_size=300,
)


@given(steps)
def test_every_message_is_always_in_exactly_one_place(
    steps: list[tuple[int, str, bool]],
) -> None:
    traffic = Traffic()
    three = [queue(traffic) for _ in range(3)]
    now = 1000.0
    offered = back = landed = 0
    for which, what, flag in steps:
        one = three[which]
        if what == "offer":
            offered += 1
            match one.place(now):
                case Place.SEND:
                    one.sent()
                case Place.QUEUE:
                    one.waiting.append((now, offered))
                case _:
                    back += 1
        elif what in ("answer", "refuse") and one.in_flight:
            one.done()
            landed += 1
            if what == "answer":
                one.answered(is_http2=flag)
            else:
                one.failed(now, 15 if flag else 0.01, 30 if flag else 0)
        elif what == "sweep":
            back += len(one.overdue(now))
        else:
            now += 5 if flag else 0.3
        in_flight = sum(each.in_flight for each in three)
        waiting = sum(len(each.waiting) for each in three)
        assert offered == in_flight + waiting + back + landed
        assert traffic.in_flight == in_flight <= AT_ONCE
        assert traffic.strangers == sum(each.in_flight for each in three if not each.is_known)
        assert all(len(each.waiting) <= ROOM for each in three)
        assert all(FIRST_WINDOW <= each.window <= HTTP2_WINDOW for each in three)
