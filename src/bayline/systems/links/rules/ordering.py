"""In which order to build missing links with a budget, each weighed after those built before."""

from collections.abc import Iterator
from itertools import accumulate

from bayline.engines.graph.building import Ground as Base
from bayline.engines.graph.building import building_order
from bayline.engines.graph.gains import potential_gains
from bayline.systems.links.rules.benefits import half_ms
from bayline.systems.links.rules.grounding import Ground
from bayline.systems.links.rules.seeking import candidates, costs_of_pairs, told, why_none
from bayline.systems.links.rules.surveying import Plane
from bayline.systems.links.terms import Area, Purse, Remark, Step, Wish


def why_nothing(ground: Ground, wish: Wish, purse: Purse) -> Remark:
    """Say why no link is built: there is none that gives anything, or none costs so little."""
    found = candidates(ground, wish)
    if not len(found.links.times):
        return why_none(ground, wish)
    gains = potential_gains(found.reach, found.zones, found.links, half_ms())[:, 0]
    costs = costs_of_pairs(found.pairs)[gains > 0]
    if not len(costs):
        return why_none(ground, wish)
    least = int(costs.min())
    return Remark(
        f"一条也修不起：最便宜的要{least}元，预算只有{purse.budget_yuan}元",
        f"the budget of {purse.budget_yuan} yuan pays no link: the cheapest costs {least}",
    )


def steps(
    ground: Ground, areas: tuple[Area, ...], wish: Wish, purse: Purse, plane: Plane
) -> Iterator[Step]:
    """Give the links to build, in order, until money is spent or nothing more is gained.

    Args:
        ground: On which links are looked for.
        areas: Whose borders they cross.
        wish: What is looked for.
        purse: What may be spent.
        plane: On which the ground lies.
    """
    found = candidates(ground, wish)
    if not len(found.links.times):
        return
    base = Base(found.network, found.zones, found.reach, half_ms())
    costs = costs_of_pairs(found.pairs)
    order = building_order(base, found.links, costs, purse.budget_yuan, most=purse.most)
    totals = accumulate(built.gain for built in order)
    links = told(ground, areas, found, [built.link for built in order], plane)
    for at, (built, link, total) in enumerate(zip(order, links, totals, strict=True), start=1):
        yield Step(step=at, link=link, gain_then=built.gain, total=total, spent_yuan=built.spent)
