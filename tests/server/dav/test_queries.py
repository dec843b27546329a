"""The address book finds cards by what they say (addressbook-query)."""

import pytest

from tests.server.dav.client import NAMESPACES, AddressBook, C
from tests.support import changes
from tests.support.api import ApiClient

MANY_TESTS = "<C:filter>" + '<C:prop-filter name="FN"/>' * 60 + "</C:filter>"


def query(filter_: str, limit: str = "") -> str:
    most = f"<C:limit><C:nresults>{limit}</C:nresults></C:limit>" if limit else ""
    return (
        f"<C:addressbook-query {NAMESPACES}><D:prop><D:getetag/><C:address-data/></D:prop>"
        f"{filter_}{most}</C:addressbook-query>"
    )


@pytest.mark.parametrize(
    ("filter_", "found"),
    [
        ("", {"Maya Chen", "Tom Okafor"}),
        ("<C:filter/>", {"Maya Chen", "Tom Okafor"}),
        (
            '<C:filter><C:prop-filter name="FN"><C:text-match>maya</C:text-match>'
            "</C:prop-filter></C:filter>",
            {"Maya Chen"},
        ),
        (
            '<C:filter><C:prop-filter name="FN"><C:text-match match-type="ends-with"'
            ' collation="i;octet">CHEN</C:text-match></C:prop-filter></C:filter>',
            set(),
        ),
        (
            '<C:filter><C:prop-filter name="TEL"><C:is-not-defined/></C:prop-filter></C:filter>',
            {"Maya Chen"},
        ),
        (
            '<C:filter test="allof"><C:prop-filter name="TEL"/><C:prop-filter name="fn">'
            '<C:text-match negate-condition="yes">maya</C:text-match></C:prop-filter></C:filter>',
            {"Tom Okafor"},
        ),
        (
            '<C:filter><C:prop-filter name="EMAIL"><C:param-filter name="TYPE"><C:text-match>'
            "internet</C:text-match></C:param-filter></C:prop-filter></C:filter>",
            {"Maya Chen"},
        ),
    ],
)
def test_a_query_finds_by_what_cards_say(
    alice: ApiClient, book: AddressBook, filter_: str, found: set[str]
) -> None:
    alice.sync(
        [
            changes.person(name="Maya Chen", emails=["maya@example.org"]),
            changes.person(name="Tom Okafor", phones=["+1 555 0100"]),
        ]
    )
    texts = [each.properties[f"{C}address-data"].text for each in book.report(query(filter_))]
    assert {text.partition("FN:")[2].partition("\r")[0] for text in texts} == found


def test_a_query_finds_no_more_than_its_limit(alice: ApiClient, book: AddressBook) -> None:
    alice.sync([changes.person(name=f"Person {number}") for number in range(5)])
    answers = book.report(query("", limit="2"))
    assert [each.status for each in answers] == [None, None, "HTTP/1.1 507 Insufficient Storage"]


@pytest.mark.parametrize(
    ("filter_", "condition"),
    [
        (
            '<C:filter><C:prop-filter name="FN"><C:text-match collation="i;moon">x'
            "</C:text-match></C:prop-filter></C:filter>",
            "supported-collation",
        ),
        (
            '<C:filter><C:prop-filter name="FN"><C:something/></C:prop-filter></C:filter>',
            "supported-filter",
        ),
        (MANY_TESTS, "supported-filter"),
    ],
)
def test_a_query_with_an_unsupported_filter_is_refused(
    alice: ApiClient, book: AddressBook, filter_: str, condition: str
) -> None:
    alice.sync([changes.person()])
    answer = book.ask("REPORT", book.book, query(filter_))
    assert answer.status_code == 403
    assert f"<C:{condition}/>" in answer.text
