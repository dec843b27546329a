"""`/dav/…`: requests from address books. Basic authentication with a token; cookies and `Origin`
are ignored."""

import re
from collections.abc import Callable

from flask import Blueprint, Response, redirect, request
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response as AnyResponse

from server import database
from server.accounts.tokens.store import Holder
from server.dav import arrived_photos as _arrived_photos  # noqa: F401  (connects to a signal)
from server.dav import cards, filters, incoming, listing, projection, resources, store, writes, xml
from server.dav.auth import REALM, who_asks
from server.dav.resources import Asker
from server.dav.writes import Conditions
from server.dav.xml import CARD, DAV, tag
from server.http.body import read_body, takes_body
from server.http.problems import Problem
from server.telemetry.request_log import ACCOUNT

bp = Blueprint("dav", __name__)

METHODS = ("GET", "HEAD", "OPTIONS", "PROPFIND", "PROPPATCH", "REPORT", "PUT", "DELETE")
ALL = (*METHODS, "POST", "MKCOL", "MOVE", "COPY", "LOCK", "UNLOCK", "MKCALENDAR", "ACL")
COMPLIANCE = {"DAV": "1, 3, access-control, addressbook, extended-mkcol"}
LARGEST_XML = 4 * 1024 * 1024

_TAG = re.compile(r'(?:W/)?"([^"]*)"|(\*)')


def _everywhere(rule: str) -> Callable[..., object]:
    return bp.route(rule, methods=ALL, provide_automatic_options=False)


@_everywhere("/.well-known/carddav")
def find() -> AnyResponse:
    """Tell where the address book is, for any request, with or without authentication."""
    return redirect(resources.ROOT, 301)


@_everywhere("/dav")
@_everywhere("/dav/")
@_everywhere("/dav/<path:path>")
@takes_body(max_bytes=incoming.LARGEST_WITH_PICTURES)
def dav(path: str = "") -> Response:
    """Handle all requests for address books."""
    if request.method == "OPTIONS":
        return _answer(b"", 200, {"Allow": ", ".join(METHODS)})
    holder = who_asks()
    if holder is None:
        return _answer(b"", 401, {"WWW-Authenticate": REALM})
    request.environ[ACCOUNT] = holder.account_id
    try:
        return _Request(holder, path).answer()
    except IntegrityError:  # the account was erased meanwhile
        return _answer(b"", 401, {"WWW-Authenticate": REALM})
    except xml.WrongXml:
        return _answer(b"", 400)
    except filters.WrongFilter as wrong:
        return _error(403, tag(CARD, wrong.condition))
    except incoming.Refused as refused:
        return _error(403, tag(CARD, refused.condition))
    except listing.Refused as refused:
        return _error(403, refused.condition) if refused.condition else _answer(b"", 400)
    except writes.PreconditionFailed:
        return _answer(b"", 412)
    except writes.NotTaken as refused:
        return _answer(b"", 507 if refused.is_full else 403)


class _Request:
    """An authenticated request."""

    def __init__(self, holder: Holder, path: str) -> None:
        self.holder = holder
        self.account_id = holder.account_id
        first, _, self.rest = path.rstrip("/").partition("/")
        self.is_root = not first
        self.is_theirs = self.is_root or first == holder.account_id
        self.name = self._name()

    def _name(self) -> str | None:
        """Returns the name of the requested card."""
        folder, _, name = self.rest.partition("/")
        if folder != "people" or not name.endswith(".vcf") or "/" in name:
            return None
        return name.removesuffix(".vcf") or None

    def answer(self) -> Response:
        if not self.is_theirs or not (self.rest in ("", "people") or self.name):
            return _answer(b"", 404)
        method = request.method
        if method == "PROPFIND":
            return self._propfind()
        if method == "REPORT":
            return self._report()
        if method == "PROPPATCH":
            return self._proppatch()
        if self.name is not None and method in ("GET", "HEAD"):
            return self._get(self.name)
        if self.name is not None and method == "PUT":
            return self._put(self.name)
        if self.name is not None and method == "DELETE":
            gone = writes.delete(self.account_id, self.holder.token_id, self.name, _conditions())
            return _answer(b"", 204 if gone else 404)
        return _answer(b"", 405, {"Allow": ", ".join(METHODS)})

    def _asker(self) -> Asker:
        book = projection.up_to_date(self.account_id)
        return Asker(self.account_id, self.holder.email_key, book)

    def _propfind(self) -> Response:
        depth = request.headers.get("Depth", "0").strip().lower()
        if depth not in ("0", "1"):
            return _error(403, tag(DAV, "propfind-finite-depth"))
        wanted = listing.wanted_of(xml.parse(_body(LARGEST_XML)))
        asker = self._asker()
        home, book = resources.home(self.account_id), resources.book(self.account_id)
        answers: list[str]
        if self.name is not None:
            with database.read() as s:
                card = store.card_named(s, self.account_id, self.name)
            if card is None or card.etag is None:
                return _answer(b"", 404)
            of = {name: make(card.etag) for name, make in resources.CARD_PROPERTIES.items()}
            path = resources.card(self.account_id, card.name)
            answers = [listing.propfind(path, of, wanted)]
        elif self.is_root:
            answers = [listing.propfind(resources.ROOT, resources.root_properties(asker), wanted)]
            if depth == "1":
                answers.append(listing.propfind(home, resources.home_properties(asker), wanted))
        elif not self.rest:
            answers = [listing.propfind(home, resources.home_properties(asker), wanted)]
            if depth == "1":
                answers.append(listing.propfind(book, resources.book_properties(asker), wanted))
        else:
            answers = [listing.propfind(book, resources.book_properties(asker), wanted)]
            if depth == "1":
                answers += listing.all_cards(asker, wanted)
        return _multistatus(xml.multistatus(answers))

    def _report(self) -> Response:
        root = xml.parse(_body(LARGEST_XML))
        if root is None:
            return _answer(b"", 400)
        if self.rest != "people":
            return _error(403, tag(DAV, "supported-report"))
        return _multistatus(listing.report(self._asker(), root))

    def _proppatch(self) -> Response:
        """Refuse to set properties: name and colour of the book are stored by the client."""
        root = xml.parse(_body(LARGEST_XML))
        names = [
            each.tag
            for part in (root if root is not None else ())
            for prop in part.iterfind(tag(DAV, "prop"))
            for each in prop
        ][: listing.MOST_PROPERTIES]
        stats = xml.propstat(xml.FORBIDDEN, map(xml.element, names))
        return _multistatus(xml.multistatus([xml.response(request.path, stats)]))

    def _get(self, name: str) -> Response:
        self._asker()
        with database.read() as s:
            card = store.card_named(s, self.account_id, name)
            if card is None or card.etag is None:
                return _answer(b"", 404)
            text = cards.texts(s, self.account_id, [card])[card.person_id]
        answer = Response(text, content_type=resources.CARD_TYPE)
        answer.set_etag(card.etag)
        answer.headers["Cache-Control"] = "private, no-cache"
        answer.make_conditional(request)
        return answer

    def _put(self, name: str) -> Response:
        if len(name) > writes.LONGEST_NAME or not name.isprintable():
            return _answer(b"", 403)
        try:
            body = _body(incoming.LARGEST_WITH_PICTURES)
        except Problem as problem:
            if problem.status != 413:
                raise
            return _error(403, tag(CARD, "max-resource-size"))
        conditions, device = _conditions(), self.holder.token_id
        written = writes.put(self.account_id, device, name, body, conditions)
        headers = {"ETag": f'"{written.etag}"'} if written.etag else {}
        return _answer(b"", 201 if written.is_new else 204, headers)


def _conditions() -> Conditions:
    given = request.headers.get("If-Match")
    tags = None if given is None else tuple(quoted or star for quoted, star in _TAG.findall(given))
    return Conditions(tags, request.headers.get("If-None-Match", "").strip() == "*")


def _body(most: int) -> bytes:
    """Raises Problem 413."""
    return read_body(request, most, may_be_gzip=False)


def _multistatus(body: bytes) -> Response:
    return _answer(body, 207, {"Content-Type": xml.CONTENT_TYPE})


def _error(status: int, condition: str) -> Response:
    return _answer(xml.error(condition), status, {"Content-Type": xml.CONTENT_TYPE})


def _answer(body: bytes, status: int, headers: dict[str, str] | None = None) -> Response:
    whole = {"Cache-Control": "private, no-cache"} | COMPLIANCE | (headers or {})
    return Response(body, status, whole)
