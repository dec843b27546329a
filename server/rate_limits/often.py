"""Limits on costly operations: a bucket for each client and each kind of operation."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app, request
from sqlalchemy.orm import Session

from server import clock, database
from server.http.client_address import client_address
from server.http.problems import Problem
from server.rate_limits import store
from server.rate_limits.attempts import TooOften, bucket_key, take_of
from server.rate_limits.token_bucket import TokenBucket

SECOND = 1000
MINUTE = 60 * SECOND

#: Forgetting a record: it searches all records of the account.
FORGETTING = TokenBucket(60, 10 * SECOND)


#: Adding a passkey: a signature is verified.
VERIFYING = TokenBucket(60, 10 * SECOND)
#: One-time codes: somebody who knows the password, or has the phone, may guess six digits.
ONE_TIME_CODE = TokenBucket(20, 3 * MINUTE)
#: By network address; a whole conference may be behind one.
SIGN_IN_WITH_PASSKEY = TokenBucket(200, 3 * SECOND)
#: By network address, for links and for the passwords that they let one choose.
RECOVERY_BY_ADDRESS = TokenBucket(200, 20 * SECOND)
#: Letters to one address, then one more each 20 minutes.
RECOVERY_LETTERS = TokenBucket(3, 20 * MINUTE)
#: By network address: several mail programs of one household may unsubscribe.
UNSUBSCRIBING = TokenBucket(200, 3 * SECOND)
#: Changing the address reveals whether an address has an account.
ADDRESS_CHANGE = TokenBucket(10, 10 * MINUTE)


def ask(what: str, who: str | None, bucket: TokenBucket) -> None:
    """Take a token, before the operation. Raises Problem 429."""
    with asked(what, who, bucket):
        pass


def take(s: Session, what: str, who: str, bucket: TokenBucket) -> bool:
    """Returns whether there was a token, for operations that are skipped instead of refused."""
    return store.take(
        s, bucket_key(current_app.config["SECRET_KEY"], what, who), bucket, clock.now()
    )


def forgive(s: Session, what: str, who: str) -> None:
    """The attempt was right: earlier ones no longer count."""
    store.fill(s, bucket_key(current_app.config["SECRET_KEY"], what, who))


@contextmanager
def asked_by_address(what: str, bucket: TokenBucket) -> Iterator[Session]:
    """Take a token for each network address and the networks around it; none if the address is
    unknown. Raises Problem 429."""
    with asked(what, client_address(request), bucket) as s:
        yield s


@contextmanager
def asked(what: str, who: str | None, bucket: TokenBucket) -> Iterator[Session]:
    """Opens a transaction, and takes a token first. Raises Problem 429."""
    try:
        with database.write() as s:
            if who is not None:
                take_of(s, current_app.config["SECRET_KEY"], (what, who), bucket, clock.now())
            yield s
    except TooOften as error:
        title = "Too often. Wait a while, then try again."
        raise Problem(429, title, retry_after=error.seconds) from None
