"""How often one may do what is not free: a bucket for each who asks, of each kind of thing."""

from flask import current_app

from server import clock, database
from server.http.problems import Problem
from server.rate_limits.attempts import TooOften, take_of
from server.rate_limits.token_bucket import TokenBucket

SECOND = 1000
MINUTE = 60 * SECOND

#: Somebody looks through all that is kept for what goes along with a record.
FORGETTING = TokenBucket(60, 10 * SECOND)


def ask(what: str, who: str, bucket: TokenBucket) -> None:
    """Take a token, before the work that it is for. Raises Problem 429."""
    try:
        with database.write() as s:
            take_of(s, current_app.config["SECRET_KEY"], (what, who), bucket, clock.now())
    except TooOften as error:
        title = "Too often. Wait a while, then try again."
        raise Problem(429, title, retry_after=error.seconds) from None
