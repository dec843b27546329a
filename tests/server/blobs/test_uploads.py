"""Bytes come piece by piece, in whatever pieces, and are whole or not there."""

import errno
import time
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server import database
from server.blobs import service
from server.blobs.models import Upload
from server.blobs.service import MOST_UPLOADS, Busy
from server.blobs.storage import Storage
from server.prepared import Executor
from server.records.kinds import LARGEST_ATTACHMENT
from tests.support import changes
from tests.support.api import API, ApiClient
from tests.support.blobs import (
    BLOBS,
    JPEG,
    TUS,
    add,
    add_until_it_breaks,
    announce,
    announce_until_it_breaks,
    announce_with,
    begin,
    bring,
    hash_of,
    how_far,
    metadata,
    objects,
    read,
    settings_of,
)


def test_uploaded_bytes_are_there(alice: ApiClient) -> None:
    upload = begin(alice, JPEG)
    assert upload.startswith(f"{BLOBS}/")
    assert len(upload.rpartition("/")[2]) == 43
    assert how_far(alice, upload) == 0
    answer = add(alice, upload, JPEG, 0)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, str(len(JPEG)))
    assert answer.headers["Tus-Resumable"] == "1.0.0"
    assert read(alice, hash_of(JPEG)).data == JPEG
    assert alice.http.head(upload, headers=TUS).status_code == 404


def test_an_upload_in_one_request_takes_one_write_transaction(
    alice: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = []
    together = database.write_together
    monkeypatch.setattr(
        database, "write_together", lambda work: turns.append(work) or together(work)
    )
    add(alice, begin(alice, JPEG), JPEG, 0)
    assert len(turns) == len(["it is announced", "somebody adds to it", "it is whole"])
    turns.clear()
    announce_with(alice, JPEG + b"2")
    assert len(turns) == len(["it is whole"])


def test_a_record_may_come_before_its_bytes_and_after_them(alice: ApiClient) -> None:
    note = changes.new_id()
    first, second = JPEG + b"1", JPEG + b"2"
    alice.sync([changes.attachment(note, sha256=hash_of(first), bytes=len(first))])
    bring(alice, first)
    bring(alice, second)
    alice.sync([changes.attachment(note, sha256=hash_of(second), bytes=len(second))])
    for data in (first, second):
        answer = read(alice, hash_of(data))
        assert (answer.data, answer.content_type) == (data, "image/jpeg")


def test_bytes_that_arrived_before_the_network_was_lost_are_kept(alice: ApiClient) -> None:
    upload = begin(alice, JPEG)
    add_until_it_breaks(alice, upload, JPEG[:700], 0)
    assert how_far(alice, upload) == 700
    add_until_it_breaks(alice, upload, JPEG[700:701], 700)
    assert how_far(alice, upload) == 701
    assert read(alice, hash_of(JPEG)).status_code == 404
    assert add(alice, upload, JPEG[701:], 701).status_code == 204
    assert read(alice, hash_of(JPEG)).data == JPEG


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    cuts=st.lists(st.tuples(st.integers(0, 900), st.booleans()), max_size=8),
    data=st.binary(min_size=1, max_size=3000),
)
def test_the_parts_of_an_upload_may_have_any_size(
    alice: ApiClient, cuts: list[tuple[int, bool]], data: bytes
) -> None:
    upload = begin(alice, data)
    at = 0
    for size, breaks in cuts:
        piece = data[at : min(at + size, len(data) - 1)]
        if breaks:
            add_until_it_breaks(alice, upload, piece, at)
        else:
            assert add(alice, upload, piece, at).status_code == 204
        at += len(piece)
        assert how_far(alice, upload) == at
    assert add(alice, upload, data[at:], at).status_code == 204
    assert read(alice, hash_of(data)).data == data


def test_an_upload_that_was_complete_when_the_server_stopped_is_finished(
    alice: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise Busy

    upload = begin(alice, JPEG)
    with monkeypatch.context() as stopped:
        stopped.setattr("server.blobs.service._finish", stop)
        assert add(alice, upload, JPEG, 0).status_code == 423
    assert read(alice, hash_of(JPEG)).status_code == 404
    assert how_far(alice, upload) == len(JPEG)
    assert read(alice, hash_of(JPEG)).data == JPEG


def test_bytes_with_another_hash_are_discarded(alice: ApiClient) -> None:
    upload = begin(alice, JPEG, sha256="0" * 64)
    answer = add(alice, upload, JPEG, 0)
    assert answer.status_code == 460
    assert answer.content_type == "application/problem+json"
    assert alice.http.head(upload, headers=TUS).status_code == 404
    for sha256 in ("0" * 64, hash_of(JPEG)):
        assert read(alice, sha256).status_code == 404


def test_the_same_bytes_may_be_uploaded_again_and_by_two_phones(alice: ApiClient) -> None:
    other = alice.another_phone()
    here, there = begin(alice, JPEG), begin(other, JPEG)
    assert add(alice, here, JPEG[:100], 0).status_code == 204
    assert add(other, there, JPEG, 0).status_code == 204
    assert add(alice, here, JPEG[100:], 100).status_code == 204
    bring(alice, JPEG)
    assert read(other, hash_of(JPEG)).data == JPEG


def test_unused_announcements_are_removed_when_the_bytes_arrive(
    alice: ApiClient, bob: ApiClient
) -> None:
    """A phone whose network loses every third answer announces its pictures again and again."""
    begun, other, bobs = begin(alice, JPEG), begin(alice, JPEG + b"1"), begin(bob, JPEG)
    add(alice, begun, JPEG[:100], 0)
    lost = [begin(alice, JPEG) for _ in range(MOST_UPLOADS - 2)]
    assert announce(alice, JPEG + b"2").status_code == 507
    assert add(alice, lost.pop(), JPEG, 0).status_code == 204
    for upload in lost:
        assert alice.http.head(upload, headers=TUS).status_code == 404
    # What has come of one is not taken from whoever brings it, nor what is another's.
    assert [how_far(alice, begun), how_far(alice, other), how_far(bob, bobs)] == [100, 0, 0]
    bring(alice, JPEG + b"2")


def test_the_store_is_not_accessed_during_a_write_transaction(
    alice: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be another machine, and slow: SQLite has one writer for everybody."""
    writing: list[bool] = []
    together, storage = database.write_together, service.storage

    def noted_together(work: Callable[[Executor], Any]) -> Any:
        def noted(s: Executor) -> Any:
            writing.append(True)
            try:
                return work(s)
            finally:
                writing.pop()

        return together(noted)

    def asked() -> Storage:
        assert not writing
        return storage()

    begin(alice, JPEG)
    monkeypatch.setattr(database, "write_together", noted_together)
    monkeypatch.setattr(service, "storage", asked)
    assert add(alice, begin(alice, JPEG), JPEG, 0).status_code == 204
    assert announce_with(alice, JPEG + b"2").status_code == 201


class _Failing:
    """A store whose disk is full, or whose bucket does not answer."""

    def __getattr__(self, _name: str) -> Any:
        def fail(*_: object) -> Any:
            raise OSError(errno.ENOSPC, "No space left on device")

        return fail


def test_a_full_disk_is_503_and_loses_nothing_that_had_come(
    alice: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(alice, JPEG)
    other = JPEG + b"2"
    upload = begin(alice, other)
    assert add(alice, upload, other[:100], 0).status_code == 204
    with monkeypatch.context() as patch:
        patch.setattr(service, "storage", _Failing)
        answers = [
            add(alice, upload, other[100:], 100),
            announce_with(alice, other),
            alice.get(f"{BLOBS}/{hash_of(JPEG)}"),
        ]
        assert [(each.status_code, each.headers["Retry-After"]) for each in answers] == [
            (503, "5")
        ] * 3
        assert answers[0].get_json()["status"] == 503
    paths = alice.get(f"{API}/openapi.json").get_json()["paths"]
    said = paths[BLOBS], paths[f"{BLOBS}/{{name}}"]
    assert all("503" in call["responses"] for path in said for call in path.values())
    assert how_far(alice, upload) == 100
    assert add(alice, upload, other[100:], 100).status_code == 204
    assert read(alice, hash_of(other)).data == other


def test_an_announcement_that_is_used_meanwhile_stays(
    alice: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another phone began to bring the same bytes between the look at the store and the turn to
    write: what it brought would lie there, and be nobody's."""
    other, unbegun = begin(alice, JPEG), service._unbegun

    def brought_meanwhile(upload: Upload) -> set[tuple[str, int]]:
        found = unbegun(upload)
        time.sleep(0.002)  # it is told by the millisecond
        assert add(alice, other, JPEG[:100], 0).status_code == 204
        return found

    mine = begin(alice, JPEG)
    monkeypatch.setattr(service, "_unbegun", brought_meanwhile)
    assert add(alice, mine, JPEG, 0).status_code == 204
    assert how_far(alice, other) == 100


def test_bytes_may_come_with_their_announcement(
    app: Flask, alice: ApiClient, bob: ApiClient
) -> None:
    """tus calls it Creation With Upload: a small picture is there after one journey."""
    answer = announce_with(alice, JPEG)
    assert answer.status_code == 201, answer.text
    assert answer.headers["Upload-Offset"] == str(len(JPEG))
    assert read(alice, hash_of(JPEG)).data == JPEG
    assert read(bob, hash_of(JPEG)).status_code == 404
    # Held bytes may come again.
    assert announce_with(alice, JPEG).status_code == 201
    assert objects(app) == 1


def test_a_part_may_come_with_the_announcement_and_the_rest_later(alice: ApiClient) -> None:
    answer = announce_with(alice, JPEG, JPEG[:100])
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, "100")
    assert how_far(alice, answer.headers["Location"]) == 100
    assert add(alice, answer.headers["Location"], JPEG[100:], 100).status_code == 204
    assert read(alice, hash_of(JPEG)).data == JPEG


def test_wrong_bytes_that_come_with_the_announcement_are_discarded(
    app: Flask, alice: ApiClient
) -> None:
    assert announce_with(alice, JPEG, sha256=hash_of(b"other")).status_code == 460
    assert announce_with(alice, JPEG, JPEG + b"more").status_code == 413
    assert announce_with(alice, JPEG, **{"Content-Type": "image/jpeg"}).status_code == 415
    assert announce_until_it_breaks(alice, JPEG, 100).status_code == 400
    assert read(alice, hash_of(JPEG)).status_code == 404
    assert objects(app) == 0


def test_bytes_for_which_there_is_no_room_are_not_read(
    make_app: Callable[..., Flask], storage_kind: str
) -> None:
    app = make_app(MOST_MEGABYTES="1", **settings_of(storage_kind))
    alice = ApiClient(app, "Alice", "UTC")
    held = bytes(600_000)
    assert announce_with(alice, held).status_code == 201
    assert announce_with(alice, held[1:]).status_code == 507
    # What the account has already takes no room.
    assert announce_with(alice, held).status_code == 201
    assert objects(app) == 1


def test_bob_cannot_see_or_continue_uploads_of_alice(alice: ApiClient, bob: ApiClient) -> None:
    upload = begin(alice, JPEG)
    assert bob.http.head(upload, headers=TUS).status_code == 404
    assert add(bob, upload, JPEG, 0).status_code == 404
    add(alice, upload, JPEG, 0)
    assert read(bob, hash_of(JPEG)).status_code == 404
    # Nor whether anybody has it: it has to be brought as a whole.
    assert how_far(bob, begin(bob, JPEG)) == 0


def test_only_one_request_may_add_to_an_upload_at_a_time(
    alice: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = begin(alice, JPEG)
    with monkeypatch.context() as dying:
        dying.setattr("server.blobs.store.let_go", lambda *_: None)
        add(alice, upload, JPEG[:10], 0)
    answer = add(alice, upload, JPEG[10:], 10)
    assert (answer.status_code, answer.headers["Retry-After"]) == (423, "5")
    monkeypatch.setattr("server.clock.now", _later(seconds=16))
    assert add(alice, upload, JPEG[10:], 10).status_code == 204


def _later(**more: int):  # type: ignore[no-untyped-def]
    from datetime import timedelta

    from server import clock

    now = clock.now()
    return lambda: now + timedelta(**more)


def test_invalid_requests_get_the_right_status(alice: ApiClient) -> None:
    upload = begin(alice, JPEG)
    assert add(alice, upload, JPEG[5:], 5).status_code == 409
    assert add(alice, upload, JPEG, 0, **{"Content-Type": "image/jpeg"}).status_code == 415
    assert add(alice, upload, JPEG, 0, **{"Upload-Offset": "-1"}).status_code == 400
    assert add(alice, upload, JPEG, 0, **{"Tus-Resumable": "0.2.2"}).status_code == 412
    assert add(alice, f"{BLOBS}/{'x' * 43}", JPEG, 0).status_code == 404
    assert add(alice, upload, JPEG + b"more", 0).status_code == 413
    assert alice.get(upload, headers=TUS).status_code == 404
    for length in ("0", "-1", "", "x", "1.5", "٣"):
        assert announce(alice, JPEG, **{"Upload-Length": length}).status_code == 400
    assert announce(alice, JPEG, **{"Upload-Defer-Length": "1"}).status_code == 400
    for length in ("25000001", "9" * 16, "9" * 1000):
        assert announce(alice, JPEG, **{"Upload-Length": length}).status_code == 413
    assert announce(alice, JPEG, **{"Upload-Length": "25000000"}).status_code == 201
    assert announce(alice, JPEG, **{"Tus-Resumable": ""}).status_code == 412
    sha256 = hash_of(JPEG)
    for wrong in (
        "", "sha256", f"sha256 {sha256}", metadata(sha256.upper()), metadata(sha256[1:]),
        f"{metadata(sha256)},{metadata(sha256)}", "sha256 é", f"sha1 {metadata(sha256)[7:]}",
    ):  # fmt: skip
        answer = announce(alice, JPEG, **{"Upload-Metadata": wrong})
        assert answer.status_code == 400, wrong
        assert answer.get_json()["errors"][0]["field"] == "Upload-Metadata"
    more = f"filename d29ybGQ=,{metadata(sha256)},is_secret"
    assert announce(alice, JPEG, **{"Upload-Metadata": more}).status_code == 201


def test_uploads_and_downloads_need_a_session(alice: ApiClient, client) -> None:  # type: ignore[no-untyped-def]
    upload = begin(alice, JPEG)
    assert client.patch(upload).status_code == 401
    assert client.post(BLOBS, headers=TUS).status_code == 401
    assert client.get(f"{BLOBS}/{hash_of(JPEG)}").status_code == 401
    assert client.head(upload).status_code == 401


def test_options_name_the_version_and_extensions_of_tus(client) -> None:  # type: ignore[no-untyped-def]
    answer = client.options(BLOBS)
    assert answer.status_code == 200
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Extension"] == "creation,creation-with-upload"
    assert answer.headers["Tus-Max-Size"] == str(LARGEST_ATTACHMENT)
