"""The settings: environment variables, each with a default that works on one machine.

docs/operations.md explains each of SETTINGS.
"""

import errno
import os
import re
from collections.abc import Callable, Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from server.http.csrf import is_local
from server.keys import (
    OLD_VAPID_KEYS,
    SECRET_KEY,
    VAPID_KEY,
    make_secret,
    make_vapid_key,
    read_file,
    read_secret,
    read_vapid_key,
    read_vapid_keys,
)
from server.mail.settings import parse_sender, parse_smtp_url
from server.origin import parse_origin

T = TypeVar("T")

ROOT = Path(__file__).resolve().parent

SETTINGS = (
    "DATABASE_URL",
    "SECRET_KEY",
    "VAPID_PRIVATE_KEY",
    "VAPID_OLD_PRIVATE_KEYS",
    "VAPID_SUBJECT",
    "PUBLIC_URL",
    "SOURCE_URL",
    "CONTACT",
    "REGISTRATION",
    "PUSH_ALLOW_LOOPBACK",
    "PUSH_SERVICES",
    "PORT",
    "INSTANCE_PATH",
    "PROMPT_WORKER",
    "TRUSTED_PROXIES",
    "LOG_FORMAT",
    "METRICS_PORT",
    "METRICS_HOST",
    "SMTP_URL",
    "MAIL_FROM",
    "BLOBS_URL",
    "MOST_RECORDS",
    "MOST_MEGABYTES",
    "MOST_DEVICES",
    "MOST_SESSIONS",
)


class SettingError(Exception):
    """A setting makes no sense; the message begins with its name."""


def load_settings(environ: Mapping[str, str]) -> dict[str, Any]:
    """The Flask configuration: each of SETTINGS under its own name, in its own type.

    A setting that is missing or empty takes its default. Raises SettingError.
    """
    given = {name: environ[name] for name in SETTINGS if environ.get(name)}

    def take(name: str, read: Callable[[str], T], default: Callable[[], T]) -> T:
        try:
            return read(given[name]) if name in given else default()
        except OSError as error:
            where = error.filename or "the instance folder"
            raise SettingError(f"{name}: {error.strerror}: {where}") from error
        except ValueError as error:
            raise SettingError(f"{name}: {error}") from error

    instance = take("INSTANCE_PATH", _instance, lambda: _instance(str(ROOT / "instance")))
    port = take("PORT", _number(1, 65535, "a port"), lambda: 8000)
    public_url = take("PUBLIC_URL", _origin, lambda: f"http://localhost:{port}")
    database = take(
        "DATABASE_URL",
        lambda text: _database(text, instance),
        lambda: URL.create("sqlite", database=str(instance / "karmadex.sqlite3")),
    )
    return {
        "INSTANCE_PATH": str(instance),
        "PORT": port,
        "PUBLIC_URL": public_url,
        "SOURCE_URL": take("SOURCE_URL", _web_address, lambda: None),
        "CONTACT": take("CONTACT", _contact, lambda: None),
        "DATABASE_URL": database.render_as_string(hide_password=False),
        "SECRET_KEY": take(
            "SECRET_KEY",
            read_secret,
            lambda: read_file(instance / SECRET_KEY, read_secret, make_secret),
        ),
        "VAPID_PRIVATE_KEY": take(
            "VAPID_PRIVATE_KEY",
            read_vapid_key,
            lambda: read_file(instance / VAPID_KEY, read_vapid_key, make_vapid_key),
        ),
        "VAPID_OLD_PRIVATE_KEYS": take(
            "VAPID_OLD_PRIVATE_KEYS",
            read_vapid_keys,
            lambda: _read_if_there(instance / OLD_VAPID_KEYS, read_vapid_keys),
        ),
        "VAPID_SUBJECT": take(
            "VAPID_SUBJECT",
            lambda text: _subject(text, public_url),
            lambda: public_url if _is_https(public_url) else "mailto:karmadex@localhost",
        ),
        "REGISTRATION": take("REGISTRATION", _one_of("open", "closed"), lambda: "open"),
        "PUSH_ALLOW_LOOPBACK": take("PUSH_ALLOW_LOOPBACK", _one_of("0", "1"), lambda: "0") == "1",
        "PUSH_SERVICES": take("PUSH_SERVICES", _hosts, lambda: None),
        "PROMPT_WORKER": take("PROMPT_WORKER", _prompt_worker, lambda: "process"),
        "TRUSTED_PROXIES": take("TRUSTED_PROXIES", _number(0, 10), lambda: 0),
        "LOG_FORMAT": take("LOG_FORMAT", _one_of("plain", "json"), lambda: "plain"),
        "METRICS_PORT": take("METRICS_PORT", _number(1, 65535, "a port"), lambda: None),
        "METRICS_HOST": take("METRICS_HOST", _address, lambda: "127.0.0.1"),
        **_mail(take, public_url),
        "BLOBS_URL": take("BLOBS_URL", bucket_address, lambda: None),
        "MOST_RECORDS": take("MOST_RECORDS", _number(1, 10**9), lambda: 200_000),
        "MOST_MEGABYTES": take("MOST_MEGABYTES", _number(1, 10**6), lambda: 512),
        "MOST_DEVICES": take("MOST_DEVICES", _number(20, 1000), lambda: 100),
        "MOST_SESSIONS": take("MOST_SESSIONS", _number(2, 1000), lambda: 100),
    }


def _mail(take: Callable[..., Any], public_url: str) -> dict[str, Any]:
    """The two settings of mail, each of which asks for the other."""
    server = take("SMTP_URL", parse_smtp_url, lambda: None)
    sender = take("MAIL_FROM", parse_sender, lambda: None)
    if server is not None and sender is None:
        raise SettingError("MAIL_FROM: SMTP_URL is set, so say whom the letters are from")
    if sender is not None and server is None:
        raise SettingError("SMTP_URL: MAIL_FROM is set, so say which server takes the letters")
    if server is not None and not (_is_https(public_url) or is_local(public_url)):
        raise SettingError("PUBLIC_URL: links in letters have to be https")
    return {"SMTP_URL": server, "MAIL_FROM": sender}


def _instance(text: str) -> Path:
    path = Path(text).expanduser().resolve()
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    _check_writable(path)
    return path


def _check_writable(path: Path) -> None:
    """Raises OSError if nothing can be written there, as on a disk that is mounted to be read."""
    if not os.access(path, os.W_OK):
        read_only = bool(os.statvfs(path).f_flag & os.ST_RDONLY)
        code = errno.EROFS if read_only else errno.EACCES
        raise OSError(code, os.strerror(code), str(path))


def _prompt_worker(text: str) -> str:
    """`thread` is what it was called when the worker shared the server's process."""
    return "process" if text == "thread" else _one_of("process", "off")(text)


def _hosts(text: str) -> tuple[str, ...]:
    """Names of hosts with commas between, `*.` before what they may end with."""
    hosts = tuple(each.strip().lower() for each in text.split(","))
    for host in hosts:
        if not re.fullmatch(r"(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*", host):
            raise ValueError(f"no host such as push.example or *.push.example: {host!r}")
    return hosts


def _read_if_there(path: Path, read: Callable[[str], list[T]]) -> list[T]:
    return read_file(path, read) if path.exists() else []


def _number(least: int, most: int, what: str = "the value") -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdecimal() and least <= int(text) <= most):
            raise ValueError(f"{what} is a number from {least} to {most}")
        return int(text)

    return read


def _address(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError as error:
        raise ValueError("this is no IP address") from error


def _origin(text: str) -> str:
    """`scheme://host[:port]` in lower case, without a port that goes without saying."""
    parts = urlsplit(text.strip().lower())
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise ValueError("this is no address such as https://karmadex.example")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError("the app lives at the root of its host: leave the path away")
    return str(parse_origin(parts.geturl()))


def _web_address(text: str) -> str:
    parts = urlsplit(text.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("this is no address such as https://example.org/karmadex")
    return parts.geturl()


def _contact(text: str) -> str:
    """The address of a page, or `mailto:` and a mail address."""
    said = text.strip()
    if "://" in said:
        return _web_address(said)
    local, _, host = said.removeprefix("mailto:").rpartition("@")
    if not re.fullmatch(r"[^\s@<>?&#%:]+", local) or not re.fullmatch(r"[^\s@<>?&#%:/]+", host):
        raise ValueError("this is no address such as you@example.org or https://example.org/help")
    return f"mailto:{local}@{host}"


def bucket_address(text: str) -> str:
    """Raises ValueError unless this is a bucket, or a folder in one; returns it without white space
    around it and without a closing slash."""
    said = text.strip().rstrip("/")
    if not re.fullmatch(r"s3://[A-Za-z0-9._-]+(/[^/?#]+)*", said):
        raise ValueError("this is no bucket such as s3://karmadex")
    return said


def _database(text: str, instance: Path) -> URL:
    try:
        url = make_url(text)
    # A port that is no number is told as int() tells it.
    except (ArgumentError, ValueError) as error:
        raise ValueError("this is no database address such as sqlite:////data/k.sqlite3") from error
    if url.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    if url.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise ValueError("the database is sqlite or postgresql")
    if not url.database or ":memory:" in url.database or url.database.startswith("file:"):
        raise ValueError("SQLite needs a file: what is in memory only is lost")
    file = instance / url.database
    if not file.parent.is_dir():
        raise ValueError(f"there is no folder {file.parent}")
    _check_writable(file.parent)  # the database's log lies beside it
    if file.exists():
        _check_writable(file)
    return url.set(database=str(file))


def _subject(text: str, public_url: str) -> str:
    """Whom a push service may complain to. Apple answers 403 to an address on localhost."""
    address = text.removeprefix("mailto:")
    if text.startswith("mailto:"):
        if address.count("@") != 1 or address.startswith("@") or address.endswith("@"):
            raise ValueError("there is no mail address behind mailto:")
    elif not (text.startswith("https://") and urlsplit(text).hostname):
        raise ValueError("the subject is a mailto: or an https: address")
    host = address.rpartition("@")[2] if text.startswith("mailto:") else urlsplit(text).hostname
    if host == "localhost" and _is_https(public_url):
        raise ValueError("push services refuse an address at localhost")
    return text


def _is_https(url: str) -> bool:
    return url.startswith("https://")


def _one_of(*values: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in values:
            raise ValueError(f"the value is one of: {', '.join(values)}")
        return text

    return read
