"""What classes can be suggested from, and the suggestions for a text."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.industry.queries.schemes import AtHand, Taught, taught
from bayline.systems.industry.rules.classifying import (
    Classifier,
    Suggestion,
    named_in,
    suggested,
    through,
    trained,
)
from bayline.systems.industry.rules.schemes import NATIONAL
from bayline.systems.industry.terms import Link, Scheme


class Asked(NamedTuple):
    """A scheme to suggest from: what was learned, and the links that lead from there, if any."""

    scheme: Scheme
    classifier: Classifier
    links: tuple[Link, ...] | None


def asked_of(hand: AtHand, identifier: str, group: str, *, where: str) -> Asked:
    """Find what classes of a scheme are suggested from.

    Args:
        hand: The schemes and crosswalks.
        identifier: The scheme.
        group: The division of it to suggest from; empty for all.
        where: What named the scheme, for the refusal.

    Raises:
        BaylineError: There is no such scheme, or nothing leads to it.
    """
    if identifier not in hand.schemes:
        raise unknown(identifier, f"the schemes are {', '.join(hand.schemes)}", where=where)
    scheme = hand.schemes[identifier]
    known = taught(scheme)
    if known.examples:
        return Asked(scheme, _learned(known), None)
    links = _links(hand, scheme, group)
    if links is None:
        why = f"no names are labeled with it, and no crosswalk leads from {NATIONAL}"
        raise unknown(identifier, why, where=where)
    return Asked(scheme, _learned(taught(hand.schemes[NATIONAL])), links)


def _links(hand: AtHand, scheme: Scheme, group: str) -> tuple[Link, ...] | None:
    """Give the links that lead from the national scheme; None where no crosswalk does."""
    walks = [
        one for one in hand.crosswalks.values() if (one.source, one.target) == (NATIONAL, scheme.id)
    ]
    links = (
        link
        for walk in walks
        for link in walk.links
        if not group or scheme.classes[link.target].group == group
    )
    return (*links,) if walks else None


@lru_cache(maxsize=4)
def _learned(known: Taught) -> Classifier:
    return trained([*known.examples, *known.names], known.cues)


def unknown(scheme: str, why: str, *, where: str) -> BaylineError:
    """Refuse to suggest from a scheme."""
    return BaylineError(
        f"nothing can be suggested from “{scheme}”",
        where=where,
        why=why,
        do=f"name {NATIONAL}, or put a crosswalk from it into the pack",
        zh=Words(
            f"不能按“{scheme}”给建议",
            "没有这个体系，或既没有标注的例子，也没有由国家分类过来的对照表",
            f"请写{NATIONAL}，或在资料包里放一张对照表",
        ),
    )


def suggestions(asked: Asked, text: str, *, top: int) -> tuple[Suggestion, ...]:
    """Suggest classes for a text, the likeliest first."""
    if asked.links is None:
        return suggested(asked.classifier, text, top=top)
    whole = len(asked.classifier.sizes)
    links = {link.target for link in asked.links}
    names = named_in(text, (one for one in asked.scheme.classes.values() if one.code in links))
    return through(suggested(asked.classifier, text, top=whole), asked.links, names, top=top)


def suggestible(hand: AtHand) -> Iterator[tuple[Scheme, str]]:
    """Give the schemes that classes are suggested from, each division by itself."""
    for scheme in hand.schemes.values():
        if taught(scheme).examples or _links(hand, scheme, "") is not None:
            groups = dict.fromkeys(one.group for one in scheme.classes.values())
            yield from ((scheme, group) for group in groups)
