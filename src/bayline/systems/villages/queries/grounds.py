"""What events are held against: campaigns and sheets of the pack, villages, inspectors, limits."""

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import PurePosixPath

from bayline.engines.geography.terms import Polygon
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.packs import queries as packs
from bayline.platform.packs.geography import FOLDER, beside, is_geography, read_collection
from bayline.platform.registers.queries import entries_in
from bayline.platform.registers.terms import Values
from bayline.platform.standstill import once
from bayline.systems.villages.queries.registers import CAMPAIGN_VILLAGES, INSPECTORS
from bayline.systems.villages.rules.campaigns import campaign_of
from bayline.systems.villages.rules.limits import own_limits
from bayline.systems.villages.rules.sheets import sample_sheet, sheet_of
from bayline.systems.villages.terms.campaigns import Campaign, Inspector, Village
from bayline.systems.villages.terms.events import Grounds
from bayline.systems.villages.terms.sheets import ScoreSheet

CAMPAIGNS, SHEETS, ENDING = "schemes/campaign", "villages/sheets/", ".toml"
_REMEMBERED = 64


@once
def campaigns(at: datetime | None = None) -> dict[str, Campaign]:
    """Give the campaigns of the region by their codes, as they are or were then."""
    found = {}
    for path, past in packs.histories(CAMPAIGNS, at).items():
        if path.endswith(ENDING) and not past[0].is_gone:
            one = _campaign(path, past[0].digest)
            found[one.code] = one
    return found


@lru_cache(maxsize=_REMEMBERED)  # a digest tells one version of one file from every other
def _campaign(path: str, digest: str) -> Campaign:
    return campaign_of(packs.content(digest), where=path, code=PurePosixPath(path).stem)


def campaign(code: str, at: datetime | None = None) -> Campaign:
    """Give a campaign.

    Raises:
        BaylineError: There is none of this code.
    """
    known = campaigns(at)
    if code in known:
        return known[code]
    listed = ", ".join(known) or "none"
    listed_zh = "、".join(known) or "无"
    raise BaylineError(
        f"there is no campaign “{code[:60]}”",
        why=f"there are: {listed}",
        do="name one of them, or write it as schemes/campaign….toml of the pack",
        zh=Words(
            f"没有行动“{code[:60]}”",
            f"有：{listed_zh}",
            "请写其中之一，或在资料包里写schemes/campaign….toml",
        ),
    )


@once
def sheets(at: datetime | None = None) -> tuple[ScoreSheet, ...]:
    """Give the score sheets of the region; where it has none, the sample."""
    found = packs.versions(SHEETS, at)
    own = tuple(_sheet(path, digest) for path, digest in found.items() if path.endswith(ENDING))
    return own or (sample_sheet(),)


@lru_cache(maxsize=_REMEMBERED)
def _sheet(path: str, digest: str) -> ScoreSheet:
    return sheet_of(packs.content(digest), where=path)


def sheet_named(name: str, at: datetime | None = None) -> ScoreSheet:
    """Give the sheet of an id such as looks@1.

    Raises:
        BaylineError: There is none.
    """
    known = {one.id: one for one in sheets(at)}
    if name in known:
        return known[name]
    listed = ", ".join(known)
    raise BaylineError(
        f"there is no score sheet “{name[:60]}”",
        why=f"there are: {listed}",
        do="name one of them",
        zh=Words(f"没有评分表“{name[:60]}”", f"有：{listed}", "请写其中之一"),
    )


def grounds_for(
    code: str, villages: Collection[str] | None = None, at: datetime | None = None
) -> Grounds:
    """Give what the events of a campaign are held against.

    Args:
        code: Of the campaign.
        villages: Those that are needed; None for all.
        at: As it was known then; None for now.

    Raises:
        BaylineError: There is no such campaign.
    """
    return Grounds(
        campaign=campaign(code, at),
        sheets=sheets(at),
        villages=villages_known(villages, at),
        inspectors=inspectors_known(at),
        limits=own_limits(),
    )


def villages_known(
    codes: Collection[str] | None = None, at: datetime | None = None
) -> dict[str, Village]:
    """Give the villages that can be inspected by their codes, with what is known of their place."""
    if codes is None:
        found = entries_in(CAMPAIGN_VILLAGES, at=at)
    else:
        found = entries_in(CAMPAIGN_VILLAGES, "code", codes, at=at)
    areas = _areas(at) if found else {}
    return {code: _village(values, areas.get(code, ())) for code, values in found.items()}


def _village(values: Values, areas: tuple[Polygon, ...]) -> Village:
    written = values.get("point", "")
    longitude, _comma, latitude = written.partition(",")
    return Village(
        code=values["code"],
        name=values["name"],
        town=values["town"],
        point=(Decimal(longitude), Decimal(latitude)) if written else None,
        areas=areas,
    )


def _areas(at: datetime | None) -> Mapping[str, tuple[Polygon, ...]]:
    versions = packs.versions(FOLDER, at)
    shapes = sorted((path, digest) for path, digest in versions.items() if is_geography(path))
    return _outlines(tuple((path, one, versions.get(beside(path), "")) for path, one in shapes))


@lru_cache(maxsize=2)
def _outlines(files: tuple[tuple[str, str, str], ...]) -> Mapping[str, tuple[Polygon, ...]]:
    """Give the outlines of villages by code; what is only sketched holds no photo up."""
    found: dict[str, tuple[Polygon, ...]] = {}
    for path, digest, stated in files:
        said = packs.content(stated) if stated else b""
        one = read_collection(packs.content(digest), said, path)
        if one.register in ("", CAMPAIGN_VILLAGES) and not one.is_sketch:
            found |= {each.code: each.areas for each in one.features if each.areas}
    return found


def inspectors_known(at: datetime | None = None) -> dict[str, Inspector]:
    """Give the inspectors by their codes."""
    return {
        code: Inspector(
            code=code,
            name=values["name"],
            towns=frozenset(filter(None, map(str.strip, values["towns"].splitlines()))),
        )
        for code, values in entries_in(INSPECTORS, at=at).items()
    }
