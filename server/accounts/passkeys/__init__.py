"""Passkeys (WebAuthn): signing in with the phone's own key instead of the password."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from server.http.csrf import is_local


def are_possible(public_url: str) -> bool:
    """Returns whether browsers allow passkeys for a site at this address: over https or on
    localhost, and never for an IP address."""
    parts = urlsplit(public_url)
    try:
        ip_address(parts.hostname or "")
    except ValueError:
        return parts.scheme == "https" or is_local(public_url)
    return False
