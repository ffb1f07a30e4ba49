"""`bayline produce labels`: sheets of labels for a lot."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bayline.platform.languages import either
from bayline.platform.terminal import complain
from bayline.systems.produce.actions.labeling import keep_labels
from bayline.systems.produce.commands.files import keep
from bayline.systems.produce.pages.label_pdf import Printed, pdf_of_labels
from bayline.systems.produce.queries.labels import lines, nothing_known
from bayline.systems.produce.queries.stories import Story, story_of
from bayline.systems.produce.rules.labels import asked_for
from bayline.systems.produce.rules.linking import Link
from bayline.systems.produce.rules.sheets import sheet_named


def show(  # noqa: PLR0913 - the options of the command
    lot: str, *, origin: str, sheet: str, count: int, serial: str, skip: int, tell: Sequence[str],
    output: str, by: str,
) -> None:  # fmt: skip
    """Print labels into a file.

    Raises:
        BaylineError: Nothing is known of the lot, the code does not fit, or nothing can be written.
    """
    asked = asked_for(lot, origin, count=count, serial=serial, told=tell)
    story = _known(asked.lot)
    paper, now = sheet_named(sheet), datetime.now(UTC)
    is_english = bool(either("", "en"))
    printed = Printed(
        asked.links(), lines(story, english=is_english), asked.origin, asked.attributes
    )
    title = f"{printed.lines[0]} {asked.lot.lot}"
    made = pdf_of_labels(printed, paper, title=title, at=now, is_english=is_english, skipped=skip)
    keep_labels(asked, by=by, at=now)
    keep(output, made)
    complain(either(f"{count}张标签，写在{output}", f"{count} labels are in {output}"))


def _known(lot: Link) -> Story:
    story = story_of(lot)
    if story is None:
        raise nothing_known(lot)
    return story
