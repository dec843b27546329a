"""The addresses of the address book, and the properties of each resource.

`/dav/` leads to `/dav/<account id>/`, which is both the principal and the home of the only book,
`/dav/<account id>/people/`, in which each card is `<name>.vcf`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote
from xml.sax.saxutils import escape

from server.dav.store import Book
from server.dav.xml import CARD, DAV, SERVER, element, href, tag
from server.sync import cursor

ROOT = "/dav/"
CARD_TYPE = "text/vcard; charset=utf-8"
LARGEST_CARD = 10 * 1024 * 1024
SYNC_TOKEN = "urn:karmadex:"  # noqa: S105  (the beginning of one)

Properties = Mapping[str, str]


def home(account_id: str) -> str:
    """Returns the path of an account, which is both principal and home."""
    return f"{ROOT}{account_id}/"


def book(account_id: str) -> str:
    """Returns the path of its address book."""
    return f"{ROOT}{account_id}/people/"


def card(account_id: str, name: str) -> str:
    """Returns the path of the card with this name; the name is without `.vcf`."""
    return f"{ROOT}{account_id}/people/{quote(name, safe='')}.vcf"


@dataclass(frozen=True, slots=True)
class Asker:
    """Whose book it is, their name, and the state of the book."""

    account_id: str
    email: str
    book: Book


def sync_token(asker: Asker, rev: int | None = None) -> str:
    """Returns the token for what a client knows of the book: by default, all of it."""
    found = asker.book
    reached = found.rev if rev is None else rev
    given = cursor.encode(found.epoch, asker.account_id, reached, found.forgotten_rev)
    return SYNC_TOKEN + given


def root_properties(asker: Asker) -> Properties:
    """Returns the properties of `/dav/` for `PROPFIND`: XML, by `{namespace}name`."""
    return _shared(asker) | {
        tag(DAV, "resourcetype"): element(tag(DAV, "collection")),
        tag(DAV, "displayname"): "Karmadex",
    }


def home_properties(asker: Asker) -> Properties:
    """Returns those of an account."""
    return _shared(asker) | {
        tag(DAV, "resourcetype"): element(tag(DAV, "collection")) + element(tag(DAV, "principal")),
        tag(DAV, "displayname"): escape(asker.email),
        tag(DAV, "principal-URL"): href(home(asker.account_id)),
        tag(DAV, "alternate-URI-set"): "",
        tag(CARD, "addressbook-home-set"): href(home(asker.account_id)),
        tag(
            SERVER, "email-address-set"
        ): f"<S:email-address>{escape(asker.email)}</S:email-address>",
    }


def book_properties(asker: Asker) -> Properties:
    """Returns those of its address book."""
    found = asker.book
    return _shared(asker) | {
        tag(DAV, "resourcetype"): element(tag(DAV, "collection"))
        + element(tag(CARD, "addressbook")),
        tag(DAV, "displayname"): "Karmadex",
        tag(DAV, "sync-token"): sync_token(asker),
        tag(SERVER, "getctag"): f'"{found.epoch[:8]}-{found.changed_rev}"',
        tag(DAV, "supported-report-set"): "".join(
            f"<D:supported-report><D:report>{element(each)}</D:report></D:supported-report>"
            for each in (
                tag(DAV, "sync-collection"),
                tag(CARD, "addressbook-multiget"),
                tag(CARD, "addressbook-query"),
            )
        ),
        tag(CARD, "addressbook-description"): "Who I met",
        tag(CARD, "max-resource-size"): f"{LARGEST_CARD}",
        # Not 4.0: Apple refuses a book with such a card, and DAVx5 would write them.
        tag(CARD, "supported-address-data"): (
            '<C:address-data-type content-type="text/vcard" version="3.0"/>'
        ),
        tag(CARD, "supported-collation-set"): "".join(
            f"<C:supported-collation>{name}</C:supported-collation>"
            for name in ("i;ascii-casemap", "i;octet", "i;unicode-casemap")
        ),
    }


#: Those of a card, from its ETag.
CARD_PROPERTIES: dict[str, Callable[[str], str]] = {
    tag(DAV, "getetag"): lambda etag: f'"{etag}"',
    tag(DAV, "getcontenttype"): lambda _: CARD_TYPE,
    tag(DAV, "resourcetype"): lambda _: "",
}


def _shared(asker: Asker) -> dict[str, str]:
    principal = href(home(asker.account_id))
    privileges = (
        "read",
        "write",
        "write-content",
        "bind",
        "unbind",
        "read-current-user-privilege-set",
    )
    return {
        tag(DAV, "current-user-principal"): principal,
        tag(DAV, "owner"): principal,
        tag(DAV, "current-user-privilege-set"): "".join(
            f"<D:privilege><D:{each}/></D:privilege>" for each in privileges
        ),
        tag(DAV, "principal-collection-set"): href(ROOT),
    }
