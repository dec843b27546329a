"""Sends letters: one thread of each worker, with several connections to the mail server.

1. Claim letters that are due, with a lease and a token.
2. Compose their content, many at once; letters that are no longer useful are dropped.
3. Send them over each connection one after another. When the server is ready to accept a letter,
   record that it may arrive, then send it.
4. Letters that were accepted, or may have been, are finished, and so are those that were refused
   permanently. The others are tried again, each time later, until they are no longer useful.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue
from threading import Event, Lock

from flask import Flask

from server import clock, database
from server.mail import store
from server.mail.kinds import KINDS
from server.mail.ledger import Ledger
from server.mail.message import Content, write
from server.mail.store import Claimed
from server.mail.transport import Connection, Outcome, Verdict
from server.telemetry import metrics
from server.worker_ticks import tick

#: How many letters are sent at once.
CONNECTIONS = 16
CHUNK = 128
LOOK_EVERY_SECONDS = 1.0
AFTER_ERROR_SECONDS = 5.0
TELL_EVERY = timedelta(seconds=20)

log = logging.getLogger(__name__)

Ready = tuple[Claimed, str, Content]


class Postman:
    """`now` returns the instant that the queue uses."""

    def __init__(self, app: Flask, now: Callable[[], datetime] = clock.now) -> None:
        self._app, self._now = app, now
        self._server = app.config["SMTP_URL"]
        self._idle: SimpleQueue[Connection] = SimpleQueue()
        self._pool = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="postman")
        self._ledger = Ledger()
        self._counting = Lock()
        self._told: dict[str, datetime] = {}
        self.sent = self.refused = self.later = 0

    def send_due(self) -> bool:
        """Send one batch of what is due. Returns whether there was anything."""
        now = self._now()
        with database.read() as s:
            if not store.is_any_due(s, now):
                return False
        with database.write() as s:
            claimed = store.claim(s, now, CHUNK)
        by_mail = [letter for letter in claimed if KINDS[letter.kind].deliver is None]
        otherwise = [letter for letter in claimed if KINDS[letter.kind].deliver is not None]
        deliveries = self._pool.map(self._deliver, otherwise)
        for _ in (*self._pool.map(self._send, list(self._composed(by_mail, now))), *deliveries):
            pass
        return bool(claimed)

    def send_all(self) -> None:
        """Send everything that is due, each letter once."""
        while self.send_due():
            pass

    def close(self) -> None:
        """Close the connections to the mail server."""
        self._pool.shutdown()
        while not self._idle.empty():
            self._idle.get().quit()

    def _composed(self, claimed: Sequence[Claimed], now: datetime) -> Iterator[Ready]:
        by_kind: dict[str, list[Claimed]] = defaultdict(list)
        for letter in claimed:
            if self._server is None:
                self._expire(letter)  # mail is no longer set up
            elif letter.about.get("handed"):
                self._settle(letter, Outcome(Verdict.SENT, "its worker died"))
            elif letter.attempts and now > letter.not_after:
                self._expire(letter)
            else:
                by_kind[letter.kind].append(letter)
        for kind, letters in by_kind.items():
            said = self._compose(kind, letters, now)
            for letter in letters:
                if letter.id in said:
                    yield letter, *said[letter.id]
                else:
                    self._expire(letter)

    def _compose(
        self, kind: str, letters: Sequence[Claimed], now: datetime
    ) -> dict[str, tuple[str, Content]]:
        """Returns the content by letter; one that raises does not hold up the others."""
        compose = KINDS[kind].compose
        assert compose is not None
        try:
            with database.write() as s:
                return dict(compose(s, letters, now, self._app.config["PUBLIC_URL"]))
        except Exception:
            if len(letters) == 1:
                log.exception("a letter could not be put together: kind=%s", kind)
                return {}
        found: dict[str, tuple[str, Content]] = {}
        for letter in letters:
            found |= self._compose(kind, [letter], now)
        return found

    def _send(self, ready: Ready) -> None:
        letter, to, content = ready
        with self._app.app_context():
            connection = self._connection()
            try:
                message = write(
                    content,
                    sender=self._app.config["MAIL_FROM"],
                    to=to,
                    letter_id=letter.id,
                    sent_at=self._now(),
                )
                outcome = connection.send(
                    message, to, lambda: self._ledger.hand_over(letter, self._now())
                )
            except ValueError as error:
                outcome = Outcome(Verdict.REFUSED, f"no letter can be sent there: {error}")
            finally:
                self._idle.put(connection)
            try:
                self._settle(letter, outcome)
            except Exception:
                # Its lease ends; then the state that was recorded counts.
                log.exception("what became of a letter could not be written down")

    def _deliver(self, letter: Claimed) -> None:
        """Deliver what is not sent by mail; it is tried once."""
        with self._app.app_context():
            deliver = KINDS[letter.kind].deliver
            assert deliver is not None
            with database.write() as s:
                is_ours = store.remove(s, [letter])
            if is_ours and self._now() <= letter.not_after:
                try:
                    deliver(letter)
                except Exception:
                    log.exception("a notice was not delivered: kind=%s", letter.kind)

    def _settle(self, letter: Claimed, outcome: Outcome) -> None:
        now = self._now()
        self._ledger.settle(letter, outcome, now)
        self._tell(outcome, now)
        with self._counting:
            self.sent += outcome.verdict is Verdict.SENT
            self.refused += outcome.verdict is Verdict.REFUSED
            self.later += outcome.verdict is Verdict.LATER
        metrics.letter_sent(letter.kind, outcome.verdict.name.lower())
        if outcome.reason:
            log.warning(
                "letter not simply taken: account=%s kind=%s verdict=%s reason=%s",
                *(letter.account_id, letter.kind, outcome.verdict.name),
                # Mail servers like to repeat the address, which no log contains.
                " ".join("…" if "@" in word else word for word in outcome.reason.split()),
            )

    def _tell(self, outcome: Outcome, now: datetime) -> None:
        """Record from time to time whether the mail server works, for `/readyz`."""
        name = "mail_failed" if outcome.is_server else "mail_works"
        told = self._told.get(name)
        if told is None or not told <= now < told + TELL_EVERY:
            self._told = {name: now}
            with database.write() as s:
                tick(s, name, now)

    def _expire(self, letter: Claimed) -> None:
        with database.write() as s:
            if store.remove(s, [letter]):
                KINDS[letter.kind].expired(s, letter, self._now())

    def _connection(self) -> Connection:
        try:
            return self._idle.get_nowait()
        except Empty:
            return Connection(self._server)


def run_postman(app: Flask, stop: Event) -> None:
    """Send letters until `stop` is set."""
    with app.app_context():
        postman = Postman(app)
        try:
            while not stop.is_set():
                try:
                    waiting = 0.0 if postman.send_due() else LOOK_EVERY_SECONDS
                except Exception:
                    log.exception("the postman met an error and goes on")
                    waiting = AFTER_ERROR_SECONDS
                stop.wait(waiting)
        finally:
            postman.close()
