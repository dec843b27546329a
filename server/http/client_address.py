"""From which network address does a request come?"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from flask import Flask, Request
from werkzeug.middleware.proxy_fix import ProxyFix

#: What somebody with IPv6 has at the least: a network of so many bits. Many have more.
NETWORK_BITS = 64
WIDER_BITS = (56, 48)


def client_address(request: Request) -> str | None:
    """The address, or of IPv6 the network, that a client cannot choose freely.

    None if it comes from this very machine: then it is the address of a proxy that TRUSTED_PROXIES
    does not count, and says nothing about who asks.
    """
    networks = client_networks(request)
    return networks[0] if networks else None


def client_networks(request: Request) -> tuple[str, ...]:
    """The same, and of IPv6 the wider networks around it, of which a client may have all: each of
    these is a name for who asks, the narrowest first. None where `client_address` has none."""
    try:
        address: IPv4Address | IPv6Address = ip_address(
            (request.remote_addr or "").partition("%")[0]
        )
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
    """Believe as many addresses of `X-Forwarded-For` as there are proxies of ours, and no more:
    what stands before those, the client may have written."""
    proxies = app.config["TRUSTED_PROXIES"]
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=0, x_host=0, x_port=0, x_prefix=0
        )
