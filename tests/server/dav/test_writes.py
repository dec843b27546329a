"""A PUT is one change with the fields that its client changed, merged like any device's."""

from typing import Any

import pytest

from tests.server.dav.client import CARD, AddressBook
from tests.support import changes
from tests.support.api import API, ApiClient

HREF = "maya"


def people(who: ApiClient) -> list[dict[str, Any]]:
    return [each for each in who.everything() if each["kind"] == "person"]


def fields(who: ApiClient) -> dict[str, Any]:
    (person,) = people(who)
    found: dict[str, Any] = person["fields"]
    return found


@pytest.fixture
def maya(book: AddressBook) -> str:
    """The ETag of her card, as the book's client made it."""
    answer = book.put(HREF, CARD, If_None_Match="*")
    assert answer.status_code == 201
    return book.get(f"{book.book}{HREF}.vcf")[1]


def test_a_new_card_is_a_person_with_an_original(
    alice: ApiClient, book: AddressBook, maya: str
) -> None:
    assert fields(alice)["name"] == "Maya Chen"
    assert fields(alice)["emails"] == ["maya@example.org"]
    (original,) = [each for each in alice.everything() if each["kind"] == "original"]
    assert original["fields"]["text"] == CARD
    assert original["fields"]["source"] == "vcard"
    assert book.get(f"{book.book}{HREF}.vcf") == (CARD, maya)


def test_an_etag_is_given_only_where_the_card_is_kept_byte_for_byte(book: AddressBook) -> None:
    answer = book.put("one", CARD)
    assert answer.headers["ETag"] == book.get(f"{book.book}one.vcf")[1]
    # Of another version, and without a UID: it comes out otherwise.
    answer = book.put("two", CARD.replace("3.0", "4.0").replace("UID:9A1B\r\n", ""))
    assert answer.status_code == 201
    assert "ETag" not in answer.headers


def test_a_name_that_is_a_uuid_is_the_persons_id_in_any_case(
    alice: ApiClient, book: AddressBook
) -> None:
    name = "0D7C9A1B-0000-4000-8000-00000000A11C"
    assert book.put(name, CARD).status_code == 201
    (person,) = people(alice)
    assert person["id"] == name.lower()
    assert [*book.etags()] == [f"{book.book}{name}.vcf"]
    assert book.get(f"{book.book}{name.lower()}.vcf")[0] == CARD


@pytest.mark.parametrize("name", ["maya", "Maya%20Chen", "m%C3%A4ya", "a;b&c", "x" * 255, "..a"])
def test_a_new_card_keeps_the_name_that_its_client_chose(book: AddressBook, name: str) -> None:
    assert book.put(name, CARD).status_code == 201
    assert book.ask("GET", f"{book.book}{name}.vcf").data.decode() == CARD
    (href,) = book.etags()
    assert book.ask("GET", href).status_code == 200


@pytest.mark.parametrize("name", ["x" * 256, "a%00b"])
def test_a_name_that_nobody_could_keep_is_403(book: AddressBook, name: str) -> None:
    assert book.put(name, CARD).status_code == 403


def test_only_what_the_client_changed_is_changed(
    alice: ApiClient, book: AddressBook, maya: str
) -> None:
    (person,) = people(alice)
    alice.sync(
        [
            changes.edit(
                "person",
                person["id"],
                name="Maya Okafor",
                emails=["maya@example.org", "maya@okafor.example"],
                known_for="water-skis",
            )
        ]
    )
    sent = CARD.replace("UID", "TITLE:Skipper\r\nTEL:+1 555 0100\r\nUID")
    sent = sent.replace("EMAIL;type=HOME:maya@example.org", "EMAIL:new@example.org")
    assert book.put(HREF, sent, If_Match=maya).status_code == 204
    held = fields(alice)
    assert held["name"] == "Maya Okafor"
    assert held["known_for"] == "water-skis"
    assert held["role"] == "Skipper"
    assert held["phones"] == ["+1 555 0100"]
    # Both took part: one address was added on the phone, one replaced in the address book.
    assert held["emails"] == ["maya@okafor.example", "new@example.org"]


def test_each_write_is_one_change_of_a_device_with_the_id_of_the_token(
    alice: ApiClient, book: AddressBook, maya: str
) -> None:
    assert book.put(HREF, CARD.replace("Chen", "Okafor"), If_Match=maya).status_code == 204
    (person,) = people(alice)
    path = f"{API}/records/person/{person['id']}/revisions"
    history = alice.get(path).get_json()["revisions"]
    assert {each["device"] for each in history} == {book.device}
    names = [each["value"] for each in history if each["field"] == "name"]
    assert names == ["Maya Okafor", "Maya Chen"]


def test_a_card_that_says_the_same_changes_nothing(
    alice: ApiClient, book: AddressBook, maya: str
) -> None:
    alice.everything()
    assert book.put(HREF, CARD, If_Match=maya).status_code == 204
    assert alice.sync()["records"] == []
    assert book.get(f"{book.book}{HREF}.vcf") == (CARD, maya)


def test_any_etag_that_was_given_out_merges(alice: ApiClient, book: AddressBook, maya: str) -> None:
    """Two clients: the second has not seen what the first did."""
    first = CARD.replace("X-SPELL;a=b:kept", "X-SPELL;a=b:kept\r\nX-FIRST:1")
    assert book.put(HREF, first, If_Match=maya).status_code == 204
    second = CARD.replace("FN:Maya Chen", "FN:Maya Okafor").replace("X-SPELL;a=b:kept\r\n", "")
    assert book.put(HREF, second, If_Match=maya).status_code == 204
    card, _ = book.get(f"{book.book}{HREF}.vcf")
    assert "FN:Maya Okafor" in card
    assert "X-FIRST:1" in card
    assert "X-SPELL" not in card


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"If_Match": '"unknown"'},
        {"If_Match": "*"},
        {"If_None_Match": "*"},
        {"If_Match": ""},
    ],
)
def test_an_edit_of_something_that_was_not_seen_is_412(
    alice: ApiClient, book: AddressBook, maya: str, headers: dict[str, str]
) -> None:
    edited = CARD.replace("Chen", "Okafor")
    assert book.put(HREF, edited, **headers).status_code == 412
    assert fields(alice)["name"] == "Maya Chen"


def test_an_edit_of_an_unknown_card_is_412(book: AddressBook) -> None:
    assert book.put("nobody", CARD, If_Match='"x"').status_code == 412
    assert book.put("nobody", CARD, If_Match="*").status_code == 412


def test_a_deletion_can_be_undone_on_the_phone(
    alice: ApiClient, book: AddressBook, maya: str
) -> None:
    href = f"{book.book}{HREF}.vcf"
    assert book.put(HREF, CARD.replace("Chen", "Okafor"), If_Match=maya).status_code == 204
    assert book.ask("DELETE", href, If_Match=maya).status_code == 412
    assert book.ask("DELETE", href).status_code == 204
    assert book.ask("DELETE", href).status_code == 404
    assert book.ask("DELETE", href, If_Match=maya).status_code == 412
    (person,) = people(alice)
    assert person["deleted_at"] is not None
    alice.sync([changes.edit("person", person["id"], name="Maya Okafor")])
    assert "X-SPELL;a=b:kept" in book.get(href)[0]


def test_an_edit_brings_a_deleted_one_back(alice: ApiClient, book: AddressBook, maya: str) -> None:
    (person,) = people(alice)
    alice.sync([changes.delete("person", person["id"])])
    assert book.put(HREF, CARD.replace("Chen", "Okafor"), If_Match=maya).status_code == 204
    assert fields(alice)["name"] == "Maya Okafor"
    assert people(alice)[0]["deleted_at"] is None


def test_creating_a_deleted_card_again_brings_it_back(
    alice: ApiClient, book: AddressBook, maya: str
) -> None:
    assert book.ask("DELETE", f"{book.book}{HREF}.vcf", If_Match=maya).status_code == 204
    assert book.put(HREF, CARD, If_None_Match="*").status_code == 201
    assert people(alice)[0]["deleted_at"] is None
    assert book.get(f"{book.book}{HREF}.vcf")[0] == CARD


def test_an_edit_of_somebody_archived_counts_and_shows_them_no_more(
    alice: ApiClient, book: AddressBook, maya: str
) -> None:
    (person,) = people(alice)
    alice.sync([changes.edit("person", person["id"], archived=True)])
    assert book.put(HREF, CARD.replace("Chen", "Okafor"), If_Match=maya).status_code == 204
    assert fields(alice)["name"] == "Maya Okafor"
    assert fields(alice)["archived"] is True
    assert book.etags() == {}


def test_known_for_comes_back_by_its_own_line_alone(alice: ApiClient, book: AddressBook) -> None:
    maya = changes.person(name="Maya", known_for="water-skis")
    alice.sync([maya])
    href = f"{book.book}{maya['record']}.vcf"
    card, etag = book.get(href)
    dropped = card.replace("X-KARMADEX-KNOWN-FOR:water-skis\r\n", "").replace(
        "FN:Maya", "FN:Maya Chen"
    )
    assert book.put(maya["record"], dropped, If_Match=etag).status_code == 204
    assert fields(alice)["known_for"] == "water-skis"
    # Nor is the note that we had made from it kept for ever.
    alice.sync([changes.edit("person", maya["record"], known_for="kites")])
    card, etag = book.get(href)
    assert "NOTE:kites" in card
    assert "water-skis" not in card
    said = card.replace("X-KARMADEX-KNOWN-FOR:kites", "X-KARMADEX-KNOWN-FOR:moves to Lisbon")
    assert book.put(maya["record"], said, If_Match=etag).status_code == 204
    assert fields(alice)["known_for"] == "moves to Lisbon"


def test_a_person_that_a_phone_made_needs_no_original(alice: ApiClient, book: AddressBook) -> None:
    """Who was met stays somebody who was met, though their number was added in an address book."""
    maya = changes.person(name="Maya", known_for="water-skis")
    alice.sync([maya])
    card, etag = book.get(f"{book.book}{maya['record']}.vcf")
    sent = card.replace("X-KARMADEX", "TEL:+1 555 0100\r\nX-KARMADEX")
    assert book.put(maya["record"], sent, If_Match=etag).status_code == 204
    assert fields(alice)["phones"] == ["+1 555 0100"]
    assert [each for each in alice.everything() if each["kind"] == "original"] == []


def test_text_shown_instead_of_a_name_does_not_become_the_name(
    alice: ApiClient, book: AddressBook
) -> None:
    maya = changes.person(name=None, known_for="blogs about marathoning")
    alice.sync([maya])
    card, etag = book.get(f"{book.book}{maya['record']}.vcf")
    assert "FN:blogs about marathoning" in card
    sent = card.replace("UID", "TITLE:Runner\r\nUID")
    assert book.put(maya["record"], sent, If_Match=etag).status_code == 204
    assert fields(alice)["name"] is None
    assert fields(alice)["role"] == "Runner"


@pytest.mark.parametrize(
    ("card", "condition"),
    [
        ("", "valid-address-data"),
        ("hello", "valid-address-data"),
        (CARD + CARD, "valid-address-data"),
        ("BEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:x\r\nEND:VCARD\r\n", "valid-address-data"),
        (CARD.replace("UID", "KIND:group\r\nUID"), "valid-address-data"),
        (CARD.replace("UID", "X-ADDRESSBOOKSERVER-KIND:group\r\nUID"), "valid-address-data"),
        (CARD.replace("UID", f"NOTE:{'x' * 1_048_576}\r\nUID"), "max-resource-size"),
        (CARD + " " * 10_485_760, "max-resource-size"),
    ],
)
def test_anything_but_a_card_of_one_person_is_403(
    alice: ApiClient, book: AddressBook, card: str, condition: str
) -> None:
    answer = book.put("x", card)
    assert answer.status_code == 403
    assert f"<C:{condition}/>" in answer.text
    assert alice.everything() == []


def test_values_that_are_too_long_are_shortened(alice: ApiClient, book: AddressBook) -> None:
    card = CARD.replace("UID", f"X-LONG:{'x' * 300_000}\r\nNOTE:short\r\nUID")
    assert book.put("x", card).status_code == 201
    kept, _ = book.get(f"{book.book}x.vcf")
    assert "NOTE:short" in kept
    assert "X-SPELL;a=b:kept" in kept
    assert "X-LONG" not in kept


def test_an_account_that_is_full_says_so(make_app: Any) -> None:
    app = make_app(MOST_RECORDS="2")
    alice = ApiClient(app, "Alice", "Europe/Berlin")
    book = AddressBook(app, alice)
    assert book.put("one", CARD).status_code == 201
    assert book.put("two", CARD).status_code == 507
    assert len(book.etags()) == 1


@pytest.mark.parametrize(
    "card",
    [
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:"
        "Gar=E7on;Zo=EB\r\nEND:VCARD\r\n",
        "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Zoë Garçon\r\nTEL;VALUE=uri:tel:+33-1\r\nEND:VCARD\r\n",
        "BEGIN:VCARD\nVERSION:3.0\nFN:Zoë Garçon\nUID:\nEND:VCARD\n",
    ],
)
def test_a_card_of_another_version_is_converted(
    alice: ApiClient, book: AddressBook, card: str
) -> None:
    assert book.put("zoe", card).status_code == 201
    assert fields(alice)["name"] == "Zoë Garçon"
    kept, etag = book.get(f"{book.book}zoe.vcf")
    assert "\r\nVERSION:3.0\r\n" in kept
    assert "\r\nFN:Zoë Garçon\r\n" in kept
    assert book.put("zoe", kept, If_Match=etag).status_code == 204
    assert book.get(f"{book.book}zoe.vcf")[0] == kept


def test_a_card_in_windows_1252_is_kept_in_utf_8(alice: ApiClient, book: AddressBook) -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoë Weiß\r\nX-A:“ü”\r\nEND:VCARD\r\n"
    assert book.put("zoe", card.encode("cp1252")).status_code == 201
    kept, _ = book.get(f"{book.book}zoe.vcf")
    assert "FN:Zoë Weiß" in kept
    assert "X-A:“ü”" in kept
