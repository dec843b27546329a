"""What time is it? Asked here only, so that tests can say."""

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones


def now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)


def milliseconds(instant: datetime) -> int:
    """Since 1970, as phones and buckets count."""
    return int(instant.timestamp() * 1000)


#: No zone has a longer name.
LONGEST_ZONE = 64


@cache
def _zones() -> dict[str, str]:
    """The names of all IANA time zones that can be computed with, by what they are without case."""
    # The other two are in some zone folders, and name no place.
    names = available_timezones() - {"localtime", "Factory"}
    return {name.lower(): name for name in names}


def find_zone(name: str) -> ZoneInfo | None:
    """The time zone of that name, in whatever case it is written; None if this server has none."""
    known = _zones().get(name.lower()) if len(name) <= LONGEST_ZONE else None
    return None if known is None else ZoneInfo(known)


def zone_or_utc(name: str | None) -> ZoneInfo:
    """The time zone of that name, UTC for one that this server does not know."""
    return find_zone(name or "") or ZoneInfo("UTC")
