"""The metrics for Prometheus. There is one function for each thing that is counted.

Every label has a fixed small number of values, whatever is sent to the server: a label for each
address of an attacker would fill Prometheus's memory. No metric tells accounts apart.
"""

from functools import cache, lru_cache
from threading import Lock
from urllib.parse import urlsplit

from prometheus_client import Counter, Histogram

SYNC_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
DWELL_BUCKETS = (1, 5, 15, 30, 60, 120, 300, 600, 1800, 3600, 10800)


class Counters:
    """Created when the first thing is counted: by then it is known whether processes share them."""

    def __init__(self) -> None:
        self.requests = Counter(
            "karmadex_http_requests", "Requests answered.", ["method", "route", "status"]
        )
        self.syncs = Counter("karmadex_syncs", "Syncs answered.", ["status"])
        self.sync_seconds = Histogram(
            "karmadex_sync_seconds",
            "How long a sync took that was answered with 200.",
            buckets=SYNC_BUCKETS,
        )
        self.changes = Counter("karmadex_changes", "Changes that phones sent.", ["result"])
        self.sends = Counter(
            "karmadex_sends", "Pushes handed to push services.", ["origin", "answer"]
        )
        self.letters = Counter(
            "karmadex_letters", "Letters handed to the mail server.", ["kind", "result"]
        )
        self.dwell_seconds = Histogram(
            "karmadex_prompt_dwell_seconds",
            "From the instant at which a prompt was due to the one at which a push service had it.",
            buckets=DWELL_BUCKETS,
        )


_make = cache(Counters)
_making = Lock()


def counters() -> Counters:
    """Returns those of this process. Only one thread may create them, because the package refuses a
    name that exists already, and the first requests arrive together."""
    with _making:
        return _make()


# Cached for each set of labels, because the package takes a lock and formats them each time.
@cache
def _requests(method: str, route: str, status: int) -> Counter:
    return counters().requests.labels(method, route, str(status))


@cache
def _syncs(status: int) -> Counter:
    return counters().syncs.labels(str(status))


@cache
def _changes(result: str) -> Counter:
    return counters().changes.labels(result)


METHODS = frozenset(
    {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
    | {"PROPFIND", "PROPPATCH", "REPORT"}
)
#: The push services of known browsers, by the end of their host name.
PUSH_SERVICES = {
    "fcm.googleapis.com": "google",
    "android.googleapis.com": "google",
    "push.services.mozilla.com": "mozilla",
    "push.apple.com": "apple",
    "notify.windows.com": "microsoft",
}


def request_answered(method: str, route: str, status: int) -> None:
    """A request was answered. `route` is the pattern of its address, never the address itself."""
    named = method if method in METHODS else "other"
    _requests(named, route, status).inc()


def sync_answered(status: int, seconds: float) -> None:
    """A sync was answered after so many seconds."""
    _syncs(status).inc()
    if status == 200:
        counters().sync_seconds.observe(seconds)


def changes_taken(results: dict[str, int]) -> None:
    """Counts the changes of a sync by their result (`applied`, `duplicate`, ...)."""
    for result, number in results.items():
        _changes(result).inc(number)


def push_sent(origin: str, status: int | None) -> None:
    """A push service answered with this status, or not at all."""
    counters().sends.labels(name_service(origin), name_answer(status)).inc()


def letter_sent(kind: str, result: str) -> None:
    """The mail server accepted a letter, refused it permanently, or did not accept it yet."""
    counters().letters.labels(kind, result).inc()


def prompt_dwelt(seconds: float) -> None:
    """A prompt reached its push service so many seconds after it was due."""
    counters().dwell_seconds.observe(max(0.0, seconds))


@lru_cache(maxsize=1024)
def name_service(endpoint: str) -> str:
    """Returns the name of the push service of an endpoint or origin: one of a few names."""
    try:
        host = urlsplit(endpoint).hostname or ""
    except ValueError:
        return "other"
    for end, name in PUSH_SERVICES.items():
        if host == end or host.endswith(f".{end}"):
            return name
    return "other"


def name_answer(status: int | None) -> str:
    """Returns the status of an answer if it has a special meaning, else its class."""
    if status is None:
        return "none"
    return str(status) if status in (404, 410, 413, 429) else f"{status // 100}xx"
