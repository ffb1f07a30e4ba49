"""The step of the place of treatment: what of a bill is payable, line by line."""

from collections.abc import Iterable

from bayline.kernel.errors import Words
from bayline.systems.settlement.rules.packs import catalogs, holding
from bayline.systems.settlement.rules.refusals import SettlementError
from bayline.systems.settlement.rules.rounding import share
from bayline.systems.settlement.terms import Catalog, Category, Claim, Entry, Item, Scope, Step


def catalog_for(claim: Claim) -> Catalog:
    """Give the catalog of the place of treatment that holds on the day of a claim.

    Raises:
        SettlementError: There is none.
    """
    found = holding([one for one in catalogs() if one.area == claim.treatment_area], claim.on)
    if found is None:
        raise SettlementError(
            "no_catalog",
            f"no catalog of “{claim.treatment_area}” holds on {claim.on}",
            why="the place of treatment says what is payable",
            do="correct place or day, or send the sums as scope",
            zh=Words(
                f"{claim.on}没有“{claim.treatment_area}”的目录",
                "支付范围由就医地规定",
                "请改正就医地或日期，或者只报四项合计（scope）",
            ),
        )
    return found


def scoped(items: Iterable[Item], catalog: Catalog) -> tuple[Scope, list[Step]]:
    """Split the lines of a bill by a catalog.

    Args:
        items: The lines.
        catalog: What is payable.

    Returns:
        The sums, and the steps that led to them.

    Raises:
        SettlementError: Codes are not in the catalog; all of them are named.
    """
    listed = tuple(items)
    unknown = dict.fromkeys(one.code for one in listed if one.code not in catalog.entries)
    if unknown:
        raise _unknown(unknown, catalog)
    steps: list[Step] = []
    own = over = advance = inside = 0
    for item in listed:
        part = _line(item, catalog.entries[item.code], steps)
        own, over = own + part.own, over + part.over
        advance, inside = advance + part.advance, inside + part.inside
    return Scope(own, over, advance, inside), steps


def _line(item: Item, entry: Entry, steps: list[Step]) -> Scope:
    named = f"{entry.code} {entry.name} {entry.category.value}"
    if entry.category is Category.C:
        steps.append(Step("not_payable", named, None, entry.source, item.fee, item.fee))
        return Scope(item.fee, 0, 0, 0)
    over = 0
    if entry.limit is not None:
        over = max(0, item.fee - entry.limit * item.quantity)
        said = f"{named} ×{item.quantity}"
        steps.append(Step("price_limit", said, entry.limit, entry.source, item.fee, over))
    rest = item.fee - over
    advance = share(rest, entry.advance_bp)
    if entry.advance_bp:
        steps.append(Step("advance", named, entry.advance_bp, entry.source, rest, advance))
    steps.append(Step("inside", named, None, entry.source, rest, rest - advance))
    return Scope(0, over, advance, rest - advance)


def _unknown(codes: Iterable[str], catalog: Catalog) -> SettlementError:
    listed = ", ".join(codes)
    return SettlementError(
        "unknown_code",
        f"the catalog {catalog.id} does not know {listed}",
        do="correct the code, or bill it by its code of that day",
        zh=Words(f"目录{catalog.id}里没有{listed}", "", "请改正编码"),
    )
