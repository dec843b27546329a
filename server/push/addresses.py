"""Where a push may be sent: to push services on the public internet, never into private networks.

Somebody who can make the server send a request to any address can reach what only the server can
reach. So the form of an endpoint is checked and its host resolved when a subscription is added, and
each address is checked again when connecting, since the name may resolve to something else by then.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import urlsplit

from server.origin import USUAL_PORTS, parse_origin
from server.push.dns import look_up

LONGEST = 2048
#: How long subscribing waits for the host of the push service to be resolved.
LOOK_UP_SECONDS = 2.0
_NAT64 = ip_network("64:ff9b::/96")
_SITE_LOCAL = ip_network("fec0::/10")
_LOCAL_NAT64 = ip_network("64:ff9b:1::/48")
#: Addresses for documentation, and of relays that no longer exist. Not every Python knows them.
_NOBODYS = (ip_network("3fff::/20"), ip_network("192.88.99.0/24"))
# The characters of an address in RFC 3986, without the "@" of user information and without "#".
_CHARACTERS = re.compile(r"[A-Za-z0-9._~:/?!$&'()*+,;=%\[\]-]+")
_END_OF_AUTHORITY = re.compile(r"[/?]")
_AUTHORITY = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?")


class EndpointRefusedError(ValueError):
    """No push may be sent there; the message says why, in words for the user."""


class Endpoint(NamedTuple):
    """The parts of an endpoint. `origin` is what a VAPID token is for, with the port if it is not
    the scheme's default (RFC 8292, 2 and RFC 6454, 6.2); `target` is its path with the query,
    unchanged."""

    scheme: str
    host: str
    port: int
    origin: str
    target: str


def parse_endpoint(endpoint: str, *, allow_loopback: bool) -> Endpoint:
    """Returns the parts of `endpoint`. Raises EndpointRefusedError if it is malformed."""
    if len(endpoint) > LONGEST:
        raise EndpointRefusedError(f"an endpoint has at most {LONGEST} characters")
    scheme, mark, rest = endpoint.partition("://")
    cut = _END_OF_AUTHORITY.search(rest)
    at = cut.start() if cut else len(rest)
    authority, target = rest[:at], rest[at:]
    if "@" in authority:
        raise EndpointRefusedError("no user information in an endpoint")
    if not _CHARACTERS.fullmatch(endpoint.replace("@", "")):
        raise EndpointRefusedError("this is not an address")
    scheme, host, port, origin = _parse_start(scheme + mark + authority, allow_loopback)
    return Endpoint(scheme, host, port, origin, target if target.startswith("/") else f"/{target}")


@lru_cache(maxsize=1024)
def _parse_start(start: str, allow_loopback: bool) -> tuple[str, str, int, str]:
    """Returns scheme, host, port and origin. The many endpoints of one push service all start
    alike."""
    try:
        parts = urlsplit(start)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise EndpointRefusedError("this is not an address") from error
    if parts.scheme != "https" and not (allow_loopback and parts.scheme == "http"):
        raise EndpointRefusedError("an endpoint is an https address")
    if not host or not _AUTHORITY.fullmatch(parts.netloc) or port == 0:
        raise EndpointRefusedError("this address has no host")
    return parts.scheme, host, port or USUAL_PORTS[parts.scheme], str(parse_origin(start))


#: The allowed port of push services; on this machine, if that is allowed, any port.
PORT = 443


def check_endpoint(
    endpoint: str, *, allow_loopback: bool, services: Sequence[str] | None = None
) -> None:
    """Raises EndpointRefusedError unless a push may be sent there now, as far as can be told. If
    the host does not resolve in time, it is checked when something is sent.

    Waits for DNS: do not call it in a transaction, nor in a thread that serves requests.
    """
    parsed = parse_endpoint(endpoint, allow_loopback=allow_loopback)
    check_service(parsed, services)
    found = [parsed.host] if is_numeric(parsed.host) else look_up(parsed.host, LOOK_UP_SECONDS)
    is_here = allow_loopback and bool(found) and all(map(_is_loopback, found or ()))
    if parsed.port != PORT and not is_here:
        raise EndpointRefusedError(f"a push service is at port {PORT}")
    if found is None:
        return
    if not found:
        raise EndpointRefusedError("the host cannot be found")
    for address in found:
        if not may_connect(address, parsed.scheme, allow_loopback=allow_loopback):
            raise EndpointRefusedError("the host is not in the open internet")


def check_service(to: Endpoint, services: Sequence[str] | None) -> None:
    """Raises EndpointRefusedError if only certain push services are allowed, and this is none of
    them. A service is allowed by its host, or by `*.` and the end of its host."""
    if services is None:
        return
    for service in services:
        if to.host == service or (service.startswith("*.") and to.host.endswith(service[1:])):
            return
    raise EndpointRefusedError("this server sends to other push services only")


def is_numeric(host: str) -> bool:
    """Returns whether this is an IP address, without brackets."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def may_connect(address: str, scheme: str, *, allow_loopback: bool) -> bool:
    """Returns whether a push may be sent to this numeric IP address."""
    try:
        ip = _innermost(ip_address(address.partition("%")[0]))
    except ValueError:
        return False
    if ip.is_loopback:
        return allow_loopback
    if ip.is_multicast or ip.is_reserved or ip in _SITE_LOCAL:
        return False
    if any(ip in network for network in _NOBODYS):
        return False
    return scheme == "https" and ip.is_global


def _is_loopback(address: str) -> bool:
    return ip_address(address.partition("%")[0]).is_loopback


def _innermost(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Returns the IPv4 address that is embedded in an IPv6 address, else the address itself."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64 or ip in _LOCAL_NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None) or ip
