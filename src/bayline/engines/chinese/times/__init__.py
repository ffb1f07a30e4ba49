"""Times in Chinese public documents, dated by their words, the document and the discourse."""

from collections.abc import Callable
from datetime import date

from bayline.engines.chinese.terms import Time
from bayline.engines.chinese.times.anchor import Anchor, Timeline, anchor
from bayline.engines.chinese.times.chains import found
from bayline.engines.chinese.times.context import Context
from bayline.engines.chinese.times.outlook import outlook_by_words
from bayline.engines.chinese.times.publication import publication_date
from bayline.engines.chinese.times.resolve import all_resolved
from bayline.engines.chinese.times.sections import Sections

__all__ = ["Anchor", "Timeline", "anchor", "publication_date", "times"]


def times(
    folded: str, *, published: date | None = None, outlook: Callable[[int], bool] | None = None
) -> list[Time]:
    """Find and date all time expressions of a text.

    Args:
        folded: The text in simplified, half-width script, as script.fold gives it.
        published: The publication date, where known.
        outlook: Tells whether a place in the text speaks of plans (True) rather than of the past,
            where the words of its sentence do not (预计, 已); by default headings tell.

    Returns:
        The times in text order; spans do not overlap.
    """
    mentions = found(folded)
    if not mentions:
        return []
    sections = Sections(folded)
    judge = outlook_by_words(folded, sections, published=published, otherwise=outlook)
    context = Context(folded, published=published, outlook=judge, sections=sections)
    return all_resolved(mentions, context)
