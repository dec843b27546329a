"""Whatever others send, it costs what it weighs, and nothing breaks."""

import time
from collections.abc import Callable

import pytest

from server.vcards.cards import split
from server.vcards.lexer import lex
from server.vcards.reader import read_card
from server.vcards.writer import write_card
from tests.server.dav.client import CARD, NAMESPACES, AddressBook
from tests.server.vcards.test_writer import BLANK

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 if n else str()};" * 10}">' for n in range(9))
    + f"]><D:propfind {NAMESPACES}><D:prop>&a8;</D:prop></D:propfind>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    f"<D:propfind {NAMESPACES}><D:prop><D:displayname>&a;</D:displayname></D:prop></D:propfind>"
)
DOCTYPE = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>'


WRONG: tuple[str | bytes, ...] = (
    BOMB, OUTSIDE, DOCTYPE, "<", "<a>", "<a/><b/>", "\0", "<a b='&#0;'/>", b"\xff\xfe<", b"\x80",
)  # fmt: skip


def test_xml_that_is_none_or_has_a_document_type_is_400(book: AddressBook) -> None:
    for method in ("PROPFIND", "REPORT", "PROPPATCH"):
        for body in WRONG:
            answer = book.ask(method, book.book, body, Depth="1")
            assert answer.status_code == 400
            assert "root:" not in answer.text


@pytest.mark.parametrize("depth", ["infinity", "2", "-1", "a", "1,noroot"])
def test_a_propfind_of_infinite_depth_is_refused(book: AddressBook, depth: str) -> None:
    for path in ("/dav/", book.home, book.book):
        answer = book.ask("PROPFIND", path, Depth=depth)
        assert answer.status_code == 403
        assert "<D:propfind-finite-depth/>" in answer.text


def test_xml_that_is_nested_deep_is_no_crash(book: AddressBook) -> None:
    body = "<a>" * 100_000 + "</a>" * 100_000
    assert book.ask("PROPFIND", book.book, body).status_code in (207, 400)


def test_more_properties_than_there_could_be_are_400(book: AddressBook) -> None:
    names = "".join(f"<D:p{number}/>" for number in range(101))
    body = f"<D:propfind {NAMESPACES}><D:prop>{names}</D:prop></D:propfind>"
    assert book.ask("PROPFIND", book.book, body, Depth="1").status_code == 400


def test_a_property_with_any_name_is_reported_as_missing(book: AddressBook) -> None:
    name = '<x xmlns="&quot;&gt;&lt;a&amp;b"/>'
    body = f"<D:propfind {NAMESPACES}><D:prop>{name}<y/></D:prop></D:propfind>"
    answers, _ = book.multistatus("PROPFIND", book.book, body)
    assert answers[0].missing == ['{"><a&b}x', "y"]


@pytest.mark.parametrize("report", ["expand-property", "principal-property-search", "moon"])
def test_a_report_that_is_not_there_is_403(book: AddressBook, report: str) -> None:
    for path in ("/dav/", book.home, book.book):
        answer = book.ask("REPORT", path, f"<D:{report} {NAMESPACES}/>")
        assert answer.status_code == 403
        assert "<D:supported-report/>" in answer.text
    assert book.ask("REPORT", book.book).status_code == 400


@pytest.mark.parametrize("most", ["0", "-1", "x", "1.5", "", "9" * 30])
def test_a_limit_that_is_none_is_400_and_a_large_one_is_ours(book: AddressBook, most: str) -> None:
    body = (
        f"<D:sync-collection {NAMESPACES}><D:sync-token/><D:limit><D:nresults>{most}"
        "</D:nresults></D:limit><D:prop><D:getetag/></D:prop></D:sync-collection>"
    )
    assert book.ask("REPORT", book.book, body).status_code == (207 if most[:1] == "9" else 400)


def test_a_body_of_any_size_is_refused_at_4_mib(book: AddressBook) -> None:
    assert book.ask("PROPFIND", book.book, " " * 4_194_305).status_code == 413


def test_a_tag_with_marks_and_quotes_is_no_crash(book: AddressBook) -> None:
    for given in ('"', '""', "W/", 'W/"x', '"a", "b', "*, *", "\x7f", "é", '"' * 5000):
        answer = book.put("x", CARD, If_Match=given)
        assert answer.status_code == 412, given


def cost(work: Callable[[], object]) -> float:
    """The least time of three, in seconds of this thread's own."""
    found = []
    for _ in range(3):
        began = time.thread_time()
        work()
        found.append(time.thread_time() - began)
    return min(found)


HOSTILE = [
    "=" * 10, ";" * 10, '"' * 10, "\\" * 10, "," * 10, ":" * 10, " " * 10, "a@" * 5, "<" * 10,
    "\r\n " * 3, "=\r\n" * 3, "\n" * 10, "item1." * 2, "\u0300\u0316" * 5, "data:" * 2, "ext" * 3,
    "1 " * 5, "/" * 10, "BEGIN:VCARD\n", "END:VCARD\n", "AGENT:\nBEGIN:VCARD\n", "é" * 5, "--" * 5,
]  # fmt: skip
HEADS = [
    "", "FN:", "N:", "EMAIL:", "TEL:", "URL:", "BDAY:", "CATEGORIES:", "ORG:", "NOTE;a=",
    "FN;ENCODING=QUOTED-PRINTABLE:", "PHOTO;ENCODING=b:", "PHOTO:data:image/png;", "UID:",
]  # fmt: skip


@pytest.mark.parametrize("head", HEADS)
def test_reading_and_writing_costs_what_the_card_weighs(head: str) -> None:
    def work(part: str, times: int) -> float:
        text = f"BEGIN:VCARD\r\nVERSION:2.1\r\nX:1\r\n{head}{part * times}\r\nFN:Maya\r\nEND:VCARD"
        body = text.encode()

        def both() -> None:
            for card in split(lex(body))[0][:3]:
                read_card(card)
            write_card(BLANK, text, "x")

        return cost(both)

    for part in HOSTILE:
        small, large = work(part, 300), work(part, 3000)
        assert large < 25 * max(small, 0.0008), (part, small, large)
