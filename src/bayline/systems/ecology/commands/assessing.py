"""`bayline ecology assess`: sections, rivers, basins and lakes over months, quarters and years."""

from collections.abc import Sequence

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either
from bayline.platform.terminal import complain
from bayline.systems.ecology.commands.classifying import spoken
from bayline.systems.ecology.commands.tables import rows_of, write
from bayline.systems.ecology.rules.overviews import COLUMNS, overviews, samples_in
from bayline.systems.ecology.rules.sampling import GROUPS
from bayline.systems.ecology.terms import Sample

_WORDS = {"river": "河流", "basin": "流域", "lake": "湖库"}


def show(file: str, *, by: str, period: str, form: str) -> int:
    """Assess the samples of a file and print a record for each thing and period.

    Args:
        file: Its path, or `-` for standard input.
        by: section, river, basin, lake or all.
        period: month, quarter or year.
        form: csv or jsonl.

    Raises:
        BaylineError: The file is no table of samples that can be assessed.
    """
    samples = samples_in(rows_of(file), where=file)
    if by in GROUPS:
        _refuse_ungrouped(samples, by, file)
    write(spoken(overviews(samples, by=by, period=period)), COLUMNS, form=form)
    return 0


def _refuse_ungrouped(samples: Sequence[Sample], by: str, where: str) -> None:
    """Refuse a table of which nothing would be assessed; tell of samples that would not be."""
    left = [one.line for one in samples if not one.groups.get(by)]
    if len(left) == len(samples):
        raise BaylineError(
            f"no sample names its {by}",
            where=where,
            why=f"samples are put together by the column {by}",
            do=f"fill in a column {by}, or assess by section",
            zh=Words(
                f"没有一个样品写了{_WORDS[by]}",
                f"要按{by}这一栏合起来",
                f"请填{by}栏，或按断面（section）评",
            ),
        )
    if left:
        complain(
            either(
                f"{len(left)}个样品没有写{_WORDS[by]}，不在其中，第一个在第{left[0]}行",
                f"{len(left)} samples name no {by} and are in none, the first in row {left[0]}",
            )
        )
