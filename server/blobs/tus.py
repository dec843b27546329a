"""What tus 1.0 says in headers. Pure.

https://tus.io/protocols/resumable-upload: the core protocol, "Creation" and "Creation
With Upload", nothing more.
"""

import base64
import binascii
import re

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload"
OCTETS = "application/offset+octet-stream"

#: Python reads no more digits than 4,300 at once.
_NUMBER = re.compile(r"[0-9]{1,4000}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def number(text: str | None) -> int | None:
    """Returns the integer in a header, None if it is not one."""
    return int(text) if text is not None and _NUMBER.fullmatch(text) else None


def is_sha256(text: str) -> bool:
    """Returns whether this is a hash as the contract writes it: 64 hex digits in lower case."""
    return _SHA256.fullmatch(text) is not None


def sha256_of(metadata: str | None) -> str | None:
    """Returns the hash in `Upload-Metadata`, None if there is none in the right form."""
    pairs = [pair.strip().split(" ") for pair in (metadata or "").split(",")]
    found = [pair[1] for pair in pairs if len(pair) == 2 and pair[0] == "sha256"]
    if len(found) != 1:
        return None
    try:
        text = base64.b64decode(found[0], validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return None
    return text if is_sha256(text) else None


def metadata_of(sha256: str) -> str:
    """Returns the `Upload-Metadata` that names this hash."""
    return f"sha256 {base64.b64encode(sha256.encode()).decode()}"
