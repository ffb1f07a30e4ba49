"""Where a project stands is put together from its entries."""

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
