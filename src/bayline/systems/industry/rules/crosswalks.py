"""What a crosswalk must be, and amounts told in another scheme without losing or doubling any."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

import numpy as np

from bayline.engines.regional.arrays import Floats
from bayline.kernel.errors import BaylineError, Words
from bayline.systems.industry.rules.refusals import bad_cell
from bayline.systems.industry.rules.standing import first_record
from bayline.systems.industry.terms import Crosswalk, Grid, Link, Record, Scheme

_ONE = Decimal(1)


def crosswalk_of(parts: Mapping[str, Any], *, identifier: str, where: str) -> Crosswalk:
    """Read a crosswalk from a file of a region pack.

    Args:
        parts: What the file says: title, from, to, and `[[link]]` with from, to, and share or part.
        identifier: The name of the file.
        where: Its path, for refusals.

    Raises:
        BaylineError: A link says no share and no part, both, or no number from 0 to 1.
    """
    links = tuple(
        _link(link, place, where) for place, link in enumerate(parts.get("link", ()), start=1)
    )
    return Crosswalk(
        id=identifier,
        title=str(parts.get("title", "")),
        source=str(parts["from"]),
        target=str(parts["to"]),
        links=links,
    )


def _link(said: Mapping[str, Any], place: int, where: str) -> Link:
    is_part = said.get("part", False)
    if ("share" in said) == bool(is_part):
        raise _bad_link(
            where,
            place,
            "share",
            "a link says either its share or part = true",
            zh="每条写share（份额）或part = true之一",
        )
    share = None if is_part else _share(said["share"])
    if not is_part and (share is None or not 0 < share <= 1):
        raise _bad_link(
            where,
            place,
            "share",
            f"“{said['share']}” is no share above 0 and up to 1",
            zh=f"“{said['share']}”不是0到1之间的份额",
        )
    return Link(str(said.get("from", "")), str(said.get("to", "")), share)


def _share(written: object) -> Decimal | None:
    try:
        found = Decimal(str(written))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _bad_link(where: str, place: int, key: str, why: str, *, zh: str) -> BaylineError:
    return BaylineError(
        f"link {place}, {key}",
        where=where,
        why=why,
        do="see the guide on industry",
        zh=Words(f"第{place}条{key}", zh, "写法见《产业》"),
    )


def refuse_dangling(walk: Crosswalk, source: Scheme, target: Scheme, *, where: str) -> None:
    """Refuse a crosswalk with codes that its schemes do not have, or that gives away too much.

    Raises:
        BaylineError: A code is unknown, a link stands twice, or the shares of a class within one
            group of the other scheme are more than the whole.
    """
    given: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    seen: set[tuple[str, str]] = set()
    for place, link in enumerate(walk.links, start=1):
        for key, code, scheme in (("from", link.source, source), ("to", link.target, target)):
            if code not in scheme.classes:
                why = f"“{code}” is no code of {scheme.id}"
                raise _bad_link(where, place, key, why, zh=f"{scheme.id}里没有代码“{code}”")
        if link[:2] in seen:
            raise _bad_link(where, place, "from", "the link stands twice", zh="这一条写了两次")
        seen.add(link[:2])
        group = target.classes[link.target].group
        given[link.source, group] += link.share or 0
        if given[link.source, group] > _ONE:
            raise _bad_link(
                where,
                place,
                "share",
                f"the shares of “{link.source}” add up to {given[link.source, group]}",
                zh=f"“{link.source}”的份额合计{given[link.source, group]}，超过1",
            )


def refuse_group(target: Scheme, group: str, *, where: str) -> None:
    """Refuse a division that a scheme does not have; overlapping ones are told one at a time.

    Args:
        target: The scheme.
        group: The division.
        where: What named it.

    Raises:
        BaylineError: There is none of that name.
    """
    groups = {one.group for one in target.classes.values()}
    if group not in groups:
        listed = ", ".join(sorted(groups))
        raise BaylineError(
            f"there is no group “{group}” in {target.id}",
            where=where,
            why=f"its groups overlap, so one is told at a time: {listed}",
            do="name one of them",
            zh=Words(
                f"{target.id}里没有“{group}”这一组",
                f"各组有重叠，一次算一组：{listed}",
                "请写其中一组",
            ),
        )


class Shares(NamedTuple):
    """How amounts of some classes are spread over those of a group of another scheme.

    Attributes:
        targets: The codes of the other scheme.
        least: Classes by targets: what surely belongs to them.
        most: What may belong to them.
    """

    targets: tuple[str, ...]
    least: Floats
    most: Floats


def shares_of(
    walk: Crosswalk, source: Scheme, target: Scheme, *, codes: tuple[str, ...], group: str
) -> Shares:
    """Lay out the links of some classes to a group.

    A class without links of its own is told as the nearest class above it that has some. Where
    only classes below it have some, what belongs to their targets is open, from nothing to all.

    Args:
        walk: The crosswalk.
        source: The scheme of the codes.
        target: The other scheme.
        codes: The classes whose amounts are known.
        group: The group of the other scheme, within which nothing counts twice.
    """
    targets = tuple(code for code, one in target.classes.items() if one.group == group)
    place = {code: at for at, code in enumerate(targets)}
    links: dict[str, list[Link]] = defaultdict(list)
    for link in walk.links:
        if link.target in place:
            links[link.source].append(link)
    below = _below(links, source)
    least, most = np.zeros((len(codes), len(targets))), np.zeros((len(codes), len(targets)))
    for row, code in enumerate(codes):
        nearest = next((each for each in source.line(code) if each in links), None)
        found = links[nearest] if nearest is not None else []
        rest = float(_ONE - sum((link.share or Decimal(0) for link in found), Decimal(0)))
        for link in found:
            known = float(link.share or 0)
            least[row, place[link.target]] = known
            most[row, place[link.target]] = known if link.share is not None else rest
        if nearest is None:
            most[row, [place[each] for each in below.get(code, ())]] = 1
    return Shares(targets, least, most)


def _below(links: Mapping[str, list[Link]], source: Scheme) -> Mapping[str, set[str]]:
    """Give what the classes below each class are linked to."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, some in links.items():
        for above in source.line(code):
            found[above].update(link.target for link in some)
    return found


def converted(
    grid: Grid, walk: Crosswalk, *, source: Scheme, target: Scheme, group: str
) -> Iterator[Record]:
    """Tell the amounts of a grid in the other scheme.

    What belongs to no class of the group is told too, so the least amounts of a region and what is
    left over never exceed what the region has.

    Args:
        grid: A year of a table.
        walk: The crosswalk.
        source: The scheme of the table's industries.
        target: The scheme it is told in.
        group: The group of that scheme.

    Raises:
        BaylineError: An industry of the table is no class of the scheme, or holds another one.
    """
    for code in grid.industries:
        if code not in source.classes:
            raise bad_cell(
                grid.table,
                first_record(grid, industry=code),
                "industry",
                why=f"it is no code of {source.id}",
                do="write the code of the class",
                zh=(f"{source.id}里没有这个代码", "请写该类的代码"),
            )
    _refuse_nested(grid, source)
    shares = shares_of(walk, source, target, codes=grid.industries, group=group)
    return _told(grid, shares)


def _refuse_nested(grid: Grid, source: Scheme) -> None:
    """Refuse a class beside one that holds it in the same region: it would count twice."""
    column = {code: at for at, code in enumerate(grid.industries)}
    for code, at in column.items():
        for above in source.line(code):
            if above == code or above not in column:
                continue
            both = (grid.value[:, at] > 0) & (grid.value[:, column[above]] > 0)
            if both.any():
                region = grid.regions[int(np.argmax(both))]
                raise bad_cell(
                    grid.table,
                    first_record(grid, region=region, industry=code),
                    "industry",
                    why=f"the table has “{above}”, which holds it, for {region} too",
                    do="leave out one of the two levels, or the amount counts twice",
                    zh=(f"{region}另有一行“{above}”，已包含这一类，会重复计算", "请只留一级"),
                )


def _told(grid: Grid, shares: Shares) -> Iterator[Record]:
    least, most = grid.value @ shares.least, grid.value @ shares.most
    sure = shares.least.sum(axis=1)
    is_open = (shares.most > shares.least).any(axis=1)
    outside_most = grid.value @ (1 - sure)
    outside_least = grid.value @ np.where(is_open, 0, 1 - sure)
    year = {} if grid.year is None else {"year": grid.year}
    for row, region in enumerate(grid.regions):
        spans = [
            *zip(shares.targets, least[row].tolist(), most[row].tolist(), strict=True),
            ("", float(outside_least[row]), float(outside_most[row])),
        ]
        for code, low, high in spans:
            yield {"region": region, "industry": code, **year, "low": low, "high": high}
