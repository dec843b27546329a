"""The drill: a backup, an evening of two phones after it, and then the server goes back to it.

Whatever was acknowledged is there again once both phones have synced, in either order, and both
hold the same bytes. The phones follow docs/decisions/restored-servers.md; that the app does so too
is tested with its own engine in pwa/src/sync/reset.test.ts, and in a browser in tests/phone.
"""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from server.records.values import parse_instant
from tests.support import changes
from tests.support.api import ApiClient
from tests.support.changes import change, delete, edit

Run = Callable[..., str]
Record = dict[str, Any]


class Phone:
    """Holds what it pulled, and brings back what a restored server has lost."""

    def __init__(self, client: ApiClient) -> None:
        self.client = client
        self.pulled: dict[str, Record] = {}

    def sync(self, *made: Record) -> None:
        before: dict[str, Record] = {}
        restored = 0
        answer = self.client.sync(list(made))
        while True:
            assert {each["status"] for each in answer["results"]} <= {"applied", "merged"}, answer
            if answer["reset"]:
                before, self.pulled, restored = self.pulled, {}, answer["restored_rev"]
            self.pulled |= {record["id"]: record for record in answer["records"]}
            if not answer["more"]:
                break
            answer = self.client.sync()
        lost = [
            sent
            for held in before.values()
            for sent in missing(held, self.pulled.get(held["id"]), restored)
        ]
        if lost:
            self.sync(*lost)

    def edit(self, record: str, **fields: Any) -> None:
        held = self.pulled[record]
        self.sync(edit(held["kind"], record, base=held["rev"], **fields))


def missing(held: Record, now: Record | None, restored: int) -> list[Record]:
    """What has to be sent again of a record, given what the server holds of it now."""
    if now and held["rev"] <= restored:
        return []
    kind, record, edited = held["kind"], held["id"], held.get("edited")
    fields = {
        name: value
        for name, value in held["fields"].items()
        if now is None or set_at(held, name) != set_at(now, name)
    }
    sent = []
    if fields:
        when: Record = {"if_absent": True} if edited is None else {"edited": edited}
        if now and now["rev"] <= restored and settled(held, now):
            when["base"] = now["rev"]
        sent.append(change(kind, record, set=fields, **when))
    known = [(each["value"], each["at"]) for each in (now or {}).get("conflicts", [])]
    for other in held.get("conflicts", []):
        if (other["value"], other["at"]) not in known:
            value = {other["field"]: other["value"]}
            sent.append(change(kind, record, set=value, edited=other["at"], base=0))
    if held["deleted_at"] and not (now and now["deleted_at"]):
        at = int(parse_instant(held["deleted_at"]).timestamp() * 1000 + 0.5)
        sent.append(delete(kind, record) | {"edited": at})
    return sent


def settled(held: Record, now: Record) -> set[str]:
    """The other versions of a text that are offered now, and that somebody had chosen from."""
    offered, left = (
        {each["change"] for each in record.get("conflicts", [])} for record in (now, held)
    )
    return offered - left


def set_at(record: Record, field: str) -> int | None:
    edited = record.get("edited")
    found: int | None = edited.get(field) if isinstance(edited, dict) else edited
    return found


def content(phone: Phone) -> dict[str, Any]:
    """What matters of all records: no revisions, and not which change said it."""
    return {
        record["id"]: (
            record["fields"],
            record["deleted_at"],
            {name: set_at(record, name) for name in record["fields"] if set_at(record, name)},
            sorted((each["value"], each["at"]) for each in record.get("conflicts", [])),
        )
        for record in phone.pulled.values()
    }


def texts(client: ApiClient, note: str) -> set[str]:
    answer = client.get(f"/api/v1/records/note/{note}/revisions").get_json()
    return {each["value"] for each in answer["revisions"]}


@pytest.fixture
def phones(alice: ApiClient) -> tuple[Phone, Phone]:
    return Phone(alice), Phone(alice.another_phone())


def test_after_a_restore_the_phones_bring_back_what_was_lost(
    phones: tuple[Phone, Phone], run: Run, tmp_path: Path
) -> None:
    one, other = phones
    event, maya = changes.event(ago=99), changes.person(ago=98)
    kept, gone = changes.note(ago=97, body="kept"), changes.note(ago=96, body="gone")
    one.sync(event, maya, kept, gone)
    other.sync()
    run("backup", tmp_path / "last-night")

    met = changes.note(ago=60, body="met", person_ids=[maya["record"]], event_id=event["record"])
    one.sync(met, changes.person(ago=59, name="Ben"), delete("note", gone["record"], ago=50))
    other.sync()
    other.edit(kept["record"], body="kept, and longer")
    one.edit(kept["record"], body="kept, and otherwise")  # has not seen the other
    short = changes.card(ago=40)
    other.sync(short)
    other.sync(delete("card", short["record"], ago=30))
    one.sync()
    other.sync()
    before = content(one)
    assert before == content(other)
    assert len(before[kept["record"]][3]) == 1, "two versions to choose from"

    run("restore", tmp_path / "last-night")
    other.sync(changes.card(), changes.card(), changes.card(), changes.card())
    one.sync()
    other.sync()
    one.sync()
    after = content(one)
    assert after == content(other)
    assert one.pulled == other.pulled, "byte for byte"
    assert {record: after[record] for record in before} == before
    assert len(after) == len(before) + 4
    assert texts(one.client, kept["record"]) >= {"kept", "kept, and longer", "kept, and otherwise"}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_a_restored_server_gets_everything_back_whatever_the_phones_did(
    seed: int, phones: tuple[Phone, Phone], run: Run, tmp_path: Path
) -> None:
    chance = random.Random(seed)

    def live(steps: int) -> None:
        for step in range(steps):
            phone = chance.choice(phones)
            there = [each for each in phone.pulled.values() if each["kind"] == "note"]
            what = chance.choice(["new", "edit", "edit", "delete", "sync", "event"])
            if what == "new" or not there:
                phone.sync(changes.note(body=f"text {step}"))
            elif what == "edit":
                phone.edit(chance.choice(there)["id"], body=f"edit {step} {seed}")
            elif what == "event":
                phone.edit(chance.choice(there)["id"], event_id=changes.new_id())
            elif what == "delete":
                phone.sync(delete("note", chance.choice(there)["id"]))
            else:
                phone.sync()

    def settle() -> None:
        for phone in (*phones, *phones):
            phone.sync()

    live(12)
    settle()
    run("backup", tmp_path / "last-night")
    live(25)
    settle()
    before = content(phones[0])
    run("restore", tmp_path / "last-night")
    order = chance.sample(phones, 2)
    for phone in (*order, *order):
        phone.sync()
    assert content(phones[0]) == before
    assert phones[0].pulled == phones[1].pulled
