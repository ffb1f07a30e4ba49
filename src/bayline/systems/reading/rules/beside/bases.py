"""Which part of the basis sets two figures apart: scope, price, coverage."""

from bayline.kernel.basis import Part, differences
from bayline.systems.reading.rules.beside.matching import Pair

_NO_DIFFERENCE = frozenset({Part.STAGE, Part.PERIOD, Part.ROUNDING})
_MAY_BE_UNSAID = frozenset({Part.THRESHOLD})  # its name tells it, and is compared by its words
_FINALITY = frozenset({"按可比口径调整", "经修订或核实"})


def part_between(pair: Pair) -> Part | None:
    """Give the part of the basis that sets two figures apart.

    Where the values agree, what only one of the two says of its basis is no doubt.
    """
    one, other = pair.draft.claim.basis, pair.kept.claim.basis
    for part in differences(one, other):
        said = getattr(one, part.value), getattr(other, part.value)
        is_open = not all(said) and (pair.agrees or part in _MAY_BE_UNSAID)
        is_same = part is Part.COVERAGE and _are_one_coverage(one.coverage, other.coverage)
        if part not in _NO_DIFFERENCE and not is_open and not is_same and any(map(_tells, said)):
            return part
    return None


def _are_one_coverage(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether 不含港区 and 不含嘉兴港区 leave out the same, one being said more shortly."""
    return bool(one and other) and all(
        any(_is_shorter(part, each) for each in other) for part in one
    )


def _is_shorter(one: str, other: str) -> bool:
    if one.startswith("不含") != other.startswith("不含"):
        return False
    bare = one.removeprefix("不").removeprefix("含"), other.removeprefix("不").removeprefix("含")
    return bare[0] in bare[1] or bare[1] in bare[0]


def _tells(said: object) -> bool:
    """Tell whether what is said of a basis is more than that a number may yet change."""
    return bool(said - _FINALITY) if isinstance(said, frozenset) else bool(said)
