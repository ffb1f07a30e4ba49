"""Where a project stands is put together from its entries."""

from bayline.systems.projects.rules.listing import line_of, sums_of
from bayline.systems.projects.rules.standing import standing_of


def amount(code: str, words: str, quote: str) -> dict[str, str]:
    whole = {"code": code, "project": "p", "kind": "investment", "amount": words}
    return {**whole, "document": "d", "quote": quote}


def test_of_several_totals_the_one_that_a_document_is_quoted_for_is_shown() -> None:
    entries = [amount("a1", "3.14亿元", ""), amount("b1", "180亿元", "总投资180亿元")]
    standing = standing_of({"code": "p"}, amounts=entries)
    assert standing.total is not None
    assert standing.total[2] == "180亿元"
    assert standing.printed == ("180亿元", "3.14亿元")


def test_totals_that_cannot_both_be_true_are_disputed_in_the_list_and_in_its_sum() -> None:
    agreed = [amount("a1", "约180亿元", ""), amount("b1", "180亿元", "总投资180亿元")]
    apart = [*agreed, amount("c1", "150亿元", "")]
    annual = {**amount("d1", "3亿元", ""), "kind": "annual_plan", "period": "2021"}
    told = [standing_of({"code": "p"}, amounts=of) for of in (agreed, apart, [annual], [])]
    assert [one.is_disputed for one in told] == [False, True, False, False]
    (sum_,) = sums_of(map(line_of, told))
    assert (sum_.count, sum_.disputed) == (2, 1)
    assert sum_.figure.high is not None


def test_the_total_of_registration_is_the_planned_one_and_no_less_than_it_is() -> None:
    planned = {**amount("b1", "0.0499999999亿元", ""), "kind": "planned_investment"}
    line = line_of(standing_of({"code": "p"}, amounts=[amount("a1", "9亿元", ""), planned]))
    assert (line.kind, line.planned_unit) == ("investment", "CNY")
    assert (line.planned_most, line.is_planned_under) == (499_999_999, False)
    line = line_of(standing_of({"code": "p"}, amounts=[amount("a1", "不到500万元", "")]))
    assert (line.planned_most, line.is_planned_under) == (500_000_000, True)
    assert line_of(standing_of({"code": "p"})).planned_unit == ""
