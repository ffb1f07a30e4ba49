"""What every way out says of a checked draft: names, shares, dates and English in full."""

import csv
import io
import re

import pytest

from bayline.engines.documents import document_of
from bayline.kernel.english import DRAFT
from bayline.systems.reading.actions.auditing import Audited, audit, written

TEXT = (
    "2021年10月18日\n全区开工项目由27个产业项目、4个人才项目和22个文化项目组成，合计57个。\n"
    "1—9月，一般公共预算收入由上年同期的91.3亿元增加到98.6亿元，增长9.8%。\n"
    "全年一产55亿元、二产60亿元、三产40亿元，合计150亿元。\n"
)


def audited(name: str = "good.txt") -> Audited:
    return audit(document_of(name, TEXT), published=None)


def page(lang: str, name: str = "good.txt") -> str:
    return written(audited(name), form="html", lang=lang).content.decode()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_letter_of_a_file_s_name_is_changed(lang):
    assert "good.txt" in page(lang)
    assert "Good.txt" not in page(lang)


def test_an_english_sentence_about_a_pasted_text_opens_with_a_capital():
    assert "The draft, from CNY 9.13 billion to CNY 9.86 billion, gives 8%" in page("en", DRAFT)
    assert written(audited(DRAFT), form="csv", lang="en").name == "draft-checked.csv"


def test_sentences_of_the_english_page_hold_no_chinese():
    said = re.findall(r"<p><b>.*?</b>(.*?)</p>", page("en"))
    assert len(said) >= 2
    assert not [
        sentence for sentence in said if re.search("[一-鿿]", re.sub("“.*?”", "", sentence))
    ]


def test_the_page_says_which_day_its_times_rest_on():
    assert "时间按2021-10-18理解（由正文推定）。" in page("zh")
    assert "Times are read as of 2021-10-18, inferred from the text." in page("en")


def test_a_share_is_written_in_percent_and_money_as_printed():
    assert "98.6÷91.3−1" in page("zh")
    assert "≈ 8.0%" in page("zh")
    assert "0.0799" not in page("zh")
    assert "9,860,000,000" not in page("zh")


def test_the_list_names_each_check_and_keeps_its_id():
    content = written(audited(), form="csv").content.decode("utf-8-sig")
    rows = [*csv.DictReader(io.StringIO(content))]
    assert {"分项与合计": "sum_of_parts"}.items() <= {
        row["检查"]: row["检查编号"] for row in rows
    }.items()
    assert "≈ 8.0%" in content
