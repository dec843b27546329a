"""The origin of an address (RFC 6454): what a browser calls a site."""

from typing import NamedTuple
from urllib.parse import urlsplit

USUAL_PORTS = {"http": 80, "https": 443}


class Origin(NamedTuple):
    """`port` is None where it goes without saying. Its text is `scheme://host[:port]`."""

    scheme: str
    host: str
    port: int | None

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port is None else f":{self.port}")


def parse_origin(address: str) -> Origin:
    """Returns that of any address. Raises ValueError if it has no scheme, no host, or a port that
    is none."""
    parts = urlsplit(address)
    port = parts.port
    if not parts.scheme or not parts.hostname:
        raise ValueError("this is no address such as https://karmadex.example")
    usual = USUAL_PORTS.get(parts.scheme)
    return Origin(parts.scheme, parts.hostname, None if port == usual else port)
