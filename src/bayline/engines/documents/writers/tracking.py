"""Put other words into a Word document as tracked changes, which its writer accepts or rejects."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from bayline.engines.documents.office.elements import local
from bayline.engines.documents.writers.parts import clean

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_INSIDE = frozenset({"p", "hyperlink", "smartTag", "sdtContent"})  # what may hold a change


class Signed(NamedTuple):
    """Who changes the words, and when."""

    author: str
    at: datetime


class Tracked(NamedTuple):
    """Words that take the place of others."""

    start: int
    end: int
    new: str


class Revision(NamedTuple):
    """Changes that somebody makes in one document."""

    signed: Signed
    changes: tuple[Tracked, ...]


def track(runs: Sequence["Element"], new: str, signed: Signed, number: int) -> bool:
    """Strike out runs and put words behind them, both as changes of somebody.

    Args:
        runs: The runs of the words, in text order; each holds nothing else.
        new: What takes their place, in the look of the first.
        signed: Who does so, and when.
        number: From which the changes are numbered; as many are used as there are runs, and one.

    Returns:
        False, with nothing done, where no change may stand, such as in what was put in before.
    """
    holders = [run.getparent() for run in runs]
    if not runs or any(one is None or local(one) not in _INSIDE for one in holders):
        return False
    written = deepcopy(runs[0])
    for at, run in enumerate(runs):
        taken = _change(run, "del", signed, number + at)
        run.addprevious(taken)
        taken.append(run)
        _strike(run)
    put = _change(written, "ins", signed, number + len(runs))
    for text in [one for one in written if local(one) == "t"]:
        text.text = clean(new)
        text.set(_SPACE, "preserve")
    put.append(written)
    last = runs[-1].getparent()
    assert last is not None  # noqa: S101 - it was put there just now
    last.addnext(put)
    return True


def _strike(run: "Element") -> None:
    for text in run:
        if local(text) == "t":
            text.tag = str(text.tag).removesuffix("t") + "delText"
            text.set(_SPACE, "preserve")


def _change(run: "Element", name: str, signed: Signed, number: int) -> "Element":
    from lxml import etree

    space = str(run.tag).removesuffix("r")
    change = etree.Element(f"{space}{name}")
    said = (("id", str(number)), ("author", clean(signed.author)), ("date", _utc(signed.at)))
    for key, value in said:
        change.set(f"{space}{key}", value)
    return change


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
