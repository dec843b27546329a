"""Pictures: shown as they are while they are small, taken in, and never taken away."""

import hashlib
from base64 import b64encode
from typing import Any

import pytest
from flask import Flask

from server.blobs import service
from server.vcards import values
from server.vcards.cards import split
from server.vcards.lexer import lex
from server.vcards.writer import with_photo
from tests.server.dav.client import CARD, AddressBook
from tests.support import changes
from tests.support.api import ApiClient

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20


def photo_of(book: AddressBook, name: str) -> tuple[str, bytes] | None:
    card, _ = book.get(f"{book.book}{name}.vcf")
    (found,), _ = split(lex(card.encode()))
    return next((values.picture(item) for item in found.named("PHOTO")), None)


def attachment(of: str, content: bytes, thumbnail: bytes | None) -> dict[str, Any]:
    fields = {
        "of": of,
        "media_type": "image/jpeg",
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "captured_at": "2026-11-23T21:30:00Z",
    }
    if thumbnail is not None:
        fields["thumbnail"] = b64encode(thumbnail).decode()
    return changes.change("attachment", set=fields)


def records(who: ApiClient, kind: str) -> list[dict[str, Any]]:
    return [each["fields"] for each in who.everything() if each["kind"] == kind]


def test_a_picture_that_comes_with_a_card_is_an_attachment(
    app: Flask, alice: ApiClient, book: AddressBook
) -> None:
    assert book.put("maya", with_photo(CARD, "image/jpeg", JPEG)).status_code == 201
    assert photo_of(book, "maya") == ("image/jpeg", JPEG)
    (kept,) = records(alice, "attachment")
    assert (kept["bytes"], kept["sha256"]) == (len(JPEG), hashlib.sha256(JPEG).hexdigest())
    (person,) = records(alice, "person")
    assert person["photo"] is not None
    assert "PHOTO" not in records(alice, "original")[0]["text"]


def test_a_card_without_the_picture_keeps_it_and_another_picture_replaces_it(
    alice: ApiClient, book: AddressBook
) -> None:
    assert book.put("maya", with_photo(CARD, "image/jpeg", JPEG)).status_code == 201
    card, etag = book.get(f"{book.book}maya.vcf")
    assert book.put("maya", CARD.replace("Chen", "Lee"), If_Match=etag).status_code == 204
    assert photo_of(book, "maya") == ("image/jpeg", JPEG)
    # The same once more is the same.
    _, etag = book.get(f"{book.book}maya.vcf")
    assert book.put("maya", card.replace("Chen", "Lee"), If_Match=etag).status_code == 204
    assert len(records(alice, "attachment")) == 1
    _, etag = book.get(f"{book.book}maya.vcf")
    another = with_photo(CARD.replace("Chen", "Lee"), "image/png", PNG)
    assert book.put("maya", another, If_Match=etag).status_code == 204
    assert photo_of(book, "maya") == ("image/png", PNG)
    assert len(records(alice, "attachment")) == 2


def test_a_large_picture_is_shown_as_its_thumbnail(
    app: Flask, alice: ApiClient, book: AddressBook
) -> None:
    large = JPEG * 50
    for content, shown in ((JPEG, JPEG), (large, PNG)):
        maya = changes.person()
        picture = attachment(maya["record"], content, PNG)
        with app.app_context():
            service.keep(alice.id, hashlib.sha256(content).hexdigest(), [content])
        maya["set"]["photo"] = picture["record"]
        alice.sync([maya, picture])
        found = photo_of(book, maya["record"])
        assert found is not None
        assert found[1] == shown


def test_a_picture_that_has_not_arrived_is_shown_as_its_thumbnail_or_not_at_all(
    alice: ApiClient, book: AddressBook
) -> None:
    for thumbnail in (PNG, None):
        maya = changes.person()
        picture = attachment(maya["record"], JPEG + (thumbnail or b""), thumbnail)
        maya["set"]["photo"] = picture["record"]
        alice.sync([maya])
        assert photo_of(book, maya["record"]) is None
        alice.sync([picture])
        found = photo_of(book, maya["record"])
        assert (found and found[1]) == thumbnail


@pytest.mark.parametrize("thumbnail", [PNG, None], ids=["with a small one", "without"])
def test_a_picture_that_arrives_late_changes_the_card_and_what_is_synced(
    app: Flask, alice: ApiClient, book: AddressBook, thumbnail: bytes | None
) -> None:
    maya, tom = changes.person(), changes.person()
    picture = attachment(maya["record"], JPEG, thumbnail)
    maya["set"]["photo"] = picture["record"]
    alice.sync([maya, tom, picture])
    before = book.etags()
    _, token = book.sync()
    alice.everything()
    with app.app_context():
        service.keep(alice.id, hashlib.sha256(JPEG).hexdigest(), [JPEG])
    assert photo_of(book, maya["record"]) == ("image/jpeg", JPEG)
    after = book.etags()
    card = f"{book.book}{maya['record']}.vcf"
    assert {name for name in after if after[name] != before[name]} == {card}
    # Who only asks what is new hears of it once; a phone sees what it has already.
    changed, token = book.sync(token)
    assert [each.href for each in changed] == [card]
    assert book.sync(token)[0] == []
    (row,) = alice.sync()["records"]
    assert (row["id"], row["fields"]["sha256"]) == (picture["record"], picture["set"]["sha256"])
    assert alice.sync()["records"] == []


def test_an_account_without_room_for_a_picture_says_so(make_app: Any) -> None:
    app = make_app(MOST_MEGABYTES="1")
    alice = ApiClient(app, "Alice", "Europe/Berlin")
    book = AddressBook(app, alice)
    card = with_photo(CARD, "image/jpeg", JPEG * 300)
    assert book.put("maya", card).status_code == 507
    assert book.etags() == {}
