"""Looks up tokens, and limits how often wrong ones are answered."""

import math

from flask import current_app, request

from server import clock, database
from server.accounts.tokens import store
from server.accounts.tokens.store import Holder
from server.http.client_address import client_address
from server.http.problems import Problem
from server.rate_limits import store as buckets
from server.rate_limits.attempts import MINUTE, bucket_key
from server.rate_limits.token_bucket import TokenBucket

#: 256 bits cannot be guessed. This limits the cost of a program whose token was ended and that
#: keeps asking.
WRONG_TOKENS_BY_ADDRESS = TokenBucket(100, MINUTE // 6)


def holder_of(token: str) -> Holder | None:
    """Returns whose token this is, whatever its purpose; None if it is nobody's.

    Raises Problem 429 if too many wrong ones came from this network address. A valid token is
    accepted even then: it is looked up first, by one key, and only wrong ones are counted.
    """
    now = clock.now()
    found = store.find_holder(token, now)
    address = client_address(request)
    if found is not None or address is None:
        return found
    key = bucket_key(current_app.config["SECRET_KEY"], "token by", address)
    with database.read() as s:
        wait = buckets.wait(s, key, WRONG_TOKENS_BY_ADDRESS, now)
    if wait == 0:
        with database.write() as s:
            if buckets.take(s, key, WRONG_TOKENS_BY_ADDRESS, now):
                return None
            wait = buckets.wait(s, key, WRONG_TOKENS_BY_ADDRESS, now)
    title = "Too many wrong tokens. Wait a while, then try again."
    raise Problem(429, title, retry_after=max(1, math.ceil(wait / 1000)))
