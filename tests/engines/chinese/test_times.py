"""Times of documents: what is found, where exactly, and which days it means."""

from datetime import date

import pytest

from bayline.engines.chinese.script import fold
from bayline.engines.chinese.terms import Time, TimeBasis, TimeKind
from bayline.engines.chinese.times import times

AUTUMN = date(2021, 11, 1)
JANUARY = date(2025, 1, 15)


def read(text: str, published: date | None = AUTUMN) -> list[Time]:
    return times(fold(text), published=published)


def days(text: str, published: date | None = AUTUMN) -> list[str]:
    """Write each time of a text as quote and days: 6月|2021-06-01|2021-06-30."""
    found = []
    for time in read(text, published):
        first, last = time.interval or (None, None)
        found.append(f"{text[time.start : time.end]}|{first or ''}|{last or ''}")
    return found


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021年3月3日", "2021-03-03", "2021-03-03"),
        ("２０２１年３月３日", "2021-03-03", "2021-03-03"),
        ("二〇二一年三月三日", "2021-03-03", "2021-03-03"),
        ("二零二一年", "2021-01-01", "2021-12-31"),
        ("2021-03-03", "2021-03-03", "2021-03-03"),
        ("2021/3/3", "2021-03-03", "2021-03-03"),
        ("2021.3.3", "2021-03-03", "2021-03-03"),
        ("20210303", "2021-03-03", "2021-03-03"),
        ("民国二十六年八月", "1937-08-01", "1937-08-31"),
        ("光绪三十年", "1904-01-01", "1904-12-31"),
        ("20世纪80年代", "1980-01-01", "1989-12-31"),
        ("九十年代末", "1997-01-01", "1999-12-31"),
        ("1950年代", "1950-01-01", "1959-12-31"),
        ("2016—2020年", "2016-01-01", "2020-12-31"),
        ("2021年至2023年", "2021-01-01", "2023-12-31"),
        ("2021年3月-6月", "2021-03-01", "2021-06-30"),
        ("2020年12月28日至2021年1月3日", "2020-12-28", "2021-01-03"),
        ("2024年春节", "2024-02-10", "2024-02-10"),
        ("2021年国庆假期", "2021-10-01", "2021-10-07"),
        ("2023年清明节", "2023-04-05", "2023-04-05"),
        ("2020年第四季度", "2020-10-01", "2020-12-31"),
        ("2020年下半年", "2020-07-01", "2020-12-31"),
        ("2020年夏季", "2020-06-01", "2020-08-31"),
        ("2020年2月下旬", "2020-02-21", "2020-02-29"),
        ("“十三五”时期", "2016-01-01", "2020-12-31"),
        ("“一五”计划", "1953-01-01", "1957-12-31"),
        ("“三五”时期", "1966-01-01", "1970-12-31"),
        ("第十四个五年规划", "2021-01-01", "2025-12-31"),
        ("“十四五”前三年", "2021-01-01", "2023-12-31"),
    ],
)
def test_a_time_stated_in_full_needs_no_publication_date(text, first, last):
    (time,) = read(text, published=None)
    assert [str(day) for day in time.interval] == [first, last]
    assert time.basis is TimeBasis.STATED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今年6月份", "今年6月份|2021-06-01|2021-06-30"),
        ("去年", "去年|2020-01-01|2020-12-31"),
        ("前年年底", "前年年底||2019-12-31"),
        ("10月14日", "10月14日|2021-10-14|2021-10-14"),
        ("12月", "12月|2020-12-01|2020-12-31"),
        ("29日", "29日|2021-10-29|2021-10-29"),
        ("一季度", "一季度|2021-01-01|2021-03-31"),
        ("前三季度", "前三季度|2021-01-01|2021-09-30"),
        ("1—9月", "1—9月|2021-01-01|2021-09-30"),
        ("前10个月", "前10个月|2021-01-01|2021-10-31"),
        ("上半年", "上半年|2021-01-01|2021-06-30"),
        ("本月", "本月|2021-11-01|2021-11-30"),
        ("上月末", "上月末||2021-10-31"),
        ("昨天", "昨天|2021-10-31|2021-10-31"),
        ("上周五", "上周五|2021-10-29|2021-10-29"),
        ("过去5年", "过去5年|2016-11-01|2021-11-01"),
        ("未来三年", "未来三年|2021-11-02|2024-11-01"),
        ("目前", "目前||2021-11-01"),
        ("三年前", "三年前|2018-11-01|2018-11-01"),
    ],
)
def test_what_is_said_from_the_day_of_writing_is_resolved_from_it(text, expected):
    assert days(text) == [expected]
    assert read(text)[0].basis is TimeBasis.PUBLISHED


def test_a_report_of_january_speaks_of_the_year_before():
    assert days("过去一年，城乡面貌焕然一新", JANUARY) == ["过去一年|2024-01-01|2024-12-31"]
    assert days("12月完成投资3亿元", JANUARY) == ["12月|2024-12-01|2024-12-31"]
    assert days("今后五年将建成十座公园", JANUARY) == ["今后五年|2025-01-01|2029-12-31"]


def test_plans_look_ahead():
    assert days("预计3月全部完工") == ["3月|2022-03-01|2022-03-31"]
    assert days("项目已于3月完工") == ["3月|2021-03-01|2021-03-31"]
    assert days("二、下一步工作打算\n3月，启动平台建设。") == ["3月|2022-03-01|2022-03-31"]


def test_an_outlook_given_by_the_caller_decides_where_words_do_not():
    (time,) = times("3月", published=AUTUMN, outlook=lambda _position: True)
    assert time.interval.first == date(2022, 3, 1)


@pytest.mark.parametrize(
    ("text", "relation", "first", "last"),
    [
        ("2018年以来", "since", date(2018, 1, 1), None),
        ("党的十八大以来", "since", date(2012, 11, 8), None),
        ("自2024年1月1日起施行", "since", date(2024, 1, 1), None),
        ("截至2024年底", "until", None, date(2024, 12, 31)),
        ("到2025年", "by", None, date(2025, 12, 31)),
        ("2025年底前", "by", None, date(2025, 12, 31)),
        ("2025年之前", "by", None, date(2024, 12, 31)),
        ("2018年之后", "after", date(2019, 1, 1), None),
        ("“十四五”末", "by", None, date(2025, 12, 31)),
    ],
)
def test_words_around_a_time_make_it_a_beginning_or_an_end(text, relation, first, last):
    (time,) = read(text, published=None)
    assert time.relation == relation
    assert time.interval == (first, last)


def test_the_span_leaves_out_what_only_relates():
    assert days("2018年以来", None)[0].startswith("2018年|")
    assert days("过去5年来")[0].startswith("过去5年|")
    assert days("到2025年", None)[0].startswith("2025年|")


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("半年", "P6M"),
        ("三到五年", "P3Y/P5Y"),
        ("两三年", "P2Y/P3Y"),
        ("3个月", "P3M"),
        ("两年零三个月", "P2Y3M"),
        ("10天", "P10D"),
        ("24小时", "PT24H"),
        ("五个半分钟", "PT5.5M"),
        ("一年半", "P18M"),
        ("100年", "P100Y"),
        ("5个工作日", "P5D"),
        ("8天20小时", "P8DT20H"),
    ],
)
def test_lengths_are_lengths(text, duration):
    (time,) = read(f"历时{text}。")
    assert (time.kind, time.duration, time.interval) == (TimeKind.DURATION, duration, None)


def test_a_deadline_counted_from_the_day_of_writing_has_an_open_start():
    (time,) = read("5年内完成整个项目")
    assert time.kind is TimeKind.DURATION
    assert time.interval == (None, date(2026, 11, 1))


def test_a_deadline_counted_from_another_day_stays_a_length():
    (time,) = read("自收到通知之日起15日内提交")
    assert (time.kind, time.interval, time.duration) == (TimeKind.DURATION, None, "P15D")


@pytest.mark.parametrize(
    "text", ["每年", "每月", "逐年", "年均", "每周一", "每季度", "每两年", "每年3月"]
)
def test_repetitions_are_sets(text):
    (time,) = read(f"{text}开展")
    assert (time.kind, text[time.start : time.end]) == (TimeKind.SET, text)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("上午9时30分", "T09:30"),
        ("19:30", "T19:30"),
        ("晚上六点", "T18:00"),
        ("下午2点~4点", "T14:00/T16:00"),
        ("下午三点一刻", "T15:15"),
        ("8:30—17:00", "T08:30/T17:00"),
    ],
)
def test_hours_without_a_day_are_clock_times(text, clock):
    (time,) = read(text)
    assert (time.kind, time.clock) == (TimeKind.CLOCK, clock)


def test_an_hour_behind_a_date_belongs_to_it():
    text = "8月3日（星期二）上午9时30分，在镇政府开会"
    (time,) = read(text)
    assert text[time.start : time.end] == "8月3日（星期二）上午9时30分"
    assert (time.interval.first, time.clock) == (date(2021, 8, 3), "T09:30")


def test_later_words_lean_on_earlier_times():
    text = "2019年3月签约，同年10月开工，次年6月投产，当月产值2亿元"
    assert days(text, None) == [
        "2019年3月|2019-03-01|2019-03-31",
        "同年10月|2019-10-01|2019-10-31",
        "次年6月|2020-06-01|2020-06-30",
        "当月|2020-06-01|2020-06-30",
    ]


def test_a_month_without_a_year_takes_the_year_of_its_paragraph():
    (_, later) = read("2018年6月，二期开工，9月29日停工。")
    assert later.interval.first == date(2018, 9, 29)
    assert later.basis is TimeBasis.DISCOURSE


def test_a_closed_paragraph_does_not_lend_its_year():
    assert days("2018年6月，二期开工。\n9月29日，大桥通车。")[1] == "9月29日|2021-09-29|2021-09-29"


def test_a_year_seen_from_the_day_of_writing_holds_for_its_sentence_only():
    text = "去年11月启动的工程即将完工。截至10月底，建成站点36个。"
    assert days(text)[1] == "截至10月底||2021-10-31"


def test_a_chronicle_gives_months_and_days_from_its_headings():
    text = "大事记\n2019年\n3月\n5日 召开会议。\n12日 大桥通车。\n4月\n1日 开学。"
    assert [line.split("|")[1] for line in days(text)] == [
        "2019-01-01",
        "2019-03-01",
        "2019-03-05",
        "2019-03-12",
        "2019-04-01",
        "2019-04-01",
    ]


def test_a_heading_lends_its_year_to_its_section():
    text = "一、2019年工作回顾\n一季度，新开工项目8个。\n二、2020年工作安排\n年底建成通车。"
    assert [line.split("|", 1)[1] for line in days(text)] == [
        "2019-01-01|2019-12-31",
        "2019-01-01|2019-03-31",
        "2020-01-01|2020-12-31",
        "|2020-12-31",
    ]


def test_the_year_before_is_seen_from_the_year_spoken_of():
    assert days("2012年，财政收入比上年增长一成")[1] == "上年|2011-01-01|2011-12-31"


def test_the_same_period_of_the_year_before_is_as_long():
    assert days("前三季度完成投资，去年同期仅为一半")[1] == "去年同期|2020-01-01|2020-09-30"


def test_a_printed_weekday_tells_the_year():
    assert days("12月31日（星期四）")[0].endswith("|2020-12-31|2020-12-31")


def test_traditional_script_reads_alike():
    text = "本鎮於二〇二〇年十二月啟動改造，預計明年三月完工，歷時兩個月"
    assert days(text) == [
        "二〇二〇年十二月|2020-12-01|2020-12-31",
        "明年三月|2022-03-01|2022-03-31",
        "兩個月||",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "林地1080.11公顷",
        "比例达到99.9%",
        "PM2.5年均浓度",
        "4/5G基站",
        "达产后年综合营收",
        "2021号文件",
        "实施三年行动计划",
        "全长12.30公里",
        "完成1.5日用量",
        "电话021-57921234",
        "开会第3天",
        "三年级学生",
        "沪府规〔2023〕15号",
        "轨道交通5号线",
        "项目前期工作",
        "实现在线办理",
        "说明年检事项",
        "以上年龄段",
        "节日前夕",
        "政治清明",
        "提出三点建议",
        "提高5个百分点",
        "按1:10配比",
        "第十四届人大",
        "八五普法",
    ],
)
def test_what_only_looks_like_a_time_is_none(text):
    assert days(text) == []


def test_days_that_do_not_exist_are_found_but_not_dated():
    (time,) = read("2021年2月30日")
    assert time.interval is None
    assert time.basis is TimeBasis.NONE


def test_without_any_date_a_month_stays_open():
    (time,) = read("6月开工", published=None)
    assert (time.interval, time.basis) == (None, TimeBasis.NONE)


def test_empty_text_has_no_times():
    assert read("") == []
