"""Parses the origin of an address (RFC 6454)."""

from typing import NamedTuple
from urllib.parse import urlsplit

USUAL_PORTS = {"http": 80, "https": 443}


class Origin(NamedTuple):
    """`port` is None if it is the default. As text it is `scheme://host[:port]`."""

    scheme: str
    host: str
    port: int | None

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port is None else f":{self.port}")


def parse_origin(address: str) -> Origin:
    """Returns the origin of an address. Raises ValueError if it has no scheme, no host, or an
    invalid port."""
    parts = urlsplit(address)
    port = parts.port
    if not parts.scheme or not parts.hostname:
        raise ValueError("this is no address such as https://karmadex.example")
    usual = USUAL_PORTS.get(parts.scheme)
    return Origin(parts.scheme, parts.hostname, None if port == usual else port)
