"""Did this request come from our own pages?"""

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Request, current_app

from server.origin import parse_origin
from server.remembered import remembered

READING = frozenset({"GET", "HEAD", "OPTIONS"})


def is_from_another_site(request: Request, *, reading: bool = False) -> bool:
    """Whether a browser says that another site's page wants to change something here; with
    `reading`, that it wants anything at all.

    Any other port, `Origin: null` and a sibling domain are another site. What sends neither header
    is no browser, and has no cookies but its own.
    """
    if request.method in READING and not reading:
        return False
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    ours = {_tidy(request.host_url)}
    public_url = current_app.config["PUBLIC_URL"]
    if not is_local(public_url):
        # Behind a proxy which ends TLS, only this setting knows how the browser sees us.
        ours.add(public_url)
    return _tidy(origin) not in ours - {None}


def is_by_token(request: Request) -> bool:
    """Whether another program asks, or says so: then its cookies count for nothing."""
    return request.headers.get("Authorization", "")[:7].lower() == "bearer "


@remembered
def is_local(url: str) -> bool:
    """Whether the host of an address is this very machine: `localhost`, `127.0.0.1`, `::1`."""
    try:
        host = urlsplit(url).hostname or ""
        if host == "localhost" or host.endswith(".localhost"):
            return True
        return ip_address(host).is_loopback
    except ValueError:
        return False


@remembered
def _tidy(address: str) -> str | None:
    """`scheme://host[:port]` without the usual port, or None if it is no such thing."""
    try:
        return str(parse_origin(address))
    except ValueError:
        return None
