"""What becomes of a change."""

import threading
from typing import Any

import pytest
import time_machine

from tests.support import changes
from tests.support.api import ApiClient, records
from tests.support.changes import edit, only, reasons, statuses

DAY = 86_400


# Rejections.


def test_one_bad_change_rejects_itself_alone(alice: ApiClient) -> None:
    good, bad, also_good = changes.person(), changes.person(birthday="soon"), changes.card()
    answer = alice.sync([good, bad, also_good])
    assert statuses(answer) == ["applied", "rejected", "applied"]
    assert reasons(answer, 1) == ["birthday"]
    assert records(alice).keys() == {good["record"], also_good["record"]}


def test_every_field_has_its_reason(alice: ApiClient) -> None:
    answer = alice.sync([changes.person(birthday="soon", role=7, stars=5)])
    assert sorted(reasons(answer)) == ["birthday", "role", "stars"]


def test_an_unknown_kind_rejects_the_change(alice: ApiClient) -> None:
    answer = alice.sync([changes.change("company", set={"name": "Acme"})])
    assert reasons(answer) == ["kind"]


def test_a_record_stays_of_its_kind(alice: ApiClient) -> None:
    maya = changes.person()
    alice.sync([maya])
    answer = alice.sync([changes.card(maya["record"]), changes.delete("card", maya["record"])])
    assert reasons(answer, 0) == reasons(answer, 1) == ["kind"]
    assert answer["records"] == []


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("set", None), ("set", []), ("set", "name"), ("base", "1"), ("base", -1), ("base", 1.5),
        ("base", True), ("base", 2**63), ("if_absent", 1), ("if_absent", "true"), ("delete", 1),
        ("delete", "true"),
    ],
)  # fmt: skip
def test_any_other_fault_of_a_change_rejects_it_alone(
    alice: ApiClient, member: str, value: Any
) -> None:
    answer = alice.sync([changes.person() | {member: value}, changes.card()])
    assert statuses(answer) == ["rejected", "applied"]
    assert reasons(answer) == [member]


def test_a_deletion_sets_nothing(alice: ApiClient) -> None:
    maya = changes.person()
    alice.sync([maya])
    both = edit("person", maya["record"], name="May") | {"delete": True}
    absent = changes.delete("person", maya["record"]) | {"if_absent": True}
    assert statuses(alice.sync([both, absent])) == ["rejected", "rejected"]


def test_false_and_null_are_as_good_as_absent(alice: ApiClient) -> None:
    answer = alice.sync([changes.person() | {"delete": False, "if_absent": None, "base": None}])
    assert statuses(answer) == ["applied"]


def test_a_rejected_change_can_be_corrected_and_sent_again(alice: ApiClient) -> None:
    bad = changes.person(birthday="soon")
    assert statuses(alice.sync([bad])) == ["rejected"]
    assert statuses(alice.sync([bad])) == ["rejected"]
    mended = bad | {"set": changes.PERSON}
    assert statuses(alice.sync([mended])) == ["applied"]


def test_captured_at_and_captured_timezone_never_change(alice: ApiClient) -> None:
    jotted = changes.note()
    alice.sync([jotted])
    note = jotted["record"]
    answer = alice.sync(
        [
            edit("note", note, captured_at="2026-11-24T02:00:00Z", body="other"),
            edit("note", note, captured_timezone="Europe/Berlin"),
            edit("note", note, captured_at="2026-11-24T01:10:00Z"),  # the same, written otherwise
            edit("note", note, captured_timezone="america/new_york", body="moving"),
        ]
    )
    assert statuses(answer) == ["rejected", "rejected", "applied", "applied"]
    assert reasons(answer, 0) == ["captured_at"]
    assert reasons(answer, 1) == ["captured_timezone"]
    assert only(answer)["fields"]["body"] == "moving"


# Idempotence.


def test_the_same_change_again_changes_nothing(alice: ApiClient) -> None:
    maya = changes.person()
    renamed = edit("person", maya["record"], name="May")
    alice.sync([maya, renamed])
    before = records(alice)
    assert statuses(alice.sync([maya])) == ["duplicate"]
    answer = alice.sync([renamed, maya, changes.card(), renamed])
    assert statuses(answer) == ["duplicate", "duplicate", "applied", "duplicate"]
    with time_machine.travel(changes.milliseconds() / 1000 + 30 * DAY):
        assert statuses(alice.sync([maya])) == ["duplicate"]
    after = records(alice)
    assert {key: after[key] for key in before} == before


def test_the_same_change_twice_in_a_batch_is_applied_once(alice: ApiClient) -> None:
    maya = changes.person()
    assert statuses(alice.sync([maya, maya])) == ["applied", "duplicate"]


def test_the_id_of_a_change_cannot_be_used_for_another_one(alice: ApiClient) -> None:
    maya = changes.person()
    alice.sync([maya])
    assert statuses(alice.sync([changes.card() | {"id": maya["id"]}])) == ["duplicate"]


def test_the_same_batch_at_once_on_two_connections_is_applied_once(alice: ApiClient) -> None:
    jotted = [changes.note(body=f"number {place}") for place in range(200)]
    phones = [alice.another_phone() for _ in range(4)]
    for phone in phones:
        phone.device = alice.device
    answers: list[dict[str, Any]] = []
    threads = [
        threading.Thread(target=lambda phone=phone: answers.append(phone.sync(jotted)))
        for phone in phones
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = [status for answer in answers for status in statuses(answer)]
    assert sorted(taken) == ["applied"] * 200 + ["duplicate"] * 600
    assert len(records(alice)) == 200


# Other accounts.


def test_the_same_ids_in_two_accounts_are_independent(alice: ApiClient, bob: ApiClient) -> None:
    hers = changes.person(ago=50)
    his = changes.card(hers["record"]) | {"id": hers["id"]}
    alice.sync([hers])
    answer = bob.sync([his])
    assert statuses(answer) == ["applied"]
    assert only(answer)["kind"] == "card"
    bob.sync([changes.delete("card", hers["record"])])
    assert records(alice)[hers["record"]]["deleted_at"] is None
    assert [record["kind"] for record in records(bob).values()] == ["card"]
