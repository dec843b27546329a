"""Many threads write down what becomes of their letters: in few transactions, each as if alone."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, update
from sqlalchemy.orm import Session

from server import clock, database
from server.extensions import db
from server.mail import store
from server.mail.kinds import KINDS, LetterKind
from server.mail.ledger import Ledger
from server.mail.models import Letter
from server.mail.store import Claimed
from server.mail.transport import Outcome, Verdict
from tests.rigs.processes import wait_until
from tests.support.api import ApiClient

MANY = 8


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The accounts that each call was told of whose letters were sent; Bob's always fails."""
    calls: list[list[str]] = []

    def sent(_s: Session, letters: Sequence[Claimed], _now: datetime) -> None:
        if any(letter.about.get("fails") for letter in letters):
            raise ValueError("Bob's")
        calls.append([letter.id for letter in letters])

    monkeypatch.setitem(KINDS, "recovery", LetterKind(sent=sent))
    return calls


@pytest.fixture
def letters(app: Flask, alice: ApiClient, bob: ApiClient) -> list[Claimed]:
    """In hand: many of Alice's, one of Bob's."""
    now = clock.now()
    with app.app_context(), database.write() as s:
        for _ in range(MANY - 1):
            store.add_letter(s, alice.id, "recovery", {}, now)
        store.add_letter(s, bob.id, "recovery", {"fails": True}, now)
        return store.claim(s, now, MANY)


@pytest.fixture
def commits(app: Flask) -> Iterator[list[None]]:
    seen: list[None] = []

    def hear(_session: Session) -> None:
        seen.append(None)

    event.listen(Session, "after_commit", hear)
    yield seen
    event.remove(Session, "after_commit", hear)


def at_once(
    app: Flask, ledger: Ledger, letters: Sequence[Claimed], write: Callable[[Claimed], Any]
) -> list[Any]:
    """What each thread got, or what it raised; they come while a transaction is under way."""

    def run(letter: Claimed) -> Any:
        with app.app_context():
            try:
                return write(letter)
            except ValueError as error:
                return error

    with ThreadPoolExecutor(len(letters)) as pool:
        with ledger._turn:
            running = [pool.submit(run, letter) for letter in letters]
            wait_until(lambda: len(ledger._waiting) == len(letters), "all to gather")
        return [each.result() for each in running]


def left(app: Flask, *accounts: ApiClient) -> list[str]:
    with app.app_context(), database.read() as s:
        return [each for account in accounts for each in store.ids_of(s, account.id)]


def test_waiting_letters_are_handed_over_in_one_transaction(
    app: Flask, letters: list[Claimed], commits: list[None]
) -> None:
    ledger, now = Ledger(), clock.now()
    commits.clear()
    assert at_once(app, ledger, letters, lambda each: ledger.hand_over(each, now)) == [True] * MANY
    assert len(commits) == 1
    with app.app_context(), database.write() as s:
        claimed = store.claim(s, now + store.LEASE, MANY)
    assert {each.id for each in claimed} == {each.id for each in letters}
    assert all(each.about["handed"] for each in claimed), "they may have arrived"


def test_a_letter_that_another_worker_has_is_not_handed_over(
    app: Flask, letters: list[Claimed]
) -> None:
    ledger, now = Ledger(), clock.now()
    with app.app_context(), database.write() as s:
        again = store.claim(s, now + store.LEASE, 1)[0]
    got = at_once(app, ledger, letters, lambda each: ledger.hand_over(each, now))
    assert [letter.id for letter, is_ours in zip(letters, got, strict=True) if not is_ours] == [
        again.id
    ]


def test_a_late_worker_does_not_touch_letters_of_another(
    app: Flask, letters: list[Claimed]
) -> None:
    """Its lease was over, because the mail server is slow or the clocks differ: it is not sent
    twice, and not put back under the hands of the other."""
    late, other, now = Ledger(), Ledger(), clock.now()
    later = now + store.LEASE
    with app.app_context():
        with database.write() as s:
            (again,) = store.claim(s, later, 1)
        assert other.hand_over(again, later)
        (mine,) = (letter for letter in letters if letter.id == again.id)
        assert not late.hand_over(mine, later)
        late.settle(mine, Outcome(Verdict.LATER, "another has it in hand"), now)
        with database.write() as s:
            assert again.id not in {each.id for each in store.claim(s, later, MANY)}
        other.settle(again, Outcome(Verdict.SENT), later)
        with database.read() as s:
            assert again.id not in store.ids_of(s, again.account_id)


@pytest.mark.parametrize("by", [store.handed, lambda _token: store.HANDED_BEFORE])
def test_one_whose_worker_died_while_it_handed_it_over_counts_as_sent(
    app: Flask, letters: list[Claimed], by: Callable[[str], str]
) -> None:
    """Also where that worker was of an older release."""
    later = clock.now() + store.LEASE
    with app.app_context(), database.write() as s:
        s.execute(update(Letter).values(claim_token=by(letters[0].token)))
        assert all(each.about["handed"] for each in store.claim(s, later, MANY))


def test_a_letter_that_fails_does_not_stop_the_others(
    app: Flask,
    letters: list[Claimed],
    told: list[list[str]],
    alice: ApiClient,
    bob: ApiClient,
) -> None:
    ledger, now = Ledger(), clock.now()
    (bobs,) = left(app, bob)
    sent = Outcome(Verdict.SENT)
    got = at_once(app, ledger, letters, lambda each: ledger.settle(each, sent, now))
    by_id = dict(zip((each.id for each in letters), got, strict=True))
    assert isinstance(by_id.pop(bobs), ValueError)
    assert set(by_id.values()) == {None}
    assert {each for call in told for each in call} == set(by_id)
    assert left(app, alice, bob) == [bobs], "its lease ends, and another sees to it"


def test_the_ledger_continues_after_an_error(app: Flask, letters: list[Claimed]) -> None:
    ledger, now = Ledger(), clock.now()
    at_once(app, ledger, letters, lambda each: ledger.hand_over(each, now))
    with app.app_context():
        assert ledger.hand_over(letters[0], now), "again, after a commit that nobody heard of"
        db.engine.dispose()
