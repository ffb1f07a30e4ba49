"""`bayline ecology assess`: sections, rivers, basins and lakes over months, quarters and years."""

from bayline.systems.ecology.commands.classifying import spoken
from bayline.systems.ecology.commands.tables import rows_of, write
from bayline.systems.ecology.rules.overviews import COLUMNS, overviews, samples_in


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
    write(spoken(overviews(samples, by=by, period=period)), COLUMNS, form=form)
    return 0
