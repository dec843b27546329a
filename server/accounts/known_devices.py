"""Remembers browsers in which somebody has signed in, for the rate limits.

The cookie survives signing out. It holds a random name of the device and, for each account that
signed in there, a MAC of both. It does not reveal which accounts these are, is no use for any other
account, and signs nobody in.
"""

import hashlib
import hmac
import re
import secrets
from datetime import timedelta

from flask import Request, Response, current_app, request

from server import base64url
from server.accounts.cookies import is_secure

NAME = "known"
SECURE_NAME = "__Host-known"
LIFETIME = timedelta(days=400)
#: How many accounts of one browser are remembered: the latest ones.
MOST_ACCOUNTS = 8
_MAC_BYTES = 16
_FORM = re.compile(r"([A-Za-z0-9_-]{22})((?:\.[A-Za-z0-9_-]{22}){0,8})")


def known_device(request: Request, account_id: str) -> str | None:
    """Returns the name of the requesting device if this account has signed in there, else None."""
    device, macs = _read(request)
    if device is None or not any(
        hmac.compare_digest(mac, _mac(device, account_id)) for mac in macs
    ):
        return None
    return device


def remember(account_id: str, response: Response) -> Response:
    """Mark the browser that gets this answer as known to the account."""
    device, macs = _read(request)
    if device is None:
        device, macs = secrets.token_urlsafe(_MAC_BYTES), []
    mine = _mac(device, account_id)
    kept = [mine, *(mac for mac in macs if mac != mine)][:MOST_ACCOUNTS]
    secure = is_secure(current_app, request)
    response.set_cookie(
        SECURE_NAME if secure else NAME,
        ".".join([device, *kept]),
        max_age=LIFETIME,
        secure=secure,
        httponly=True,
        samesite="Lax",
    )
    return response


def _read(request: Request) -> tuple[str | None, list[str]]:
    kept = request.cookies.get(SECURE_NAME) or request.cookies.get(NAME) or ""
    found = _FORM.fullmatch(kept) if len(kept) < 300 else None
    if found is None:
        return None, []
    return found[1], found[2].split(".")[1:]


def _mac(device: str, account_id: str) -> str:
    key = hashlib.sha256(b"known device\0" + current_app.config["SECRET_KEY"].encode()).digest()
    made = hmac.digest(key, f"{device}\0{account_id}".encode(), "sha256")[:_MAC_BYTES]
    return base64url.encode(made)
