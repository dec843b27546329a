"""Secrets: created once and stored in the instance folder, or given as a setting."""

import os
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from server import base64url

T = TypeVar("T")

#: The minimum length of a secret: so many random letters cannot be guessed.
LEAST_SECRET_BYTES = 32
_SEPARATORS = re.compile(r"[\s,]+")
#: Between two PEMs; a line break may be written as backslash and n.
_BETWEEN = re.compile(r"(?:\\n|[\s,])*")
#: File names in the instance folder.
SECRET_KEY = "secret_key"  # noqa: S105  (the name of a file)
VAPID_KEY = "vapid_private_key.pem"
OLD_VAPID_KEYS = "vapid_old_private_keys.pem"


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """Returns the text of the file at `path`; creates the file, readable by its owner only, if it
    is missing.

    Two processes that start at the same moment get the same secret.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # If another process is faster, its secret is used.
        with _draft(path, make()) as draft, suppress(FileExistsError):
            os.link(draft, path)
    return path.read_text()


def read_file(path: Path, read: Callable[[str], T], make: Callable[[], str] | None = None) -> T:
    """Returns the value of the secret in the file at `path`, which `make` creates if it is missing.
    Raises ValueError, which names the file, for an invalid value; OSError."""
    try:
        return read(path.read_text() if make is None else kept_secret(path, make))
    except UnicodeDecodeError:
        raise ValueError(f"there is no text in {path}") from None
    except ValueError as error:
        raise ValueError(f"{error}, in {path}") from error


def read_secret(text: str) -> str:
    """Returns the secret without surrounding white space. Raises ValueError if it could be
    guessed."""
    secret = text.strip()
    size = len(secret.encode(errors="surrogateescape"))
    if size < LEAST_SECRET_BYTES:
        raise ValueError(f"a secret has {LEAST_SECRET_BYTES} bytes at least, this has {size}")
    if not secret.isprintable():
        raise ValueError("there are control characters in this secret")
    return secret


def write_secret(path: Path, text: str) -> None:
    """Replace the content of the file at `path` by `text`, readable by its owner only."""
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
    """Returns 256 random bits, as text."""
    return secrets.token_urlsafe(32)


def make_vapid_key() -> str:
    """Returns a new private key on P-256, in PEM."""
    return _pem(ec.generate_private_key(ec.SECP256R1()))


def read_vapid_key(text: str) -> str:
    """The private key as PEM, from PEM or base64url of its 32 bytes. Raises ValueError.

    An environment file often holds a PEM in one line, its line breaks written as backslash and n.
    """
    if text.lstrip().startswith("-----BEGIN"):
        if text.count("-----BEGIN") > 1:
            raise ValueError("there is more in it than one private key")
        pem = text.replace("\\n", "\n").strip().encode()
        try:
            key = serialization.load_pem_private_key(pem, password=None)
        except (ValueError, TypeError) as error:
            raise ValueError("this PEM holds no private key that can be read") from error
        if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
            raise ValueError("the key is not on the curve P-256")
        return _pem(key)
    try:
        raw = base64url.decode(text.strip())
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
    return base64url.encode(raw)


def read_vapid_keys(text: str) -> list[str]:
    """Private keys as PEM, from any number of PEMs, or of base64url with commas or spaces between.
    Raises ValueError for anything else."""
    if "-----BEGIN" not in text:
        return [read_vapid_key(each) for each in _SEPARATORS.split(text) if each]
    start, *pems = text.split("-----BEGIN")
    found = []
    for pem in pems:
        body, end, rest = pem.partition("-----END")
        name, close, rest = rest.partition("-----")
        if not end or not close or not _BETWEEN.fullmatch(rest):
            raise ValueError("there is more in it than private keys")
        found.append(read_vapid_key(f"-----BEGIN{body}{end}{name}{close}"))
    if not _BETWEEN.fullmatch(start):
        raise ValueError("there is more in it than private keys")
    return found


def _pem(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
