"""What others write costs linear time: every pattern, every reader of a text and every endpoint is
fed with texts that make a careless one slow, each longer than the one before, and fails above
linear growth.

Measured is this thread's processor time: whoever else is at work takes nothing of that.
"""

import ast
import importlib
import json
import pkgutil
import re
import unicodedata
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from time import thread_time
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask, Request
from werkzeug.test import EnvironBuilder

import server
from server import clock, text
from server.accounts import known_devices
from server.accounts.email_address import clean_email, email_keys
from server.accounts.passwords import _bytes, check_new_password
from server.http import body, csrf, json_text
from server.http.endpoints import Spec
from server.http.problems import Problem
from server.keys import read_secret, read_vapid_key, read_vapid_keys
from server.languages import LANGUAGES
from server.mail.settings import parse_sender, parse_smtp_url
from server.prompts import wording
from server.push.addresses import parse_endpoint
from server.push.keys import read_auth, read_p256dh
from server.push.outcome import read_retry_after
from server.records.kinds import KINDS
from server.sync import cursor
from server.sync.request import WrongForm, parse
from server.vcards import cards, lexer, reader
from tests.server.test_hostile import HEADERS
from tests.support.api import API, ApiClient
from tests.support.changes import change

#: Reached in steps, so that what is quadratic does not take for ever.
LONGEST = 16_384
#: In seconds: what is quicker than this at its longest costs nobody anything.
NOTHING = 0.01
#: Four times the text may take four times as long; sixteen times is quadratic.
MOST = 9

Text = Callable[[int], str]


def repeated(part: str, start: str = "", end: str = "") -> Text:
    return lambda length: start + part * (length // len(part)) + end


HOSTILE: dict[str, Text] = {
    "marks": repeated("\u0300\u0316", start="a"),
    "marks that may stand so": repeated("a" + "\u0316\u0300" * 15),
    "marks of many planes": repeated("\u0300\U0001d165", start="a"),
    "letters that grow": repeated("\ufdfa"),
    "letters with accents": repeated("e\u0301"),
    "capitals that grow": repeated("İß"),
    "blanks": repeated(" ", end="x"),
    "line breaks": repeated("\n "),
    "addresses": repeated("a@"),
    "dots": repeated("a."),
    "dashes": repeated("-"),
    "digits": repeated("1", end="x"),
    "letters": repeated("a", end="!"),
    "quotes": repeated('"'),
    "semicolons": repeated(";"),
    "parameters": repeated(";a=b", start="image/png"),
    "quoted parameters": repeated(';a="b\\"', start="image/png"),
    "slashes": repeated("https://"),
    "brackets": repeated("["),
    "base64": repeated("QUJD", end="="),
    "keys": repeated("-----BEGIN PRIVATE KEY-----\n"),
    "cards": repeated("BEGIN:VCARD\n"),
    "folded lines": repeated("N:x\n y\n", start="BEGIN:VCARD\n"),
    "soft breaks": repeated("N;ENCODING=QUOTED-PRINTABLE:=\n"),
    "emoji": repeated("👩\u200d🚀"),
    "flags": repeated("\U0001f1e6"),
    "halves of characters": repeated("\ud83d"),
    "braces": repeated("{who}"),
    "bytes as JSON": repeated("[", end="]"),
}


def time(work: Callable[[], object]) -> float:
    start = thread_time()
    # Refusing is a fine answer, if it is quick.
    with suppress(ValueError, Problem, WrongForm, OverflowError, RecursionError):
        work()
    return thread_time() - start


def grows_too_fast(
    work: Callable[[str], object], make: Text, longest: int = LONGEST, nothing: float = NOTHING
) -> bool:
    """What looks so is measured anew: the quickest of a few runs is nobody else's fault."""
    for length in (longest // 16, longest // 4, longest):
        short, long = make(length // 4), make(length)
        if time(lambda: work(long)) < nothing:  # noqa: B023
            continue
        for _ in range(3):
            some = min(time(lambda: work(short)) for _ in range(3))  # noqa: B023
            more = min(time(lambda: work(long)) for _ in range(3))  # noqa: B023
            if more < nothing or more < MOST * max(some, nothing / 20):
                break
        else:
            return True
    return False


def too_slow(work: Callable[[str], object], *names: str) -> list[str]:
    return [name for name in names or HOSTILE if grows_too_fast(work, HOSTILE[name])]


def test_the_measure_finds_what_is_quadratic() -> None:
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


def request_with(given: str) -> Request:
    ascii_only = given.encode("ascii", "ignore").decode().replace("\n", "")
    headers = {"Origin": ascii_only, "Cookie": f"__Host-known={ascii_only}"}
    return Request(EnvironBuilder("/", method="POST", headers=headers).get_environ())


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


def test_no_header_costs_more_than_its_length(app: Flask) -> None:
    def read(given: str) -> None:
        request = request_with(given)
        csrf.is_from_another_site(request)
        known_devices.known_device(request, "alice")

    with app.app_context():
        assert too_slow(read) == []


#: To an endpoint, which has a database and a log to write to as well.
HOSTILE_BODIES = (
    "marks", "marks that may stand so", "letters that grow", "letters with accents", "addresses",
    "blanks", "halves of characters",
)  # fmt: skip


def filled(schema: Any, given: str, defs: dict[str, Any], depth: int = 0) -> Any:
    """A value of a schema's form with the text wherever there is room for one."""
    if depth > 8:
        return None
    if "$ref" in schema:
        return filled(defs[schema["$ref"].rpartition("/")[2]], given, defs, depth + 1)
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return filled(schema[choice][0], given, defs, depth + 1)
    match schema.get("type"):
        case "object":
            members = schema.get("properties", {})
            return {name: filled(each, given, defs, depth + 1) for name, each in members.items()}
        case "array":
            return [filled(schema.get("items", {}), given, defs, depth + 1)]
        case "integer" | "number":
            return 1
        case "boolean":
            return True
        case _:
            return given


def test_no_endpoint_costs_more_than_the_length(alice: ApiClient) -> None:
    app = alice.app
    for rule in app.url_map.iter_rules():
        spec: Spec | None = getattr(app.view_functions[rule.endpoint], "spec", None)
        if spec is None or spec.body is None or "<" in rule.rule:
            continue
        schema = spec.body.model_json_schema()

        def send(given: str, rule: Any = rule, spec: Spec = spec, schema: Any = schema) -> None:
            content = json.dumps(filled(schema, given, schema.get("$defs", {})))
            alice.http.open(
                rule.rule, method=spec.method, data=content, content_type="application/json"
            )

        for name in HOSTILE_BODIES:
            # Escaped as JSON they are six times as long, and 64 KiB is the most for most.
            slow = grows_too_fast(send, HOSTILE[name], longest=8192, nothing=0.1)
            assert not slow, f"{spec.method} {rule.rule}: {name}"


#: What a server that is worth attacking takes of an address and of its headers, each.
LONGEST_HEADER = 8192


def test_no_door_costs_more_than_the_length_of_its_address_and_its_headers(
    alice: ApiClient,
) -> None:
    """Each that the app has, from its own list, with the headers that any of them reads."""
    app = alice.app
    for rule in app.url_map.iter_rules():
        methods = (rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "PROPFIND", "REPORT"}

        def send(given: str, rule: Any = rule, methods: set[str] = methods) -> None:
            text = given.encode("utf-8", "surrogatepass").decode("latin-1")
            path = re.sub(r"<[^<>]+>", quote(text, safe="", encoding="latin-1"), rule.rule)
            for method in methods:
                alice.http.open(
                    path,
                    method=method,
                    query_string={"show": text},
                    headers=dict.fromkeys(HEADERS, re.sub(r"[\r\n]", "", text)),
                    data=text,
                )

        for name in ("semicolons", "marks"):
            slow = grows_too_fast(send, HOSTILE[name], longest=LONGEST_HEADER, nothing=0.1)
            assert not slow, f"{rule.rule}: {name}"


@pytest.mark.parametrize("name", HOSTILE_BODIES)
def test_no_batch_costs_more_than_the_length(alice: ApiClient, name: str) -> None:
    """Up to the four megabytes that one may have, in a field and in many."""

    def send(given: str) -> None:
        changes = [
            change("note", set={"body": given, "captured_timezone": given, given[:100]: given}),
            *(change("person", set={"name": given[:2000]}) for _ in range(len(given) // 2000)),
        ]
        answer = alice.post(f"{API}/sync", alice.envelope(changes))
        assert answer.status_code in (200, 400, 413)

    assert not grows_too_fast(send, HOSTILE[name], longest=262_144, nothing=0.3)
