"""What time is it? Asked here only, so that tests can say."""

from datetime import UTC, datetime
from functools import cache
from zoneinfo import available_timezones


def now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)


def milliseconds(instant: datetime) -> int:
    """Since 1970, as phones and buckets count."""
    return int(instant.timestamp() * 1000)


@cache
def zones() -> frozenset[str]:
    """The names of all IANA time zones that can be computed with."""
    # The other two are in some zone folders, and name no place.
    return frozenset(available_timezones() - {"localtime", "Factory"})


def is_zone(name: str) -> bool:
    """Whether `name` is an IANA time zone, spelled as IANA does."""
    return name in zones()
