"""People who come in from files, without a network."""

import base64
import struct
import zlib
from collections.abc import Callable

import pytest

from tests.phone.app import Held, fetch_part, jot, sign_up, sign_up_and_lose_the_signal
from tests.phone.engines import EVERY_ENGINE
from tests.phone.files import drop
from tests.rigs.chromium import Chromium, ChromiumOnDisk
from tests.rigs.gate import Gate
from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until
from tests.support.contacts import called, cards
from tests.support.live import LiveServer


@pytest.fixture(params=EVERY_ENGINE)
def phone(
    request: pytest.FixtureRequest, start_phone: Callable[..., Phone], server: LiveServer
) -> Phone:
    started: Phone = start_phone(request.param)
    return started


def test_people_are_imported_offline_and_the_import_is_undone(
    phone: Phone, gate: Gate, server: LiveServer
) -> None:
    sign_up_and_lose_the_signal(phone, gate, "idle.exchange", "idle.worker")
    jot(phone, f"{called(7)} — water-skis")
    phone.tap("Settings")
    phone.tap("Bring people in", exact=False)
    drop(phone, "phone.vcf", cards(300) + "BEGIN:VCARD\r\nVERSION:3.0\r\nX-A:b\r\nEND:VCARD\r\n")
    phone.sees("300 are new")
    phone.sees("One may be somebody you know")
    phone.sees("One line could not be read")
    phone.tap("Bring 300 people in")
    phone.sees("300 people came in.", seconds=60)
    phone.tap("To People")
    phone.sees("300 came in, and you have not met yet")

    # The same file again changes nothing.
    gate.open()
    phone.open("/settings/import")
    drop(phone, "phone.vcf", cards(300))
    phone.sees("Everybody in it is here already.")
    wait_until(lambda: len(Held(server).fields("person")) == 301, "them on the server", seconds=60)
    assert {each["reason"] for each in Held(server).fields("followup")} == {"next_morning"}

    phone.tap("Cancel")
    phone.sees("300 people came in ·")
    phone.tap("Take it back: phone.vcf")
    phone.sees("Taken back.", seconds=60)
    wait_until(lambda: Held(server).names() == [called(7)], "them to be gone", seconds=60)
    # The originals are deleted after the people, and may go to the server in another sync.
    wait_until(
        lambda: Held(server).fields("original") == [], "the originals to be gone", seconds=60
    )

    # Who was taken back is ticked, and comes again.
    phone.open("/settings/import")
    drop(phone, "phone.vcf", cards(2))
    phone.sees("You deleted 2 before")
    phone.tap("Bring 2 people in")
    phone.sees("2 people came in.")
    wait_until(lambda: len(Held(server).fields("person")) == 3, "them to be back", seconds=60)


def png(side: int) -> bytes:
    """A square, as a picture."""
    rows = b"".join(b"\0" + bytes([120, 80, 200]) * side for _ in range(side))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


@pytest.mark.chromium
def test_a_picture_on_a_card_becomes_their_photo_and_goes_with_them(
    chromium: Chromium, server: LiveServer
) -> None:
    phone = chromium
    phone.open("/")
    sign_up(phone)
    phone.open("/settings/import")
    photo = f"PHOTO;ENCODING=b;TYPE=PNG:{base64.b64encode(png(300)).decode()}"
    broken = "PHOTO;ENCODING=b;TYPE=JPEG:AAAA"
    two = "".join(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\n{line}\r\nEND:VCARD\r\n"
        for name, line in (("Maya", photo), ("Tom", broken))
    )
    drop(phone, "two.vcf", two)
    phone.sees("2 have pictures")
    phone.tap("Bring 2 people in")
    phone.sees("2 people came in.", seconds=60)
    wait_until(lambda: Held(server).fields("attachment"), "the photo on the server", seconds=60)
    held = {record["id"]: record for record in Held(server).records()}
    (maya, tom) = sorted(
        (each for each in held.values() if each["kind"] == "person"),
        key=lambda each: str(each["fields"]["name"]),
    )
    assert held[maya["fields"]["photo"]]["fields"]["of"] == maya["id"]
    assert tom["fields"]["photo"] is None
    assert all(
        "PHOTO" not in each["fields"]["text"]
        for each in held.values()
        if each["kind"] == "original"
    )
    phone.tap("Take it back")
    phone.sees("Taken back.", seconds=60)
    wait_until(
        lambda: {record["kind"] for record in Held(server).records()} == set(),
        "all to go",
        seconds=60,
    )


@pytest.mark.chromium
def test_an_import_continues_after_the_app_was_closed(
    chromium_on_disk: ChromiumOnDisk, server: LiveServer
) -> None:
    phone = chromium_on_disk
    phone.open("/")
    sign_up(phone)
    phone.open("/settings/import")
    # Five transactions, of which the first few are over when the browser ends.
    drop(phone, "everybody.vcf", cards(2000))
    phone.sees("2,000 are new", seconds=120)
    phone.tap("Bring 2,000 people in")
    # From here on the screen says that one may leave.
    phone.sees("%", seconds=60)
    phone.stop()
    phone.start()
    # Whichever screen it is opened at.
    phone.open("/people")
    phone.sees("2,000 came in, and you have not met yet", seconds=180)
    phone.open("/settings/import")
    phone.tap("Take it back: everybody.vcf")
    phone.sees("Taken back.", seconds=180)
    phone.open("/people")
    phone.sees("Nobody here yet")


@pytest.mark.chromium
def test_an_unknown_table_is_read_by_what_its_columns_hold(
    chromium: Chromium, server: LiveServer
) -> None:
    phone = chromium
    phone.open("/")
    sign_up(phone)
    phone.open("/settings/import")
    drop(phone, "guests.csv", "Gast;Wo;Post\nMaya Chen;Lantern Books;maya@example.org\n")
    phone.sees("What is in the columns?")
    phone.page.get_by_label("Wo").select_option("organisation")
    phone.sees("One is new")
    phone.sees("Lantern Books")
    phone.tap("Bring one person in")
    phone.sees("One person came in.")
    wait_until(lambda: Held(server).names() == ["Maya Chen"], "Maya on the server")
    (maya,) = Held(server).fields("person")
    assert (maya["organisation"], maya["emails"]) == ("Lantern Books", ["maya@example.org"])

    # What was said of the columns holds for the next table of this sort.
    phone.open("/settings/import")
    drop(phone, "more.csv", "Gast;Wo;Post\nTom Reed;Kite House;tom@example.org\n")
    phone.sees("Kite House")


#: A phone that hands out contacts, which only Android's Chrome does.
CONTACTS = """
navigator.contacts = {select: async (properties, {multiple}) =>
    multiple && properties.includes('tel') ? [
        {name: ['Maya Chen'], email: ['maya@example.org'], tel: ['+1 555 0100']},
        {name: ['Tom Reed'], email: [], tel: ['+1 555 0101', '*#06#']}] : []};
"""


@pytest.mark.chromium
def test_contacts_of_the_phone_are_imported_and_deleted_ones_only_if_ticked(
    chromium: Chromium, server: LiveServer
) -> None:
    phone = chromium
    phone.page.add_init_script(CONTACTS)
    phone.open("/")
    sign_up(phone)
    phone.open("/settings/import")
    phone.tap("From this phone’s contacts")
    phone.sees("2 are new")
    phone.tap("Bring 2 people in")
    phone.sees("2 people came in.", seconds=60)
    wait_until(lambda: len(Held(server).fields("person")) == 2, "both on the server", seconds=60)
    numbers = {each["name"]: each["phones"] for each in Held(server).fields("person")}
    assert numbers == {"Maya Chen": ["+1 555 0100"], "Tom Reed": ["+1 555 0101"]}

    (tom,) = (
        each["id"] for each in Held(server).records() if each["fields"].get("name") == "Tom Reed"
    )
    phone.open(f"/people/{tom}")
    phone.tap("Edit")
    phone.tap("Delete this person")
    wait_until(lambda: Held(server).names() == ["Maya Chen"], "Tom to go", seconds=60)

    phone.open("/settings/import")
    phone.tap("From this phone’s contacts")
    phone.sees("You deleted one before")
    phone.sees("Everybody in it is here already.")
    phone.page.get_by_text("You deleted one before").click()
    phone.tap("Tom Reed", exact=False)
    phone.tap("Bring one person in")
    phone.sees("One person came in.", seconds=60)
    wait_until(lambda: len(Held(server).names()) == 2, "Tom to be back", seconds=60)


@pytest.mark.chromium
def test_an_event_is_imported_from_a_calendar(chromium: Chromium, server: LiveServer) -> None:
    phone = chromium
    phone.open("/")
    sign_up(phone)
    fetch_part(phone, "idle.exchange")
    phone.open("/settings/import")
    drop(
        phone,
        "mixer.ics",
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;TZID=Europe/Lisbon:20261203T190000\r\n"
        "SUMMARY:PR & Pixels\\, Mixer\r\nLOCATION:Bar X\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    )
    phone.sees("PR & Pixels, Mixer")
    phone.tap("Take it: PR & Pixels, Mixer")
    wait_until(lambda: Held(server).fields("event"), "the evening on the server")
    (event,) = Held(server).fields("event")
    assert event["starts_at"] == "2026-12-03T19:00:00.000Z"
    assert (event["place"], event["timezone"]) == ("Bar X", "Europe/Lisbon")
    # By mistake, or not: it can be taken again.
    phone.tap("Undo")
    wait_until(lambda: not Held(server).fields("event"), "the evening to go")
    phone.tap("Take it: PR & Pixels, Mixer")
    wait_until(lambda: Held(server).fields("event"), "the evening to come back")
