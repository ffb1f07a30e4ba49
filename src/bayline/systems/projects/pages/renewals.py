"""Land renewals at the end of a day: freed, cleared, let again, firms out and in."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.figures import plain
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of, page_number
from bayline.platform.listing import Pager
from bayline.platform.pages import Answer, refused
from bayline.platform.registers.terms import Values
from bayline.systems.projects.pages.grounds import Grounds, Linked, asked_by
from bayline.systems.projects.pages.list_words import period_word
from bayline.systems.projects.pages.renewal_context import (
    Land,
    LandStepRow,
    MoveRow,
    ParcelRow,
    RenewalPage,
    RenewalRow,
    RenewalsPage,
    StageOf,
)
from bayline.systems.projects.pages.settling import Settling, mu_word, sums_of
from bayline.systems.projects.pages.surrounding import step_word
from bayline.systems.projects.queries import codes_of_form, entries_of, lines_at
from bayline.systems.projects.rules.entries import FIRMS, PARCELS, PROJECTS
from bayline.systems.projects.rules.listing import PAGE_ROWS
from bayline.systems.projects.rules.renewals import LandStage
from bayline.systems.projects.rules.renewing import Parcel, parcels_of
from bayline.systems.projects.rules.standing import grouped

_RENEWAL = "renewal"


def renewals(request: HttpRequest) -> Answer:
    """List the land renewals at the end of a day."""
    at, ways = as_of(request), addresses(request)
    try:
        day = day_of(request, at)
    except BaylineError as error:
        return refused(error, status=400)
    parcels = grouped(entries_of(PARCELS, at=at).values())
    codes = _renewals(parcels, at)
    size, address = PAGE_ROWS, lambda one: ways.to("/projects/renewals", day=str(day), page=one)
    pager = Pager.of(page_number(request), len(codes), size=size, address=address)
    here = pager.cut(codes, size=size)
    settling = Settling.of(here, day=day, at=at)
    found = entries_of(PROJECTS, field="code", codes=here, at=at) if here else {}
    shown = [found[code] for code in here if code in found]
    grounds = Grounds(asked_by(shown), ways)
    page = RenewalsPage(
        day=day.isoformat(),
        total=len(codes),
        stages=tuple(step_word(stage) for stage in LandStage),
        rows=tuple(_row(values, settling, grounds) for values in shown),
        sums=tuple(
            Land(stage=stage.value, word=step_word(stage), mu=mu_word(sum_))
            for stage, sum_ in sums_of(parcels, {*codes}, day=day).items()
            if parcels
        ),
        pager=pager,
        as_of=ways.as_of,
        list_address=ways.to("/projects"),
    )
    return Answer(context=page, template="projects/renewals.html")


def _renewals(parcels: Collection[str], at: datetime | None) -> list[str]:
    """Give the projects that renew land: by their form, or since parcels of them are on record."""
    found = {*codes_of_form(_RENEWAL, lines_at(at))}
    named = {*parcels} - found
    others = entries_of(PROJECTS, field="code", codes=named, at=at) if named else {}
    return sorted(found | others.keys())


def day_of(request: HttpRequest, at: datetime | None) -> date:
    """Read the day that is asked for; today where none is.

    Raises:
        BaylineError: It is no day.
    """
    typed = request.GET.get("day", "").strip()
    if not typed:
        return timezone.localtime(at).date() if at else timezone.localdate()
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise BaylineError(
            f"“{typed[:20]}” is no day",
            do="write it as 2021-06-30",
            zh=Words(f"“{typed[:20]}”不是日期", do="请写成2021-06-30"),
        ) from None


def _row(values: Values, settling: Settling, grounds: Grounds) -> RenewalRow:
    settled, check = settling.settled(values["code"], grounds)
    name = values.get("name", "") or values["code"]
    return RenewalRow(
        renewal=Linked(label=name, address=grounds.renewal(values["code"])),
        place=grounds.place(values["place"]) if values.get("place") else None,
        settled=settled,
        check=check,
    )


def renewal(request: HttpRequest, code: str) -> Answer:
    """Show a land renewal, settled at the end of a day.

    Raises:
        Http404: There is no project of that code, or was none then.
    """
    at, ways = as_of(request), addresses(request)
    try:
        day = day_of(request, at)
    except BaylineError as error:
        return refused(error, status=400)
    found = entries_of(PROJECTS, field="code", codes=[code], at=at).get(code)
    if found is None:
        raise Http404
    settling = Settling.of([code], day=day, at=at)
    steps, moves = settling.parcels.get(code, []), settling.firms.get(code, [])
    grounds = Grounds(asked_by([found, *steps, *moves]), ways)
    settled, check = settling.settled(code, grounds)
    name = found.get("name", "") or code
    page = RenewalPage(
        code=code,
        name=name,
        day=day.isoformat(),
        place=grounds.place(found["place"]) if found.get("place") else None,
        project=Linked(label=name, address=grounds.project(code)),
        settled=settled,
        check=check,
        stages=tuple(step_word(stage) for stage in LandStage),
        parcels=tuple(map(_parcel, parcels_of(steps, day=day))),
        steps=(*_steps(steps, grounds),),
        moves=(*_moves(moves, grounds),),
        as_of=ways.as_of,
        list_address=ways.to("/projects/renewals"),
        step_address=_form(ways, PARCELS, code),
        firm_address=_form(ways, FIRMS, code),
    )
    return Answer(context=page, template="projects/renewal.html")


def _form(ways: Addresses, register: str, code: str) -> str:
    address = Addresses(prefix=ways.prefix).to(f"/registers/{register}/new")
    return f"{address}?{urlencode({'v.project': code})}"


def _parcel(parcel: Parcel) -> ParcelRow:
    return ParcelRow(
        name=parcel.name,
        stage_word=step_word(parcel.stage) if parcel.stage else "—",
        stages=tuple(_stage_of(stage, parcel) for stage in LandStage),
    )


def _stage_of(stage: LandStage, parcel: Parcel) -> StageOf:
    reached = parcel.reached.get(stage, ())
    areas = [area for _on, area in reached if area is not None]
    return StageOf(
        stage=stage.value,
        dates=tuple(period_word(on.edtf) for on, _area in reached),
        mu=plain(sum(areas, Decimal(0)), thousands=True) if areas else "",
    )


def _steps(entries: Sequence[Values], grounds: Grounds) -> Iterator[LandStepRow]:
    for one in sorted(entries, key=lambda each: (each["date"], each["code"])):
        yield LandStepRow(
            entry=Linked(label=one["code"], address=grounds.entry(PARCELS, one["code"])),
            word=step_word(one["step"]),
            parcel=one.get("parcel", ""),
            date=period_word(one["date"]),
            area=grounds.number(PARCELS, one, "area"),
            firms_out=grounds.number(PARCELS, one, "firms_out"),
            firms_in=grounds.number(PARCELS, one, "firms_in"),
            document=grounds.document(one["document"]),
        )


def _moves(entries: Sequence[Values], grounds: Grounds) -> Iterator[MoveRow]:
    words = {"out": _("迁出"), "in": _("迁入")}
    for one in sorted(entries, key=lambda each: (each["date"], each["code"])):
        yield MoveRow(
            firm=Linked(label=one["firm"], address=grounds.entry(FIRMS, one["code"])),
            direction=one["direction"],
            word=words[one["direction"]],
            date=period_word(one["date"]),
            document=grounds.document(one["document"]),
        )
