"""Measures whether reading a text takes more than linear time.

Measured is the processor time of this thread, which other processes do not influence.
"""

from collections.abc import Callable
from contextlib import suppress
from time import thread_time

from server.http.problems import Problem
from server.sync.request import WrongForm

#: The longest text. Reached in steps, so that quadratic time does not take for ever.
LONGEST = 16_384
#: In seconds: what takes less than this for the longest text is fast enough.
NOTHING = 0.01
#: Four times the text may take four times as long; in quadratic time it takes sixteen times.
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
    # Refusing the text is fine, if it is quick.
    with suppress(ValueError, Problem, WrongForm, OverflowError, RecursionError):
        work()
    return thread_time() - start


def grows_too_fast(
    work: Callable[[str], object], make: Text, longest: int = LONGEST, nothing: float = NOTHING
) -> bool:
    """Whether time grows faster than the text. What seems so is measured again several times:
    other processes can make a run slower, but never faster."""
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
