"""How clients find the book, before and after the 401; and who they have to be."""

from base64 import b64encode

import pytest
from flask import Flask

from tests.server.dav.client import CARD, NAMESPACES, AddressBook, C, D, S
from tests.support import changes
from tests.support.api import API, ApiClient


def test_the_well_known_address_redirects_to_the_book(app: Flask, book: AddressBook) -> None:
    path = "/.well-known/carddav"
    for method in ("GET", "PROPFIND", "OPTIONS", "HEAD", "POST"):
        for answer in (book.ask(method, path), app.test_client().open(path, method=method)):
            assert answer.status_code == 301
            assert answer.headers["Location"] == "/dav/"


def test_from_the_root_to_the_cards_step_by_step(alice: ApiClient, book: AddressBook) -> None:
    """As Apple, DAVx5 and Thunderbird go."""
    alice.sync([changes.person()])
    (root,) = book.propfind("/dav/", "D:current-user-principal", "D:principal-URL")
    principal = root.properties[f"{D}current-user-principal"].findtext(f"{D}href")
    assert root.missing == [f"{D}principal-URL"]
    (found,) = book.propfind(
        principal, "C:addressbook-home-set", "D:displayname", "S:email-address-set"
    )
    home = found.properties[f"{C}addressbook-home-set"].findtext(f"{D}href")
    assert found.properties[f"{S}email-address-set"].findtext(f"{S}email-address") == alice.email
    inside = book.propfind(home, "D:resourcetype", "D:supported-report-set", depth="1")
    books = [
        each
        for each in inside
        if each.properties[f"{D}resourcetype"].find(f"{C}addressbook") is not None
    ]
    assert [each.href for each in books] == [book.book]
    reports = books[0].properties[f"{D}supported-report-set"]
    assert {report[0].tag for report in reports.iter(f"{D}report")} == {
        f"{D}sync-collection",
        f"{C}addressbook-multiget",
        f"{C}addressbook-query",
    }
    assert len(book.etags()) == 1


def test_the_properties_of_the_book(book: AddressBook) -> None:
    names = (
        "D:sync-token", "S:getctag", "C:supported-address-data", "C:max-resource-size",
        "D:current-user-privilege-set", "D:owner", "S:me-card", "D:quota-used-bytes",
    )  # fmt: skip
    (found,) = book.propfind(book.book, *names)
    (kind,) = found.properties[f"{C}supported-address-data"]
    assert kind.attrib == {"content-type": "text/vcard", "version": "3.0"}
    assert set(found.missing) == {f"{S}me-card", f"{D}quota-used-bytes"}
    assert f"{D}write" in {
        each.tag for each in found.properties[f"{D}current-user-privilege-set"].iter()
    }


@pytest.mark.parametrize("body", ["", f"<D:propfind {NAMESPACES}><D:allprop/></D:propfind>"])
def test_all_properties_may_be_asked_for(book: AddressBook, body: str) -> None:
    assert book.put("maya", CARD).status_code == 201
    answers, _ = book.multistatus("PROPFIND", book.book, body, Depth="1")
    assert len(answers) == 2
    assert set(answers[1].properties) == {
        f"{D}getetag",
        f"{D}getcontenttype",
        f"{D}resourcetype",
    }
    (card,) = book.propfind(f"{book.book}maya.vcf")
    assert f"{D}getetag" in card.properties


def test_a_request_without_credentials_is_401_with_a_challenge(app: Flask) -> None:
    for path in ("/dav/", "/dav/x/", "/dav/x/people/", "/dav/x/people/y.vcf"):
        for method in ("GET", "PROPFIND", "REPORT", "PUT", "DELETE"):
            answer = app.test_client().open(path, method=method)
            assert answer.status_code == 401
            assert answer.headers["WWW-Authenticate"] == 'Basic realm="Karmadex", charset="UTF-8"'


def test_options_need_no_credentials(app: Flask) -> None:
    answer = app.test_client().options("/dav/")
    assert answer.status_code == 200
    assert "addressbook" in answer.headers["DAV"]
    assert "PROPFIND" in answer.headers["Allow"]


WRONG = (
    "{email}:wrong",
    "{email}:",
    ":{token}",
    "bob@example.org:{token}",
    "{token}",
    "{email}:{token}x",
    "{email}:{other}",
    "\udcff:{token}",
    "e\u0300" * 40 + ":{token}",
)


def test_only_the_address_with_a_token_for_it_opens_the_book(
    app: Flask, alice: ApiClient, bob: ApiClient, book: AddressBook
) -> None:
    other = alice.post(f"{API}/me/tokens", {"name": "x", "scope": "write"}).get_json()["token"]
    assert bob.id != alice.id
    for given in WRONG:
        text = given.format(email=book.email, token=book.token, other=other)
        basic = b64encode(text.encode("utf-8", "surrogateescape")).decode()
        headers = {"Authorization": f"Basic {basic}"}
        answer = app.test_client().open(book.book, method="PROPFIND", headers=headers)
        assert answer.status_code == 401, given


def test_the_address_may_be_written_in_any_case(book: AddressBook) -> None:
    book.email = "ALICE@Example.org"
    assert book.etags() == {}


def test_cookies_and_bearer_tokens_do_not_open_the_book(
    alice: ApiClient, book: AddressBook
) -> None:
    assert alice.http.open(book.book, method="PROPFIND").status_code == 401
    bearer = {"Authorization": f"Bearer {book.token}"}
    assert alice.http.open(book.book, method="PROPFIND", headers=bearer).status_code == 401


def test_origins_are_ignored(book: AddressBook) -> None:
    answer = book.ask(
        "PUT", f"{book.book}x.vcf", CARD, Origin="https://evil.example", Sec_Fetch_Site="cross-site"
    )
    assert answer.status_code == 201
    assert "Set-Cookie" not in answer.headers


def test_an_ended_token_opens_nothing(alice: ApiClient, book: AddressBook) -> None:
    assert alice.delete(f"{API}/me/tokens/{book.device}").status_code == 204
    assert book.ask("PROPFIND", book.book).status_code == 401


def test_the_tokens_last_use_is_listed(alice: ApiClient, book: AddressBook) -> None:
    book.etags()
    (listed,) = alice.get(f"{API}/me/tokens").get_json()["tokens"]
    assert listed["last_used_at"] is not None


def test_bob_sees_and_changes_nothing_of_alices(
    app: Flask, alice: ApiClient, bob: ApiClient, book: AddressBook
) -> None:
    assert book.put("maya", CARD).status_code == 201
    _, etag = book.get(f"{book.book}maya.vcf")
    of_bob = AddressBook(app, bob)
    for method in ("GET", "PROPFIND", "REPORT", "PUT", "DELETE", "PROPPATCH"):
        for path in (book.home, book.book, f"{book.book}maya.vcf"):
            answer = of_bob.ask(method, path, CARD, If_Match=etag)
            assert answer.status_code == 404, (method, path)
            assert "Maya" not in answer.text
    # The same name, and her ETag, are free and unknown in his book.
    assert of_bob.put("maya", CARD, If_Match=etag).status_code == 412
    assert of_bob.put("maya", CARD.replace("Chen", "Lee")).status_code == 201
    assert "FN:Maya Chen" in book.get(f"{book.book}maya.vcf")[0]
    assert of_bob.ask("DELETE", f"{of_bob.book}maya.vcf").status_code == 204
    assert len(book.etags()) == 1


def test_deleting_an_account_deletes_its_book(alice: ApiClient, book: AddressBook) -> None:
    assert book.put("maya", CARD).status_code == 201
    assert alice.delete(f"{API}/me", {"password": alice.password}).status_code == 204
    assert book.ask("PROPFIND", book.book).status_code == 401


def test_methods_that_a_book_lacks_are_refused(book: AddressBook) -> None:
    for method in ("MKCOL", "MOVE", "COPY", "LOCK", "POST", "GET", "PUT"):
        answer = book.ask(method, book.book)
        assert answer.status_code == 405
        assert "PROPFIND" in answer.headers["Allow"]


def test_nothing_of_the_book_can_be_set(book: AddressBook) -> None:
    body = (
        f"<D:propertyupdate {NAMESPACES}><D:set><D:prop><D:displayname>Mine</D:displayname>"
        '<x:colour xmlns:x="http://x/">red</x:colour></D:prop></D:set></D:propertyupdate>'
    )
    answers, _ = book.multistatus("PROPPATCH", book.book, body)
    assert answers[0].missing == [f"{D}displayname", "{http://x/}colour"]


def test_an_unknown_path_is_404(book: AddressBook) -> None:
    for path in ("nowhere", "people/", "{account}/x/", "{account}/people/a/b.vcf"):
        where = f"/dav/{path.format(account=book.account)}"
        assert book.ask("PROPFIND", where).status_code == 404


def test_a_slash_at_the_end_of_a_path_is_optional(book: AddressBook) -> None:
    for path in ("/dav", book.home[:-1], book.book[:-1]):
        assert book.propfind(path, "D:resourcetype")


def test_a_browser_gets_none_of_the_apps_screens_there(app: Flask) -> None:
    assert app.test_client().get("/dav/").status_code == 401
    assert app.test_client().get("/dav/settings").status_code == 401
