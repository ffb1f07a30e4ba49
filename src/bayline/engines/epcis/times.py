"""Times of events as numbers."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@lru_cache(maxsize=8192)
def time_of(told: str) -> int:
    """Count the microseconds from 1970 to a time with its offset."""
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:  # a longer fraction of a second, or a leap second
        offset = "Z" if told[-1] in "Zz" else told[-6:]
        moment = datetime.fromisoformat(f"{told[:19].replace(':60', ':59')}{offset}")
    return microseconds_of(moment)


def microseconds_of(moment: datetime) -> int:
    """Count the microseconds from 1970 to a moment."""
    return (moment - _EPOCH) // _MICROSECOND
