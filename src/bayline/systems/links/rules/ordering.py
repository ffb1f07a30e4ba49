"""In which order to build missing links with a budget, each weighed after those built before."""

from collections.abc import Iterator
from itertools import accumulate

from bayline.engines.graph.building import Ground as Base
from bayline.engines.graph.building import building_order
from bayline.systems.links.rules.benefits import half_ms
from bayline.systems.links.rules.grounding import Ground
from bayline.systems.links.rules.seeking import candidates, costs_of_pairs, told
from bayline.systems.links.rules.surveying import Plane
from bayline.systems.links.terms import Area, Purse, Step, Wish


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
