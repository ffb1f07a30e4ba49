"""Projects as packages hold them: written from the registers, and as their packages had them."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Q

from bayline.kernel.errors import BaylineError
from bayline.platform.naming import names_of
from bayline.platform.packs.paths import REGION
from bayline.platform.packs.queries import file
from bayline.platform.packs.regions import region_of
from bayline.platform.packs.terms import Region
from bayline.platform.reaching import seen_at
from bayline.platform.record.queries import content_of, source_by_hash
from bayline.platform.record.queries.sources import kept_sources
from bayline.platform.registers.queries import labels, register
from bayline.platform.registers.terms import Register, Values
from bayline.systems.projects.queries import entries_of
from bayline.systems.projects.rules.entries import (
    AMOUNTS,
    BATCHES,
    EFFECTS,
    MEMBERS,
    PROJECTS,
    STAGES,
)
from bayline.systems.projects.rules.oc4ids import exchanging
from bayline.systems.projects.rules.oc4ids.beside import Beside
from bayline.systems.projects.rules.oc4ids.entering import Source, canonical, entered
from bayline.systems.projects.rules.oc4ids.parsing import parsed
from bayline.systems.projects.rules.oc4ids.publishing import Around, Cited, Recorded, again, anew
from bayline.systems.projects.rules.oc4ids.schema import Json, Schema
from bayline.systems.projects.rules.standing import grouped

PACKAGES = "project_packages"
VERSION = "0.9"
_MODELLED = (PROJECTS, STAGES, AMOUNTS, EFFECTS, BATCHES, MEMBERS)
_AT_ONCE = 300
_MANY = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The package that a project came in.

    Attributes:
        document: Name of its file.
        place: Which of its projects, from 0.
        package: The package.
    """

    document: str
    place: int
    package: Schema

    @property
    def original(self) -> Schema:
        """The project as it came."""
        found: Schema = self.package["projects"][self.place]
        return found

    @property
    def head(self) -> Schema:
        """The package without its projects."""
        return {key: value for key, value in self.package.items() if key != "projects"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the home holds of one project."""

    recorded: Recorded
    around: Around
    origin: Origin | None

    def written(self, registers: Mapping[str, Register]) -> Schema:
        """Write it as an object of the standard."""
        if self.origin is None:
            return anew(self.recorded, self.around)
        then = recorded_then(self.recorded.values["code"], self.origin, registers)
        return again(self.recorded, self.around, self.origin.original, then)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A package that was written.

    Attributes:
        package: The package.
        bare: How many of its projects have an identifier without a registered prefix.
    """

    package: Schema
    bare: int

    @property
    def text(self) -> str:
        """The package as a file holds it."""
        return json.dumps(self.package, ensure_ascii=False, indent=2) + "\n"


def declarations() -> dict[str, Register]:
    """Give the registers that packages are made of, those within reach."""
    found = {}
    for name in (*_MODELLED, PACKAGES):
        try:
            found[name] = register(name)
        except BaylineError:  # not within reach
            continue
    return found


def package(*, prefix: str, at: datetime) -> Written:
    """Write all projects within reach as one package.

    Args:
        prefix: What the standard's registry gave the publisher; empty for that of the region.
        at: When; a package that came in and was not changed keeps its own day.
    """
    region, registers = own_region(), declarations()
    known = [*held(prefix=prefix or region.oc4ids_prefix)]
    objects = [one.written(registers) for one in known]
    whole = _unchanged(known, objects)
    head = _head(region, at) if whole is None else whole
    bare = sum(not exchanging.is_prefixed(one["id"]) for one in objects)
    return Written(package={**head, "projects": objects}, bare=bare)


def own_region() -> Region:
    """Give what the region's pack says of it; a region without a name where there is none."""
    data = file(REGION)
    return region_of({REGION: data}) if data else Region(name="", code="000000")


def _head(region: Region, at: datetime) -> Schema:
    moment = (seen_at(None) or at).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "uri": f"urn:bayline:{region.code}:projects",
        "publishedDate": moment,
        "version": VERSION,
        "publisher": {"name": region.name or "Bayline"},
    }


def _unchanged(known: Sequence[Held], objects: Sequence[Schema]) -> Schema | None:
    """Give the head of the one package that all of this is, in its order and as it came."""
    origin = known[0].origin if known else None
    is_whole = origin is not None and objects == origin.package["projects"]
    return origin.head if origin and is_whole else None


def held(codes: Collection[str] | None = None, *, prefix: str) -> Iterator[Held]:
    """Give what the home holds of projects: those of packages in their order, then the others.

    Args:
        codes: Of which; None for all.
        prefix: What stands before a code as its identifier.
    """
    projects = entries_of(PROJECTS, field="code", codes=codes)
    stages, amounts, effects, members = (
        _keyed(entries_of(name, codes=codes)) for name in (STAGES, AMOUNTS, EFFECTS, MEMBERS)
    )
    batches = _batches_of(members)
    origins = _origins(entries_of(PACKAGES, field="code", codes=codes))
    parts = (stages, amounts, effects, members, {"": batches})
    entries = [of for part in parts for of in part.values()]
    around = _arounds(projects.values(), entries, prefix)
    first = sorted(origins.keys() & projects, key=lambda one: _order(origins[one]))
    for code in (*first, *(code for code in projects if code not in origins)):
        beside = Beside(effects=effects.get(code, {}), **_named_in(members.get(code, {}), batches))
        recorded = Recorded(
            values=projects[code],
            stages=stages.get(code, {}),
            amounts=amounts.get(code, {}),
            beside=beside,
        )
        yield Held(recorded=recorded, around=around[code], origin=origins.get(code))


def _batches_of(members: Mapping[str, Mapping[str, Values]]) -> dict[str, Values]:
    codes = {one["batch"] for of in members.values() for one in of.values()}
    found = entries_of(BATCHES, field="code", codes=codes) if codes else {}
    return {one["code"]: one for one in found.values()}


def _named_in(
    members: Mapping[str, Values], batches: Mapping[str, Values]
) -> dict[str, Mapping[str, Values]]:
    """Give the members of batches that are known, and these batches."""
    known = {key: one for key, one in members.items() if one["batch"] in batches}
    return {
        "members": known,
        "batches": {one["batch"]: batches[one["batch"]] for one in known.values()},
    }


def _order(origin: Origin) -> tuple[str, int]:
    return origin.document, origin.place


def _keyed(entries: Mapping[str, Values]) -> dict[str, dict[str, Values]]:
    groups = grouped(one for one in entries.values() if one.get("project"))
    return {code: {one["code"]: one for one in of} for code, of in groups.items()}


def _origins(rows: Mapping[str, Values]) -> dict[str, Origin]:
    """Give the packages that projects came in, as far as these are within reach."""
    found = {}
    packages = {digest: package_kept(digest) for digest in {one["digest"] for one in rows.values()}}
    for code, row in rows.items():
        known, place = packages[row["digest"]], int(row["place"]) - 1
        if known is not None and place < len(known["projects"]):
            found[code] = Origin(document=row["document"], place=place, package=known)
    return found


def package_kept(digest: str) -> Json:
    """Give a package that is kept as a document; None where it is not within reach."""
    if source_by_hash(digest) is None:
        return None
    return _package(digest)


@lru_cache(maxsize=4)
def _package(digest: str) -> Json:
    found = source_by_hash(digest)
    return None if found is None else parsed(content_of(found), where=found.name)


def recorded_then(code: str, origin: Origin, registers: Mapping[str, Register]) -> Recorded:
    """Give what the registers held of a project when its package came in."""
    project = exchanging.project_of(origin.original, origin.head)
    given = entered(project, code, Source(origin.document, origin.place))
    values, _ = canonical(registers, [one for one in given if one.register in registers])
    return recorded_of(code, values)


def recorded_of(code: str, values: Mapping[tuple[str, str], Values]) -> Recorded:
    """Put the entries of one project together."""
    by_register: dict[str, dict[str, Values]] = {name: {} for name in _MODELLED}
    for (name, key), one in values.items():
        by_register[name][key] = one
    return Recorded(
        values=by_register[PROJECTS].get(code, {}),
        stages=by_register[STAGES],
        amounts=by_register[AMOUNTS],
        beside=Beside(
            effects=by_register[EFFECTS], **_named_in(by_register[MEMBERS], by_register[BATCHES])
        ),
    )


def identifier_of(values: Values, prefix: str) -> str:
    """Give the identifier of a project in the standard: its own, else its code behind a prefix."""
    own, code = values.get("identifier", ""), values["code"]
    return own or (f"{prefix}-{code}" if prefix else code)


def _arounds(
    projects: Iterable[Values], entries: Iterable[Mapping[str, Values]], prefix: str
) -> dict[str, Around]:
    known = [*projects]
    region = own_region().code
    leads = _lead_names({one["lead"] for one in known if one.get("lead")})
    places = names_of("place", {one["place"] for one in known if one.get("place")})
    named = {one["document"] for one in known if one.get("document")}
    documents = cited(named | {one["document"] for of in entries for one in of.values()})
    return {
        one["code"]: Around(
            identifier=identifier_of(one, prefix),
            region=region,
            lead=leads.get(one.get("lead", ""), ""),
            place=found.label if (found := places.get(one.get("place", ""))) else "",
            documents=documents,
        )
        for one in known
    }


def _lead_names(codes: Collection[str]) -> Mapping[str, str]:
    try:
        return labels(register("organisations"), codes) if codes else {}
    except BaylineError:  # declared nowhere, or not within reach
        return {}


def cited(names: Collection[str]) -> dict[str, Cited]:
    """Give what the record knows of documents by the names of their files, the last one of each."""
    wanted, found = sorted(names), {}
    for first in range(0, len(wanted), _AT_ONCE):
        named = Q(name__in=wanted[first : first + _AT_ONCE])
        for one in kept_sources(named, as_of=seen_at(None), order=("pk",), limit=_MANY):
            known = Cited(one.title, one.url, one.published, one.publisher)
            found[one.name] = known
    return found
