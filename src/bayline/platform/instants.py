"""Recorded times: whole microseconds since 1970 in UTC, alike on every database engine.

A number hashes, compares and travels the same on SQLite and PostgreSQL; a timestamp does not.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import models

from bayline.kernel.errors import BaylineError, Words

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def microseconds(moment: datetime) -> int:
    """Count the microseconds from 1970 to a moment.

    Raises:
        BaylineError: The moment has no time zone, so nobody knows when it was.
    """
    if moment.tzinfo is None:
        raise BaylineError(
            f"the time {moment} has no zone",
            why="a time without its zone cannot be ordered",
            do="write it like 2021-11-05T09:00:00+08:00",
            zh=Words(
                f"时间{moment}没有时区", "没有时区的时间无法排序", "请写成2021-11-05T09:00:00+08:00"
            ),
        )
    return (moment - _EPOCH) // _MICROSECOND


@lru_cache(maxsize=8192)
def moment(count: int) -> datetime:
    """Give the moment, in UTC, so many microseconds after the start of 1970."""
    return _EPOCH + count * _MICROSECOND


if TYPE_CHECKING:
    _Field = models.Field[Any, Any]
else:
    _Field = models.Field


class InstantField(_Field):
    """A recorded time; a datetime with its zone in Python, a whole number in the database."""

    if TYPE_CHECKING:
        _pyi_private_set_type: datetime
        _pyi_private_get_type: datetime

    def get_internal_type(self) -> str:
        """Name the kind of column: a whole number of 64 bits."""
        return "BigIntegerField"

    def from_db_value(self, value: int | None, *_: object) -> datetime | None:
        """Give the moment that a stored number stands for."""
        return None if value is None else moment(value)

    def get_prep_value(self, value: object) -> object:
        """Give the number to store or to compare with."""
        return microseconds(value) if isinstance(value, datetime) else super().get_prep_value(value)

    def to_python(self, value: object) -> datetime | None:
        """Take a moment, or the number of one."""
        return value if value is None or isinstance(value, datetime) else moment(int(str(value)))
