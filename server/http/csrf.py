"""Whether a request was sent by our own pages."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Request, current_app

from server.origin import parse_origin
from server.text_cache import cached

READING = frozenset({"GET", "HEAD", "OPTIONS"})


def is_from_another_site(request: Request, *, reading: bool = False) -> bool:
    """Returns whether the browser says that a page of another site sent this request in order to
    change something; with `reading`, in order to do anything.

    Another port, `Origin: null` and a sibling domain count as another site. A client that sends
    neither header is no browser, and has no cookies but its own.
    """
    if request.method in READING and not reading:
        return False
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    public_url: str = current_app.config["PUBLIC_URL"]
    ours = {_tidy(request.host_url)}
    if not is_local(public_url):
        # Behind a proxy that ends TLS, only this setting has the address that the browser uses. A
        # page of that host that was loaded without TLS may be an attacker's.
        scheme = public_url.partition(":")[0]
        ours = {public_url} if _tidy(f"{scheme}://{request.host}") == public_url else ours
        ours.add(public_url)
    return _tidy(origin) not in ours - {None}


def is_by_token(request: Request) -> bool:
    """Returns whether the request has a token of another program, valid or not; then its cookies
    are ignored."""
    return is_bearer(request.headers.get("Authorization", ""))


def is_bearer(authorization: str) -> bool:
    """Returns whether an `Authorization` header carries a token."""
    return authorization[:6].lower() == "bearer" and not authorization[6:7].strip()


@cached
def is_local(url: str) -> bool:
    """Returns whether the host of an address is this machine: `localhost`, `127.0.0.1`, `::1`."""
    try:
        host = urlsplit(url).hostname or ""
        if host == "localhost" or host.endswith(".localhost"):
            return True
        return ip_address(host).is_loopback
    except ValueError:
        return False


@cached
def _tidy(address: str) -> str | None:
    """Returns `scheme://host[:port]`, without a default port; None if it is not an origin."""
    try:
        return str(parse_origin(address))
    except ValueError:
        return None
