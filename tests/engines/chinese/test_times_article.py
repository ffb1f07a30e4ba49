"""The founding article's times, each with its days, and the speed that work reports are read at."""

from datetime import date

from bayline.engines.chinese.script import fold
from bayline.engines.chinese.times import times

# Quote, first and last day; None is open or only a length.
GOLD = (
    ("过去5年", None, date(2021, 11, 1)),
    ("2018年", date(2018, 1, 1), None),
    ("2021年", date(2021, 1, 1), date(2021, 12, 31)),
    ("今年年初", date(2021, 1, 1), None),
    ("2021年3月3日", date(2021, 3, 3), date(2021, 3, 3)),
    ("一季度", date(2021, 1, 1), date(2021, 3, 31)),
    ("5年内", None, None),
    ("半年", None, None),
    ("9月29日", date(2021, 9, 29), date(2021, 9, 29)),
    ("2021年", date(2021, 1, 1), date(2021, 12, 31)),
    ("第三季度", date(2021, 7, 1), date(2021, 9, 30)),
    ("今年6月份", date(2021, 6, 1), date(2021, 6, 30)),
    ("10月14日", date(2021, 10, 14), date(2021, 10, 14)),
    ("2019年", date(2019, 1, 1), date(2019, 12, 31)),
    ("2020年", date(2020, 1, 1), date(2020, 12, 31)),
    ("今年10月份", date(2021, 10, 1), date(2021, 10, 31)),
    ("2021年", date(2021, 1, 1), date(2021, 12, 31)),
    ("年底", None, date(2021, 12, 31)),
    ("2022年4月份", date(2022, 4, 1), date(2022, 4, 30)),
    ("4月28日", date(2021, 4, 28), date(2021, 4, 28)),
    ("2019年5月7日", date(2019, 5, 7), date(2019, 5, 7)),
    ("2019年3月", date(2019, 3, 1), date(2019, 3, 31)),
    ("2021年", date(2021, 1, 1), date(2021, 12, 31)),
    ("当年度", date(2021, 1, 1), date(2021, 12, 31)),
)


def test_all_twenty_four_times_of_the_article_come_out_in_order(shared):
    text = (shared / "article/article.txt").read_text(encoding="utf-8")
    found = iter(times(fold(text), published=date(2021, 11, 1)))
    for quote, first, last in GOLD:
        time = next(time for time in found if text[time.start : time.end] == quote)
        days = time.interval or (None, None)
        assert first is None or days[0] == first
        assert last is None or days[1] == last


def test_no_figure_of_the_article_is_taken_for_a_time(shared):
    text = (shared / "article/article.txt").read_text(encoding="utf-8")
    quotes = {
        text[time.start : time.end] for time in times(fold(text), published=date(2021, 11, 1))
    }
    assert not quotes & {"后年", "1080.11", "11公顷", "48K", "99.9"}
