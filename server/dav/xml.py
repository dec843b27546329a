"""Reads and writes the XML of WebDAV."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

DAV, CARD, SERVER = "DAV:", "urn:ietf:params:xml:ns:carddav", "http://calendarserver.org/ns/"
_PREFIXES = {DAV: "D", CARD: "C", SERVER: "S"}
_NAMESPACES = " ".join(f'xmlns:{short}="{name}"' for name, short in _PREFIXES.items())
CONTENT_TYPE = "application/xml; charset=utf-8"
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'

OK, NOT_FOUND, FORBIDDEN = "200 OK", "404 Not Found", "403 Forbidden"
FULL = "507 Insufficient Storage"


class WrongXml(Exception):
    """Not XML, or XML with a document type, which is not accepted."""


def parse(body: bytes) -> Element | None:
    """Returns the root element; None for an empty body. Raises WrongXml."""
    if not body.strip():
        return None
    try:
        # No document type: then there are no entities, and nothing is fetched.
        root: Element = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise WrongXml from error
    return root


def tag(namespace: str, name: str) -> str:
    """Returns the name of an element as ElementTree writes it."""
    return f"{{{namespace}}}{name}"


def element(name: str, content: str = "") -> str:
    """Returns an element by its `{namespace}name`; `content` is XML."""
    namespace, _, local = name[1:].rpartition("}") if name.startswith("{") else ("", "", name)
    prefix = _PREFIXES.get(namespace)
    if prefix is not None:
        whole, attribute = f"{prefix}:{local}", ""
    else:
        whole, attribute = local, f" xmlns={quoteattr(namespace)}"
    return f"<{whole}{attribute}>{content}</{whole}>" if content else f"<{whole}{attribute}/>"


def href(path: str) -> str:
    """Returns a `href` element; `path` is text."""
    return f"<D:href>{escape(path)}</D:href>"


def propstat(status: str, properties: Iterable[str]) -> str:
    """Returns a `propstat` element: properties (as XML) that have the same status."""
    return (
        f"<D:propstat><D:prop>{''.join(properties)}</D:prop>"
        f"<D:status>HTTP/1.1 {status}</D:status></D:propstat>"
    )


def response(path: str, content: str) -> str:
    """Returns a `response` element; `content` is its propstats."""
    return f"<D:response>{href(path)}{content}</D:response>"


def status_response(path: str, status: str, condition: str = "") -> str:
    """Returns the `response` for one resource; `condition` is the name of the precondition it
    violated."""
    error = f"<D:error>{element(condition)}</D:error>" if condition else ""
    status = f"<D:status>HTTP/1.1 {status}</D:status>"
    return f"<D:response>{href(path)}{status}{error}</D:response>"


def multistatus(responses: Iterable[str], sync_token: str | None = None) -> bytes:
    """Returns the document of a 207: `responses` are XML, a `sync_token` is text."""
    token = f"<D:sync-token>{escape(sync_token)}</D:sync-token>" if sync_token else ""
    inner = "".join(responses)
    return f"{DECLARATION}<D:multistatus {_NAMESPACES}>{inner}{token}</D:multistatus>".encode()


def error(condition: str) -> bytes:
    """Returns an `error` document with the violated precondition."""
    return f"{DECLARATION}<D:error {_NAMESPACES}>{element(condition)}</D:error>".encode()
