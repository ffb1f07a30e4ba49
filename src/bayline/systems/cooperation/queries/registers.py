"""What the registers hold of agreements, meetings, services and brands; who the parties are."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import NamedTuple

from bayline.kernel.errors import BaylineError
from bayline.kernel.periods import Period
from bayline.platform.packs.queries import file as pack_file
from bayline.platform.packs.regions import toml_of
from bayline.platform.record import queries as record
from bayline.platform.registers.queries import counts, entries_in, register
from bayline.platform.registers.terms import Register, Values
from bayline.platform.standstill import once
from bayline.platform.transport.queries import own_codes
from bayline.systems.cooperation.rules.belonging import may_belong, stem
from bayline.systems.cooperation.rules.entries import MEETINGS, ORGANISATIONS
from bayline.systems.reading.queries import place_code

_TRACKS = "schemes/tracks.toml"
_REGION = "region.toml"


def counts_in(names: Collection[str]) -> dict[str, int]:
    """Count the entries of registers by name; none of one that is not within reach."""
    return dict.fromkeys(names, 0) | counts([*filter(None, map(_register, names))])


def _register(name: str) -> Register | None:
    try:
        return register(name)
    except BaylineError:
        return None


class Party(NamedTuple):
    """A party as it was written, with what it names.

    Attributes:
        name: As it was written, or the name of the organisation of that code.
        place: Code of the place; empty where it names none.
        organisation: Code of the organisation; empty where it names none.
    """

    name: str
    place: str = ""
    organisation: str = ""


def parties_named(names: Collection[str]) -> dict[str, Party]:
    """Tell what parties are, by their names or codes; those nobody knows are left out."""
    found: dict[str, Party] = {}
    for name in names:
        code = place_code(name)
        if code != name or (code.isdigit() and pack_file(_REGION)):
            found[name] = Party(name, place=code)
    left = [name for name in names if name not in found]
    for field in ("name", "code") if left else ():
        for values in entries_in(ORGANISATIONS, field, left).values():
            found[values[field]] = Party(values["name"], organisation=values["code"])
    return found


def known_parties(names: Collection[str]) -> frozenset[str] | None:
    """Give those of some names that are known; None before a region's pack is there."""
    return None if pack_file(_REGION) is None else frozenset(parties_named(names))


def organisation_names(codes: Collection[str]) -> dict[str, str]:
    """Name organisations by their codes; a code that nobody knows is its own name."""
    return {**_names(frozenset(codes))} if codes else {}


@once
def _names(codes: frozenset[str]) -> dict[str, str]:
    known = entries_in(ORGANISATIONS, "code", codes)
    return {code: known[code]["name"] if code in known else code for code in codes}


@once
def organisations() -> dict[str, Values]:
    """Give all organisations by code."""
    return entries_in(ORGANISATIONS)


def organisation_places(codes: Collection[str]) -> dict[str, str]:
    """Give the places of organisations by code; empty of those that name none."""
    known = entries_in(ORGANISATIONS, "code", codes) if codes else {}
    return {code: one.get("place", "") for code, one in known.items()}


def organisation_code(written: str) -> str:
    """Give the code of an organisation as it was typed, by code or name; else what was typed."""
    if not written:
        return ""
    for field in ("code", "name"):
        found = entries_in(ORGANISATIONS, field, [written])
        if len(found) == 1:
            return next(iter(found.values()))["code"]
    return written


def region_code() -> str:
    """Give the code of the region; empty before a pack is there."""
    data = pack_file(_REGION)
    return str(toml_of(data, where=_REGION).get("code", "")) if data else ""


def text_of(document: str) -> str | None:
    """Give the text of a document of the record by its file name; None where it is not there."""
    found = record.living_by_name(document)
    text = record.latest_text(found[-1]) if found else None
    return text.document.text if text else None


class Track(NamedTuple):
    """A track of cooperation, as the pack names it."""

    code: str
    name: str
    name_en: str


@once
def tracks(at: datetime | None = None) -> tuple[Track, ...]:
    """Give the tracks of cooperation of the region, in their order; none where it has none."""
    data = pack_file(_TRACKS, at)
    items = toml_of(data, where=_TRACKS).get("item", []) if data else []
    return tuple(
        Track(str(one["code"]), str(one["name"]), str(one.get("name_en", one["name"])))
        for one in items
    )


@once
def meetings(
    *, within: Period | None = None, at: datetime | None = None
) -> tuple[Mapping[str, str], ...]:
    """List the meetings by their day.

    Args:
        within: Only those whose day lies in this period; None for all.
        at: As the register stood then; None for now.
    """
    found = sorted(entries_in(MEETINGS, at=at).values(), key=lambda one: (one["date"], one["code"]))
    return tuple(one for one in found if within is None or _day_of(one) in within)


def _day_of(values: Values) -> date:
    return date.fromisoformat(values["date"])


def own_organisations(codes: Collection[str]) -> frozenset[str]:
    """Give those of some organisations that are of own side.

    They are those that belong to an organisation for which this installation speaks; where it
    speaks for none, those whose place lies in the region.
    """
    return _own(frozenset(codes), own_codes()) if codes else frozenset()


@once
def _own(codes: frozenset[str], speaking: frozenset[str]) -> frozenset[str]:
    if speaking:
        known = organisations()
        return frozenset(
            code for code in codes if any(may_belong(code, one, known) for one in speaking)
        )
    region = region_code()
    known = entries_in(ORGANISATIONS, "code", codes) if region else {}
    return frozenset(code for code, one in known.items() if one.get("place", "").startswith(region))


def own_places(codes: Collection[str]) -> frozenset[str]:
    """Give those of some places that are of own side, as `own_organisations` does."""
    found = organisation_places(own_codes()).values()
    around = tuple({stem(place) for place in found if place}) or (region_code(),)
    return frozenset(code for code in codes if any(around) and code.startswith(around))
