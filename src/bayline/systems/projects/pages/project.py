"""The page of a project: where it stands, what shows it, what was promised, what names it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone

from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.joining import part_views
from bayline.platform.pages import Answer
from bayline.platform.people.visiting import is_staff
from bayline.platform.registers.terms import Values
from bayline.systems.projects.pages import foreseeing, stating, surrounding, words
from bayline.systems.projects.pages.context import AmountStated, ProjectPage
from bayline.systems.projects.pages.grounds import Asked, Grounds, Linked, asked_by
from bayline.systems.projects.pages.naming import project_path
from bayline.systems.projects.pages.stating import Told
from bayline.systems.projects.queries import entries_of, names_in, of_project
from bayline.systems.projects.rules.entries import (
    AMOUNTS,
    BATCHES,
    DECISIONS,
    EFFECTS,
    HOLDINGS,
    LIBRARIES,
    MEMBERS,
    PARCELS,
    PROJECTS,
    STAGES,
)
from bayline.systems.projects.rules.identity.deciding import SAME
from bayline.systems.projects.rules.standing import standing_of
from bayline.systems.projects.terms import AmountKind

_ORGANISATIONS = "organisations"


def project(request: HttpRequest, code: str) -> Answer | HttpResponseBase:
    """Show a project, as it stands or as it stood.

    Raises:
        Http404: There is none of that code, or was none then.
    """
    at = as_of(request)
    found = entries_of(PROJECTS, field="code", codes=[code], at=at).get(code)
    if found is None:
        return _elsewhere(request, code, at)
    entries = of_project(code, at=at)
    joined = _joined(entries, at)
    ways = addresses(request)
    grounds = Grounds(_asked(found, entries, joined), ways)
    standing = standing_of(
        found, stages=entries[STAGES].values(), amounts=entries[AMOUNTS].values()
    )
    today = timezone.localtime(at).date() if at else timezone.localdate()
    told = Told(standing=standing, entries=entries, grounds=grounds, today=today)
    page = _page(told, joined, is_told=is_staff(request), at=at)
    return Answer(context=page, template="projects/project.html")


def _elsewhere(request: HttpRequest, code: str, at: datetime | None) -> HttpResponseBase:
    """Lead to the project that one was merged into.

    Raises:
        Http404: It was merged into none.
    """
    decisions = entries_of(DECISIONS, field="project", codes=[code], at=at).values()
    into = next((one["into"] for one in decisions if one["decision"] == SAME), None)
    if into is None:
        raise Http404
    ending = ".json" if request.path.endswith(".json") else ""
    return HttpResponseRedirect(addresses(request).to(f"{project_path(into)}{ending}"))


_WHOLES = {BATCHES: (MEMBERS, "batch"), LIBRARIES: (HOLDINGS, "library")}
_Joined = Mapping[str, Mapping[str, Values]]  # by register and code: what the project stands in


def _joined(entries: _Joined, at: datetime | None) -> dict[str, dict[str, Values]]:
    found = {}
    for register, (members, field) in _WHOLES.items():
        codes = {values[field] for values in entries[members].values()}
        known = entries_of(register, field="code", codes=codes, at=at) if codes else {}
        found[register] = known
    return found


def _asked(found: Values, entries: _Joined, joined: _Joined) -> Asked:
    groups = (*entries.values(), *joined.values())
    every: Iterable[Values] = chain.from_iterable(each.values() for each in groups)
    return asked_by([found, *every])


def _page(told: Told, joined: _Joined, *, is_told: bool, at: datetime | None) -> ProjectPage:
    found, grounds, stages = told.standing.project, told.grounds, told.entries[STAGES]
    code, stage = found["code"], told.standing.stage
    amounts = (*stating.amounts_of(told),)
    bodies = _bodies(found, grounds, at)
    return ProjectPage(
        code=code,
        name=found.get("name", "") or code,
        also=tuple(filter(None, map(str.strip, found.get("also", "").splitlines()))),
        form=found.get("form", "") or "construction",
        category=found.get("category", ""),
        place=grounds.place(found["place"]) if found.get("place") else None,
        lead=bodies["lead"],
        firm=bodies["firm"],
        joint=found.get("joint", ""),
        about=found.get("about", ""),
        document=grounds.document(found["document"]) if found.get("document") else None,
        stage=stage.value if stage else "",
        stage_word=words.stage_word(stage) if stage else "",
        total=_total(amounts),
        steps=(*stating.steps_of(told, stages),),
        plans=(*stating.plans_of(told, stages),),
        forecast=foreseeing.forecast_of(told),
        amounts=amounts,
        charts=(*stating.charts_of(told),),
        effects=(*stating.effects_of(told),),
        findings=(*foreseeing.findings_of(told),) if is_told else (),
        batches=(*surrounding.batches_of(joined[BATCHES], grounds),),
        libraries=(*surrounding.libraries_of(joined[LIBRARIES], grounds),),
        titles=(*surrounding.titles_of(told),),
        lists=(*surrounding.lists_of(told),),
        registration=surrounding.registration_of(told) if is_told else None,
        parcels=(*surrounding.parcels_of(told),),
        land=(*surrounding.land_of(told),),
        parts=part_views(PROJECTS, code, at=at, ways=grounds.ways),
        renewal_address=grounds.renewal(code) if told.entries[PARCELS] else "",
        related=(*surrounding.related_to(code, grounds, at=at),),
        sources=(*_sources(told),),
        as_of=grounds.ways.as_of,
        **_addresses(code, grounds),
    )


def _addresses(code: str, grounds: Grounds) -> dict[str, str]:
    def form(register: str) -> str:
        asked = urlencode({"v.project": code})
        return f"{Addresses(prefix=grounds.ways.prefix).to(f'/registers/{register}/new')}?{asked}"

    return {
        "list_address": grounds.ways.to("/projects"),
        "history_address": grounds.entry(PROJECTS, code),
        "step_address": form(STAGES),
        "amount_address": form(AMOUNTS),
        "effect_address": form(EFFECTS),
    }


def _bodies(found: Values, grounds: Grounds, at: datetime | None) -> dict[str, Linked | None]:
    """Name who leads a project and who builds it, by one question."""
    codes = {name: found.get(name, "") for name in ("lead", "firm")}
    names = names_in(_ORGANISATIONS, {*codes.values()} - {""}, at=at)
    return {name: _body(code, names, grounds) if code else None for name, code in codes.items()}


def _body(code: str, names: Mapping[str, str], grounds: Grounds) -> Linked:
    where = grounds.ways.to(f"/organisations/{code}") if code in names else ""
    return Linked(label=names.get(code, code), address=where)


def _total(amounts: Iterable[AmountStated]) -> AmountStated | None:
    kinds = (AmountKind.INVESTMENT.value, AmountKind.PLANNED_INVESTMENT.value)
    known = {one.kind: one for one in reversed([*amounts])}
    return next((known[kind] for kind in kinds if kind in known), None)


def _sources(told: Told) -> Iterator[Linked]:
    """Name the documents that the page rests on, each once."""
    registers = (told.entries[name].values() for name in told.entries)
    every = [told.standing.project, *chain.from_iterable(registers)]
    files = dict.fromkeys(values["document"] for values in every if values.get("document"))
    return map(told.grounds.document, files)
