"""Measures what produce offers to targets."""

from collections.abc import Callable
from decimal import Decimal

from django.utils import timezone

from bayline.kernel.figures import Figure
from bayline.platform.indicators import Measured, Question, unmeasured
from bayline.platform.reaching import present_reach
from bayline.systems.produce.queries.standing import Standing
from bayline.systems.produce.rules import testing
from bayline.systems.produce.rules.lots import Harvest
from bayline.systems.produce.rules.testing import state_of

_ALL = "all"
_BASES, _LOTS, _PLAN, _SEASON = (
    "/produce/bases", "/produce/lots", "/produce/inspection", "/produce/season",
)  # fmt: skip
_SQUARE_METERS = Decimal(2000) / 3  # of a mu


def area(question: Question) -> Measured:
    """Measure the registered land."""
    standing = Standing(question.at)
    unknown = _unknown(question, standing)
    if unknown:
        return unknown
    blocks = [
        one
        for one in standing.book.blocks.values()
        if question.of in {_ALL, one["product"]} and standing.is_in(one["base"], question.place)
    ]
    if not blocks:
        return unmeasured(
            "名册里没有这样的地块", "no such block is registered", "/registers/growing_blocks"
        )
    mu = sum((Decimal(one["area"]) for one in blocks), Decimal(0))
    return Measured(
        figure=Figure.exactly(mu * _SQUARE_METERS, "m2"),
        printed=f"{mu.normalize():f}亩",
        why=f"{len(blocks)}块地的面积之和",
        why_en=f"the areas of {len(blocks)} blocks together",
        path=_BASES,
    )


def lots(question: Question) -> Measured:
    """Count the lots that were harvested."""

    def told(found: list[Harvest], _standing: Standing) -> Measured:
        return Measured(
            figure=Figure.exactly(len(found), "批"),
            printed=f"{len(found)}批",
            why="收下的采收事件",
            why_en="events of harvest that were captured",
            path=_LOTS,
        )

    return _of_lots(question, _LOTS, told)


def pass_rate(question: Question) -> Measured:
    """Measure the share of lots that pass, of those that can be judged."""

    def told(found: list[Harvest], standing: Standing) -> Measured:
        states = [state_of(standing.tests_of(one)) for one in found]
        passed, failed = states.count(testing.PASS), states.count(testing.FAIL)
        left = len(states) - passed - failed
        if not passed + failed:
            return unmeasured("没有能判定的批次", "no lot can be judged", _PLAN)
        share = Decimal(passed) / (passed + failed)
        return Measured(
            figure=Figure.stated_as(share, "1", resolution=Decimal("0.001")),
            printed=f"{share * 100:.1f}%",
            why=f"能判定的{passed + failed}批里合格{passed}批，另有{left}批不能判定或没有结果",
            why_en=f"{passed} of {passed + failed} lots that can be judged; {left} more cannot be, "
            "or have no result",
            path=_PLAN,
        )

    return _of_lots(question, _PLAN, told)


def season_weeks(question: Question) -> Measured:
    """Count the weeks with a harvest."""

    def told(found: list[Harvest], _standing: Standing) -> Measured:
        weeks = len({one.day.isocalendar()[:2] for one in found})
        return Measured(
            figure=Figure.exactly(weeks, "周"),
            printed=f"{weeks}周",
            why=f"{len(found)}批的采收日",
            why_en=f"by the days of {len(found)} lots",
            path=_SEASON,
        )

    return _of_lots(question, _SEASON, told)


def _of_lots(
    question: Question, path: str, told: Callable[[list[Harvest], Standing], Measured]
) -> Measured:
    if not present_reach().is_whole:
        return unmeasured("批次没有公布", "lots are not published", path)
    standing = Standing(question.at, today=timezone.localdate(question.at))
    unknown = _unknown(question, standing)
    if unknown:
        return unknown
    found = [
        one
        for one in standing.lots.harvests
        if one.day in question.period
        and question.of in {_ALL, standing.product_of(one)}
        and standing.is_in(standing.base_of(one), question.place)
    ]
    if not found:
        why = "这个地方、这段时期没有收到采收的事件"
        return unmeasured(why, "no event of harvest of the place and period was captured", path)
    return told(found, standing)


def _unknown(question: Question, standing: Standing) -> Measured | None:
    if question.of in {_ALL, *standing.book.products}:
        return None
    why = f"没有产品“{question.of[:20]}”"
    path = "/registers/brand_products"
    return unmeasured(why, f"no product “{question.of[:20]}” is registered", path)
