"""Writes the progress of letters to the database, for several threads at once.

The state of a letter is written twice: before its last byte is sent, and after the mail server has
answered. Each time its thread waits for the commit. While one transaction is running, other threads
queue up, and the next transaction does the work of all of them. So many letters cost one commit,
but none is sent before its state is on the disk.
"""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from sqlalchemy.orm import Session

from server import database
from server.backoff import pause
from server.mail import store
from server.mail.kinds import KINDS
from server.mail.store import Claimed
from server.mail.transport import Outcome, Verdict


@dataclass(slots=True)
class _Entry:
    """`outcome`: None while the letter is being sent."""

    letter: Claimed
    now: datetime
    outcome: Outcome | None
    is_ours: bool = False
    is_done: bool = False
    error: Exception | None = None


class Ledger:
    """For the threads of one worker."""

    def __init__(self) -> None:
        self._waiting: list[_Entry] = []
        self._adding, self._turn = Lock(), Lock()

    def hand_over(self, letter: Claimed, now: datetime) -> bool:
        """Record that it may arrive from now on. Returns False if another worker has it, or it is
        gone."""
        return self._enter(_Entry(letter, now, None))

    def settle(self, letter: Claimed, outcome: Outcome, now: datetime) -> None:
        """Record the outcome. Raises what the database raises."""
        self._enter(_Entry(letter, now, outcome))

    def _enter(self, entry: _Entry) -> bool:
        with self._adding:
            self._waiting.append(entry)
        with self._turn:
            # The previous holder of the lock has usually written this one, too.
            if not entry.is_done:
                with self._adding:
                    gathered, self._waiting = self._waiting, []
                _write_down(gathered)
        if entry.error is not None:
            raise entry.error
        return entry.is_ours


def _write_down(entries: Sequence[_Entry]) -> None:
    """Write all in one transaction; if that fails, each in its own, so that one bad letter does not
    hold up the others."""
    try:
        with database.write() as s:
            ours = _handed_over(s, [each for each in entries if each.outcome is None])
            _settle(s, [each for each in entries if each.outcome is not None])
    except Exception as error:
        if len(entries) > 1:
            for each in entries:
                _write_down([each])
            return
        entries[0].error, ours = error, set()
    for each in entries:
        each.is_ours, each.is_done = each.letter.id in ours, True


def _handed_over(s: Session, entries: Sequence[_Entry]) -> set[str]:
    if not entries:
        return set()
    return store.hand_over(s, [each.letter for each in entries], entries[-1].now)


def _settle(s: Session, entries: Sequence[_Entry]) -> None:
    over = []
    for each in entries:
        again = _again(each)
        if again is not None:
            store.put_back(s, each.letter, again)
        else:
            over.append(each)
    gone = store.remove(s, [each.letter for each in over]) if over else set()
    taken: dict[str, list[_Entry]] = defaultdict(list)
    for each in over:
        if each.letter.id not in gone or each.outcome is None:
            continue
        kind = KINDS[each.letter.kind]
        if each.outcome.verdict is Verdict.SENT:
            taken[each.letter.kind].append(each)
        elif each.outcome.verdict is Verdict.REFUSED:
            kind.refused(s, each.letter, each.now)
        else:
            kind.expired(s, each.letter, each.now)
    for name, sent in taken.items():
        KINDS[name].sent(s, [each.letter for each in sent], sent[-1].now)


def _again(entry: _Entry) -> datetime | None:
    """Returns when to try again; None: never."""
    letter, outcome = entry.letter, entry.outcome
    if outcome is None or outcome.verdict is not Verdict.LATER:
        return None
    again = entry.now + pause(letter.attempts + 1, None, random.random())  # noqa: S311
    return again if again <= letter.not_after else None
