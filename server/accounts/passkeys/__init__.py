"""Passkeys (WebAuthn): the key that a phone itself is, beside the password."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from server.http.csrf import is_local


def are_possible(public_url: str) -> bool:
    """Whether browsers make passkeys for a site at this address: over https or on localhost, and
    never for an IP address."""
    parts = urlsplit(public_url)
    try:
        ip_address(parts.hostname or "")
    except ValueError:
        return parts.scheme == "https" or is_local(public_url)
    return False
