"""Claims, figures and changes: the record row by row."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

import orjson

from bayline.engines.search.asked import asked as words_asked
from bayline.kernel.claims import ClaimKind
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.reviews import Review
from bayline.platform.instants import moment
from bayline.platform.people.terms import Audience
from bayline.platform.reaching import present_reach
from bayline.platform.record.queries.listed import (
    Behind,
    ClaimsAsked,
    ListedClaim,
    Order,
    changed,
    listed_claims,
)
from bayline.platform.record.queries.listed_sources import text_numbers
from bayline.platform.search.queries import MOST, passages
from bayline.platform.search.standing import claims_in
from bayline.platform.search.terms import Scope
from bayline.surfaces.api.problems import missing, refusal
from bayline.surfaces.api.shapes import ChangeShape, ClaimShape, FigureLine
from bayline.surfaces.api.terms import (
    Asked,
    Filter,
    Found,
    Kind,
    Listing,
    Page,
    Position,
    Resource,
    Single,
)

_DAY = timedelta(days=1)
_ASSUMED = "?"
_OF_FIGURES = (
    Filter(
        name="text",
        about=(
            "What stands in their sentences, written as in the box of the search; those of the "
            f"{MOST} sentences recorded last that hold it."
        ),
        example="断头路",
    ),
    Filter(name="subject", about="Of whom or what, exactly.", example="青溪镇"),
    Filter(name="attribute", about="What is stated, exactly.", example="工业总产值"),
    Filter(name="place", about="Code of the place.", example="310116"),
    Filter(
        name="from",
        about="Periods that begin on this day or later; those of the latest period come first.",
        kind=Kind.DAY,
        example="2021-01-01",
    ),
    Filter(
        name="until",
        about="Periods that are over with this day; those of the latest period come first.",
        kind=Kind.DAY,
        example="2021-12-31",
    ),
    Filter(name="document", about="Id of a source.", example="0123456789ab"),
)
_FILTERS = (
    *_OF_FIGURES,
    Filter(
        name="state",
        about="Where it stands.",
        kind=Kind.CHOICE,
        choices=tuple(state.value for state in Review),
    ),
    Filter(
        name="kind",
        about="What it states.",
        kind=Kind.CHOICE,
        choices=tuple(kind.value for kind in ClaimKind),
    ),
)
_SINCE = Filter(
    name="changed_since",
    about="Recorded or decided on after this moment; those that changed first come first.",
    kind=Kind.MOMENT,
    example="2021-11-05T00:00:00Z",
)
_COLUMNS = {"subject": "subject", "attribute": "attribute", "place": "place"}
_NO_TEXT = -1
_MOST_FOUND = 16_384  # claims; databases take about twice as many values in one question


def _asked(asked: Asked) -> ClaimsAsked:
    values = asked.values
    equal: dict[str, object] = {
        column: values[name] for name, column in _COLUMNS.items() if name in values
    }
    if "document" in values:
        equal["text_id"] = _text_of(values["document"])
    until, kind, state = (values.get(name) for name in ("until", "kind", "state"))
    since = values.get("changed_since")
    if since is not None and asked.as_of is not None:
        raise refusal(
            "changes are asked for as of a day",
            do="give either changed_since or as_of",
            zh=("变化不能按截至日期查", "changed_since和as_of请只写一个"),
        )
    wanted = ClaimsAsked(
        equal=equal,
        among=_found(values["text"], asked.as_of) if "text" in values else None,
        kind=ClaimKind(kind) if kind else None,
        state=Review(state) if state else None,
        begins=values.get("from"),
        ends=until + _DAY if until else None,
        changed_since=since,
        as_of=asked.as_of,
        size=asked.size + 1,
    )
    return replace(wanted, behind=_behind(asked.behind, wanted.order))


def _found(typed: str, as_of: datetime | None) -> frozenset[int]:
    """Give the claims of the sentences that the search finds."""
    words = words_asked(typed)
    if not words.words:
        raise refusal(
            "text says no word that can be looked for",
            do="write words, figures or names; signs are not looked for",
            zh=("text里没有可查的字词", "请写字、词或数；标点和符号不查"),
        )
    found = claims_in(passages(words, Scope(as_of=as_of)).hits)
    if len(found) > _MOST_FOUND:
        raise refusal(
            f"more than {_MOST_FOUND} claims stand in sentences that hold “{typed[:40]}”",
            do="add a word",
            zh=(f"含有“{typed[:40]}”的句子里有{_MOST_FOUND}条以上", "请加一个词"),
        )
    return found


def _text_of(document: str) -> int:
    """Give the number of the text that was taken last from a source."""
    numbers = text_numbers(document)
    return numbers[-1] if numbers else _NO_TEXT


def _behind(position: Position | None, order: Order) -> Behind | None:
    if position is None:
        return None
    key, value = int(position[0]), position[1] if len(position) > 1 else None
    if order is Order.NUMBER:
        return Behind(key)
    if order is Order.PERIOD:
        return Behind(key, date.fromisoformat(str(value)))
    return Behind(key, moment(int(value or 0)))


def _position(row: ListedClaim, order: Order) -> Position:
    key = row.number
    if order is Order.PERIOD:
        return key, str(row.period_start)
    if order is Order.RECORDED:
        return key, row.recorded
    return (key, changed(row)) if order is Order.CHANGED else (key,)


def _rows(wanted: ClaimsAsked) -> tuple[list[ListedClaim], Position | None]:
    """Give the rows of a page; one more was asked for, to know whether there is a next page."""
    rows = listed_claims(wanted)
    size = wanted.size - 1
    return rows[:size], _position(rows[size - 1], wanted.order) if len(rows) > size else None


def _claims(asked: Asked) -> Page:
    rows, behind = _rows(_asked(asked))
    is_inside = present_reach().is_whole
    return Page([_claim(row, is_inside=is_inside) for row in rows], behind)


def _changes(asked: Asked) -> Page:
    values = {"changed_since": moment(0), **asked.values}
    rows, behind = _rows(_asked(replace(asked, values=values)))
    told: list[ChangeShape] = [
        {
            "changed": moment(changed(row)),
            "event": "recorded" if row.since is None else "decided",
            "claim": _claim(row, is_inside=True),
        }
        for row in rows
    ]
    return Page(told, behind)


def _figures(asked: Asked) -> Page:
    wanted = _asked(asked)
    accepted = replace(wanted, kind=ClaimKind.FIGURE, state=Review.ACCEPTED)
    rows, behind = _rows(accepted)
    return Page([*map(_line, rows)], behind)


def _one(asked: Asked) -> Found:
    identifier = asked.parts["id"]
    wanted = ClaimsAsked(equal={"identifier": identifier}, as_of=asked.as_of, size=1)
    rows = listed_claims(wanted)
    if not rows:
        raise missing(
            BaylineError(
                f"no claim “{identifier}” is within reach",
                do="look for it in the list",
                zh=Words(f"看不到“{identifier}”这一条", do="请到列表里找"),
            )
        )
    return _claim(rows[0], is_inside=present_reach().is_whole)


def _claim(row: ListedClaim, *, is_inside: bool) -> ClaimShape:
    start, first = row.start, row.sentence_start
    return {
        "id": row.identifier,
        "kind": row.kind,
        "subject": row.subject,
        "attribute": row.attribute,
        "what": row.what,
        "figure": _figure(row) if row.ends else None,
        "basis": orjson.loads(row.basis) if row.basis else None,
        "period": _period(row.period, row.period_start, row.period_end),
        "place": row.place,
        "status": row.status,
        "change": row.change or None,
        "state": row.state or "proposed",
        "decided": None if row.since is None else moment(row.since),
        "decided_by": row.decided_by if is_inside else None,
        "reason": row.reason if is_inside else None,
        "source": row.source and row.source[:12],
        "quote": row.quote,
        "span": None if start is None else {"start": start, "end": row.end},
        "sentence": None if first is None else {"start": first, "end": row.sentence_end},
        "reader": row.reader,
        "recorded": moment(row.recorded),
        "supersedes": row.supersedes if is_inside else None,
    }


def _figure(row: ListedClaim) -> Any:  # noqa: ANN401 - a `FigureShape`
    brackets, resolution, _, _, value, unit = row.ends.split("\t")
    return {
        "low": row.low or None,
        "high": row.high or None,
        "low_open": brackets[0] == "(",
        "high_open": brackets[1] == ")",
        "unit": row.unit,
        "bound": row.bound,
        "resolution": resolution,
        "printed": {"value": value or None, "unit": unit} if value or unit else None,
    }


@lru_cache(maxsize=4096)
def _period(text: str, start: date | str | None, end: date | str | None) -> Any:  # noqa: ANN401 - a `PeriodShape`
    """Tell a period, once for all claims of it: nobody changes what an answer is written from."""
    if not text:
        return None
    edtf, _, precision = text.removesuffix(_ASSUMED).partition(" ")
    return {
        "edtf": edtf,
        "precision": precision,
        "start": _day(start),
        "end": _day(end),
        "is_assumed": text.endswith(_ASSUMED),
    }


def _day(value: object) -> str | None:
    return None if value is None else str(value)


def _line(row: ListedClaim) -> FigureLine:
    return {
        "id": row.identifier,
        "attribute": row.attribute,
        "subject": row.subject,
        "place": row.place,
        "period": row.period.removesuffix(_ASSUMED).partition(" ")[0] or None,
        "period_start": _day(row.period_start),
        "period_end": _day(row.period_end),
        "low": row.low or None,
        "high": row.high or None,
        "unit": row.unit,
        "bound": row.bound,
        "change": row.change or None,
        "status": row.status,
        "quote": row.quote,
        "source": row.source and row.source[:12],
    }


RESOURCES = (
    Resource(
        address="claims",
        name="claims",
        title="各条",
        about="Claims: statements of documents with the characters they stand on.",
        audience=Audience.PUBLISHED,
        reads=Listing(page=_claims, shape=ClaimShape, filters=(*_FILTERS, _SINCE)),
    ),
    Resource(
        address="claims/{id}",
        name="claim",
        title="一条",
        about="One claim.",
        audience=Audience.PUBLISHED,
        reads=Single(get=_one, shape=ClaimShape),
        examples={"id": "0123456789abcdef"},
    ),
    Resource(
        address="figures",
        name="figures",
        title="数字",
        about="Figures that were accepted, flat, one to a line.",
        audience=Audience.PUBLISHED,
        reads=Listing(page=_figures, shape=FigureLine, filters=_OF_FIGURES),
    ),
    Resource(
        address="changes",
        name="changes",
        title="变化",
        about="What was recorded or decided, those that changed first come first.",
        audience=Audience.READ,
        reads=Listing(
            page=_changes, shape=ChangeShape, filters=(*_FILTERS, _SINCE), has_past=False
        ),
    ),
)
