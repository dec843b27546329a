"""What the book shows, and what a client is told of changes."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from server import clock, database
from server.dav import projection, versions
from server.dav.models import DavCard, DavVersion
from tests.server.dav.client import CARD, AddressBook, C, D, sync_body
from tests.support import changes
from tests.support.api import API, ApiClient

MAYA = str(uuid.UUID(int=1))


def card_of(book: AddressBook, person: str = MAYA) -> str:
    return book.get(f"{book.book}{person}.vcf")[0]


def test_the_book_shows_people_noted_on_a_phone(alice: ApiClient, book: AddressBook) -> None:
    alice.sync(
        [
            changes.person(
                MAYA,
                name="Maya Chen",
                known_for="water-skis",
                interests=["sailing", "tea"],
                organisation="Fjord",
                role="Skipper",
                emails=["maya@example.org"],
                phones=["+1 555 0100"],
                links=["https://maya.example"],
                birthday="--02-29",
            ),
            changes.note(body="moving to Lisbon", person_ids=[MAYA]),
        ]
    )
    card = card_of(book)
    assert card.split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "FN:Maya Chen",
        "N:Chen;Maya;;;",
        f"UID:{MAYA}",
        "ORG:Fjord",
        "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29",
        "CATEGORIES:sailing,tea",
        "TITLE:Skipper",
        "EMAIL;TYPE=INTERNET:maya@example.org",
        "TEL:+1 555 0100",
        "URL:https://maya.example",
        "X-KARMADEX-KNOWN-FOR:water-skis",
        "NOTE:water-skis",
        "END:VCARD",
        "",
    ]
    assert "Lisbon" not in card


@pytest.mark.parametrize("put_away", ["archive", "delete", "merge"])
def test_archived_people_are_not_shown(alice: ApiClient, book: AddressBook, put_away: str) -> None:
    tom = changes.new_id()
    alice.sync([changes.person(MAYA), changes.person(tom, name="Tom")])
    assert len(book.etags()) == 2
    _, token = book.sync()
    done = {
        "archive": changes.edit("person", MAYA, archived=True),
        "delete": changes.delete("person", MAYA),
        "merge": changes.edit("person", MAYA, merged_into=tom),
    }[put_away]
    alice.sync([done])
    href = f"{book.book}{MAYA}.vcf"
    assert [*book.etags()] == [f"{book.book}{tom}.vcf"]
    assert book.ask("GET", href).status_code == 404
    assert book.multiget(href)[0].status == "HTTP/1.1 404 Not Found"
    answers, _ = book.sync(token)
    assert [(each.href, each.status) for each in answers] == [(href, "HTTP/1.1 404 Not Found")]


def test_an_etag_moves_only_when_what_is_shown_has_changed(
    alice: ApiClient, book: AddressBook
) -> None:
    alice.sync([changes.person(MAYA)])
    before, ctag = book.etags(), ctag_of(book)
    alice.sync(
        [
            changes.note(person_ids=[MAYA]),
            changes.edit("person", MAYA, keep_in_touch_days=30, met_on="2026-11-23"),
        ]
    )
    assert (book.etags(), ctag_of(book)) == (before, ctag)
    alice.sync([changes.edit("person", MAYA, role="Skipper")])
    assert book.etags() != before
    assert ctag_of(book) != ctag


def ctag_of(book: AddressBook) -> str:
    (answer,) = book.propfind(book.book, "S:getctag")
    text: str = next(iter(answer.properties.values())).text
    return text


def test_a_client_hears_only_of_what_changed_since(alice: ApiClient, book: AddressBook) -> None:
    people = [changes.person(name=f"Person {number}") for number in range(5)]
    alice.sync(people)
    answers, token = book.sync()
    assert len(answers) == 5
    assert all(each.status is None for each in answers)
    assert book.sync(token) == ([], token)
    alice.sync([changes.edit("person", people[2]["record"], name="Tom")])
    answers, token = book.sync(token)
    assert [each.href for each in answers] == [f"{book.book}{people[2]['record']}.vcf"]
    assert book.etags()[answers[0].href] == answers[0].properties[f"{D}getetag"].text
    assert token.startswith("urn:karmadex:1.")


def test_a_page_says_that_there_is_more_and_the_next_one_continues(
    alice: ApiClient, book: AddressBook
) -> None:
    people = [changes.person(name=f"Person {number}") for number in range(7)]
    alice.sync(people)
    seen: list[str] = []
    token = ""
    for expected in (3, 3, 1):
        answers, token = book.sync(token, limit="3")
        cards = [each for each in answers if each.status is None]
        assert len(cards) == expected
        seen += [each.href for each in cards]
        full = [each for each in answers if each.status is not None]
        assert [each.status for each in full] == ["HTTP/1.1 507 Insufficient Storage"] * (
            expected == 3
        )
        assert all(each.href == book.book for each in full)
    assert sorted(seen) == sorted(f"{book.book}{each['record']}.vcf" for each in people)


@pytest.mark.parametrize(
    "token",
    [
        "http://sabre.io/ns/sync/17",
        "urn:karmadex:",
        "urn:karmadex:0",
        "urn:karmadex:1.x.y.1.1",
        "1",
        "&#xe9;",
        "a" * 5000,
    ],
)
def test_a_sync_token_of_another_server_is_403(
    alice: ApiClient, book: AddressBook, token: str
) -> None:
    alice.sync([changes.person()])
    answer = book.ask("REPORT", book.book, sync_body(token))
    assert answer.status_code == 403
    assert "<D:valid-sync-token/>" in answer.text


def test_a_sync_token_from_before_a_restore_is_403(
    app: Flask, alice: ApiClient, book: AddressBook
) -> None:
    alice.sync([changes.person()])
    _, token = book.sync()
    assert app.test_cli_runner().invoke(args=["db", "new-epoch"]).exit_code == 0
    assert book.ask("REPORT", book.book, sync_body(token)).status_code == 403
    assert len(book.sync()[0]) == 1


def test_multiget_gives_cards_with_their_line_ends(alice: ApiClient, book: AddressBook) -> None:
    """An XML parser makes LF of a bare CR LF: the CR has to be written out."""
    alice.sync([changes.person(MAYA, name="Maya & <Tom>")])
    (found,) = book.multiget(f"{book.book}{MAYA}.vcf")
    assert found.properties[f"{C}address-data"].text == card_of(book)
    assert "\r\nFN:Maya & <Tom>\r\n" in card_of(book)


def test_multiget_of_whatever_else_is_404(alice: ApiClient, bob: ApiClient, app: Flask) -> None:
    alice.sync([changes.person(MAYA)])
    AddressBook(app, alice).etags()
    of_bob = AddressBook(app, bob)
    hrefs = (
        f"/dav/{alice.id}/people/{MAYA}.vcf",
        f"{of_bob.book}{MAYA}.vcf",
        f"{of_bob.book}../people/x.vcf",
        "/etc/passwd",
        "http://[::1",
        "%ff.vcf",
        "",
    )
    answers = of_bob.multiget(*hrefs)
    assert {each.status for each in answers} == {"HTTP/1.1 404 Not Found"}


def test_the_content_of_a_former_etag_is_deleted_after_180_days(
    app: Flask, alice: ApiClient, book: AddressBook
) -> None:
    assert book.put("maya", CARD).status_code == 201
    href = f"{book.book}maya.vcf"
    _, first = book.get(href)
    assert book.put("maya", CARD.replace("Chen", "Okafor"), If_Match=first).status_code == 204
    with app.app_context():
        assert versions.purge(clock.now() + timedelta(days=179)) == 0
        assert versions.purge(clock.now() + timedelta(days=181)) == 1
    assert book.put("maya", CARD.replace("Chen", "Lee"), If_Match=first).status_code == 412
    assert "FN:Maya Okafor" in book.get(href)[0]


def test_forgetting_a_person_deletes_everything_about_their_card(
    app: Flask, alice: ApiClient, book: AddressBook
) -> None:
    assert book.put("maya-chen", CARD).status_code == 201
    _, etag = book.get(f"{book.book}maya-chen.vcf")
    (person,) = [each for each in alice.everything() if each["kind"] == "person"]
    assert alice.post(f"{API}/records/person/{person['id']}/forget").status_code == 204
    assert book.etags() == {}
    with app.app_context(), database.read() as s:
        assert s.query(DavVersion).all() == []
        assert [card.name for card in s.query(DavCard)] == [person["id"]]
    assert book.put("maya-chen", CARD, If_Match=etag).status_code == 412
    assert book.put("maya-chen", CARD).status_code == 403
    assert "Maya" not in str(alice.everything())


def test_reading_records_in_lots_gives_the_same_book(
    app: Flask, alice: ApiClient, book: AddressBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The records are looked through in lots: whatever falls between two is seen."""
    monkeypatch.setattr(projection.catch_up, "__defaults__", (3,))
    people = [changes.person(name=f"Person {number}") for number in range(8)]
    alice.sync([*people, changes.note(), changes.event()])
    assert len(book.etags()) == 8
    alice.sync([changes.edit("person", each["record"], role="x") for each in people[:4]])
    assert len(book.sync()[0]) == 8
    assert all("TITLE:x" in card_of(book, each["record"]) for each in people[:4])


def test_a_clock_that_was_set_back_loses_no_edit(app: Flask, alice: ApiClient) -> None:
    with time_machine.travel(clock.now(), tick=False) as travel:
        book = AddressBook(app, alice.another_phone())
        assert book.put("maya", CARD).status_code == 201
        _, etag = book.get(f"{book.book}maya.vcf")
        travel.shift(timedelta(days=-1))
        edited = CARD.replace("FN:Maya Chen", "FN:Maya Okafor")
        assert book.put("maya", edited, If_Match=etag).status_code == 204
        assert "FN:Maya Okafor" in book.get(f"{book.book}maya.vcf")[0]
