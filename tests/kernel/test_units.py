from decimal import Decimal

import pytest

from bayline.kernel.errors import BaylineError
from bayline.kernel.units import UNITS, Unit, commensurable, factor_between, unit


def test_every_unit_has_a_chinese_and_an_english_name():
    assert all(known.zh and known.en for known in UNITS.values())


def test_an_unknown_classifier_counts_only_its_own_kind():
    assert unit("艘").dimension == "count:艘"
    assert not commensurable("艘", "个")


def test_two_currencies_are_two_dimensions():
    assert not commensurable("CNY", "USD")


def test_a_share_is_no_percentage_point():
    assert not commensurable("1", "pp")


def test_a_year_is_twelve_months_but_no_number_of_days():
    assert factor_between("a", "mo") == (Decimal(12), Decimal(1))
    assert not commensurable("a", "d")


def test_meters_cannot_become_square_meters():
    with pytest.raises(BaylineError, match="m cannot become m2"):
        factor_between("m", "m2")


def test_a_figure_without_a_unit_is_refused():
    with pytest.raises(BaylineError, match="classifier that was printed"):
        unit("")


def test_a_unit_of_nothing_is_refused():
    with pytest.raises(BaylineError, match="factor above zero"):
        Unit(code="q", dimension="q", factor=Decimal(0), zh="q", en="q")
