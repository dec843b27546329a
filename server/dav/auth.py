"""Authentication for address books: the account's address, and one of its tokens for this
purpose."""

from flask import request

from server.accounts.email_address import email_keys
from server.accounts.tokens.guesses import holder_of
from server.accounts.tokens.store import Holder

REALM = 'Basic realm="Karmadex", charset="UTF-8"'


def who_asks() -> Holder | None:
    """Returns who sends the request; None without such a token. Raises Problem 429."""
    given = request.authorization
    if given is None or given.type != "basic" or not given.username or not given.password:
        return None
    holder = holder_of(given.password)
    if holder is None or holder.scope != "carddav":
        return None
    return holder if holder.email_key in email_keys(given.username) else None
