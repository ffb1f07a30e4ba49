"""问题: the findings of the record, a line each; or in public, what was corrected and explained."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bayline.kernel.findings import Life, State, state_of
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import page_number
from bayline.platform.pages import Answer
from bayline.platform.people.visiting import is_staff, visitor_of
from bayline.platform.record import queries
from bayline.platform.record.terms import KeptFinding, StandingFinding
from bayline.systems.reading.pages import words
from bayline.systems.reading.pages.findings_wish import (
    ALL,
    ANYWAY,
    GONE,
    MINE,
    NOBODY,
    SORTS,
    WORST,
    Wish,
    chosen_of,
    fits,
    in_public,
    wish_of,
)
from bayline.systems.reading.pages.lives import (
    Asked,
    asked,
    day_of,
    life_look,
    life_word,
    titles,
)

_A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One value of a filter."""

    value: str
    title: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LookCount:
    """How many findings have one look, and where they are listed alone."""

    look: str
    word: str
    count: int
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """One finding in the list."""

    key: str
    address: str
    check: str
    title: str
    look: str
    word: str
    sentence: str
    told: str = field(metadata={"twin": False})  # without the word of state beside it
    life: str
    life_word: str
    life_look: str
    owner: str
    is_mine: bool
    recorded: date
    days_open: int
    due: date | None
    days_left: int | None
    reason: str
    changed: date | None
    is_present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Turning:
    """Where in a long list one is."""

    page: int
    pages: int
    first: int  # number of the first line shown
    last: int
    before: str  # address of the page before; empty on the first
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsPage:
    """Everything that the list shows."""

    is_public: bool
    day: date
    by: str
    wish: Wish
    total: int
    open_in_all: int
    looks: tuple[LookCount, ...]
    lines: tuple[FindingLine, ...]
    turning: Turning
    filters: dict[str, tuple[Option, ...]] = field(metadata={"twin": False})
    is_filtered: bool
    other_view: str  # address of the public list, or back; empty where there is no way back
    as_of: str


def findings(request: HttpRequest) -> Answer:
    """List findings by what is asked; by default the open ones, worst first, mine before all."""
    when, wish = asked(request), wish_of(request)
    is_public = _is_public(request)
    listed = queries.standing_findings(as_of=when.moment, source=wish.document)
    chosen = (
        in_public(listed) if is_public else chosen_of(listed, wish, by=visitor_of(request).name)
    )
    return Answer(
        context=_page(request, listed, chosen, wish=wish, when=when),
        template="reading/findings.html",
    )


def _is_public(request: HttpRequest) -> bool:
    """Tell whether only corrections and explanations are shown: to the public, and on wish."""
    return request.GET.get("view") == "public" or not is_staff(request)


def _page(
    request: HttpRequest,
    listed: Sequence[StandingFinding],
    chosen: Sequence[StandingFinding],
    *,
    wish: Wish,
    when: Asked,
) -> FindingsPage:
    to, by = addresses(request), visitor_of(request).name
    is_public = _is_public(request)
    turning = _turning(request, len(chosen), wish=wish, to=to, is_public=is_public)
    keys = [one.key for one in chosen[turning.first - 1 : turning.last]] if chosen else []
    shown = queries.findings_by_key(keys, as_of=when.moment)
    return FindingsPage(
        is_public=is_public,
        day=when.day,
        by=by,
        wish=wish,
        total=len(chosen),
        open_in_all=len(chosen_of(listed, ANYWAY, by=by)) if is_staff(request) else 0,
        looks=() if is_public else tuple(_looks(listed, wish, by=by, to=to)),
        lines=tuple(
            one if is_staff(request) else in_plain_sight(one)
            for one in (finding_line(one, to=to, day=when.day, by=by) for one in shown)
        ),
        turning=turning,
        filters={} if is_public else _filters(listed, wish, when=when),
        is_filtered=wish != ANYWAY,
        other_view=_other_view(request, to, is_public=is_public),
        as_of=to.as_of,
    )


def _other_view(request: HttpRequest, to: Addresses, *, is_public: bool) -> str:
    if not is_public:
        return to.findings(view="public")
    return to.findings() if is_staff(request) else ""


def in_plain_sight(line: FindingLine) -> FindingLine:
    """Leave out what is for staff: who sees to it, and by when."""
    return replace(line, owner="", due=None, days_left=None)


def finding_line(kept: KeptFinding, *, to: Addresses, day: date, by: str) -> FindingLine:
    """Show a finding in one line.

    Args:
        kept: The finding.
        to: How the page names others.
        day: The day that its age and what is left are counted to.
        by: Whoever asks.
    """
    from bayline.engines.documents.writers.wording import remark_of

    state, is_english = state_of(kept.finding), get_language() == "en"
    closed = day_of(kept.changed) if kept.changed and kept.life is not Life.OPEN else day
    recorded = day_of(kept.recorded)
    return FindingLine(
        key=kept.key,
        address=to.finding(kept.key),
        check=kept.finding.check,
        title=titles().get(kept.finding.check, kept.finding.check),
        look=words.look_of(state),
        word=words.state_word(state),
        sentence=kept.finding.sentence_en if is_english else kept.finding.sentence,
        told=remark_of(kept.finding, "en" if is_english else "zh"),
        life=kept.life.value,
        life_word=life_word(kept.life),
        life_look=life_look(kept.life),
        owner=kept.owner,
        is_mine=bool(by) and kept.owner == by,
        recorded=recorded,
        days_open=max(0, (closed - recorded).days),
        due=kept.due,
        days_left=None if kept.due is None else (kept.due - day).days,
        reason=kept.reason,
        changed=day_of(kept.changed) if kept.changed else None,
        is_present=kept.is_present,
    )


def _turning(
    request: HttpRequest, total: int, *, wish: Wish, to: Addresses, is_public: bool
) -> Turning:
    pages = max(1, -(-total // _A_PAGE))
    page = min(page_number(request), pages)
    named = {"view": "public"} if is_public else wish.asked()

    def at(number: int) -> str:
        more = {"page": str(number)} if number > 1 else {}
        return to.findings(**named, **more) if 1 <= number <= pages else ""

    first = min(total, (page - 1) * _A_PAGE + 1)
    last = min(total, page * _A_PAGE)
    return Turning(
        page=page, pages=pages, first=first, last=last, before=at(page - 1), after=at(page + 1)
    )


def _looks(
    listed: Iterable[StandingFinding], wish: Wish, *, by: str, to: Addresses
) -> Iterable[LookCount]:
    """Count by look what fits in all else; a look that is chosen leads back to all."""
    looked_for = {look: replace(wish, look=look) for look in words.LOOKS}
    fitting = (
        one.state for one in listed if fits(one, looked_for[words.look_of(one.state)], by=by)
    )
    counts = Counter(map(State, fitting))
    for state in WORST:
        look = words.look_of(state)
        is_chosen = look == wish.look
        asked_for = replace(wish, look="" if is_chosen else look).asked()
        if counts[state]:
            yield LookCount(
                look=look,
                word=words.state_word(state),
                count=counts[state],
                address=to.findings(**asked_for),
                is_chosen=is_chosen,
            )


def _filters(
    listed: Sequence[StandingFinding], wish: Wish, *, when: Asked
) -> dict[str, tuple[Option, ...]]:
    owners = sorted({one.stands.owner for one in listed} - {""})
    checks = {one.check for one in listed}
    sources = queries.titles_with_findings(as_of=when.moment, chosen=wish.document)
    named = titles()
    return {
        "life": _options(
            wish.life,
            [
                *((life.value, life_word(life)) for life in Life),
                (GONE, _("不再出现")),
                (ALL, _("全部")),
            ],
        ),
        "look": _options(
            wish.look,
            [("", _("除相符外的全部")), *((words.look_of(s), words.state_word(s)) for s in State)],
        ),
        "check": _options(
            wish.check,
            [("", _("全部")), *sorted((one, named.get(one, one)) for one in checks)],
        ),
        "owner": _options(
            wish.owner,
            [("", _("全部")), (MINE, _("我的")), (NOBODY, _("无人负责"))]
            + [(one, one) for one in owners],
        ),
        "document": _options(
            wish.document, [("", _("全部")), *((sha256[:12], title) for sha256, title in sources)]
        ),
        "sort": _options(wish.sort, [(name, _(title)) for name, title in SORTS.items()]),
    }


def _options(chosen: str, pairs: Iterable[tuple[str, str]]) -> tuple[Option, ...]:
    return tuple(
        Option(value=value, title=title, is_chosen=value == chosen) for value, title in pairs
    )
