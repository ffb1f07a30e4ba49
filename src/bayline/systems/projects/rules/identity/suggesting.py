"""Suggest for rows of published lists which project of the region each may be."""

from collections.abc import Mapping, Sequence

from bayline.systems.projects.rules.identity.comparing import Relation
from bayline.systems.projects.rules.identity.matching import Suggestion, suggestions

_BEST = (Relation.SAME, Relation.PART, Relation.UNSURE)


def suggested(
    rows: Mapping[str, str], projects: Mapping[str, Sequence[str]]
) -> dict[str, Suggestion]:
    """Suggest a project for each row that has one like it.

    Args:
        rows: Names as printed, by row.
        projects: Names that projects go by, the present one first, by code.

    Returns:
        The best suggestion of each row, whichever of its names a project matches by.
    """
    found: dict[str, Suggestion] = {}
    most = max(map(len, projects.values()), default=0)
    for at in range(most):
        names = {code: known[at] for code, known in projects.items() if at < len(known)}
        for one in suggestions(rows, names):
            held = found.get(one.left)
            if held is None or _rank(one) < _rank(held):
                found[one.left] = one
    return found


def _rank(one: Suggestion) -> tuple[int, float]:
    return _BEST.index(one.relation), -one.score
