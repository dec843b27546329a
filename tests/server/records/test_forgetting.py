"""Forgetting for good: what goes, what stays, and that nothing of it comes back or lies around."""

import uuid
from typing import Any

from flask import Flask

from server.records.kinds import KINDS
from server.signals import records_forgotten
from tests.support import changes
from tests.support.api import API, ApiClient
from tests.support.changes import edit, statuses
from tests.support.forgetting import NAME, forget, person, purge, seen


def revisions(who: ApiClient, made: changes.Change) -> list[Any]:
    path = f"{API}/records/{made['kind']}/{made['record']}/revisions"
    found: list[Any] = who.get(path).get_json()["revisions"]
    return found


def test_forgetting_a_person_erases_what_is_about_nobody_else(alice: ApiClient) -> None:
    maya, tom = person(), person("Tom")
    hers = changes.note(body=f"{NAME} paints", person_ids=[maya["record"]])
    both = changes.note(body=f"{NAME} and Tom", person_ids=[maya["record"], tom["record"]])
    loose = changes.note(body="nobody's")
    due = changes.followup(maya["record"], promise=f"send {NAME} a kite")
    turn = changes.kindness(maya["record"], what=f"lent {NAME} a boat")
    his = changes.kindness(tom["record"], thanks_to=maya["record"])
    by_her = edit("person", tom["record"], introduced_by=maya["record"])
    alice.sync([maya, tom, hers, both, loose, due, turn, his, by_her])
    alice.sync([changes.delete("kindness", turn["record"])])
    assert forget(alice, maya) == 204

    left = seen(alice)
    for gone in (maya, hers, due, turn):
        stone = left[gone["record"]]
        assert (stone["forgotten"], stone["deleted_at"]) == (True, "1970-01-01T00:00:00.000Z")
        assert NAME not in str(stone)
        assert revisions(alice, gone) == []
    assert left[both["record"]]["fields"]["person_ids"] == [tom["record"]]
    assert NAME in left[both["record"]]["fields"]["body"], "to be decided upon"
    assert left[his["record"]]["fields"]["thanks_to"] is None
    assert left[tom["record"]]["fields"]["introduced_by"] is None
    assert left[loose["record"]]["fields"]["body"] == "nobody's"
    assert not any("forgotten" in left[each["record"]] for each in (both, his, tom, loose))


def test_every_card_of_a_person_is_erased(alice: ApiClient) -> None:
    one, other, tom = person(), person(), person("Tom")
    about = changes.note(body=NAME, person_ids=[one["record"], other["record"]])
    alice.sync([one, other, tom, about])
    alice.sync([edit("person", other["record"], merged_into=one["record"])])
    assert forget(alice, one) == 204
    left = seen(alice)
    gone = {each["record"] for each in (one, other, about)}
    assert {record for record, each in left.items() if each.get("forgotten")} == gone


def test_one_note_is_forgotten_by_itself(alice: ApiClient) -> None:
    maya = person()
    first, second = (changes.note(body=f"{NAME} {n}", person_ids=[maya["record"]]) for n in (1, 2))
    alice.sync([maya, first, second])
    alice.sync([edit("note", first["record"], body="mended")])
    assert forget(alice, first) == 204
    left = seen(alice)
    assert left[first["record"]]["forgotten"] is True
    assert revisions(alice, first) == []
    assert left[second["record"]]["fields"]["body"] == f"{NAME} 2"


def test_every_device_hears_of_it_at_its_next_sync(alice: ApiClient) -> None:
    maya = person()
    alice.sync([maya])
    tablet = alice.another_phone()
    tablet.sync()
    assert forget(alice, maya) == 204
    (stone,) = tablet.sync()["records"]
    assert (stone["id"], stone["forgotten"]) == (maya["record"], True)
    assert tablet.sync()["records"] == []


def test_an_app_of_last_year_can_read_a_forgotten_record(alice: ApiClient) -> None:
    """It knows nothing of forgetting: to it the record was deleted long ago, and every field that
    it expects is there, of the sort it expects, and says nothing."""
    maya = person()
    made = [
        maya,
        changes.event(),
        changes.note(),
        changes.followup(maya["record"]),
        changes.kindness(maya["record"]),
        changes.card(),
    ]
    alice.sync(made)
    before = seen(alice)
    for each in reversed(made):
        assert forget(alice, each) == 204
    for record, after in seen(alice).items():
        fields = before[record]["fields"]
        assert after["fields"].keys() == fields.keys()
        for name in KINDS[after["kind"]].required:
            assert type(after["fields"][name]) is type(fields[name]), name


def test_forgotten_records_never_come_back(alice: ApiClient) -> None:
    """Another phone was away meanwhile, and edited her: later by every clock."""
    maya = person(ago=60)
    tablet = alice.another_phone()
    alice.sync([maya])
    assert forget(alice, maya) == 204
    tries = [
        edit("person", maya["record"], name="Valentina again"),
        changes.delete("person", maya["record"]),
        changes.change("person", maya["record"], set=maya["set"], if_absent=True),
        changes.change("person", maya["record"], set=maya["set"], edited=maya["at"]),
        changes.change("note", maya["record"], set=changes.NOTE),
    ]
    answer = tablet.sync([*tries, {**maya}])
    assert statuses(answer) == ["rejected"] * 5 + ["duplicate"]
    for place in range(5):
        assert answer["results"][place]["errors"] == [{"field": "record", "detail": "forgotten"}]
    assert seen(alice)[maya["record"]]["forgotten"] is True


def test_a_note_of_another_phone_opens_no_followup_that_was_forgotten(alice: ApiClient) -> None:
    maya = person()
    note = changes.note(person_ids=[maya["record"]], event_id=str(uuid.uuid4()))
    alice.sync([maya, note])
    (opened,) = [each for each in alice.everything() if each["kind"] == "followup"]
    assert forget(alice, maya) == 204
    alice.another_phone().sync(
        [changes.note(person_ids=[maya["record"]], event_id=str(uuid.uuid4()))]
    )
    left = seen(alice)
    assert left[opened["id"]]["forgotten"] is True
    assert left[opened["id"]]["fields"]["due_on"] == "1970-01-01"


def test_forgetting_what_is_gone_or_somebody_elses(alice: ApiClient, bob: ApiClient) -> None:
    maya = person()
    alice.sync([maya])
    assert forget(bob, maya) == 404
    assert forget(alice, {**maya, "kind": "note"}) == 404
    assert forget(alice, {**maya, "record": str(uuid.uuid4())}) == 404
    assert NAME in str(seen(alice))
    assert [forget(alice, maya) for _ in range(2)] == [204, 204]


def test_forgetting_is_limited_to_60_times_at_once(alice: ApiClient) -> None:
    unknown = {**person(), "record": str(uuid.uuid4())}
    assert [forget(alice, unknown) for _ in range(61)] == [404] * 60 + [429]


def test_a_forgotten_record_is_never_purged(alice: ApiClient) -> None:
    maya = person()
    alice.sync([maya])
    assert forget(alice, maya) == 204
    assert purge(alice, days=1000) == 0
    assert seen(alice)[maya["record"]]["forgotten"] is True


def test_records_forgotten_is_sent_with_the_ids(alice: ApiClient) -> None:
    maya = person()
    alice.sync([maya])
    told: list[Any] = []

    def hear(_s: object, **what: Any) -> None:
        told.append(what)

    with records_forgotten.connected_to(hear):
        forget(alice, maya)
    assert told == [{"account_id": alice.id, "ids": [maya["record"]]}]


def test_the_totals_of_the_account_are_counted_anew(make_app: Any) -> None:
    app = make_app(MOST_RECORDS="1")
    alice = ApiClient(app, "Alice", "Europe/Berlin")
    maya = person()
    assert statuses(alice.sync([maya, changes.card()])) == ["applied", "rejected"]
    assert forget(alice, maya) == 204
    made = alice.sync([changes.card()])
    assert statuses(made) == ["applied"]


def test_the_operator_can_forget_a_person(app: Flask, alice: ApiClient) -> None:
    maya = person()
    alice.sync([maya, changes.note(person_ids=[maya["record"]])])
    run = app.test_cli_runner().invoke
    done = run(args=["forget", alice.email, maya["record"]])
    assert done.exit_code == 0
    assert "Forgot 2 records for good" in done.output
    for wrong in (str(uuid.uuid4()), "no id"):
        assert run(args=["forget", alice.email, wrong]).exit_code == 1
    assert NAME not in run(args=["export", alice.email]).output
