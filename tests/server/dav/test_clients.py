"""Clients that nobody here wrote, over real HTTP; and another server beside ours."""

import json
import re
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.rigs.dav_clients import ROOT, Radicale, Vdirsyncer, node
from tests.server.dav.client import CARD, NAMESPACES, sync_body
from tests.support import changes
from tests.support.api import API, PASSWORD, LiveClient
from tests.support.live import LiveServer

EMAIL = "alice@example.org"


class Owner(LiveClient):
    """Alice's phone, on a real server, and a token for an address book."""

    def __init__(self, server: LiveServer) -> None:
        super().__init__(server.url)
        who = {"email": EMAIL, "password": PASSWORD, "name": "Alice", "timezone": "Europe/Berlin"}
        self.id = self.post(f"{API}/accounts", json=who).json()["id"]
        made = self.post(f"{API}/me/tokens", json={"name": "Laptop", "scope": "carddav"}).json()
        self.token, self.device = made["token"], str(uuid.uuid4())
        self.book = f"{self.url}/dav/{self.id}/people/"

    def sync(self, *edits: dict[str, Any], cursor: str | None = None) -> dict[str, Any]:
        body = {
            "account": self.id, "device": self.device, "now": changes.milliseconds(),
            "timezone": "Europe/Berlin", "cursor": cursor, "changes": list(edits),
        }  # fmt: skip
        answer = self.post(f"{API}/sync", json=body)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def everything(self) -> list[dict[str, Any]]:
        """All records, page by page."""
        page = self.sync()
        records: list[dict[str, Any]] = page["records"]
        while page["more"]:
            page = self.sync(cursor=page["cursor"])
            records += page["records"]
        return records

    def people(self) -> dict[str, dict[str, Any]]:
        """The people who are there, by name."""
        return {
            each["fields"]["name"]: each
            for each in self.everything()
            if each["kind"] == "person" and each["deleted_at"] is None
        }


@pytest.fixture
def owner(live_server: LiveServer) -> Owner:
    return Owner(live_server)


def test_vdirsyncer_keeps_a_folder_and_the_book_the_same(owner: Owner, tmp_path: Path) -> None:
    owner.sync(*(changes.person(name=f"Person {number}", known_for="bees") for number in range(60)))
    folder = Vdirsyncer(tmp_path / "vdir", f"{owner.url}/dav/", EMAIL, owner.token)
    folder.run()
    cards = folder.read()
    assert len(cards) == 60
    assert all("X-KARMADEX-KNOWN-FOR:bees" in card for card in cards.values())

    # On the laptop: one is changed, one comes with lines that we have no field for, one goes.
    changed, gone = sorted(cards)[:2]
    path = folder.cards / changed
    text = cards[changed].replace("UID", "TEL;TYPE=X-BOAT:+1 555 0100\r\nX-UNKNOWN;a=b:kept\r\nUID")
    path.write_bytes(text.encode())
    (folder.cards / "new.vcf").write_bytes(CARD.encode())
    (folder.cards / gone).unlink()
    folder.run()
    people = owner.people()
    name = re.search("FN:(.*)\r", text)[1]  # type: ignore[index]
    assert people[name]["fields"]["phones"] == ["+1 555 0100"]
    assert people["Maya Chen"]["fields"]["emails"] == ["maya@example.org"]
    assert len(people) == 60

    # On the phone: the same one is changed again, another goes.
    other = next(each for each in people if each not in (name, "Maya Chen"))
    owner.sync(
        changes.edit("person", people[name]["id"], role="Skipper"),
        changes.delete("person", people[other]["id"]),
    )
    folder.run()
    cards = folder.read()
    assert len(cards) == 59
    assert "X-UNKNOWN;a=b:kept" in cards[changed]
    assert "TITLE:Skipper" in cards[changed]
    assert cards["new.vcf"] == CARD

    # And all is quiet: nothing goes to and fro.
    before = owner.sync()["cursor"]
    said = folder.run()
    assert "Copying" not in said
    assert owner.sync(cursor=before)["records"] == []


def test_bodies_beyond_64_kib_arrive_whole(owner: Owner) -> None:
    """What asks for a thousand cards, and a card with a long note."""
    book = Book(owner.book, EMAIL, owner.token)
    card = CARD.replace("UID", f"NOTE:{'x' * 100_000}\r\nUID")
    assert book.ask("PUT", "maya.vcf", card).status_code == 201
    assert book.ask("GET", "maya.vcf").text == card
    path = owner.book.removeprefix(owner.url)
    hrefs = "".join(f"<D:href>{path}{uuid.uuid4()}.vcf</D:href>" for _ in range(1000))
    wanted = (
        f"<C:addressbook-multiget {NAMESPACES}><D:prop><D:getetag/></D:prop>{hrefs}"
        f"<D:href>{path}maya.vcf</D:href></C:addressbook-multiget>"
    )
    answer = book.ask("REPORT", "", wanted)
    assert answer.status_code == 207
    assert answer.text.count("<D:response>") == 1001
    assert answer.text.count("404 Not Found") == 1000
    assert book.ask("PUT", "large.vcf", card + "x" * 10_485_760).status_code == 403


def test_vdirsyncer_of_a_conflict_loses_neither_side(owner: Owner, tmp_path: Path) -> None:
    """Both changed one card: here both are in the history, whoever wins in the folder."""
    maya = changes.person(name="Maya", known_for="bees")
    owner.sync(maya)
    folder = Vdirsyncer(tmp_path / "vdir", f"{owner.url}/dav/", EMAIL, owner.token)
    folder.run()
    ((name, card),) = folder.read().items()
    (folder.cards / name).write_bytes(card.replace("FN:Maya", "FN:Maya Chen").encode())
    owner.sync(changes.edit("person", maya["record"], name="Maya Okafor"))
    folder.run()
    assert "FN:Maya Okafor" in folder.read()[name]


@pytest.mark.skipif(
    not (ROOT / "pwa" / "node_modules" / "tsdav").is_dir(), reason="the app's packages are missing"
)
def test_tsdav_finds_reads_writes_and_syncs(owner: Owner, tmp_path: Path) -> None:
    owner.sync(changes.person(name="Maya", known_for="water-skis"))
    script = ROOT / "pwa" / "node_modules" / f".tsdav-{tmp_path.name}.mjs"
    shutil.copy(ROOT / "tests" / "rigs" / "tsdav.mjs", script)
    try:
        found = json.loads(node(script, owner.url, EMAIL, owner.token))
    finally:
        script.unlink()
    assert found["book"]["url"] == owner.book
    assert found["book"]["name"] == "Karmadex"
    assert found["others"] == 0
    assert [("FN:Maya" in card) for card in found["before"]] == [True]
    assert found["statuses"] == [201, 204, 412, 204]
    assert any("FN:Ada Okafor" in card and "X-A:b" in card for card in found["after"])
    # What changed since it found the book.
    assert found["synced"] == 1
    assert found["left"] == found["before"]


@pytest.fixture
def radicale(tmp_path: Path) -> Iterator[Radicale]:
    server = Radicale(tmp_path)
    yield server
    server.stop()


#: Where ours answers otherwise than Radicale, and why that is right.
DIFFERENCES = {
    ("PUT", "old", 204, 412): "an edit of a version that was shown is merged, and not refused",
    ("PUT", "blind", 412, 204): "an edit of something that was not seen would undo what others did",
    ("PUT", "group", 403, 201): "a group is no person",
    ("PUT", "nobody", 403, 201): "a card without any heading is nobody",
    ("PUT", "two", 403, 400): "RFC 6352 names the precondition, and 403 goes with it",
    ("PUT", "junk", 403, 400): "RFC 6352 names the precondition, and 403 goes with it",
    ("PUT", "empty", 403, 400): "RFC 6352 names the precondition, and 403 goes with it",
    ("DELETE", "card", 204, 200): "there is nothing to say: RFC 4918 has 204 for that",
    ("PROPFIND", "infinity", 403, 207): "RFC 4918 lets a server refuse to go deep; ours does",
}  # fmt: skip


class Book:
    """A book on one of the two servers, asked with the same requests."""

    def __init__(self, url: str, user: str, password: str) -> None:
        self.url, self.http = url, requests.Session()
        self.http.auth = (user, password)

    def ask(self, method: str, path: str = "", body: str = "", **headers: str) -> Any:
        whole = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.http.request(
            method, self.url + path, data=body.encode(), headers=whole, timeout=20
        )

    def etag(self, name: str) -> str:
        return str(self.ask("GET", name).headers.get("ETag", ""))


def the_requests(book: Book) -> Iterator[tuple[str, str, int]]:
    """(method, what it is about, status) of each request, the same on both servers."""
    xml = {"Content_Type": "application/xml"}
    etags = f"<D:propfind {NAMESPACES}><D:prop><D:getetag/></D:prop></D:propfind>"

    def told(method: str, about: str, *arguments: str, **headers: str) -> tuple[str, str, int]:
        return method, about, book.ask(method, *arguments, **headers).status_code

    vcard = {"Content_Type": "text/vcard"}
    for number in range(24):
        name, card = f"c{number}.vcf", CARD.replace("9A1B", f"uid-{number}")
        edited = card.replace("Chen", f"Okafor {number}")
        yield told("PUT", "new", name, card, If_None_Match="*", **vcard)
        yield told("GET", "card", name)
        first = book.etag(name)
        yield told("PUT", "made twice", name, card, If_None_Match="*", **vcard)
        yield told("PUT", "seen", name, edited, If_Match=first, **vcard)
        if number < 6:
            again = card.replace("EMAIL", "TITLE:Skipper\r\nEMAIL")
            yield told("PUT", "old", name, again, If_Match=first, **vcard)
        yield told("PUT", "stale", name, card, If_Match='"never"', **vcard)
        yield told("PROPFIND", "card", name, etags, Depth="0", **xml)
    for number in range(6):
        edited = CARD.replace("9A1B", f"uid-{number}").replace("Chen", "Lee")
        yield told("PUT", "blind", f"c{number}.vcf", edited, **vcard)
    for number in range(8):
        yield told("DELETE", "card", f"c{number}.vcf")
        yield told("DELETE", "gone", f"c{number}.vcf")
        yield told("GET", "gone", f"c{number}.vcf")
    bad = {
        "group": CARD.replace("UID", "X-ADDRESSBOOKSERVER-KIND:group\r\nUID"),
        "two": CARD + CARD.replace("9A1B", "other"),
        "nobody": "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:n\r\nFN:\r\nNOTE:x\r\nEND:VCARD\r\n",
        "junk": "hello",
        "empty": "",
    }
    for about, card in bad.items():
        yield told("PUT", about, f"{about}.vcf", card, **vcard)
    for depth in ("0", "1", "infinity"):
        about = "infinity" if depth == "infinity" else "book"
        yield told("PROPFIND", about, "", etags, Depth=depth, **xml)
    yield told("REPORT", "first sync", "", sync_body(), **xml)
    yield told("REPORT", "foreign token", "", sync_body("http://sabre.io/ns/sync/17"), **xml)
    yield told("OPTIONS", "book")
    body = f"<D:propertyupdate {NAMESPACES}/>"
    yield told("PROPPATCH", "book", "", body, **xml)
    for number in range(8, 24):
        hrefs = f"<D:href>{book.url.partition('//')[2].partition('/')[2]}c{number}.vcf</D:href>"
        wanted = (
            f"<C:addressbook-multiget {NAMESPACES}><D:prop><D:getetag/></D:prop>{hrefs}"
            "</C:addressbook-multiget>"
        )
        yield told("REPORT", "multiget", "", wanted, **xml)


def test_radicale_answers_the_same_but_where_ours_has_its_reasons(
    owner: Owner, radicale: Radicale
) -> None:
    made = requests.request(
        "MKCOL",
        f"{radicale.url}/alice/people/",
        data=f"<D:mkcol {NAMESPACES}><D:set><D:prop><D:resourcetype><D:collection/>"
        "<C:addressbook/></D:resourcetype></D:prop></D:set></D:mkcol>",
        auth=(radicale.user, radicale.password),
        timeout=20,
    )
    assert made.status_code == 201, made.text
    ours = Book(owner.book, EMAIL, owner.token)
    theirs = Book(f"{radicale.url}/alice/people/", radicale.user, radicale.password)
    both = list(zip(the_requests(ours), the_requests(theirs), strict=True))
    assert len(both) >= 200
    found = {
        (method, about, status, other)
        for (method, about, status), (_, _, other) in both
        if status != other
    }
    assert found - DIFFERENCES.keys() == set()
    assert DIFFERENCES.keys() - found == set(), "a difference that is none any more"
