"""Scores of items: on the grid of deductions, shown by photo and reason, added up exactly.

Each occurrence costs a step until nothing is left (每发现一处扣分，扣完为止); a broken zero rule
leaves nothing at once.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from bayline.kernel.errors import Words
from bayline.systems.villages.rules.declaring import is_said
from bayline.systems.villages.rules.refusing import refusal
from bayline.systems.villages.terms.events import Event
from bayline.systems.villages.terms.sheets import Item, ScoreSheet


def left_of(item: Item, occurrences: int, *, zeroed: bool = False) -> Decimal:
    """Give what is left of an item after some occurrences.

    Args:
        item: The item.
        occurrences: How often something was found, 0 or more.
        zeroed: Whether a zero rule was broken.
    """
    return Decimal(0) if zeroed else max(Decimal(0), item.most - item.step * occurrences)


def is_on_grid(item: Item, score: Decimal) -> bool:
    """Tell whether a score is what some number of occurrences leaves."""
    return 0 <= score <= item.most and (score == 0 or (item.most - score) % item.step == 0)


def total_of(sheet: ScoreSheet, scores: Mapping[str, Decimal]) -> Decimal:
    """Add scores up, each times its weight."""
    return sum((score * sheet.by_code[code].weight for code, score in scores.items()), Decimal(0))


def check_score(event: Event, sheet: ScoreSheet) -> None:
    """Refuse a score that the sheet does not give, or that nothing shows.

    Raises:
        BaylineError: The item is unknown, the score beyond its most or off its grid, a zero rule
            was broken and something is left, a deduction has no photo or reason, or too few were
            visited.
    """
    item = sheet.by_code.get(event.item)
    if item is None:
        raise refusal(
            event.id,
            Words(
                f"no item is called “{event.item}”",
                f"the sheet is {sheet.id}",
                "score one of its items",
            ),
            Words(f"没有评分项“{event.item}”", f"评分表是{sheet.id}", "请按表上的项评分"),
        )
    _refuse_number(event, item)
    _refuse_zeroed(event, item)
    _refuse_unshown(event, item)
    _refuse_too_few(event, item)


def _refuse_number(event: Event, item: Item) -> None:
    score = event.score
    if score is None or not score.is_finite() or score < 0:
        raise refusal(
            event.id,
            Words(f"the score of item “{item.code}” is {score}", "", "write a number from 0 on"),
            Words(f"“{item.code}”的得分是{score}", "", "请写0以上的数"),
        )
    if score > item.most:
        raise refusal(
            event.id,
            Words(
                f"the score {score} of item “{item.code}” is over its maximum {item.most}",
                "",
                "correct the score",
            ),
            Words(f"“{item.code}”得{score}分，超过满分{item.most}", "", "请改正得分"),
        )
    if not is_on_grid(item, score):
        raise refusal(
            event.id,
            Words(
                f"the score {score} of item “{item.code}” is off the grid",
                f"{item.most} less {item.step} for each occurrence, or 0",
                "count the occurrences again",
            ),
            Words(
                f"“{item.code}”得{score}分，扣不出这个分",
                f"满分{item.most}，每处扣{item.step}，扣完为止",
                "请重新数处数",
            ),
        )


def _refuse_zeroed(event: Event, item: Item) -> None:
    known = {one.code for one in item.zero_rules}
    for code in event.zeroed:
        if code not in known:
            raise refusal(
                event.id,
                Words(
                    f"item “{item.code}” has no zero rule “{code}”",
                    f"it has: {', '.join(sorted(known)) or 'none'}",
                    "name one of them",
                ),
                Words(
                    f"“{item.code}”没有不得分条款“{code}”",
                    f"有：{'、'.join(sorted(known)) or '无'}",
                    "请写其中之一",
                ),
            )
    if event.zeroed and event.score != 0:
        raise refusal(
            event.id,
            Words(
                f"item “{item.code}” has {event.score} left although “{event.zeroed[0]}” was found",
                "that leaves nothing of the item",
                "score it 0",
            ),
            Words(
                f"“{item.code}”查到“{event.zeroed[0]}”，却得{event.score}分",
                "有此情形，此项不得分",
                "请记0分",
            ),
        )


def _refuse_unshown(event: Event, item: Item) -> None:
    if event.score == item.most:
        return
    if not event.photos:
        raise refusal(
            event.id,
            Words(
                f"item “{item.code}” lost points and no photo shows why",
                "a deduction is shown by a photo",
                "add the photo",
            ),
            Words(f"“{item.code}”扣了分，没有照片", "扣分要有照片", "请补照片"),
        )
    if not is_said(event.reason):
        raise refusal(
            event.id,
            Words(
                f"item “{item.code}” lost points and no reason is given",
                "a deduction has a reason",
                "write what was found, and where",
            ),
            Words(f"“{item.code}”扣了分，没有写原因", "扣分要写原因", "请写查到什么、在哪里"),
        )


def _refuse_too_few(event: Event, item: Item) -> None:
    rule = item.sampling
    if rule is None:
        return
    short = [part for part, count in event.visited if count < rule.at_least]
    if event.visited and not short:
        return
    named = ", ".join(short) or "none is named"
    named_zh = "、".join(short) or "没有写"
    raise refusal(
        event.id,
        Words(
            f"item “{item.code}”: fewer than {rule.at_least} {rule.of} visited: {named}",
            f"at least {rule.at_least} in each {rule.in_each}",
            "visit the rest, and say how many in each",
        ),
        Words(
            f"“{item.code}”走访的{rule.of}不足{rule.at_least}：{named_zh}",
            f"每个{rule.in_each}至少{rule.at_least}",
            "请补访，并写明各处走访了多少",
        ),
    )


def check_total(event: Event, low: Decimal, high: Decimal, missing: Iterable[str]) -> None:
    """Refuse a submission that lacks items, or whose total is not their sum.

    Args:
        event: The submission.
        low: The sum of the marks; where several devices differ, the least it can be.
        high: The most it can be.
        missing: Items without a mark.

    Raises:
        BaylineError: Items are missing, no total is said, or it is not the sum.
    """
    lacking = [*missing]
    if lacking:
        raise refusal(
            event.id,
            Words(
                f"{len(lacking)} items are not scored: {', '.join(lacking[:5])}",
                "an inspection covers all its items",
                "score them, or wait for their upload",
            ),
            Words(
                f"还有{len(lacking)}项没有得分：{'、'.join(lacking[:5])}",
                "一次检查要评完各项",
                "请补评，或等待上传",
            ),
        )
    if event.total is None or not low <= event.total <= high:
        adds = f"{low}" if low == high else f"{low} to {high}"
        raise refusal(
            event.id,
            Words(
                f"the total says {event.total}, the items add up to {adds}",
                "the total is always the sum of the items",
                "correct the items; the total follows",
            ),
            Words(
                f"总分写{event.total}，各项相加是{adds}",
                "总分一律由各项相加",
                "请改正各项，总分随之",
            ),
        )
