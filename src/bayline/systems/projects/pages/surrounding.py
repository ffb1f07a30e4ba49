"""Parts of the page of a project: batches, published lists, statistics, land, what names it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.kernel.figures import plain
from bayline.platform.pages import is_english, said
from bayline.platform.registers.terms import Values
from bayline.systems.projects.pages import words
from bayline.systems.projects.pages.context import (
    BatchJoined,
    LandSum,
    LibraryJoined,
    ParcelTaken,
    Registration,
    RowListed,
    TitleWon,
)
from bayline.systems.projects.pages.grounds import Grounds, Linked
from bayline.systems.projects.pages.stating import Told
from bayline.systems.projects.queries import naming_project
from bayline.systems.projects.rules.entries import (
    BATCHES,
    DESIGNATIONS,
    ENTERED,
    LIBRARIES,
    LISTED,
    PARCELS,
)
from bayline.systems.projects.rules.registering.candidates import candidate_of
from bayline.systems.projects.rules.registering.lists import scope_of, started_not_registered
from bayline.systems.projects.rules.registering.terms import Candidate, Scope
from bayline.systems.projects.rules.renewals import LandStage, area_in_mu
from bayline.systems.projects.terms import AmountKind, Stage


def batches_of(batches: Mapping[str, Values], grounds: Grounds) -> Iterator[BatchJoined]:
    """Give the batches that a project is named in, in order of their dates."""
    for code, values in sorted(batches.items(), key=lambda one: (one[1]["date"], one[0])):
        yield BatchJoined(
            batch=Linked(label=values["name"], address=grounds.batch(code)),
            date=values["date"],
            stage_word=words.stage_word(Stage(values["stage"])),
            count=grounds.number(BATCHES, values, "projects"),
            investment=grounds.number(BATCHES, values, "investment"),
        )


def libraries_of(libraries: Mapping[str, Values], grounds: Grounds) -> Iterator[LibraryJoined]:
    """Give the libraries that a project stands in, in order of their years."""
    for code, values in sorted(libraries.items(), key=lambda one: (one[1]["period"], one[0])):
        yield LibraryJoined(
            library=Linked(label=values["name"], address=grounds.library(code)),
            period=values["period"],
            count=grounds.number(LIBRARIES, values, "projects"),
            investment=grounds.number(LIBRARIES, values, "investment"),
        )


def lists_of(told: Told) -> Iterator[RowListed]:
    """Give the rows of published lists that were confirmed to be a project, by year."""
    rows = told.entries[LISTED].items()
    for key, values in sorted(rows, key=lambda one: (one[1]["year"], one[1]["list"], one[0])):
        yield RowListed(
            name=Linked(label=values["name"], address=told.grounds.entry(LISTED, key)),
            list=values["list"],
            year=values["year"],
            number=values.get("number", ""),
            section=values.get("section", ""),
            status=values.get("status", ""),
            document=told.grounds.document(values.get("document", "")),
        )


def registration_of(told: Told) -> Registration:
    """Tell where a project stands with the statistics."""
    values = next(iter(told.entries[ENTERED].values()), None)
    candidate = candidate_of(told.standing, values)
    scope, sentence = _scope(candidate, told)
    return Registration(
        scope=scope,
        sentence=sentence,
        applied=values.get("applied", "") if values else "",
        entered=values.get("entered", "") if values else "",
        number=values.get("number", "") if values else "",
        gaps=_gaps(candidate, told) if scope else (),
        address=told.grounds.entry(ENTERED, values["code"]) if values else "",
    )


def _scope(candidate: Candidate, told: Told) -> tuple[str, str]:
    try:
        scope = scope_of(candidate, day=told.today)
    except BaylineError as error:
        return "", said(error)
    by_total = candidate.planned and candidate.planned.kind is AmountKind.INVESTMENT
    basis = _("没有写计划总投资，按总投资判断。") if by_total else ""
    said_of = {
        Scope.LARGE: _("属统计范围，用206-1表。"),
        Scope.SMALL: _("属统计范围，用206-2表。"),
        Scope.OUT: _("不够起报点，不属统计范围。"),
        Scope.EITHER: _("属统计范围；计划总投资定不了用206-1表还是206-2表。"),
        Scope.UNSURE: _("计划总投资定不了是否够起报点。"),
    }
    return scope.value, f"{said_of[scope]}{basis}"


def _gaps(candidate: Candidate, told: Told) -> tuple[str, ...]:
    return tuple(
        gap.en if is_english() else gap.zh
        for listed in started_not_registered([candidate], day=told.today)
        for gap in listed.gaps
    )


def step_word(step: str) -> str:
    """Name a step of renewal."""
    known = LandStage(step)
    return known.en[:1].upper() + known.en[1:] if is_english() else known.zh


def parcels_of(told: Told) -> Iterator[ParcelTaken]:
    """Give the parcels of a renewal, by date."""
    entries = told.entries[PARCELS].items()
    for _key, values in sorted(entries, key=lambda one: (one[1]["date"], one[0])):
        yield ParcelTaken(
            step=values["step"],
            word=step_word(values["step"]),
            date=values["date"],
            area=told.grounds.number(PARCELS, values, "area"),
            firms_out=told.grounds.number(PARCELS, values, "firms_out"),
            firms_in=told.grounds.number(PARCELS, values, "firms_in"),
            document=told.grounds.document(values["document"]),
        )


def land_of(told: Told) -> Iterator[LandSum]:
    """Add the land of each step, in mu; nothing where an area cannot be read."""
    for step in LandStage:
        areas = [one["area"] for one in _of_step(told, step) if one.get("area")]
        if areas:
            known = [area_in_mu(area) for area in areas]
            read = [each for each in known if each is not None]
            is_whole = len(read) == len(known)
            yield LandSum(
                step=step.value,
                word=step_word(step),
                mu=plain(sum(read, Decimal(0)), thousands=True) if is_whole else "",
                parcels=len(areas),
            )


def _of_step(told: Told, step: str) -> list[Values]:
    return [one for one in told.entries[PARCELS].values() if one["step"] == step]


def titles_of(told: Told) -> Iterator[TitleWon]:
    """Give the designations that a project has won, by date."""
    entries = told.entries[DESIGNATIONS].items()
    for key, values in sorted(entries, key=lambda one: (one[1].get("date", ""), one[0])):
        yield TitleWon(
            title=Linked(label=values["title"], address=told.grounds.entry(DESIGNATIONS, key)),
            level=_LEVELS.get(values["level"], ("", ""))[is_english()],
            batch=values.get("batch", ""),
            date=values.get("date", ""),
            document=told.grounds.document(values["document"]),
        )


_LEVELS = {
    "national": ("国家级", "national"),
    "regional": ("区域", "regional"),
    "provincial": ("省级", "provincial"),
    "municipal": ("市级", "municipal"),
}


def related_to(code: str, grounds: Grounds, *, at: datetime | None) -> Iterator[Linked]:
    """Give the entries of other registers that name a project."""
    for register, entries in naming_project(code, at=at):
        for key, values in entries.items():
            yield Linked(
                label=values.get(register.label) or key,
                address=grounds.entry(register.name, key),
                note=register.called(english=is_english()),
            )
