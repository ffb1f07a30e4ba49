"""Whose money a bare 元 is, as far as the text tells."""

import pytest

from bayline.engines.chinese.territory import territory_of

HONG_KONG = "財政司司長表示，二零一九年度盈餘為587億元，立法會通過有關撥款，香港經濟增長。"
MACAU = "澳門特別行政區政府公佈，澳門博彩收入為100億元，經濟發展，與內地合作開發產業。"
TAIWAN = "新北市政府於109年編列預算35億元，臺中市政府協助，民國110年開發產業園區，與學校合作。"
MAINLAND = "香港和澳門的投資者來東莞設廠，省委、市委高度重視，國務院批准，人民幣結算，投資20億元。"


@pytest.mark.parametrize(
    ("text", "code", "currency"),
    [(HONG_KONG, "HK", "HKD"), (MACAU, "MO", "MOP"), (TAIWAN, "TW", "TWD")],
)
def test_script_offices_and_money_tell_the_territory(text: str, code: str, currency: str) -> None:
    territory = territory_of(text)
    assert territory is not None
    assert (territory.code, territory.currency) == (code, currency)
    assert territory.counts_from_1912 is (code == "TW")


@pytest.mark.parametrize(
    "text",
    [
        MAINLAND,
        "香港特区政府财政司司长表示，立法会通过拨款50亿元，港元贷款增长。",
        "全縣產業發展，經濟增長，投資20億元，學校開學。",
        "",
    ],
)
def test_without_enough_evidence_the_yuan_is_meant(text: str) -> None:
    assert territory_of(text) is None
