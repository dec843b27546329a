"""The property that all of sync is for.

Several phones, whose clocks are wrong by days and jump, edit the same records offline and online,
at once, over a network that loses answers and repeats and reorders requests, against a real server
that is killed and started again. In the end every phone holds the same bytes, no text that anybody
typed is gone, and nothing is there twice.
"""

import random
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from server.sync.followups import NAMESPACE, due_on
from tests.server.sync.phone import API, Account, Phone
from tests.support.databases import Databases
from tests.support.live import LiveServer

DAY = 86_400_000
STEPS = 45
PROGRAMS = 20
ZONE = "America/New_York"


@pytest.fixture(scope="module")
def server(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One for all programs: each has an account of its own on it."""
    with ExitStack() as stack:
        folder = tmp_path_factory.mktemp("phones")
        url = stack.enter_context(databases.fresh(folder))
        started = LiveServer(folder, url, PROMPT_WORKER="off")
        stack.callback(started.stop)
        yield started


class Program:
    """A random life of one account, the same for the same seed as far as threads allow."""

    def __init__(self, server: LiveServer, seed: int) -> None:
        self.chance = random.Random(seed)
        self.server = server
        self.account = Account.sign_up(server.client())
        self.numbers = iter(range(10**6))
        self.phones = [
            Phone(
                server.client(),
                self.account,
                name,
                self.chance.choice([0, self.chance.randint(-5 * DAY, 5 * DAY)]),
            )
            for name in ("Ana", "Bea", "Cyd")
        ]
        self.kills = 1

    def step(self) -> None:
        phone = self.chance.choice(self.phones)
        actions: list[tuple[int, Callable[[Phone], None]]] = [
            (6, self.edit),
            (3, self.jot),
            (2, self.remove),
            (4, self.sync),
            (3, self.sync_at_once),
            (2, self.sync_twice_at_once),
            (1, lambda phone: phone.deliver_again(self.chance)),
            (1, self.set_clock),
            (1, self.kill),
        ]
        weights = [weight for weight, _ in actions]
        (action,) = self.chance.choices([each for _, each in actions], weights)
        action(phone)

    def text(self, phone: Phone) -> str:
        return f"{phone.name} {next(self.numbers)} é ☂"

    def jot(self, phone: Phone) -> None:
        """Somebody was met: an event, a person, a note about them, perhaps the follow-up."""
        chance = self.chance
        event, person, note = (str(uuid.UUID(int=chance.getrandbits(128))) for _ in range(3))
        captured_at = f"2026-11-24T0{chance.randint(0, 9)}:10:00Z"
        starts = {"name": self.text(phone), "starts_at": captured_at, "timezone": ZONE}
        phone.write("event", event, set=starts)
        phone.write("person", person, set={"known_for": self.text(phone)})
        said = {
            "body": self.text(phone),
            "person_ids": [person],
            "event_id": event,
            "captured_at": captured_at,
            "captured_timezone": ZONE,
        }
        phone.write("note", note, set=said)
        due = due_on(captured_at, ZoneInfo(ZONE))
        followup = str(uuid.uuid5(NAMESPACE, f"{person}/{due}"))
        self.account.made.add(followup)
        if chance.random() < 0.5:  # last year's app left it to the server
            made = {"person_id": person, "due_on": due, "reason": "next_morning"}
            phone.write("followup", followup, set=made, if_absent=True)

    def edit(self, phone: Phone) -> None:
        shown = phone.shown()
        if not shown:
            return self.jot(phone)
        record = self.chance.choice(sorted(shown))
        kind = shown[record]["kind"]
        fields: dict[str, dict[str, Any]] = {
            "event": {"name": self.text(phone)},
            "person": {"name": self.text(phone), "known_for": self.text(phone), "archived": True},
            "note": {"body": self.text(phone), "person_ids": []},
            "followup": {"promise": self.text(phone), "status": "done"},
        }
        some = self.chance.sample(sorted(fields[kind]), self.chance.randint(1, len(fields[kind])))
        return phone.write(kind, record, set={name: fields[kind][name] for name in some})

    def remove(self, phone: Phone) -> None:
        shown = {key: row for key, row in phone.shown().items() if row["deleted_at"] is None}
        if shown:
            record = self.chance.choice(sorted(shown))
            phone.write(shown[record]["kind"], record, delete=True)

    def sync(self, phone: Phone) -> None:
        phone.sync(self.chance, lose=0.4, most=self.chance.choice([1, 3, 1000]))

    def sync_at_once(self, _phone: Phone) -> None:
        """All phones at the same moment, as when a plane has landed."""
        at_once([lambda phone=phone: phone.sync(self.chance, lose=0.2) for phone in self.phones])

    def sync_twice_at_once(self, phone: Phone) -> None:
        """The same request on two connections: only one of the answers arrives."""
        envelope = phone.envelope(phone.outbox)
        phone.sent.append(envelope)
        answers: list[Any] = []

        def send() -> None:
            answers.append(phone.client.post(f"{API}/sync", json=envelope))

        at_once([send, send])
        assert [answer.status_code for answer in answers] == [200, 200]
        phone.learn(self.chance.choice(answers).json())

    def set_clock(self, phone: Phone) -> None:
        phone.clock += self.chance.randint(-3 * DAY, 3 * DAY)

    def kill(self, _phone: Phone) -> None:
        """kill -9 while all phones are syncing."""
        if self.kills:
            self.kills -= 1
            at_once(
                [self.server.kill]
                + [lambda phone=phone: phone.sync(self.chance) for phone in self.phones]
            )
            self.server.start()

    def finish(self) -> None:
        """Everybody comes online and stays until there is nothing left to send or to pull."""
        for _ in range(2):
            for phone in self.phones:
                while not phone.sync(self.chance):
                    pass


def at_once(doing: list[Callable[[], Any]]) -> None:
    """Do all of it at the same time; raises what the first of them raised."""
    raised: list[BaseException] = []

    def guarded(each: Callable[[], Any]) -> None:
        try:
            each()
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=guarded, args=(each,)) for each in doing]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if raised:
        raise raised[0]


@pytest.mark.parametrize("seed", range(PROGRAMS))
def test_phones_converge_nothing_is_lost_nothing_is_doubled(server: LiveServer, seed: int) -> None:
    program = Program(server, seed)
    for _ in range(STEPS):
        program.step()
    program.finish()
    first, *others = program.phones

    # Byte-identical, also to a phone that comes new.
    newcomer = Phone(server.client(), program.account, "New", 0)
    while not newcomer.sync(program.chance):
        pass
    assert first.pulled
    for phone in [*others, newcomer]:
        assert phone.bytes() == first.bytes()
        assert phone.cursor == first.cursor
    assert [phone.resets for phone in program.phones] == [0, 0, 0]

    # Nothing doubled: one record for each that was made, whoever made it.
    assert first.pulled.keys() == program.account.made

    # No text gone, and the newest of each field stands.
    kept: set[tuple[str, str, str, str]] = set()
    for record, row in first.pulled.items():
        answer = first.client.get(f"{API}/records/{row['kind']}/{record}/revisions")
        revisions = answer.json()["revisions"]
        times = Counter((each["change"], each["field"]) for each in revisions)
        assert set(times.values()) <= {1}
        for each in reversed(revisions):
            kept.add((row["kind"], record, each["field"], each["value"]))
        newest = {each["field"]: each["value"] for each in reversed(revisions)}
        assert newest.items() <= row["fields"].items()
    assert kept == program.account.typed
