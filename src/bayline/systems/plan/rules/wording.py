"""A rule told in words and as data, for programs and for the person who confirms it."""

from bayline.kernel.figures import plain
from bayline.systems.plan.terms.targets import Bar, Rule


def rule_told(rule: Rule) -> dict[str, object]:
    """Tell a rule as data."""
    return {
        "indicator": rule.indicator,
        "attribute": rule.attribute,
        "measure": rule.measure.value,
        "span": rule.span.value,
        "better": rule.good.value,
        "kind": rule.kind.value,
        "bars": [_bar(bar) for bar in rule.bars],
        "reference": rule.reference.indicator if rule.reference else None,
        "reference_operator": rule.reference.operator.value if rule.reference else None,
        "reference_margin": plain(rule.reference.margin) if rule.reference else None,
        "is_from_above": rule.is_from_above,
        "is_part": rule.is_part,
        "basis": sorted(rule.coverage),
        "passage": rule.passage,
    }


def _bar(bar: Bar) -> dict[str, object]:
    figure = bar.figure
    return {
        "words": bar.words,
        "operator": bar.operator.value,
        "low": None if figure.low is None else plain(figure.low),
        "high": None if figure.high is None else plain(figure.high),
        "unit": figure.unit,
        "level": bar.level.value,
    }
