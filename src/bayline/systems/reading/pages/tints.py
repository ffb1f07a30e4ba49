"""Times and names of a reading, tinted where a page is asked to show them."""

from bayline.engines.chinese.terms import Reading
from bayline.systems.reading.pages import words
from bayline.systems.reading.pages.marks import Tint


def tints_of(reading: Reading) -> tuple[Tint, ...]:
    """Give the times with what they were read as, and the names with their codes."""
    times = (
        Tint(time.start, time.end, "time", words.days(time.interval)) for time in reading.times
    )
    names = (Tint(name.start, name.end, "name", name.code) for name in reading.names)
    return (*times, *names)
