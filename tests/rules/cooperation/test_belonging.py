"""Nobody acts for another government, however the task was written."""

from datetime import date

import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.cooperation.rules.belonging import may_belong
from bayline.systems.cooperation.rules.terming import check_day, check_terms
from bayline.systems.cooperation.terms import Side, Terms

REGISTER = {
    "east": {"place": "310116"},
    "east-roads": {"place": "310116", "parent": "east"},
    "town": {"place": "310116102", "parent": "east"},
    "west": {"place": "330482"},
    "west-money": {"place": "330482", "parent": "west"},
    "west-tax": {"place": "330482"},  # answers to nobody of the place
    "prefecture": {"place": "330400"},
    "guild": {},
    "loop": {"parent": "loop"},
}


@pytest.mark.parametrize(
    ("unit", "government", "is_so"),
    [
        ("east", "east", True),
        ("east-roads", "east", True),
        ("town", "east", True),
        ("west-money", "east", False),
        ("west-tax", "west", True),
        ("west-tax", "east", False),
        ("west-tax", "prefecture", True),
        ("west-money", "prefecture", False),
        ("guild", "east", False),  # the register does not tell
        ("loop", "east", False),
        ("nobody", "east", False),
    ],
)
def test_a_unit_acts_for_its_own_government(unit: str, government: str, *, is_so: bool) -> None:
    assert may_belong(unit, government, REGISTER) is is_so
    is_open = unit in {"guild", "loop", "nobody"}
    assert may_belong(unit, government, REGISTER, is_vouched=True) is (is_so or is_open)


@pytest.mark.parametrize(
    ("sides", "told"),
    [
        ([("east", "west-money"), ("west", "west")], "stands on the side of “east”"),
        ([("east", "east"), ("town", "town")], "“town” belongs to “east”"),
        ([("east", "east"), ("", "west-money")], "a side has no government"),
    ],
)
def test_a_task_whose_other_side_is_no_other_side_is_refused(
    sides: list[tuple[str, str]], told: str
) -> None:
    named = tuple(Side(code=code, lead=lead) for code, lead in sides)
    terms = Terms(title="修桥", sides=named, due=date(2026, 6, 1))
    with pytest.raises(BaylineError, match=told):
        check_terms(terms, task="t", known=REGISTER)


@pytest.mark.parametrize("due", [date(2026, 3, 4), date(9999, 12, 31)])
def test_a_day_that_has_passed_or_lies_a_century_ahead_is_refused(due: date) -> None:
    with pytest.raises(BaylineError, match=f"is due on {due}"):
        check_day(due, today=date(2026, 3, 5), task="t")
