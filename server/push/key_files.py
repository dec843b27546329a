"""The VAPID keys in the instance folder, if they are not settings."""

from collections.abc import Sequence
from pathlib import Path

from flask import Flask

from server.keys import OLD_VAPID_KEYS, VAPID_KEY, read_vapid_key, read_vapid_keys, write_secret


def are_in_files(app: Flask) -> bool:
    """Returns whether the keys in use are those in the instance folder."""
    file, old = _files(app)
    if not file.exists() or read_vapid_key(file.read_text()) != app.config["VAPID_PRIVATE_KEY"]:
        return False
    held = read_vapid_keys(old.read_text()) if old.exists() else []
    return bool(held == app.config["VAPID_OLD_PRIVATE_KEYS"])


def write_key_files(app: Flask, *, in_use: str, old: Sequence[str]) -> None:
    """Write the keys, the old ones first, so that none is lost if this is killed in between."""
    file, others = _files(app)
    write_secret(others, "".join(old))
    write_secret(file, in_use)


def _files(app: Flask) -> tuple[Path, Path]:
    folder = Path(app.config["INSTANCE_PATH"])
    return folder / VAPID_KEY, folder / OLD_VAPID_KEYS
