"""Read from a template what the cells of a column state."""

from typing import Any

from bayline.kernel.basis import Price
from bayline.kernel.errors import Words
from bayline.platform.registers.cells.figures import quantity_in
from bayline.platform.registers.declaring.tables import Option, Place, check
from bayline.platform.registers.terms import Kind
from bayline.systems.plan.rules.requests.terms import ClaimOf

_TEXT = Option(str, "text in quotes", "引号中的文字")
_CLAIM = {
    "attribute": _TEXT,
    "subject": _TEXT,
    "subject_from": _TEXT,
    "place": _TEXT,
    "place_from": _TEXT,
    "price": _TEXT,
    "coverage": Option(list, "a list of words", "词语的列表"),
    "threshold": _TEXT,
    "scope": _TEXT,
    "since": _TEXT,
    "growth": Option(bool, "true or false", "true或false"),
}
_SINCE = ("period", "year")


def claim_of(found: dict[str, Any], kind: Kind, unit: str, place: Place) -> ClaimOf:
    """Read a table [column.claim].

    Args:
        found: The table.
        kind: The type of the column.
        unit: Its unit, which the reader must know.
        place: Where it stands.
    """
    part = place.part("claim")
    check(found, _CLAIM, part)
    _refuse_words("price", found.get("price", ""), [*Price], part)
    _refuse_words("since", found.get("since", ""), _SINCE, part)
    if not all(isinstance(each, str) and each.strip() for each in found.get("coverage", [])):
        _refuse(part, "coverage", "it holds what is no word", "里面有不是词语的")
    if kind is not Kind.FIGURE and quantity_in(f"1{unit}") is None:
        _refuse(
            part,
            f"unit “{unit}”",
            "a figure needs a unit that is known, such as 亿元, %, 个, 家",
            "这个单位读不成数量；要写亿元、%、个、家这样的单位",
        )
    plain = {
        name: found[name] for name in _CLAIM if name in found and name not in {"coverage", "growth"}
    }
    return ClaimOf(
        **plain,
        coverage=tuple(found.get("coverage", ())),
        is_growth=found.get("growth", False),
    )


def _refuse_words(
    option: str, written: str, known: list[Price] | tuple[str, ...], place: Place
) -> None:
    if written and written not in known:
        listed = [str(each) for each in known]
        _refuse(
            place,
            f"{option} = “{written}”",
            f"known are {', '.join(listed)}",
            f"可用的有{'、'.join(listed)}",
        )


def _refuse(place: Place, what: str, why: str, why_zh: str) -> None:
    place.refuse(what, why=why, do="correct it", zh=Words(what, why_zh, "请改正"))
