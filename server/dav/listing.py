"""PROPFIND and the REPORTs: what is in the book, and what changed."""

from collections.abc import Iterable, Sequence
from urllib.parse import quote, unquote, urlsplit
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from server import database
from server.dav import cards, filters, resources, store
from server.dav.models import DavCard
from server.dav.resources import CARD_PROPERTIES, Asker
from server.dav.xml import (
    CARD,
    DAV,
    FULL,
    NOT_FOUND,
    OK,
    element,
    multistatus,
    propstat,
    response,
    status_response,
    tag,
)
from server.sync import cursor
from server.vcards.cards import split
from server.vcards.lexer import lex

ADDRESS_DATA = tag(CARD, "address-data")
#: Placeholders for a card's name and ETag, in text that is otherwise the same for all cards. They
#: occur in no address and no answer.
NAME, ETAG = "name-of-card", "etag-of-card"
#: The most properties in one request.
MOST_PROPERTIES = 100
#: The size of a page of changes or query results, unless the client asks for a smaller one.
PAGE = 1000


class Refused(Exception):
    """The precondition that a request violates; None: it is malformed."""

    def __init__(self, condition: str | None = None) -> None:
        super().__init__(condition)
        self.condition = condition


def propfind(path: str, of: resources.Properties, wanted: Sequence[str]) -> str:
    """Returns the properties of one resource; an empty `wanted` means all."""
    names = wanted or of.keys()
    found = [element(name, of[name]) for name in names if name in of]
    missing = [element(name) for name in names if name not in of]
    return response(path, _propstats(found, missing))


def wanted_of(root: Element | None) -> list[str]:
    """Returns the names of the requested properties; empty for all. Raises Refused."""
    asked = root.find(tag(DAV, "prop")) if root is not None else None
    names = [each.tag for each in asked] if asked is not None else []
    if len(names) > MOST_PROPERTIES:
        raise Refused
    return list(dict.fromkeys(names))


def all_cards(asker: Asker, wanted: Sequence[str]) -> list[str]:
    """Returns every card that is shown, with its ETag; no card's text is read."""
    write = _Answers(asker.account_id, wanted)
    # They differ only in name and ETag, so that writing ten thousand takes no longer than reading
    # them.
    before, behind = write.pattern()
    return [
        f"{before}{quote(name, safe='')}{behind.replace(ETAG, etag)}"
        for name, etag in store.shown_cards(asker.account_id)
    ]


def report(asker: Asker, root: Element) -> bytes:
    """Returns the answer to a REPORT. Raises Refused and filters.WrongFilter."""
    if root.tag == tag(CARD, "addressbook-multiget"):
        return multistatus(_multiget(asker, root))
    if root.tag == tag(CARD, "addressbook-query"):
        return multistatus(_query(asker, root))
    if root.tag == tag(DAV, "sync-collection"):
        return _sync(asker, root)
    raise Refused(tag(DAV, "supported-report"))


def _multiget(asker: Asker, root: Element) -> list[str]:
    hrefs = [each.text or "" for each in root.iterfind(tag(DAV, "href"))]
    names = {each: name_in(asker, each) for each in hrefs}
    write = _Answers(asker.account_id, wanted_of(root))
    with database.read() as s:
        by_name = store.cards_by_name(s, asker.account_id, filter(None, names.values()))
        found = [card for card in by_name.values() if card.etag is not None]
        texts = cards.texts(s, asker.account_id, found) if write.has_data else {}
    answers = []
    for each, name in names.items():
        card = by_name.get(name or "")
        if card is None or card.etag is None:
            answers.append(status_response(each, NOT_FOUND))
        else:
            answers.append(write.card(card.name, card.etag, texts.get(card.person_id)))
    return answers


def _query(asker: Asker, root: Element) -> list[str]:
    passes = filters.read_filter(root.find(tag(CARD, "filter")))
    write, most = _Answers(asker.account_id, wanted_of(root)), _limit(root, CARD)
    answers: list[str] = []
    with database.read() as s:
        after: int | None = 0
        while after is not None:
            found = store.cards_after(s, asker.account_id, after, PAGE + 1, shown=True)
            some, after = _page(found, PAGE)
            texts = cards.texts(s, asker.account_id, some)
            for card in some:
                text = texts.get(card.person_id, "")
                (parsed,), _ = split(lex(text.encode()))
                if not passes(parsed):
                    continue
                if len(answers) == most:
                    return [*answers, _truncated(asker)]
                answers.append(write.card(card.name, card.etag or "", text))
    return answers


def _sync(asker: Asker, root: Element) -> bytes:
    token = (root.findtext(tag(DAV, "sync-token")) or "").strip()
    start = _start(asker, token)
    write, most = _Answers(asker.account_id, wanted_of(root)), _limit(root, DAV)
    with database.read() as s:
        changed = store.cards_after(s, asker.account_id, start, most + 1, shown=start == 0)
        page, reached = _page(changed, most)
        shown = [card for card in page if card.etag is not None]
        texts = cards.texts(s, asker.account_id, shown) if write.has_data else {}
    answers = []
    for card in page:
        if card.etag is None:
            path = resources.card(asker.account_id, card.name)
            answers.append(status_response(path, NOT_FOUND))
        else:
            answers.append(write.card(card.name, card.etag, texts.get(card.person_id)))
    if reached is not None:
        answers.append(_truncated(asker))
    return multistatus(answers, resources.sync_token(asker, reached))


def _start(asker: Asker, token: str) -> int:
    """Returns the revision up to which the client knows the book."""
    if not token:
        return 0
    book = asker.book
    start = cursor.decode(
        token.removeprefix(resources.SYNC_TOKEN),
        book.epoch,
        asker.account_id,
        book.rev,
        book.forgotten_rev,
    )
    if start.reason is not None or not token.startswith(resources.SYNC_TOKEN):
        raise Refused(tag(DAV, "valid-sync-token"))
    return start.rev


def _page(changed: list[DavCard], most: int) -> tuple[list[DavCard], int | None]:
    """Returns (a page, the revision that it reaches; None for the last page). Cards that changed at
    the same revision are always on the same page, because the sync token is a revision."""
    if len(changed) <= most:
        return changed, None
    page = changed[:most]
    if page[-1].rev == changed[most].rev:
        whole = [card for card in page if card.rev != page[-1].rev]
        page = whole or [card for card in changed if card.rev == page[-1].rev]
    return page, page[-1].rev


def _truncated(asker: Asker) -> str:
    path = resources.book(asker.account_id)
    return status_response(path, FULL, tag(DAV, "number-of-matches-within-limits"))


def _limit(root: Element, namespace: str) -> int:
    asked = root.findtext(f"{tag(namespace, 'limit')}/{tag(namespace, 'nresults')}")
    if asked is None:
        return PAGE
    if not (asked.strip().isascii() and asked.strip().isdecimal() and int(asked[:9]) > 0):
        raise Refused
    return min(PAGE, int(asked[:9]))


def name_in(asker: Asker, address: str) -> str | None:
    """Returns the name of the card at an address of this book; None for any other address."""
    try:
        path = unquote(urlsplit(address.strip()).path, errors="strict")
    except ValueError:
        return None
    start = resources.book(asker.account_id)
    name = path.removeprefix(start)
    is_card = path.startswith(start) and name.endswith(".vcf") and "/" not in name
    return name.removesuffix(".vcf") or None if is_card else None


def _propstats(found: Iterable[str], missing: Sequence[str]) -> str:
    return propstat(OK, found) + (propstat(NOT_FOUND, missing) if missing else "")


class _Answers:
    """Writes the answer for each card, with the requested properties."""

    def __init__(self, account_id: str, wanted: Sequence[str]) -> None:
        self._account_id = account_id
        names = wanted or [*CARD_PROPERTIES]
        self._names = [name for name in names if name in CARD_PROPERTIES]
        self.has_data = ADDRESS_DATA in names
        self._missing = [
            element(name) for name in names if name not in CARD_PROPERTIES and name != ADDRESS_DATA
        ]

    def pattern(self) -> tuple[str, str]:
        """Returns the text before and after a card's name; ETAG stands for its ETag."""
        before, _, behind = self.card(NAME, ETAG, None).partition(NAME)
        return before, behind

    def card(self, name: str, etag: str, text: str | None) -> str:
        found = [element(each, CARD_PROPERTIES[each](etag)) for each in self._names]
        missing = self._missing
        if self.has_data and text is not None:
            found.append(element(ADDRESS_DATA, _as_xml(text)))
        elif self.has_data:
            missing = [*missing, element(ADDRESS_DATA)]
        path = resources.card(self._account_id, name)
        return response(path, _propstats(found, missing))


def _as_xml(text: str) -> str:
    # An XML parser would turn a bare CR into LF.
    return escape(text).replace("\r", "&#13;")
