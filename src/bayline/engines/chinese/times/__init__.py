"""Times in Chinese public documents, dated by their words, the document and the discourse."""

from collections.abc import Callable, Sequence
from datetime import date

from bayline.engines.chinese.terms import Span, Time
from bayline.engines.chinese.times.anchor import Anchor, Timeline, anchor
from bayline.engines.chinese.times.chains import found
from bayline.engines.chinese.times.context import Context
from bayline.engines.chinese.times.outlook import outlook_by_words
from bayline.engines.chinese.times.publication import publication_date
from bayline.engines.chinese.times.resolve import all_resolved
from bayline.engines.chinese.times.sections import Sections

__all__ = ["Anchor", "Timeline", "anchor", "dated", "publication_date", "times"]


def times(
    folded: str,
    *,
    published: date | None = None,
    outlook: Callable[[int], bool] | None = None,
    sections: Sections | None = None,
    minguo: bool = False,
) -> list[Time]:
    """Find and date all time expressions of a text.

    Args:
        folded: The text in simplified, half-width script, as script.fold gives it.
        published: The publication date, where known.
        outlook: Tells whether a place in the text speaks of plans (True) rather than of the past,
            where the words of its sentence do not (预计, 已); by default headings tell.
        sections: The headings of the text, where the caller has them.
        minguo: Whether a bare 109年 counts from 1912, as `territory_of` tells.

    Returns:
        The times in text order; spans do not overlap.
    """
    mentions = found(folded, minguo=minguo)
    if not mentions:
        return []
    sections = sections or Sections(folded)
    judge = outlook_by_words(folded, published=published, otherwise=outlook)
    context = Context(folded, published=published, outlook=judge, sections=sections)
    return all_resolved(mentions, context)


def dated(
    folded: str,
    *,
    published: date | None = None,
    sentences: Sequence[Span] | None = None,
    outlook: Callable[[int], bool] | None = None,
    minguo: bool = False,
) -> tuple[list[Time], Timeline]:
    """Find all times of a text and lay them out for its figures, with one look at its headings.

    Args:
        folded: The text in simplified, half-width script.
        published: The publication date, where known.
        sentences: Its sentences, where the caller has cut them.
        outlook: Tells whether a place speaks of plans, as for `times`.
        minguo: Whether a bare 109年 counts from 1912, as for `times`.

    Returns:
        The times in text order, and the timeline that tells which of them holds for a figure.
    """
    sections = Sections(folded)
    known = times(folded, published=published, outlook=outlook, sections=sections, minguo=minguo)
    timeline = Timeline(
        folded,
        known,
        published=published,
        sentences=sentences,
        outlook=outlook,
        sections=sections,
    )
    return known, timeline
