"""The cursor: a pull costs by what changed, pages, and starting over."""

import json
from typing import Any

import pytest
from psycopg import RawCursor

from server import database
from server.sync import pull, store
from server.sync.statements import RECORDS_AFTER
from tests.support import changes
from tests.support.api import API, ApiClient
from tests.support.changes import edit, new_id, only, statuses


def pull_all(phone: ApiClient) -> list[dict[str, Any]]:
    """All pages from the phone's cursor on."""
    records: list[dict[str, Any]] = []
    while True:
        page = phone.sync()
        records += page["records"]
        if not page["more"]:
            return records


def test_a_cursor_covers_what_was_committed_before_it_was_given_out(alice: ApiClient) -> None:
    alice.sync([changes.person(), changes.card()])
    assert alice.sync()["records"] == []
    made = changes.card()
    alice.another_phone().sync([made])
    assert only(alice.sync())["id"] == made["record"]
    assert alice.sync()["records"] == []


def test_an_old_cursor_gives_the_same_as_before(alice: ApiClient) -> None:
    alice.sync([changes.person()])
    mark = alice.cursor
    alice.sync([changes.card()])
    first = alice.sync(cursor=mark)
    alice.sync()
    assert alice.sync(cursor=mark)["records"] == first["records"]


def test_devices_with_the_same_cursor_hold_the_same_bytes(alice: ApiClient) -> None:
    maya = changes.person(name="Zoë", interests=["sailing"])
    alice.sync([maya, changes.event(), changes.note(), changes.card(position=0.1)])
    alice.sync([edit("person", maya["record"], role="sailor")])
    phones = [alice.another_phone(), alice.another_phone()]
    bodies = [phone.post("/api/v1/sync", phone.envelope([])).data for phone in phones]
    assert bodies[0] == bodies[1]


def test_a_record_that_changed_twice_comes_once(alice: ApiClient) -> None:
    maya = changes.person(ago=9)
    alice.sync([maya])
    phone = alice.another_phone()
    alice.sync([edit("person", maya["record"], ago=5, name="May")])
    alice.sync([edit("person", maya["record"], name="Maja")])
    assert only(phone.sync())["fields"]["name"] == "Maja"


def test_revisions_rise_from_change_to_change(alice: ApiClient) -> None:
    made = [changes.person(), changes.card(), changes.card()]
    revs = [record["rev"] for record in alice.sync(made)["records"]]
    revs += [record["rev"] for record in alice.sync([changes.card()])["records"]]
    assert revs == sorted(set(revs))


def test_pages_hold_at_most_a_thousand_records(alice: ApiClient) -> None:
    made = [changes.card(position=place) for place in range(1000)]
    alice.sync(made)
    more = [changes.card(position=place) for place in range(1000, 1500)]
    alice.sync(more)
    phone = alice.another_phone()
    page = phone.sync()
    assert (len(page["records"]), page["more"], page["reset"]) == (1000, True, False)
    # Somebody writes while it is turning pages.
    late = edit("card", made[0]["record"], text="later")
    alice.sync([late])
    page = phone.sync()
    assert (len(page["records"]), page["more"], page["reset"]) == (501, False, False)
    assert page["records"][-1]["fields"]["text"] == "later"
    assert phone.sync()["records"] == []


def test_exactly_a_thousand_are_one_page(alice: ApiClient) -> None:
    alice.sync([changes.card(position=place) for place in range(1000)])
    page = alice.another_phone().sync()
    assert (len(page["records"]), page["more"]) == (1000, False)


def test_long_texts_make_shorter_pages(alice: ApiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pull, "LARGEST_PAGE", 10_000)
    alice.sync([changes.note(body="x" * 4000) for _ in range(10)])
    phone = alice.another_phone()
    page = phone.sync()
    assert (len(page["records"]), page["more"]) == (3, True)
    assert len(pull_all(phone)) == 7


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _mark: "",
        lambda _mark: "nonsense",
        lambda _mark: "\ud800",
        lambda _mark: "1." * 5000,
        lambda mark: mark.replace(".1.0", ".9.0"),  # a revision that is yet to come
        lambda mark: mark[:-1],
        lambda mark: mark.upper(),
    ],
)
def test_an_unknown_cursor_starts_over_and_is_no_error(alice: ApiClient, spoil: Any) -> None:
    maya = changes.person()
    alice.sync([maya])
    mark = alice.cursor
    made = changes.card()
    page = alice.sync([made], cursor=spoil(mark))
    assert (page["reset"], page["reset_reason"]) == (True, "unknown")
    assert statuses(page) == ["applied"]  # the outbox is sent all the same
    assert {record["id"] for record in page["records"]} == {maya["record"], made["record"]}
    assert alice.sync()["reset"] is False


def test_another_accounts_cursor_starts_over_and_shows_nothing(
    alice: ApiClient, bob: ApiClient
) -> None:
    alice.sync([changes.person() for _ in range(3)])
    made = changes.card()
    bob.sync([made])
    page = bob.sync(cursor=alice.cursor)
    assert (page["reset"], page["reset_reason"]) == (True, "unknown")
    assert only(page)["id"] == made["record"]


def test_a_cursor_from_before_a_restored_backup_starts_over(alice: ApiClient) -> None:
    maya = changes.person()
    alice.sync([maya])
    with alice.app.app_context(), database.write() as s:
        store.renew_epoch(s, "f" * 32)
    page = alice.sync()
    assert (page["reset"], page["reset_reason"]) == (True, "restored")
    assert only(page)["id"] == maya["record"]
    assert "reset_reason" not in alice.sync()


def test_an_emptied_device_deletes_nothing(alice: ApiClient) -> None:
    maya = changes.person()
    alice.sync([maya])
    emptied = alice.another_phone()
    page = emptied.sync(cursor=None)
    assert page["reset"] is False
    assert only(page)["deleted_at"] is None


def test_a_pull_reads_one_range_of_one_index(alice: ApiClient) -> None:
    alice.sync([changes.card(position=place) for place in range(50)])
    with alice.app.app_context(), database.read() as s:
        connection = s.connection()
        name = connection.dialect.name
        query = RECORDS_AFTER.compiled(name).sql
        if name == "postgresql":
            # Of fifty rows it makes no odds how they are found: which way could go without sorting?
            for way in ("seqscan", "bitmapscan"):
                connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
            cursor = RawCursor(connection.connection.driver_connection)
            plan = cursor.execute(f"EXPLAIN {query}", (alice.id, 1, 9)).fetchall()
        else:
            values = (alice.id.replace("-", ""), 1, 9, 0)
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values).all()
    assert "ix_records_account_id_rev" in str(plan)
    assert "TEMP B-TREE" not in str(plan)
    assert "Sort" not in str(plan)


def test_changes_of_a_device_are_returned_as_to_every_other_device(
    alice: ApiClient,
) -> None:
    """To the letter: one is made of what was written, the other of what is stored."""
    other = alice.another_phone()
    maya, mixer, jotted = new_id(), new_id(), new_id()
    alice.sync([changes.person(maya, ago=60), changes.event(mixer, ago=59)])
    alice.sync([changes.note(jotted, ago=50)])
    for phone in (alice, other):
        phone.sync()
    batch = [
        changes.delete("person", new_id()),
        changes.edit("note", jotted, base=0, body="Máya 陳, who water-skis 🎿"),
        changes.note(person_ids=[maya], event_id=mixer),
        changes.edit("person", maya, known_for="water-skis"),
        changes.delete("event", mixer),
        changes.card(),
    ]
    own = alice.post(f"{API}/sync", alice.envelope(batch)).text
    heard = other.post(f"{API}/sync", other.envelope([])).text
    assert records_of(own) == records_of(heard)
    assert len(json.loads(own)["records"]) == 6


def records_of(answer: str) -> str:
    return answer[answer.index('"records":') : answer.index('"results":')]


def test_unknown_ids_are_harmless(alice: ApiClient) -> None:
    answer = alice.sync([changes.note(person_ids=[new_id()], event_id=new_id())])
    assert statuses(answer) == ["applied"]
