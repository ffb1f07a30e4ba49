"""Plans are never worse than the greedy one, keep every limit, and say why weeks stay open."""

import itertools
import random

import pytest

from bayline.engines.season.planning import choices_of, greedy, made, planned
from bayline.engines.season.terms import WEEKS, Block, Crop, Planted, Wanted


def crop(name, start, weeks, *picks, labor=0.0):
    """A crop that is picked in some weeks, a hundred kilograms a mu in each."""
    return Crop(name, start, weeks, tuple((week, 100.0) for week in picks), labor=labor)


def made_up(seed):
    """Blocks, crops, demand and labor by chance, small enough to try all plans."""
    chance = random.Random(seed)
    crops = []
    for number in range(3):
        start = chance.randrange(WEEKS)
        picks = [(start + 2 + one) % WEEKS for one in range(chance.randint(1, 3))]
        crops.append(crop(f"c{number}", start, 6, *picks, labor=chance.choice((0, 1, 2))))
    blocks = [Block(f"b{number}", chance.randint(1, 4)) for number in range(3)]
    weeks = {week for one in crops for week, _ in one.picks}
    demand = {week: chance.choice((150.0, 400.0)) for week in weeks}
    labor = dict.fromkeys(range(WEEKS), 6.0) if chance.random() < 0.5 else {}
    return Wanted(blocks, crops, demand, labor)


def keeps_limits(wanted, planted):
    """Say whether no block bears two crops at a time, and no week takes more hours than it has."""
    for one, other in itertools.combinations(planted, 2):
        if one.block.name == other.block.name and one.crop.held() & other.crop.held():
            return False
    hours = dict.fromkeys(range(WEEKS), 0.0)
    for block, grown in planted:
        for week in grown.held():
            hours[week] += grown.labor * block.area
    return all(hours[week] <= limit + 1e-9 for week, limit in wanted.labor.items())


@pytest.mark.parametrize("seed", range(12))
def test_a_plan_is_the_best_of_all_plans_and_keeps_the_limits(seed):
    wanted = made_up(seed)
    choices = choices_of(wanted)
    plan = planned(wanted)
    assert keeps_limits(wanted, plan.planted)
    subsets = itertools.chain.from_iterable(
        itertools.combinations(choices, size) for size in range(len(choices) + 1)
    )
    best = max(
        made(wanted, some, bound=0).covered for some in subsets if keeps_limits(wanted, some)
    )
    simple = greedy(wanted, choices)
    assert keeps_limits(wanted, simple)
    assert plan.covered == pytest.approx(best, abs=0.01)
    assert plan.covered >= made(wanted, simple, bound=0).covered
    assert plan.bound >= best - 1e-6


def test_weeks_that_stay_open_say_why():
    early, late = crop("early", 0, 4, 3, labor=5), crop("late", 2, 4, 5)
    field = Block("b", 1.0, frozenset(("early", "late")))
    both = Wanted([field], [early, late], {3: 100.0, 5: 100.0, 40: 10.0}, {})
    plan = planned(both)
    assert {gap.week: gap.reason for gap in plan.gaps}[40] == "no_crop"
    assert sorted(gap.reason for gap in plan.gaps) == ["land", "no_crop"]
    short = planned(both._replace(labor={0: 1.0}))
    assert [one.crop.name for one in short.planted] == ["late"]
    alone = made(both._replace(labor={0: 1.0}), [], bound=0)
    assert {gap.week: gap.reason for gap in alone.gaps} == {3: "labor", 5: "choice", 40: "no_crop"}


def test_the_year_turns():
    berries = crop("berries", 50, 10, 51, 0, 1)
    plan = planned(Wanted([Block("b", 2.0)], [berries], {0: 200.0, 51: 100.0}, {}))
    assert plan.planted == (Planted(Block("b", 2.0), berries),)
    assert (plan.covered, plan.gaps, plan.gap()) == (2.0, (), 0.0)


def test_a_plan_of_much_land_is_near_what_its_parts_could_cover_at_most():
    chance = random.Random(5)
    kinds = [("spring", 2, 16), ("summer", 15, 13), ("autumn", 27, 12), ("winter", 35, 20)]
    crops = [
        crop(name, begin + week, weeks, *((begin + week + weeks - 1 - one) % WEEKS
                                          for one in range(6)), labor=chance.randint(1, 3))
        for name, begin, weeks in kinds for week in range(8)
    ]  # fmt: skip
    blocks = [Block(f"b{number}", chance.randint(20, 300) / 10) for number in range(150)]
    demand = {week: chance.uniform(4e4, 9e4) for week in range(WEEKS)}
    wanted = Wanted(blocks, crops, demand, dict.fromkeys(range(WEEKS), 4e3))
    plan = planned(wanted)
    assert len(choices_of(wanted)) > 4_000
    assert keeps_limits(wanted, plan.planted)
    simple = made(wanted, greedy(wanted, choices_of(wanted)), bound=plan.bound)
    assert simple.covered < plan.covered <= plan.bound
    assert plan.gap() <= 0.01
