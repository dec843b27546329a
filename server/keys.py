"""Secrets: made once and kept in the instance folder, or given in a setting."""

import base64
import os
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

#: In the instance folder.
SECRET_KEY = "secret_key"  # noqa: S105  (the name of a file)
VAPID_KEY = "vapid_private_key.pem"
OLD_VAPID_KEYS = "vapid_old_private_keys.pem"


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """The text in the file at `path`; the file is made, readable by its owner only, if missing.

    Two processes that start at the same moment get the same secret.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Another process may be faster, and its secret is the one then.
        with _draft(path, make()) as draft, suppress(FileExistsError):
            os.link(draft, path)
    return path.read_text()


def write_secret(path: Path, text: str) -> None:
    """Make `text` all that the file at `path` holds, readable by its owner only."""
    with _draft(path, text) as draft:
        draft.replace(path)


@contextmanager
def _draft(path: Path, text: str) -> Iterator[Path]:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def make_secret() -> str:
    """256 random bits, as text."""
    return secrets.token_urlsafe(32)


def make_vapid_key() -> str:
    """A new private key on P-256, in PEM."""
    return _pem(ec.generate_private_key(ec.SECP256R1()))


def read_vapid_key(text: str) -> str:
    """The private key as PEM, from PEM or base64url of its 32 bytes; ValueError for anything else.

    An environment file often holds a PEM in one line, its line breaks written as backslash and n.
    """
    if text.lstrip().startswith("-----BEGIN"):
        pem = text.replace("\\n", "\n").strip().encode()
        try:
            key = serialization.load_pem_private_key(pem, password=None)
        except (ValueError, TypeError) as error:
            raise ValueError("this PEM holds no private key that can be read") from error
        if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
            raise ValueError("the key is not on the curve P-256")
        return _pem(key)
    try:
        bare = text.strip().rstrip("=")
        raw = base64.b64decode(bare + "=" * (-len(bare) % 4), altchars=b"-_", validate=True)
    except ValueError as error:
        raise ValueError("this is neither PEM nor base64url") from error
    if len(raw) != 32:
        raise ValueError(f"a private key has 32 bytes, this has {len(raw)}")
    return _pem(ec.derive_private_key(int.from_bytes(raw, "big"), ec.SECP256R1()))


def as_setting(pem: str) -> str:
    """The private key as base64url of its 32 bytes, which fits into a line."""
    key = serialization.load_pem_private_key(pem.encode(), password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    raw = key.private_numbers().private_value.to_bytes(32)
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def read_vapid_keys(text: str) -> list[str]:
    """Private keys as PEM, from any number of PEMs, or of base64url with commas or spaces between;
    ValueError for anything else."""
    if "-----BEGIN" not in text:
        return [read_vapid_key(each) for each in re.split(r"[\s,]+", text) if each]
    found = re.findall(r"-----BEGIN.*?-----END[^-]*-----", text, re.DOTALL)
    if re.sub(r"-----BEGIN.*?-----END[^-]*-----|\\n|[\s,]+", "", text, flags=re.DOTALL):
        raise ValueError("there is more in it than private keys")
    return [read_vapid_key(each) for each in found]


def _pem(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
