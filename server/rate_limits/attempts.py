"""How often somebody may try a password, or make an account.

1. Each network address has a bucket for all it tries, a large one: a whole conference may be behind
   one address.
2. Each account has one for all that is tried on it, from wherever. When it is empty the account is
   under siege, but nobody is refused for that: whoever guesses from a thousand addresses must not
   keep its owner out.
3. Each account and address together have one, which refuses. Under siege it is as small as can be:
   one try, then none for a quarter of an hour. The owner's right password, from an address of her
   own, is taken at once, and fills it again.

What is refused takes no token anywhere: the refusal is raised inside of the transaction. Keys are
keyed hashes, so that the table tells nobody who tried what from where.
"""

import hashlib
import math
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from server.rate_limits import store
from server.rate_limits.token_bucket import TokenBucket

SECOND = 1000
MINUTE = 60 * SECOND

SIGN_IN_BY_ADDRESS = TokenBucket(200, 3 * SECOND)
SIGN_IN_OF_ACCOUNT = TokenBucket(30, MINUTE)
#: Both take as long to fill: they share a row.
SIGN_IN = TokenBucket(10, 90 * SECOND)
SIGN_IN_UNDER_SIEGE = TokenBucket(1, 15 * MINUTE)

SIGN_UP_BY_ADDRESS = TokenBucket(200, 20 * SECOND)
SIGN_UP_OF_EMAIL = TokenBucket(10, MINUTE)


class TooOften(Exception):
    """Tried too often; `seconds` says when it may be tried again."""

    def __init__(self, milliseconds: int) -> None:
        self.seconds = max(1, math.ceil(milliseconds / 1000))
        super().__init__(f"again in {self.seconds} s")


@dataclass(frozen=True, slots=True)
class Attempts:
    """What one address (None: unknown, as behind a proxy that nobody told us of) tries on one
    account, by whatever names it. `secret` is the server's."""

    secret: str
    address: str | None
    account: str

    def sign_in(self, s: Session, now: datetime) -> None:
        """A password is tried. Raises TooOften, which has to leave the transaction."""
        if self.address is not None:
            _take(s, self._key("sign-in by", self.address), SIGN_IN_BY_ADDRESS, now)
        is_calm = store.take(s, self._key("sign-in of", self.account), SIGN_IN_OF_ACCOUNT, now)
        _take(s, self._narrow(), SIGN_IN if is_calm else SIGN_IN_UNDER_SIEGE, now)

    def sign_up(self, s: Session, now: datetime) -> None:
        """An account is to be made. Raises TooOften, which has to leave the transaction."""
        if self.address is not None:
            _take(s, self._key("sign-up by", self.address), SIGN_UP_BY_ADDRESS, now)
        _take(s, self._key("sign-up of", self.account), SIGN_UP_OF_EMAIL, now)

    def succeeded(self, s: Session) -> None:
        """It was the right password: whatever was mistyped before is forgotten."""
        store.fill(s, self._narrow())

    def _narrow(self) -> str:
        return self._key("sign-in", self.account, self.address or "")

    def _key(self, *parts: str) -> str:
        return bucket_key(self.secret, *parts)


def bucket_key(secret: str, *parts: str) -> str:
    """Under which a bucket is kept; the table tells nobody what the parts are."""
    key = hashlib.sha256(secret.encode()).digest()
    text = "\0".join(parts).encode(errors="surrogatepass")
    return hashlib.blake2b(text, digest_size=16, key=key).hexdigest()


def take_of(
    s: Session, secret: str, parts: tuple[str, ...], bucket: TokenBucket, now: datetime
) -> None:
    """Take a token. Raises TooOften, which has to leave the transaction."""
    _take(s, bucket_key(secret, *parts), bucket, now)


def _take(s: Session, key: str, bucket: TokenBucket, now: datetime) -> None:
    if not store.take(s, key, bucket, now):
        raise TooOften(store.wait(s, key, bucket, now))
