"""The zip: `karmadex.json`, as `export` prints it, and `attachments/<sha256>`.

A zip may be malicious: no part is unpacked beyond its limit, parts are read only by names that we
ask for, and no name in the zip is ever used to write a file.
"""

import json
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from server.records.kinds import LARGEST_ATTACHMENT

DOCUMENT = "karmadex.json"
ATTACHMENTS = "attachments/"
VERSION = 1
CHUNK = 1 << 20


class NoSuchZip(Exception):
    """The file is not a zip of an account; the message says why."""


class AccountZip:
    """A zip of an account, to be read. Raises NoSuchZip."""

    def __init__(self, source: Path | IO[bytes], largest_document: int) -> None:
        try:
            self._zip = zipfile.ZipFile(source)
            text = b"".join(self._unpacked(DOCUMENT, largest_document))
            document = json.loads(text)
        except OSError as error:
            raise NoSuchZip(f"The file cannot be read: {error.strerror or error}.") from error
        except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError) as error:
            raise NoSuchZip("The file is no zip of an account, or not all of one.") from error
        except (ValueError, RecursionError) as error:
            raise NoSuchZip(f"{DOCUMENT} in it is not what it should be.") from error
        if type(document) is not dict or document.get("version") != VERSION:
            raise NoSuchZip("The file was made by a newer Karmadex, or by something else.")
        self.records = _list(document, "records")
        self.revisions = _list(document, "revisions")

    def has(self, sha256: str) -> bool:
        """Returns whether it has an attachment with this hash."""
        return f"{ATTACHMENTS}{sha256}" in self._zip.NameToInfo

    def attachment(self, sha256: str) -> Iterator[bytes]:
        """Yields the bytes of an attachment, up to one chunk beyond its limit. Raises NoSuchZip."""
        try:
            yield from self._unpacked(f"{ATTACHMENTS}{sha256}", LARGEST_ATTACHMENT + CHUNK)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError) as error:
            raise NoSuchZip("an attachment is damaged") from error

    def _unpacked(self, name: str, most: int) -> Iterator[bytes]:
        left = most
        try:
            with self._zip.open(name) as part:
                while piece := part.read(CHUNK):
                    left -= len(piece)
                    if left < 0:
                        raise ValueError(f"{name} is too large")
                    yield piece
        except (zlib.error, EOFError) as error:
            raise zipfile.BadZipFile(str(error)) from error


def _list(document: dict[str, Any], name: str) -> list[Any]:
    found = document.get(name, [])
    if type(found) is not list:
        raise NoSuchZip(f"{name} in it is no list.")
    return found
