"""How often somebody may try a password, or make an account.

1. Each network address has a large bucket for everything it tries: a whole conference may share one
   address. For IPv6 the networks around it have buckets too, somewhat larger, because the owner of
   a /48 has 65,536 networks to choose from.
2. Each account has a bucket for all attempts by strangers, from wherever. When it is empty the
   account is under siege.
3. Each pair of account and address has a bucket, and so have the wider networks; an empty one
   refuses. Under siege it is as small as possible: one attempt, then none for a quarter of an hour.
4. Under siege all strangers together have one more bucket, so that a thousand addresses guess no
   faster than ten.
5. Somebody who signed in to the account before is no stranger. A device that did, which its cookie
   proves, has a bucket of its own and needs no other; an address that did has the one of 3, as if
   there were no siege.

A refused attempt takes no token anywhere: the refusal is raised inside the transaction, and so
rolls it back. Keys are keyed hashes, so that the table does not reveal who tried what from where.
"""

import hashlib
import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from server.rate_limits import store
from server.rate_limits.token_bucket import TokenBucket

SECOND = 1000
MINUTE = 60 * SECOND

SIGN_IN_BY_ADDRESS = TokenBucket(200, 3 * SECOND)
SIGN_IN_OF_ACCOUNT = TokenBucket(30, MINUTE)
#: Both take the same time to fill, so that they can share a row.
SIGN_IN = TokenBucket(10, 90 * SECOND)
SIGN_IN_UNDER_SIEGE = TokenBucket(1, 15 * MINUTE)
SIGN_IN_BY_STRANGERS = TokenBucket(10, 2 * MINUTE)

SIGN_UP_BY_ADDRESS = TokenBucket(200, 20 * SECOND)
SIGN_UP_OF_EMAIL = TokenBucket(10, MINUTE)

#: How long an address from which somebody signed in to an account is no stranger to it.
KNOWN_FOR = timedelta(days=180)


class TooOften(Exception):
    """Tried too often; `seconds` says when it may be tried again."""

    def __init__(self, milliseconds: int) -> None:
        self.seconds = max(1, math.ceil(milliseconds / 1000))
        super().__init__(f"again in {self.seconds} s")


@dataclass(frozen=True, slots=True)
class Attempts:
    """The attempts of one client on one account. `secret` is the server's.

    `networks`: its address and the networks around it, each of which counts (empty: unknown, as
    behind a proxy that is missing in the settings). `device`: the name of a device that the account
    knows.
    """

    secret: str
    networks: tuple[str, ...]
    account: str
    device: str | None = None

    def sign_in(self, s: Session, now: datetime) -> None:
        """Count an attempt at a password. Raises TooOften, which must leave the transaction."""
        if self.device is not None:
            _take(s, self._of_device(self.device), SIGN_IN, now)
            return
        self._take_by_address(s, "sign-in by", SIGN_IN_BY_ADDRESS, now)
        is_calm = store.take(s, self._key("sign-in of", self.account), SIGN_IN_OF_ACCOUNT, now)
        if is_calm or store.is_marked(s, self._of_address(), now):
            narrow = SIGN_IN
        else:
            narrow = SIGN_IN_UNDER_SIEGE
            _take(s, self._key("sign-in of strangers", self.account), SIGN_IN_BY_STRANGERS, now)
        for times, key in enumerate(self._narrow()):
            _take(s, key, narrow.widened(2**times), now)

    def sign_up(self, s: Session, now: datetime) -> None:
        """Count a new account. Raises TooOften, which must leave the transaction."""
        self._take_by_address(s, "sign-up by", SIGN_UP_BY_ADDRESS, now)
        _take(s, self._key("sign-up of", self.account), SIGN_UP_OF_EMAIL, now)

    def succeeded(self, s: Session, now: datetime) -> None:
        """The password was right: earlier wrong ones no longer count, and the address is no
        stranger any more."""
        for key in self._narrow():
            store.fill(s, key)
        self.succeeded_on_device(s)
        if self.networks:
            store.mark(s, self._of_address(), now + KNOWN_FOR)

    def succeeded_on_device(self, s: Session) -> None:
        """The password was right, on a device that was signed in before: earlier wrong ones there
        no longer count. Nobody else's tries are forgiven."""
        if self.device is not None:
            store.fill(s, self._of_device(self.device))

    def _take_by_address(self, s: Session, what: str, bucket: TokenBucket, now: datetime) -> None:
        for times, network in enumerate(self.networks):
            _take(s, self._key(what, network), bucket.widened(2**times), now)

    def _narrow(self) -> list[str]:
        return [self._key("sign-in", self.account, each) for each in self.networks or ("",)]

    def _of_device(self, device: str) -> str:
        return self._key("sign-in on", self.account, device)

    def _of_address(self) -> str:
        return self._key("signed in from", self.account, *self.networks[:1])

    def _key(self, *parts: str) -> str:
        return bucket_key(self.secret, *parts)


def bucket_key(secret: str, *parts: str) -> str:
    """Returns the key of a bucket; it does not reveal the parts."""
    key = hashlib.sha256(secret.encode()).digest()
    text = "\0".join(parts).encode(errors="surrogatepass")
    return hashlib.blake2b(text, digest_size=16, key=key).hexdigest()


def take_of(
    s: Session, secret: str, parts: tuple[str, ...], bucket: TokenBucket, now: datetime
) -> None:
    """Take a token. Raises TooOften, which must leave the transaction."""
    _take(s, bucket_key(secret, *parts), bucket, now)


def _take(s: Session, key: str, bucket: TokenBucket, now: datetime) -> None:
    if not store.take(s, key, bucket, now):
        raise TooOften(store.wait(s, key, bucket, now))
