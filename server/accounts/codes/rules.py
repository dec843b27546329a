"""Which one-time codes are valid. Pure: the time is an argument."""

import hashlib
import secrets
from hmac import compare_digest

import pyotp

STEP_S = 30
#: The phone's clock may be wrong, and typing takes time: one step before or after is accepted.
NEIGHBOURS = (0, -1, 1)
RECOVERY_CODES = 10
#: Letters and digits that do not look alike.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_secret() -> str:
    """Returns 160 random bits in base32."""
    return pyotp.random_base32(32)


def uri(secret: str, email: str) -> str:
    """Returns the address that an authenticator app reads, as a link or from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="Karmadex")


def right_step(secret: str, code: str, at: float, last: int | None) -> int | None:
    """Returns the time step whose code this is, or None. The step is that of the instant or next to
    it, and later than the last one used, so that a code is valid once."""
    digits = code.replace(" ", "")
    if len(digits) != 6 or not (digits.isascii() and digits.isdecimal()):
        return None
    now = int(at) // STEP_S
    made = pyotp.TOTP(secret)
    for neighbour in NEIGHBOURS:
        step = now + neighbour
        is_new = step >= 0 and (last is None or step > last)
        if is_new and compare_digest(made.generate_otp(step), digits):
            return step
    return None


def new_recovery_codes() -> list[str]:
    """Returns ten codes of 16 letters (79 bits), in four groups."""
    return [
        "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
        for _ in range(RECOVERY_CODES)
    ]


def recovery_hash(code: str) -> str:
    """Returns the hash of a recovery code that is stored. The code is random, so a slow hash would
    add no protection."""
    letters = "".join(each for each in code[:100].lower() if each.isalnum())
    return hashlib.sha256(letters.encode(errors="replace")).hexdigest()
