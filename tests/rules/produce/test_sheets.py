"""Labels lie on their sheets, and their codes can be read."""

import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.produce.rules.sheets import (
    SHEETS,
    check_code,
    fits_page,
    places,
    sheet_named,
)


@pytest.mark.parametrize("name", SHEETS)
def test_labels_lie_on_the_page_and_not_on_each_other(name):
    assert fits_page(SHEETS[name])


def test_labels_go_row_by_row_and_skip_what_was_used():
    sheet = sheet_named("a4-24")
    found = [*places(sheet, 24, skipped=2)]
    assert [page for page, *_ in found] == [0] * 22 + [1] * 2
    assert [(str(x), str(y)) for _, x, y in found[:2]] == [("140", "0.5"), ("0", "37.5")]


def test_a_code_too_fine_for_a_phone_is_refused():
    small = sheet_named("a4-65")
    assert check_code(small, 33, "https://a.example/01/06912345123457") > 0
    with pytest.raises(BaylineError, match=r"modules of 0\.3\d mm, 0\.396 is the least"):
        check_code(small, 45, "https://a.very.long.example/01/06912345123457")
    with pytest.raises(BaylineError, match="there is no sheet “a5”"):
        sheet_named("a5")
