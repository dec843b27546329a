"""Foreign text costs linear time: every pattern and every function that reads text is run on texts
of growing length that make careless ones slow (tests/support/growth.py)."""

import ast
import importlib
import pkgutil
import re
import unicodedata
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import server
from server import clock, text
from server.accounts.email_address import clean_email, email_keys
from server.accounts.passwords import _bytes, check_new_password
from server.http import body, json_text
from server.keys import read_secret, read_vapid_key, read_vapid_keys
from server.languages import LANGUAGES
from server.mail.settings import parse_sender, parse_smtp_url
from server.prompts import wording
from server.push.addresses import parse_endpoint
from server.push.keys import read_auth, read_p256dh
from server.push.outcome import read_retry_after
from server.records.kinds import KINDS
from server.sync import cursor
from server.sync.request import parse
from server.vcards import cards, lexer, reader
from tests.support.growth import (
    too_slow,
)


def test_the_measure_finds_quadratic_time() -> None:
    """As normalising was, and as patterns with two greedy parts are."""
    assert too_slow(lambda given: unicodedata.normalize("NFC", given), "marks") == ["marks"]
    assert too_slow(re.compile(r" +$").search, "blanks") == ["blanks"]
    assert too_slow(str.upper) == []


def modules() -> Iterator[Any]:
    for each in pkgutil.walk_packages(server.__path__, "server."):
        if ".migrations." not in each.name:
            yield importlib.import_module(each.name)


METHODS = "search|match|fullmatch|sub|split|findall|finditer"


def patterns() -> dict[tuple[str, str], re.Pattern[Any]]:
    """(pattern, method) of all that modules keep, and of all that stand in a call."""
    found: dict[tuple[str, str], re.Pattern[Any]] = {}
    sources = {module: Path(str(module.__file__)).read_text() for module in modules()}
    everything = "\n".join(sources.values())
    for module, source in sources.items():
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                for method in re.findall(rf"\b{name}\.({METHODS})\b", everything):
                    found[repr(value.pattern), method] = value
        for node in ast.walk(ast.parse(source)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "re"
                and node.func.attr != "compile"
                and isinstance(node.args[0], ast.Constant)
            ):
                pattern = node.args[0].value
                found[repr(pattern), node.func.attr] = re.compile(pattern)
    return found


def test_no_pattern_costs_more_than_the_length() -> None:
    found = patterns()
    assert len(found) > 20
    slow = {}
    for (shown, method), pattern in found.items():

        def use(given: str, pattern: re.Pattern[Any] = pattern, method: str = method) -> None:
            read: Any = given
            if isinstance(pattern.pattern, bytes):
                read = given.encode(errors="surrogatepass")
            how = getattr(pattern, method)
            if method == "sub":
                how(read[:0], read)
            else:
                answer = how(read)
                if method == "finditer":
                    deque(answer, maxlen=0)

        if names := too_slow(use):
            slow[shown, method] = names
    assert slow == {}


def fields_of(kind: str) -> Callable[[str], object]:
    checks = KINDS[kind].checks

    def read(given: str) -> None:
        for check in checks.values():
            for value in (given, [given], [given] * 3):
                try:
                    check(value)
                except ValueError:
                    continue

    return read


def vcards(given: str) -> None:
    for around in ("{}", "BEGIN:VCARD\nVERSION:3.0\nN:{}\nEND:VCARD", "BEGIN:VCARD\nTEL{}:1\n"):
        data = around.replace("{}", given).encode(errors="replace")
        found, _ = cards.split(lexer.lex(data))
        for card in found:
            reader.read_card(card)


READERS: dict[str, Callable[[str], object]] = {
    "a text": lambda given: text.clean(given, 1, 10_000),
    "a line": lambda given: text.clean_line(given, 1, 10_000),
    "a text with anything in it": lambda given: text.encodable(given, 1, 10_000),
    "a text to compare": lambda given: text.folded(given, 10_000),
    "a zone": lambda given: (clock.find_zone(given), text.clean_zone(given)),
    "a new password": lambda given: check_new_password(given, "alice@example.org"),
    "a password's address": lambda given: check_new_password("karma comes around", given),
    "a password": _bytes,
    "an address": clean_email,
    "an address that is looked for": email_keys,
    "a sync": lambda given: parse({"account": given, "cursor": given, "changes": [given]}),
    "a cursor": lambda given: cursor.decode(given, "0" * 32, "0" * 36, 1, 0),
    "JSON": lambda given: json_text.parse_json(given.encode(errors="replace")),
    "JSON's values": lambda given: json_text._count(given.encode(errors="replace")),
    "JSON's texts": lambda given: json_text._count(b'"\\' * len(given) + given.encode("utf-16")),
    "gzip": lambda given: body.unpack(
        zlib.compress(given.encode(errors="replace"), wbits=31), 9**9
    ),
    "gzip of many members": lambda given: body.unpack(
        zlib.compress(b"", wbits=31) * (len(given) // 20), 9**9
    ),
    "an endpoint": lambda given: parse_endpoint(given, allow_loopback=False),
    "an endpoint's path": lambda given: parse_endpoint(f"https://p/{given}", allow_loopback=False),
    "keys of a browser": lambda given: (read_p256dh(given), read_auth(given)),
    "when to try again": lambda given: read_retry_after(given, datetime.now(UTC)),
    "a secret": read_secret,
    "a key": read_vapid_key,
    "old keys": read_vapid_keys,
    "a mail server": parse_smtp_url,
    "a sender": parse_sender,
    "vCards": vcards,
    **{f"the fields of: {name}": fields_of(name) for name in KINDS},
    **{
        f"a prompt in {language}": lambda given, language=language: (  # type: ignore[misc]
            wording.full_name(None, given, None, language),
            wording.full_name(given, f"who {given}", given, language),
            wording.shorten(given, 100),
            wording.shorten(given, max(1, len(given) - 1)),
            wording.enumerate_people([given, given], language),
        )
        for language in LANGUAGES
    },
}


@pytest.mark.parametrize("name", READERS)
def test_no_reader_costs_more_than_the_length(name: str) -> None:
    assert too_slow(READERS[name]) == []
