"""Whether a figure is of the same thing as a target: stage of work, stock, size, group, base.

Each facet takes the words around a target and those around a figure, and says what sets the two
apart; where either says nothing of the facet, nothing does.
"""

import re
from collections.abc import Callable, Iterator

from bayline.systems.plan.rules.apart import Apart, Said
from bayline.systems.plan.rules.groups import by_base, by_grade, by_group, by_size
from bayline.systems.plan.rules.stages import by_deed, by_money, by_stage, by_stock
from bayline.systems.plan.terms.results import Result
from bayline.systems.plan.terms.targets import Rule

_FACETS: tuple[Callable[[Said], Iterator[Apart]], ...] = (
    by_stage,
    by_deed,
    by_money,
    by_stock,
    by_size,
    by_grade,
    by_group,
    by_base,
)


def apart_from(rule: Rule, result: Result) -> Apart | None:
    """Say what sets a figure apart from a target; None where they are of the same thing.

    Args:
        rule: The target.
        result: A figure of the text of progress.
    """
    said = Said(
        asked=_asked(rule),
        own=result.said,
        context=result.context,
        sentence=result.sentence,
        rule=rule,
        result=result,
    )
    return next((found for facet in _FACETS for found in facet(said)), None)


def _asked(rule: Rule) -> str:
    """Give the words of a target, hedges before its number included: 事项达#."""
    hedge = re.match(r"\D*", rule.official.words) if rule.official else None
    return rule.said.replace("#", f"{hedge[0] if hedge else ''}#") or rule.passage
