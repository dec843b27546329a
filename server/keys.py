"""Secrets: made once and kept in the instance folder, or given in a setting."""

import base64
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """The text in the file at `path`; the file is made, readable by its owner only, if missing.

    Two processes that start at the same moment get the same secret.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        try:
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(make())
                file.flush()
                os.fsync(file.fileno())
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was faster, and its secret is the one
        finally:
            draft.unlink(missing_ok=True)
    return path.read_text()


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


def _pem(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
