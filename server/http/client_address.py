"""The network address of the client."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from flask import Flask, Request
from werkzeug.middleware.proxy_fix import ProxyFix

from server.text_cache import cached

#: The prefix length of the smallest IPv6 network that a client has. Many have a larger one.
NETWORK_BITS = 64
WIDER_BITS = (56, 48)


def client_address(request: Request) -> str | None:
    """Returns the client's address, or for IPv6 the network of which a client can choose any
    address.

    None if the request comes from this machine: then it comes through a proxy that TRUSTED_PROXIES
    does not count, and the address says nothing about the client.
    """
    return address_of_peer(request.remote_addr or "")


def address_of_peer(peer: str) -> str | None:
    """Returns the same for the address of the other end of a connection."""
    networks = _networks(peer)
    return networks[0] if networks else None


def client_networks(request: Request) -> tuple[str, ...]:
    """Returns the client's address and, for IPv6, the larger networks around it, narrowest first: a
    client may control all of them, so limits count each. Empty if `client_address` is None."""
    return _networks(request.remote_addr or "")


@cached
def _networks(peer: str) -> tuple[str, ...]:
    try:
        address: IPv4Address | IPv6Address = ip_address(peer.partition("%")[0])
    except ValueError:
        return ("unknown",)
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is None:
            if address.is_loopback:
                return ()
            return tuple(
                str(IPv6Network((address, bits), strict=False))
                for bits in (NETWORK_BITS, *WIDER_BITS)
            )
        address = address.ipv4_mapped
    return () if address.is_loopback else (str(address),)


def init_app(app: Flask) -> None:
    """Trust as many addresses of `X-Forwarded-For` as there are proxies of ours, and no more: the
    client may have written the ones before."""
    proxies = app.config["TRUSTED_PROXIES"]
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=0, x_host=0, x_port=0, x_prefix=0
        )
