"""Verify all that a home keeps, and compare it with what somebody noted of it earlier."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from bayline.platform import append_only, making
from bayline.platform.freezing import lying
from bayline.platform.languages import either
from bayline.platform.packs import queries as packs
from bayline.platform.people import queries as people
from bayline.platform.publishing import queries as publishing
from bayline.platform.record import verifying, walking
from bayline.platform.record.walking import START, Head
from bayline.platform.registers import queries as registers
from bayline.platform.seals import queries as seals
from bayline.platform.search import verifying as search
from bayline.platform.snapshots import one_moment

_CHAINS = (*verifying.CHAINS, *publishing.CHAINS)
_TABLES = (*(one.table for one in _CHAINS), "pack_file", "seals_tombstone", "people_deed")
_MOST_FAULTS = 40  # of one kind; more say nothing new


class Home(NamedTuple):
    """What is wrong in a home, a sentence each, and the heads of its chains by their names."""

    faults: tuple[str, ...]
    heads: Mapping[str, Head]


def verified(noted: Mapping[str, Head] | None = None) -> Home:
    """Go through a whole home as it is at one moment.

    Args:
        noted: Heads of its chains at some earlier moment, kept elsewhere.
    """
    with one_moment():
        now = _heads()
        found = (
            verifying.verify().faults,
            packs.faults(),
            registers.faults(),
            seals.faults(),
            people.faults(),
            publishing.faults(),
            lying.faults(),
            search.faults(),
            making.faults(),
            append_only.faults(),
            (*_shrunk(noted or {}, now),),
        )
        return Home((*chain.from_iterable(one[:_MOST_FAULTS] for one in found),), now)


def _heads() -> Mapping[str, Head]:
    """Give the length and the last digest of every chain, by its name."""
    return {**dict.fromkeys(_TABLES, START), **walking.heads(), **registers.heads()}


def _shrunk(noted: Mapping[str, Head], now: Mapping[str, Head]) -> Iterator[str]:
    """Tell which chains do not begin with what was noted; they may have grown since."""
    for name, head in noted.items():
        if head.length and (name not in now or _digest_at(name, head.length) != head.digest):
            yield f"{name} {head.length}: " + either(
                f"与先前记下的不同：那时第{head.length}行的哈希是{head.digest[:12]}…，"
                "现在没有这一行，或它已被改动",
                f"is not as it was noted: row {head.length} had the digest {head.digest[:12]}…, "
                "and now it is gone or another",
            )


def _digest_at(name: str, number: int) -> str:
    if "/" in name:
        return registers.digest_at(name, number)
    return walking.digest_at(name, number)
