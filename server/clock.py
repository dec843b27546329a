"""The current time. Everything else gets it from here, so that tests can set it."""

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones


def now() -> datetime:
    """Returns this instant, aware, in UTC."""
    return datetime.now(UTC)


def milliseconds(instant: datetime) -> int:
    """Returns milliseconds since 1970, as phones and buckets count."""
    return int(instant.timestamp() * 1000)


#: No zone has a longer name.
LONGEST_ZONE = 64


@cache
def _zones() -> dict[str, str]:
    """Returns the names of all IANA time zones, by their lower-case form."""
    # The other two are in some zone folders, and are not time zones of places.
    names = available_timezones() - {"localtime", "Factory"}
    return {name.lower(): name for name in names}


def find_zone(name: str) -> ZoneInfo | None:
    """Returns the time zone with that name, in whatever case it is written; None if this server has
    none."""
    known = _zones().get(name.lower()) if len(name) <= LONGEST_ZONE else None
    return None if known is None else ZoneInfo(known)


def zone_or_utc(name: str | None) -> ZoneInfo:
    """Returns the time zone with that name, UTC if this server does not know it."""
    return find_zone(name or "") or ZoneInfo("UTC")
