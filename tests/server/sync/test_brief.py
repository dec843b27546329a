"""No echo: a phone that asks for it is not sent back what it has just sent."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.records.kinds import KINDS
from server.sync import pull
from tests.support import changes
from tests.support.api import API, ApiClient
from tests.support.changes import again, delete, edit, new_id, only, statuses, without

#: What a phone of this release says.
BRIEF = {name: len(kind.fields) for name, kind in KINDS.items()}
DECOMPOSED = "Zoe\u0308"

Change = dict[str, Any]
Record = dict[str, Any]


def push(phone: ApiClient, *made: Change) -> dict[str, Any]:
    return phone.sync(list(made), brief=BRIEF)


def ids(answer: dict[str, Any]) -> set[str]:
    return {record["id"] for record in answer["records"]}


def is_whole(answer: dict[str, Any], change: Change) -> bool:
    """Whether the record of a change has a row of its own; if so, no result tells of it."""
    (result,) = (each for each in answer["results"] if each["id"] == change["id"])
    assert not result.keys() & {"rev", "edited"} or result.keys() == {
        "id", "status", "rev", "edited"
    }  # fmt: skip
    assert ("rev" in result) != (change["record"] in ids(answer))
    return change["record"] in ids(answer)


@pytest.mark.parametrize(
    "make",
    [changes.note, changes.person, changes.event, changes.card],
    ids=lambda make: make.__name__,
)
def test_a_record_stored_as_sent_is_only_in_its_result(alice: ApiClient, make: Any) -> None:
    other = alice.another_phone()
    made = make(ago=60)
    answer = push(alice, made)
    heard = only(other.sync())
    assert answer["records"] == []
    assert answer["results"] == [
        {"id": made["id"], "status": "applied", "rev": heard["rev"], "edited": heard["edited"]}
    ]
    assert heard["fields"] == KINDS[made["kind"]].blank | made["set"]


def test_the_cursor_includes_what_was_sent(alice: ApiClient) -> None:
    push(alice, changes.note(), changes.card())
    answer = alice.sync(brief=BRIEF)
    assert (answer["records"], answer["more"]) == ([], False)


def test_each_change_of_a_record_has_its_final_revision(alice: ApiClient) -> None:
    made = changes.person(ago=60)
    told = push(alice, made, edit("person", made["record"], ago=30, role="sailor"))["results"]
    heard = only(alice.another_phone().sync())
    assert [each["rev"] for each in told] == [heard["rev"]] * 2
    assert [each["edited"] for each in told] == [heard["edited"]] * 2
    assert isinstance(heard["edited"], dict)


def test_a_record_only_filled_in_has_no_instant(alice: ApiClient) -> None:
    filled = changes.followup(new_id()) | {"if_absent": True}
    answer = push(alice, filled)
    heard = only(alice.another_phone().sync())
    assert "edited" not in heard
    assert answer["results"] == [{"id": filled["id"], "status": "applied", "rev": heard["rev"]}]


def test_a_request_without_brief_is_answered_in_full(alice: ApiClient) -> None:
    for more in ({}, {"brief": None}, {"brief": {}}):
        made = changes.note()
        answer = alice.sync([made], **more)
        assert answer["results"] == [{"id": made["id"], "status": "applied"}]
        assert only(answer)["id"] == made["record"]


@pytest.mark.parametrize("number", [0, -1, BRIEF["note"] - 1, BRIEF["note"] + 1, 10**30, None])
def test_a_phone_with_other_fields_gets_records_in_full(
    alice: ApiClient, number: int | None
) -> None:
    known = {**BRIEF, "unheard of": 3, "note": number}
    if number is None:
        del known["note"]
    note, card = changes.note(), changes.card()
    answer = alice.sync([note, card], brief=known)
    assert (is_whole(answer, note), is_whole(answer, card)) == (True, False)


@pytest.mark.parametrize(
    "made",
    [
        changes.person(name=DECOMPOSED),
        changes.person(interests=["sailing", DECOMPOSED]),
        changes.person(met_at=new_id().upper()),
        changes.event(starts_at="2026-11-24T00:30:00+00:00"),
        changes.attachment(new_id(), bytes=4.0),
        changes.card(position=2**53 + 1),
    ],
)
def test_a_value_stored_in_another_form_is_returned_in_full(alice: ApiClient, made: Change) -> None:
    answer = push(alice, made)
    assert statuses(answer) == ["applied"]
    assert is_whole(answer, made)


def test_a_text_that_was_typed_over_need_not_be_as_it_was_kept(alice: ApiClient) -> None:
    made = changes.person(ago=9, name=DECOMPOSED)
    assert not is_whole(push(alice, made, edit("person", made["record"], name="Zoë")), made)


def test_an_edited_record_is_returned_in_full(alice: ApiClient) -> None:
    made = changes.person(ago=60)
    push(alice, made)
    later = edit("person", made["record"], **made["set"])
    assert is_whole(push(alice, later), later)


def test_a_record_with_a_newer_edit_is_returned_in_full(alice: ApiClient) -> None:
    made = changes.person(ago=10)
    answer = push(alice, made, edit("person", made["record"], ago=60, name="Leo"))
    assert statuses(answer) == ["applied", "merged"]
    assert is_whole(answer, made)


def test_a_disputed_note_is_returned_in_full(alice: ApiClient) -> None:
    """Sent again after a backup was restored, as two phones had typed it."""
    made = changes.note(ago=60)
    made["edited"] = made["at"]
    again = edit("note", made["record"], base=0, ago=30, body="moving to Porto")
    again["edited"] = again["at"]
    answer = push(alice, made, again)
    assert statuses(answer) == ["applied", "applied"]
    assert is_whole(answer, made)
    assert only(answer)["conflicts"]


def test_a_deleted_record_is_returned_in_full(alice: ApiClient) -> None:
    made = changes.note(ago=60)
    answer = push(alice, made, delete("note", made["record"]))
    assert is_whole(answer, made)
    assert only(answer)["deleted_at"]


def test_a_record_deleted_before_it_arrived_is_returned_in_full(alice: ApiClient) -> None:
    made = changes.note(ago=60)
    push(alice, delete("note", made["record"]))
    assert is_whole(push(alice, made), made)


def test_a_record_applied_in_part_is_returned_in_full(alice: ApiClient) -> None:
    made = changes.note(ago=60)
    answer = push(alice, made, edit("note", made["record"], body=7))
    assert statuses(answer) == ["applied", "rejected"]
    assert is_whole(answer, made)


def test_a_record_sent_again_is_returned_in_full(alice: ApiClient) -> None:
    """The phone did not hear the first answer."""
    made, mark = changes.note(), alice.cursor
    push(alice, made)
    answer = alice.sync([made], brief=BRIEF, cursor=mark)
    assert statuses(answer) == ["duplicate"]
    assert is_whole(answer, made)


def test_records_created_by_the_server_are_returned_in_full(alice: ApiClient) -> None:
    jotted = changes.note(person_ids=[new_id()], event_id=new_id())
    answer = push(alice, jotted)
    assert not is_whole(answer, jotted)
    assert only(answer)["kind"] == "followup"
    assert alice.sync(brief=BRIEF)["records"] == []


def test_changes_of_others_are_returned_in_full(alice: ApiClient) -> None:
    """The page is then read from the database."""
    theirs, mine = changes.note(), changes.note()
    alice.another_phone().sync([theirs])
    answer = push(alice, mine)
    assert not is_whole(answer, mine)
    assert only(answer)["id"] == theirs["record"]
    assert alice.sync()["records"] == []


def test_a_device_that_starts_over_gets_a_brief_answer_too(alice: ApiClient) -> None:
    push(alice, changes.card())
    made = changes.note()
    answer = alice.sync([made], brief=BRIEF, cursor="nonsense")
    assert answer["reset"] is True
    assert not is_whole(answer, made)
    assert only(answer)["kind"] == "card"


def test_records_beyond_the_page_are_returned_in_full_with_the_next(
    alice: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pull, "MOST_RECORDS", 3)
    theirs = [changes.card(position=place) for place in range(2)]
    alice.another_phone().sync(theirs)
    mine = [changes.note(ago=9 - place) for place in range(3)]
    answer = push(alice, *mine)
    assert (ids(answer), answer["more"]) == ({each["record"] for each in theirs}, True)
    assert ["rev" in each for each in answer["results"]] == [True, False, False]
    page = alice.sync(brief=BRIEF)
    assert (ids(page), page["more"]) == ({each["record"] for each in mine[1:]}, False)


def test_a_thousand_that_need_not_come_leave_what_is_behind_them_for_the_next_page(
    alice: ApiClient,
) -> None:
    """The database is asked for as many rows as a page holds, whatever becomes of them."""
    first = changes.card()
    alice.another_phone().sync([first])
    jotted = changes.note(ago=60, person_ids=[new_id()], event_id=new_id())
    cards = [changes.card(ago=50, position=place) for place in range(999)]
    answer = push(alice, jotted, *cards)
    assert (ids(answer), answer["more"]) == ({first["record"]}, True)
    page = alice.sync(brief=BRIEF)
    assert [each["kind"] for each in page["records"]] == ["card", "followup"]
    assert page["more"] is False


@pytest.mark.parametrize("wrong", [7, "note", [5], True, {"note": "5"}, {"note": 5.5}, {"x": True}])
def test_an_invalid_number_of_fields_gets_400_and_nothing_is_applied(
    alice: ApiClient, wrong: Any
) -> None:
    answer = alice.post(f"{API}/sync", alice.envelope([changes.note()], brief=wrong))
    assert answer.status_code == 400
    assert answer.get_json()["errors"][0]["field"] == "brief"
    assert alice.sync()["records"] == []


TEXTS = st.sampled_from(["Maya", "Zoë", DECOMPOSED, "moving to Lisbon", ""])
FIELDS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "person": st.fixed_dictionaries(
        {}, optional={"name": TEXTS, "role": TEXTS, "interests": st.lists(TEXTS, max_size=2)}
    ),
    "note": st.fixed_dictionaries({}, optional={"body": TEXTS}),
    "card": st.fixed_dictionaries(
        {}, optional={"client": TEXTS, "position": st.sampled_from([0, 1, 1.0, -0.0, 0.1, 1e300])}
    ),
}
MAKE: dict[str, Any] = {"person": changes.person, "note": changes.note, "card": changes.card}


@st.composite
def outboxes(draw: st.DrawFn) -> list[Change]:
    """Some records are made, edited out of turn, filled in, deleted, and some of it is refused."""
    kinds = draw(st.lists(st.sampled_from(sorted(FIELDS)), min_size=1, max_size=3))
    outbox = [MAKE[kind](ago=50, **draw(FIELDS[kind])) for kind in kinds]
    for _ in range(draw(st.integers(0, 4))):
        made = draw(st.sampled_from(outbox[: len(kinds)]))
        kind, record, ago = made["kind"], made["record"], draw(st.integers(0, 99))
        if draw(st.integers(0, 4)):
            more = {"if_absent": True} if draw(st.booleans()) else {}
            outbox.append(edit(kind, record, ago=ago, **draw(FIELDS[kind])) | more)
        else:
            outbox.append(delete(kind, record, ago=ago))
    return outbox


def learnt(outbox: list[Change], answer: dict[str, Any], more: int) -> dict[str, Record]:
    """What a phone holds after a sync that knows nothing but what it sent and what it heard, and
    of each kind so many fields more than the server: one of before lacks the newest."""
    held: dict[str, Record] = {each["id"]: each for each in answer["records"]}
    for change, result in zip(outbox, answer["results"], strict=True):
        if "rev" not in result:
            continue
        assert change["record"] not in ids(answer)
        made: Record = {"kind": change["kind"], "id": change["record"], "deleted_at": None}
        blank = KINDS[change["kind"]].blank
        made["fields"] = {name: blank[name] for name in list(blank)[: min(more, 0) or None]}
        record = held.setdefault(change["record"], made)
        record["fields"] |= change["set"]
        record |= {name: result[name] for name in ("rev", "edited") if name in result}
    return held


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(outbox=outboxes(), more=st.sampled_from([0, -1, 1]))
def test_a_device_that_fills_in_what_it_sent_has_what_everybody_pulls(
    alice: ApiClient, bob: ApiClient, outbox: list[Change], more: int
) -> None:
    """So a phone of before an upgrade does, and one of after it: they know so many fields `more`.
    And a server that has lost all of it gets it back from either as it was: Bob's stands for it."""
    alice.sync()
    mark = alice.cursor
    known = {kind: number + more for kind, number in BRIEF.items()}
    held = learnt(outbox, alice.sync(outbox, brief=known), more)
    heard = {each["id"]: each for each in alice.sync(cursor=mark)["records"]}
    assert json.dumps(held, sort_keys=True) == json.dumps(heard, sort_keys=True)

    lost = [each for each in held.values() if "edited" in each and not each["deleted_at"]]
    answer = bob.sync([again(each) for each in lost], cursor=None)
    assert statuses(answer) == ["applied"] * len(lost)
    got = {each["id"]: each for each in answer["records"]}
    for each in lost:
        assert without(got[each["id"]], "rev") == without(each, "rev")
