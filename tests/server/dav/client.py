"""An address book as clients have it: requests by hand, answers read by a strict parser."""

from base64 import b64encode
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import fromstring

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.api import API, ApiClient

D, C, S = "{DAV:}", "{urn:ietf:params:xml:ns:carddav}", "{http://calendarserver.org/ns/}"
NAMESPACES = (
    'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"'
    ' xmlns:S="http://calendarserver.org/ns/"'
)
CARD = "\r\n".join(
    [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//A phone//EN",
        "N:Chen;Maya;;;",
        "FN:Maya Chen",
        "EMAIL;type=HOME:maya@example.org",
        "X-SPELL;a=b:kept",
        "UID:9A1B",
        "END:VCARD",
        "",
    ]
)


@dataclass
class Answer:
    """One `response` of a multistatus."""

    href: str
    status: str | None
    properties: dict[str, Any]
    missing: list[str]


class AddressBook:
    """A client with a token, on an account's book."""

    def __init__(self, app: Flask, who: ApiClient, name: str = "Phone") -> None:
        self.http: FlaskClient = app.test_client()
        made = who.post(
            f"{API}/me/tokens", {"name": name, "scope": "carddav", "password": who.password}
        )
        assert made.status_code == 201, made.text
        self.token, self.device = made.get_json()["token"], made.get_json()["id"]
        self.email, self.account = who.email, who.id
        self.home = f"/dav/{who.id}/"
        self.book = f"{self.home}people/"

    def ask(self, method: str, path: str, body: str | bytes = b"", **headers: str) -> TestResponse:
        basic = b64encode(f"{self.email}:{self.token}".encode()).decode()
        whole = {"Authorization": f"Basic {basic}"}
        whole |= {name.replace("_", "-"): value for name, value in headers.items()}
        return self.http.open(path, method=method, data=body, headers=whole)

    def multistatus(
        self, method: str, path: str, body: str = "", **headers: str
    ) -> tuple[list[Answer], str | None]:
        answer = self.ask(method, path, body, **headers)
        assert answer.status_code == 207, (answer.status_code, answer.text)
        assert answer.content_type == "application/xml; charset=utf-8"
        root = fromstring(answer.data)
        assert root.tag == f"{D}multistatus"
        return [read(each) for each in root.iterfind(f"{D}response")], root.findtext(
            f"{D}sync-token"
        )

    def propfind(self, path: str, *names: str, depth: str = "0") -> list[Answer]:
        inner = "".join(f"<{name}/>" for name in names)
        body = f"<D:propfind {NAMESPACES}><D:prop>{inner}</D:prop></D:propfind>" if names else ""
        return self.multistatus("PROPFIND", path, body, Depth=depth)[0]

    def etags(self) -> dict[str, str]:
        """The ETag of each card, by its address."""
        answers = self.propfind(self.book, "D:getetag", depth="1")
        return {
            each.href: each.properties[f"{D}getetag"].text
            for each in answers
            if f"{D}getetag" in each.properties
        }

    def multiget(self, *hrefs: str) -> list[Answer]:
        inner = "".join(f"<D:href>{href}</D:href>" for href in hrefs)
        return self.report(
            f"<C:addressbook-multiget {NAMESPACES}><D:prop><D:getetag/><C:address-data/></D:prop>"
            f"{inner}</C:addressbook-multiget>"
        )

    def report(self, body: str) -> list[Answer]:
        return self.multistatus("REPORT", self.book, body, Depth="1")[0]

    def sync(self, token: str = "", limit: str = "") -> tuple[list[Answer], str]:
        answers, after = self.multistatus("REPORT", self.book, sync_body(token, limit))
        assert after is not None
        return answers, after

    def get(self, href: str) -> tuple[str, str]:
        """(the card, its ETag)."""
        answer = self.ask("GET", href)
        assert answer.status_code == 200, answer.text
        assert answer.content_type == "text/vcard; charset=utf-8"
        return answer.data.decode(), answer.headers["ETag"]

    def put(self, name: str, card: str | bytes, **headers: str) -> TestResponse:
        return self.ask("PUT", f"{self.book}{name}.vcf", card, **headers)


def sync_body(token: str = "", limit: str = "") -> str:
    most = f"<D:limit><D:nresults>{limit}</D:nresults></D:limit>" if limit else ""
    return (
        f"<D:sync-collection {NAMESPACES}><D:sync-token>{token}</D:sync-token>"
        f"<D:sync-level>1</D:sync-level>{most}<D:prop><D:getetag/></D:prop></D:sync-collection>"
    )


def read(element: Any) -> Answer:
    properties: dict[str, Any] = {}
    missing: list[str] = []
    for stat in element.iterfind(f"{D}propstat"):
        found = stat.findtext(f"{D}status")
        for prop in stat.find(f"{D}prop"):
            if found == "HTTP/1.1 200 OK":
                properties[prop.tag] = prop
            else:
                missing.append(prop.tag)
    return Answer(element.findtext(f"{D}href"), element.findtext(f"{D}status"), properties, missing)
