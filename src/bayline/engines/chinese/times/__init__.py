"""Times in Chinese public documents: found in one pass, dated by their words, the document and the discourse."""

from collections.abc import Callable
from datetime import date

from bayline.engines.chinese.terms import Time
from bayline.engines.chinese.times.anchor import Anchor, Timeline, anchor
from bayline.engines.chinese.times.chains import found
from bayline.engines.chinese.times.context import Context
from bayline.engines.chinese.times.outlook import outlook_by_words
from bayline.engines.chinese.times.publication import publication_date
from bayline.engines.chinese.times.resolve import resolved
from bayline.engines.chinese.times.sections import Sections

__all__ = ["Anchor", "Timeline", "anchor", "publication_date", "times"]


def times(
    folded: str, *, published: date | None = None, outlook: Callable[[int], bool] | None = None
) -> list[Time]:
    """Find and date all time expressions of a text.

    Args:
        folded: The text in simplified, half-width script, as script.fold gives it.
        published: The publication date, where known.
        outlook: Tells whether a place in the text speaks of plans (True) rather than of the past; by
            default the words nearby and the headings tell.

    Returns:
        The times in text order; spans do not overlap.
    """
    mentions = found(folded)
    if not mentions:
        return []
    sections = Sections(folded)
    judge = outlook if outlook is not None else outlook_by_words(folded, sections)
    context = Context(folded, published=published, outlook=judge, sections=sections)
    result: list[Time] = []
    for mention in mentions:
        context.enter(mention.start)
        time = resolved(mention, context)
        context.remember(mention, time)
        result.append(time)
    return result
