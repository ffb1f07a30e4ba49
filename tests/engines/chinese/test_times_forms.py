"""The many forms in which documents write dates, each with the days it means."""

from datetime import date

import pytest

from bayline.engines.chinese.reader import read
from bayline.engines.chinese.script import fold
from bayline.engines.chinese.terms import TimeKind
from bayline.engines.chinese.times import times

JULY = date(2024, 7, 20)


def days(text: str, *, published: date = JULY) -> str:
    """Write the times of a text as quote=first..last."""
    found = []
    for time in times(fold(text), published=published):
        first, last = time.interval or (None, None)
        found.append(f"{text[time.start : time.end]}={first or ''}..{last or ''}")
    return " ".join(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("二〇二三年三月，", "二〇二三年三月=2023-03-01..2023-03-31"),
        ("2023年第1季度", "2023年第1季度=2023-01-01..2023-03-31"),
        ("2023年第一至三季度", "2023年第一至三季度=2023-01-01..2023-09-30"),
        ("2023年第三、第四季度", "2023年第三、第四季度=2023-07-01..2023-12-31"),
        ("2023年首季", "2023年首季=2023-01-01..2023-03-31"),
        ("首季度，", "首季度=2024-01-01..2024-03-31"),
        ("2022年三季度末", "2022年三季度末=..2022-09-30"),
        ("今年1—6月", "今年1—6月=2024-01-01..2024-06-30"),
        ("1至6月，", "1至6月=2024-01-01..2024-06-30"),
        ("2023年1月至10月", "2023年1月至10月=2023-01-01..2023-10-31"),
        ("前三季度", "前三季度=2024-01-01..2024-09-30"),
        ("上半年", "上半年=2024-01-01..2024-06-30"),
        ("3月底", "3月底=..2024-03-31"),
        ("月末", "月末=..2024-07-31"),
        ("“十三五”末", "十三五”末=..2020-12-31"),
        ("“十五五”开局之年", "十五五”开局之年=2026-01-01..2026-12-31"),
        ("上年末", "上年末=..2023-12-31"),
        ("本世纪中叶", "本世纪中叶=2041-01-01..2070-12-31"),
        ("近三年", "近三年=2021-07-20..2024-07-20"),
        ("近年来", "近年来=..2024-07-20"),
        ("去年同期", "去年同期=2023-01-01..2023-12-31"),
        ("截至目前", "截至目前=..2024-07-20"),
        ("截止2022年底", "截止2022年底=..2022-12-31"),
        ("2022年末", "2022年末=..2022-12-31"),
        ("年内完成", "年内=2024-01-01..2024-12-31"),
        ("2023.5.6", "2023.5.6=2023-05-06..2023-05-06"),
        ("2023/05/06", "2023/05/06=2023-05-06..2023-05-06"),
        ("2023-05-06", "2023-05-06=2023-05-06..2023-05-06"),
        ("5月6日至8日", "5月6日至8日=2024-05-06..2024-05-08"),
        ("5月6日—6月3日", "5月6日—6月3日=2024-05-06..2024-06-03"),
        ("2023年5月—2024年6月", "2023年5月—2024年6月=2023-05-01..2024-06-30"),
        ("2023年12月至次年2月", "2023年12月至次年2月=2023-12-01..2024-02-29"),
        ("农历八月十五", "农历八月十五=2023-09-29..2023-09-29"),
        ("自2023年1月1日起", "2023年1月1日=2023-01-01.."),
        ("2020年以来", "2020年=2020-01-01.."),
        ("2018年至今", "2018年至今=2018-01-01..2024-07-20"),
        ("到2035年", "2035年=..2035-12-31"),
        ("2025年6月底前", "2025年6月底前=..2025-06-30"),
        ("年底前", "年底前=..2024-12-31"),
        ("未来三年", "未来三年=2024-07-21..2027-07-20"),
        ("前两年", "前两年=2022-01-01..2023-12-31"),
        ("7月中旬", "7月中旬=2024-07-11..2024-07-20"),
        ("2024年国庆黄金周", "2024年国庆黄金周=2024-10-01..2024-10-07"),
        ("截至6月末", "截至6月末=..2024-06-30"),
        ("2022年内", "2022年内=2022-01-01..2022-12-31"),
        ("今年以来", "今年=2024-01-01.."),
        ("（2023—2025年）", "2023—2025年=2023-01-01..2025-12-31"),
        ("2021—2023三年", "2021—2023=2021-01-01..2023-12-31"),
        ("2019和2020年", "2019和2020年=2019-01-01..2020-12-31"),
        ("2021、2022年", "2021、2022年=2021-01-01..2022-12-31"),
        ("2019、2021年", "2021年=2021-01-01..2021-12-31"),
    ],
)
def test_dates_of_documents_cover_the_days_they_mean(text: str, expected: str) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2023年动工，次年完成", "次年=2024-01-01..2024-12-31"),
        ("2023年动工，翌年完成", "翌年=2024-01-01..2024-12-31"),
        ("2023年动工，当年投产", "当年=2023-01-01..2023-12-31"),
    ],
)
def test_the_next_year_counts_from_the_year_said_before(text: str, last: str) -> None:
    assert days(text).split()[-1] == last


@pytest.mark.parametrize(
    "text",
    [
        "二零一九/二零年度",
        "二零一九至二零二零財政年度",
        "二零一九至二零年度",
        "2019-20財政年度",
        "2019/20年度",
        "2019-20年度",
    ],
)
def test_a_year_that_straddles_two_is_a_fiscal_year(text: str) -> None:
    assert days(f"{text}盈餘增加") == f"{text}=2019-04-01..2020-03-31"


def test_this_year_takes_up_the_fiscal_year_said_before() -> None:
    found = days("二零一九/二零年度收入減少，該年度錄得赤字")
    assert found.endswith("該年度=2019-04-01..2020-03-31")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019—2020学年", "2019—2020学年=2019-09-01..2020-08-31"),
        ("2019—2020年度", "2019—2020年度=2019-01-01..2020-12-31"),
        ("2016-20年度", "2016-20年度=2016-01-01..2020-12-31"),
        ("1999-00年度", "1999-00年度=1999-04-01..2000-03-31"),
    ],
)
def test_two_full_years_stay_two_years_unless_they_school(text: str, expected: str) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("109年底人口", "109年底=..2020-12-31"),
        ("109年度預算", "109年度=2020-01-01..2020-12-31"),
        ("截至113年12月底", "截至113年12月底=..2024-12-31"),
        ("110學年度招生", "110學年度=2021-09-01..2022-08-31"),
        ("109至113年", "109至113年=2020-01-01..2024-12-31"),
        ("於109年完工", "109年=2020-01-01..2020-12-31"),
    ],
)
def test_a_text_that_counts_from_1912_dates_its_bare_years_so(text: str, expected: str) -> None:
    assert days(f"民國108年起施行。{text}").split()[-1] == expected
    known = times(fold(text), published=JULY, minguo=True)
    assert [str(time.interval.last) for time in known if time.interval] == [expected[-10:]]


def test_a_mainland_text_counts_no_bare_year_from_1912() -> None:
    assert "2020" not in days("民国26年建校，至今已有109年历史。109年底")
    assert "2011" not in days("民國108年。成立100年來")


@pytest.mark.parametrize("text", ["3个工作日内", "15日内", "24小时内", "三日内"])
def test_a_limit_of_days_or_hours_is_a_length_that_starts_whenever_one_asks(text: str) -> None:
    (time,) = times(f"{text}办结", published=JULY)
    assert time.kind is TimeKind.DURATION
    assert time.interval is None


def test_a_period_of_public_notice_is_no_day_of_the_month() -> None:
    assert days("公示期不少于15日。") == ""


def test_a_day_of_a_hundredth_year_is_a_date_of_the_republic() -> None:
    text = "113年4月30日止，在籍人口2,345人；113年1月底計有12人。"
    assert [said.quantity.unit for said in read(text, published=None).statements] == ["人", "人"]
    assert str(times(text)[0].interval.first) == "2024-04-30"
    assert read("合同期20年6个月。", published=None).statements[0].quantity.unit == "a"
