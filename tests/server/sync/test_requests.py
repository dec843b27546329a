"""What is a sync request at all? The order of refusals, and that a refused one applies nothing."""

import gzip
import json
from typing import Any

import pytest
from werkzeug.test import TestResponse

from server import database
from server.records.kinds import KINDS, Kind, check_fields
from server.sync import validate
from tests.support import changes
from tests.support.api import ApiClient
from tests.support.changes import new_id, statuses

SYNC = "/api/v1/sync"


def send(alice: ApiClient, body: Any, **more: Any) -> TestResponse:
    return alice.post(SYNC, data=json.dumps(body), content_type="application/json", **more)


def records(alice: ApiClient) -> list[dict[str, Any]]:
    return list(alice.sync(cursor=None)["records"])


def test_an_answer_names_what_this_server_knows(alice: ApiClient) -> None:
    """In a fleet that is half upgraded a phone lets what is newer wait until an answer names it."""
    knows = alice.sync()["knows"]
    assert knows == {name: list(kind.fields) for name, kind in KINDS.items()}
    assert {"note", "person", "event", "followup", "kindness", "card"} <= knows.keys()
    assert "body" in knows["note"]
    assert alice.sync([changes.note()])["knows"] == knows


def test_one_round_trip_pushes_then_pulls(alice: ApiClient) -> None:
    maya = changes.person()
    answer = alice.sync([maya])
    assert answer["results"] == [{"id": maya["id"], "status": "applied"}]
    (record,) = answer["records"]
    assert record.keys() == {"kind", "id", "rev", "fields", "deleted_at", "edited"}
    assert (record["kind"], record["id"], record["deleted_at"]) == ("person", maya["record"], None)
    assert isinstance(answer["cursor"], str)
    assert (answer["more"], answer["reset"]) == (False, False)
    assert answer.keys() == {"results", "records", "cursor", "more", "reset", "knows"}


def test_the_answer_is_json(alice: ApiClient) -> None:
    answer = alice.post(SYNC, alice.envelope([changes.note(body='"\\/ \u2028 é 👩‍🚀')]))
    assert answer.content_type == "application/json"
    assert json.loads(answer.data)["records"][0]["fields"]["body"] == '"\\/ \u2028 é 👩‍🚀'


def test_changes_are_checked_before_the_transaction(
    alice: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of that the largest batches cost most; on SQLite whoever else writes would wait meanwhile."""
    looked = 0

    def look(kind: Kind, given: dict[str, Any]) -> Any:
        nonlocal looked
        looked += 1
        with database.read():  # there is no transaction inside of another
            pass
        return check_fields(kind, given)

    monkeypatch.setattr(validate, "check_fields", look)
    batch = [changes.note(), changes.person(), changes.note(body=7)]
    assert statuses(alice.sync(batch)) == ["applied", "applied", "rejected"]
    assert looked == len(batch)


WRONG: list[tuple[str, Any]] = [
    ("account", 1), ("account", None), ("account", ["a"]),
    ("device", None), ("device", "phone"), ("device", 1), ("device", "0" * 32),
    ("now", None), ("now", "1795415905195"), ("now", 1.5), ("now", True), ("now", 2**53 + 1),
    ("now", -(2**53) - 1), ("now", [1]),
    ("timezone", 1), ("timezone", {}),
    ("cursor", 1), ("cursor", []), ("cursor", False),
    ("changes", None), ("changes", {}), ("changes", "[]"), ("changes", [None]), ("changes", [[]]),
]  # fmt: skip


@pytest.mark.parametrize(("member", "value"), WRONG)
def test_a_request_that_is_not_of_this_form_gets_400_and_nothing_is_applied(
    alice: ApiClient, member: str, value: Any
) -> None:
    answer = send(alice, alice.envelope([changes.person()]) | {member: value})
    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["errors"][0]["field"].startswith(member)
    assert records(alice) == []


@pytest.mark.parametrize("member", ["account", "device", "now", "changes"])
def test_a_member_that_is_missing_gets_400(alice: ApiClient, member: str) -> None:
    body = alice.envelope([])
    del body[member]
    assert send(alice, body).status_code == 400


@pytest.mark.parametrize("body", [None, [], "{}", 1, True])
def test_a_body_that_is_no_object_gets_400(alice: ApiClient, body: Any) -> None:
    assert send(alice, body).status_code == 400


# Any text is a kind, if perhaps an unknown one.
@pytest.mark.parametrize(
    ("member", "value"),
    [
        (member, value)
        for member in ("id", "kind", "record", "at")
        for value in (None, {}, 1.5, True, 2**53 + 1, "", "\ud800")
        if not (member == "kind" and isinstance(value, str))
    ],
)
def test_a_change_without_a_valid_id_makes_the_request_invalid(
    alice: ApiClient, member: str, value: Any
) -> None:
    broken = changes.person() | {member: value}
    answer = send(alice, alice.envelope([changes.person()]) | {"changes": [changes.card(), broken]})
    assert answer.status_code == 400
    assert answer.get_json()["errors"][0]["field"] == f"changes.1.{member}"
    del broken[member]
    answer = send(alice, alice.envelope([]) | {"changes": [changes.card(), broken]})
    assert answer.status_code == 400
    assert records(alice) == []


def test_whole_numbers_may_be_written_with_a_point(alice: ApiClient) -> None:
    maya = changes.person()
    answer = send(alice, alice.envelope([]) | {"changes": [maya | {"at": float(maya["at"])}]})
    assert statuses(answer.get_json()) == ["applied"]


def test_unknown_members_are_ignored(alice: ApiClient) -> None:
    answer = alice.sync([changes.person(extra=None) | {"set": changes.PERSON, "mood": 1}], app="9")
    assert statuses(answer) == ["applied"]


def test_optional_members_may_be_missing(alice: ApiClient) -> None:
    body = alice.envelope([changes.person()])
    del body["cursor"], body["timezone"]
    answer = send(alice, body)
    assert answer.status_code == 200
    assert answer.get_json()["reset"] is False


def test_uuids_are_accepted_in_any_case_and_returned_in_lower_case(alice: ApiClient) -> None:
    maya = changes.person()
    loud = maya | {"id": maya["id"].upper(), "record": maya["record"].upper()}
    answer = alice.sync([loud], account=alice.id.upper(), device=alice.device.upper())
    assert answer["results"] == [{"id": maya["id"], "status": "applied"}]
    assert answer["records"][0]["id"] == maya["record"]
    assert statuses(alice.sync([maya])) == ["duplicate"]


def test_another_account_gets_409_and_nothing_is_applied(alice: ApiClient, bob: ApiClient) -> None:
    for other in (bob.id, new_id(), "", "alice"):
        answer = send(alice, alice.envelope([changes.person()]) | {"account": other})
        assert answer.status_code == 409
        assert answer.content_type == "application/problem+json"
    assert records(alice) == []
    assert records(bob) == []


def test_the_form_is_checked_before_the_account(alice: ApiClient) -> None:
    body = alice.envelope([]) | {"account": new_id(), "changes": [{}]}
    assert send(alice, body).status_code == 400


def test_without_a_session_it_is_401_whatever_else_is_wrong(alice: ApiClient) -> None:
    stranger = alice.app.test_client()
    for body in (alice.envelope([changes.person()]), {"changes": 1}):
        answer = stranger.post(SYNC, json=body)
        assert answer.status_code == 401
    assert stranger.post(SYNC, data=b"\0", content_type="text/plain").status_code == 401
    assert records(alice) == []


def test_from_another_site_it_is_403(alice: ApiClient) -> None:
    body = alice.envelope([changes.person()])
    answer = alice.post(SYNC, body, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert records(alice) == []


def test_a_batch_holds_at_most_a_thousand_changes(alice: ApiClient) -> None:
    thousand = [changes.card(position=place) for place in range(1000)]
    too_many = [*thousand, changes.card()]
    assert send(alice, alice.envelope(too_many)).status_code == 413
    assert send(alice, alice.envelope([{}] * 1001)).status_code == 413
    assert records(alice) == []
    assert set(statuses(alice.sync(thousand))) == {"applied"}


def test_unpacked_it_has_at_most_four_mebibytes(alice: ApiClient) -> None:
    body = json.dumps(alice.envelope([])).encode()
    largest = body + b" " * (4 * 1024 * 1024 - len(body))
    packed: dict[str, Any] = {
        "content_type": "application/json",
        "headers": {"Content-Encoding": "gzip"},
    }
    assert alice.post(SYNC, data=largest, content_type="application/json").status_code == 200
    assert alice.post(SYNC, data=gzip.compress(largest), **packed).status_code == 200
    largest += b" "
    assert alice.post(SYNC, data=largest, content_type="application/json").status_code == 413
    assert alice.post(SYNC, data=gzip.compress(largest), **packed).status_code == 413


def test_a_gzip_of_several_members_is_one_body(alice: ApiClient) -> None:
    body = json.dumps(alice.envelope([changes.person()])).encode()
    packed = gzip.compress(body[:40]) + gzip.compress(body[40:])
    answer = alice.post(
        SYNC, data=packed, content_type="application/json", headers={"Content-Encoding": "gzip"}
    )
    assert statuses(answer.get_json()) == ["applied"]


def test_the_content_type_has_to_be_json(alice: ApiClient) -> None:
    body = json.dumps(alice.envelope([changes.person()]))
    assert alice.post(SYNC, data=body, content_type="text/plain").status_code == 415
    assert records(alice) == []


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe{}", b"[" * 100_000, b"NaN"])
def test_invalid_json_gets_400(alice: ApiClient, body: bytes) -> None:
    assert alice.post(SYNC, data=body, content_type="application/json").status_code == 400
