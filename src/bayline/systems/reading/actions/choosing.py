"""What the writer of a draft makes of its findings: use the other value, explain, or set aside.

Nothing is stored: choices come in with the draft, each is held against what is found in it now, and
what does not fit is refused. A value to use is never taken from outside, only from the finding.
"""

import re
from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Context
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from bayline.engines.chinese.terms import Quantity
from bayline.kernel.amounts import scale_of
from bayline.kernel.bounds import Bound
from bayline.kernel.figures import Figure, plain, to_places
from bayline.kernel.findings import (
    Finding,
    Life,
    Reference,
    Row,
    State,
    Verdict,
    state_of,
)
from bayline.systems.reading.actions.auditing import Audited
from bayline.systems.reading.terms import Change, Choice, Dealt

LONGEST_REASON = 500
_AROUND = 40  # characters beside a finding's places that make it the same finding later
_NUMBER = re.compile(r"\d[\d,，]*(?:\.\d+)?")
_LEAD = re.compile(r"^[^\d第负−-]*(?=\d)")
_LONGEST_DECIMALS = 6
_WIDE = Context(prec=80)  # for amounts of any length


class Misfit(StrEnum):
    """Why a choice is refused."""

    GONE = "gone"  # no such finding in the draft as it is now
    NO_VALUE = "no_value"  # the finding gives no value that could be used
    TAKEN = "taken"  # another value is used at the same place already
    NO_REASON = "no_reason"
    TOO_LONG = "too_long"


class Refused(NamedTuple):
    """A choice that was not followed."""

    choice: Choice
    why: Misfit
    at: int = -1  # position of the finding in the list that is shown; −1 if there is none


def dealt_with(audited: Audited, choices: Iterable[Choice]) -> tuple[Audited, tuple[Refused, ...]]:
    """Hold choices against the findings of a draft, and follow those that fit.

    Args:
        audited: The draft with what was found in it.
        choices: What was chosen, in the order of choosing; the last one of a finding counts.

    Returns:
        The draft with every finding dealt with or open, what is set aside at the end, and the
        choices that were refused.
    """
    keys = (*_keys(audited),)
    dealt = [
        Dealt(key=key, change=_change(audited, finding), asks=_asks(finding))
        for key, finding in zip(keys, audited.findings, strict=True)
    ]
    refused = [*_followed(dealt, {choice.key: choice for choice in choices})]
    order = sorted(range(len(dealt)), key=lambda at: dealt[at].life is Life.DISMISSED)
    shown = {dealt[at].key: place for place, at in enumerate(order)}
    ordered = replace(
        audited,
        findings=tuple(audited.findings[at] for at in order),
        dealt=tuple(dealt[at] for at in order),
    )
    return ordered, tuple(each._replace(at=shown.get(each.choice.key, -1)) for each in refused)


def _followed(dealt: list[Dealt], chosen: Mapping[str, Choice]) -> Iterator[Refused]:
    places = {each.key: at for at, each in enumerate(dealt) if each.asks}
    taken: list[Change] = []  # by place, none of them on another
    for choice in chosen.values():
        at = places.get(choice.key, -1)
        misfit = _misfit(dealt[at], choice, taken) if at >= 0 else Misfit.GONE
        if misfit is not None:
            yield Refused(choice, misfit)
            continue
        dealt[at] = replace(dealt[at], choice=choice)
        used = dealt[at].used
        if used is not None:
            insort(taken, used, key=_start)


def _misfit(dealt: Dealt, choice: Choice, taken: Sequence[Change]) -> Misfit | None:
    if choice.life is Life.EXPLAINED:
        is_too_long = len(choice.reason) > LONGEST_REASON
        return Misfit.TOO_LONG if is_too_long else None if choice.reason else Misfit.NO_REASON
    if choice.life is not Life.CORRECTED:
        return None
    change = dealt.change
    if change is None:
        return Misfit.NO_VALUE
    near = bisect_right(taken, change.start, key=_start)
    beside = taken[max(0, near - 1) : near + 1]
    return Misfit.TAKEN if any(map(change.disturbs, beside)) else None


def _start(change: Change) -> int:
    return change.start


def _asks(finding: Finding) -> bool:
    """Tell whether a finding asks anything; what agrees does not."""
    return state_of(finding) is not State.HOLDS


def _keys(audited: Audited) -> Iterator[str]:
    """Name findings by what they compare and the words around, which edits elsewhere do not change.

    Two findings that cannot be told apart by that are counted.
    """
    seen: Counter[str] = Counter()
    text = audited.document.text
    for finding in audited.findings:
        parts = [finding.check, state_of(finding).value]
        for place in _places(finding):
            is_here = place.document == audited.document.name
            parts += ["" if is_here else place.document]
            parts += [_around(text, place) if is_here else place.quote]
        key = sha256("\0".join(parts).encode("utf-8", errors="replace")).hexdigest()[:16]
        seen[key] += 1
        yield key if seen[key] == 1 else f"{key}-{seen[key]}"


def _around(text: str, place: Reference) -> str:
    """Give the words around a place, as far as its line goes."""
    before = text[max(0, place.start - _AROUND) : place.start].rpartition("\n")[2]
    after = text[place.end : place.end + _AROUND].partition("\n")[0]
    return f"{before}{place.quote}{after}"


def _places(finding: Finding) -> Iterator[Reference]:
    yield from finding.claims
    yield from (row.reference for row in finding.rows if row.reference)


def _change(audited: Audited, finding: Finding) -> Change | None:
    """Give the value that could stand in the draft instead; None where the finding gives none."""
    name, rows = audited.document.name, finding.rows
    if finding.verdict is not Verdict.CONTRADICTION or len(rows) <= 1:
        return None
    here = [row for row in rows if row.reference and row.reference.document == name]
    kept = [row for row in rows if row.reference and row.reference.document != name]
    if len(here) == len(kept) == 1 == len(rows) - 1:
        change = _recorded(audited, here[0], kept[0])
    else:
        change = _recomputed(*rows[-2:]) if rows[-1] in here else None
    return change if change and change.old != change.new else None


def _recorded(audited: Audited, stated: Row, kept: Row) -> Change | None:
    """Take the figure as the record prints it; only its number where a unit stands elsewhere."""
    if stated.reference is None or kept.reference is None:
        return None
    own, other = stated.reference, kept.reference
    is_exact = stated.figure.bound is kept.figure.bound is Bound.EXACT
    if _is_bare(own.quote) or _is_bare(other.quote):
        words = _exactly(kept.figure, stated) if is_exact else ""
        return _renumbered(stated, kept.figure, words, is_recorded=True)
    start, end, new = own.start, own.end, other.quote
    if is_exact:  # without the words before it: 共计67.5万人
        new = _LEAD.sub("", new)
        inner = _quantity_at(audited, own)
        start, end = (inner.start, inner.end) if inner else (start, end)
    old = audited.document.text[start:end]
    return Change(start=start, end=end, old=old, new=new, is_recorded=True)


def _is_bare(quote: str) -> bool:
    return bool(quote) and quote[-1].isdigit()


def _quantity_at(audited: Audited, place: Reference) -> Quantity | None:
    quantities = (statement.quantity for statement in audited.reading.statements)
    inside = (
        one for one in quantities if (one.outer_start, one.outer_end) == (place.start, place.end)
    )
    return next(inside, None)


def _recomputed(computed: Row, stated: Row) -> Change | None:
    """Take the result of an arithmetic that ends with `= result` and what the draft says of it."""
    if stated.operation or computed.operation != "=" or computed.reference is not None:
        return None
    words = _rounded(computed.figure, stated)
    return _renumbered(stated, computed.figure, words, is_recorded=False)


def _renumbered(stated: Row, figure: Figure, words: str, *, is_recorded: bool) -> Change | None:
    """Write another number into a printed figure; None where its words would not fit any more.

    Args:
        stated: The figure in the draft.
        figure: What the number comes of.
        words: The number in the scale of the draft; empty if there is none.
        is_recorded: Whether the record gives it.
    """
    place = stated.reference
    if not words or place is None or figure.unit != stated.figure.unit:
        return None
    numbers = _NUMBER.findall(place.quote)
    if len(numbers) != 1 or _sign(figure) != _sign(stated.figure):
        return None
    is_plain = numbers[0].replace(".", "").isdigit()
    new = place.quote.replace(numbers[0], words.replace(",", "") if is_plain else words)
    return Change(
        start=place.start, end=place.end, old=place.quote, new=new, is_recorded=is_recorded
    )


def _sign(figure: Figure) -> bool:
    return figure.low is not None and figure.low < 0


def _exactly(figure: Figure, stated: Row) -> str:
    """Print a figure in the scale of another, with all its decimals; empty if they are many."""
    scale = scale_of(stated)
    if scale is None or figure.low is None:
        return ""
    words = plain(abs(_WIDE.divide(figure.low, scale.factor)), thousands=True)
    return words if len(words.partition(".")[2]) <= _LONGEST_DECIMALS else ""


def _rounded(figure: Figure, stated: Row) -> str:
    """Round a computed figure as another is printed; empty if its ends do not round alike."""
    scale = scale_of(stated)
    is_exact = stated.figure.bound is Bound.EXACT
    if scale is None or not is_exact or figure.low is None or figure.high is None:
        return ""
    ends = (_WIDE.divide(end, scale.factor) for end in (figure.low, figure.high))
    low, high = (to_places(abs(end), scale.places) for end in ends)
    return f"{low:,f}" if low == high else ""
