"""Which of the entries of one project does not go with the others."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from bayline.kernel.errors import BaylineError
from bayline.platform.registers.terms import Values


def at_fault(
    entries: Mapping[str, Values],
    mine: Collection[str],
    *,
    day: Callable[[Values], object],
    judge: Callable[[Sequence[Values]], object],
) -> Iterator[tuple[str, BaylineError]]:
    """Add the entries that change to the others, day by day, and leave out what does not fit.

    Args:
        entries: All entries of a project, as they would be.
        mine: Keys of those that change.
        day: What they are put in order by.
        judge: Refuses entries that do not go together.
    """
    known = {key for key in entries if key not in mine}
    for key in sorted(mine, key=lambda one: (day(entries[one]), one)):
        known.add(key)
        try:
            judge([entries[each] for each in entries if each in known])
        except BaylineError as error:
            known.discard(key)
            yield key, error
