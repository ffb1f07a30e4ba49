"""核稿: another value used, the draft kept with a reason, or set aside: all goes with the form."""

import io
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bayline.engines.documents import open_document
from bayline.platform.record.terms import Handed
from bayline.systems.reading.actions.recording import record_document

pytestmark = pytest.mark.django_db

NOON = datetime(2022, 2, 5, 4, tzinfo=UTC)
BULLETIN = "2021年末，平湖市常住人口67.5万人。2021年，平湖市地区生产总值共计907.55亿元。"
SUMS = (
    "在库项目共70个，其中制造业27个、农文旅4个、民生22个、生态12个、道路7个。\n"
    "2021年，全区地区生产总值1100亿元，其中第三产业增加值500亿元，占比48.5%。\n"
    "林地面积由1,000公顷增至1,200公顷，增长30%。\n森林覆盖率105%。\n"
)
MENDED = SUMS.replace("共70个", "共72个").replace("48.5%", "45.5%").replace("长30%", "长20%")


@pytest.fixture
def bulletin() -> None:
    """A record that holds one bulletin."""
    handed = Handed(
        name="公报.md", data=BULLETIN.encode(), title="2021年公报", published=date(2022, 2, 1)
    )
    record_document(handed, by="小林", at=NOON)


def sent(client: Client, text: str, **more: str) -> Any:
    return client.post("/audit.json", {"text": text, "published": "2022-03-01", **more})


def audited(client: Client, text: str, **more: str) -> dict[str, Any]:
    answer = sent(client, text, **more)
    assert answer.status_code == 200, answer.content.decode()
    page: dict[str, Any] = answer.json()
    return page


def found(page: dict[str, Any], quote: str) -> dict[str, Any]:
    """Give the finding whose own value a draft prints so, or that rests on the words."""
    open_ones = [one for one in page["result"]["findings"] if one["deal"]["asks"]]
    return next(
        one for one in open_ones if quote in (one["deal"]["old"], one["claims"][-1]["quote"])
    )


def pressed(client: Client, text: str, *steps: tuple[str, str, str]) -> dict[str, Any]:
    """Press buttons one after the other: which one, of the finding with which words, and why."""
    page = audited(client, text)
    for button, quote, reason in steps:
        key = found(page, quote)["deal"]["key"]
        carried = {"choices": page["form"]["choices"], "asking": key, "reason": reason}
        page = audited(client, text, choose=f"{button} {key}", **carried)
    return page


def handed(client: Client, text: str, page: dict[str, Any], form: str) -> bytes:
    carried = {"text": text, "published": "2022-03-01", "choices": page["form"]["choices"]}
    answer = client.post("/audit/download", {**carried, "as": form})
    assert answer.status_code == 200, answer.content.decode()
    return answer.content


def test_recomputed_values_take_their_places_in_the_text_that_is_given_out(client: Client) -> None:
    steps = [("corrected", quote, "") for quote in ("30%", "70个", "48.5%")]
    page = pressed(client, SUMS, *steps)
    assert page["result"]["text"] == SUMS
    assert handed(client, SUMS, page, "txt").decode() == MENDED
    assert [one["state"] for one in page["result"]["settled"]] == ["corrected"]
    assert page["result"]["settled"][0]["count"] == 3
    assert sum(count["count"] for count in page["result"]["counts"]) == sum(
        finding["deal"]["life"] == "open" for finding in page["result"]["findings"]
    )


@pytest.mark.usefixtures("bulletin")
@pytest.mark.parametrize(
    ("draft", "becomes"),
    [
        ("2021年末，平湖市常住人口68.5万人。", "2021年末，平湖市常住人口67.5万人。"),
        ("2021年，平湖市地区生产总值930.1亿元。", "2021年，平湖市地区生产总值907.55亿元。"),
    ],
)
def test_the_value_of_the_record_is_used_as_it_is_printed(
    client: Client, draft: str, becomes: str
) -> None:
    page = audited(client, draft)
    (deal,) = [one["deal"] for one in page["result"]["findings"] if one["deal"]["new"]]
    assert deal["is_recorded"]
    page = audited(client, draft, choose=f"corrected {deal['key']}")
    assert handed(client, draft, page, "txt").decode() == becomes
    assert "采用记录值" in page["result"]["findings"][0]["deal"]["said"]


@pytest.mark.usefixtures("bulletin")
def test_the_value_of_the_record_fits_a_cell_whose_unit_stands_in_the_head(client: Client) -> None:
    draft = "| 指标 | 2021年末 |\n|---|---|\n| 平湖市常住人口（万人） | 68.5 |\n"
    for finding in audited(client, draft)["result"]["findings"]:
        assert finding["deal"]["new"] in {"", "67.5"}


def test_a_reason_goes_into_the_list_the_comments_and_the_tables(client: Client) -> None:
    page = pressed(client, SUMS, ("explained", "70个", "另有2个\n尚未\x07立项"))
    told = "保留并说明：另有2个 尚未 立项"
    assert found(page, "70个")["deal"]["said"] == told
    word = docx.Document(io.BytesIO(handed(client, SUMS, page, "docx")))
    comments = "".join(str(part.blob.decode()) for part in word.part.package.iter_parts()
                       if "comments" in str(part.partname))  # fmt: skip
    assert told in comments
    for form in ("csv", "html"):
        assert told in handed(client, SUMS, page, form).decode()
    assert handed(client, SUMS, page, "txt").decode() == SUMS
    assert handed(client, SUMS, page, "xlsx").startswith(b"PK")


def test_a_used_value_is_seen_in_the_word_file(client: Client) -> None:
    page = pressed(client, SUMS, ("corrected", "70个", ""))
    content = handed(client, SUMS, page, "docx")
    word = docx.Document(io.BytesIO(content))
    body = word.element.xml
    assert word.paragraphs[0].text.count("70个") == 0  # struck out, and no longer read as text
    (struck,) = word.element.xpath("//w:del")
    (put,) = word.element.xpath("//w:ins")
    assert [one.text for one in struck.iter("{*}delText")] == ["70个"]
    assert [one.text for one in put.iter("{*}t")] == ["72个"]
    for change in (struck, put):
        said = {key.rpartition("}")[2]: value for key, value in change.attrib.items()}
        assert said["author"]
        assert said["date"].endswith("Z")
    assert body.index("commentRangeStart") < body.index("<w:del ") < body.index("<w:ins ")
    again = open_document("again.docx", content)
    assert "共72个" in again.text  # as after accepting
    assert any("有修订痕迹" in note.zh for note in again.notes)
    comments = next(
        part.blob.decode()
        for part in word.part.package.iter_parts()
        if "comments" in str(part.partname)
    )
    assert "“70个”改为“72个”" in comments


def test_what_is_no_matter_stands_last_is_counted_apart_and_can_come_back(client: Client) -> None:
    page = pressed(client, SUMS, ("dismissed", "70个", ""))
    *_others, last = page["result"]["findings"]
    assert last["deal"]["life"] == "dismissed"
    assert {"state": "dismissed", "count": 1}.items() <= page["result"]["settled"][0].items()
    assert "合计72个" not in str(handed(client, SUMS, page, "docx"))
    back = pressed(client, SUMS, ("dismissed", "70个", ""), ("open", "70个", ""))
    assert back["result"]["settled"] == []
    assert back["form"]["choices"] == ""


def test_without_a_reason_nothing_is_noted_and_the_field_stays_open(client: Client) -> None:
    key = found(audited(client, SUMS), "70个")["deal"]["key"]
    asked = audited(client, SUMS, choose=f"ask {key}")
    assert found(asked, "70个")["deal"]["is_asking"]
    for reason, why in ((" \u200b\n", "没有写说明"), ("长" * 501, "超过500字")):
        answer = sent(client, SUMS, choose=f"explained {key}", asking=key, reason=reason)
        assert answer.status_code == 422
        deal = found(answer.json(), "70个")["deal"]
        assert why in deal["problem"]
        assert deal["is_asking"]
        assert deal["life"] == "open"
        assert len(deal["reason"]) <= 500


def test_a_typed_reason_stays_while_another_finding_is_dealt_with(client: Client) -> None:
    page = audited(client, SUMS)
    typing, other = (found(page, quote)["deal"]["key"] for quote in ("70个", "30%"))
    more = {"asking": typing, "reason": "另有"}
    page = audited(client, SUMS, choose=f"corrected {other}", **more)
    assert found(page, "70个")["deal"]["reason"] == "另有"


def test_choices_outlive_edits_elsewhere_and_fall_with_the_words_they_are_about(
    client: Client,
) -> None:
    page = pressed(client, SUMS, ("corrected", "70个", ""), ("corrected", "30%", ""))
    choices = page["form"]["choices"]
    longer = f"一段新写的开头。\n{SUMS}"
    page = audited(client, longer, choices=choices)
    assert handed(client, longer, page, "txt").decode() == longer.replace("70个", "72个").replace(
        "30%", "20%"
    )
    edited = SUMS.replace("共70个", "共71个")
    answer = sent(client, edited, choices=choices)
    assert answer.status_code == 422
    (notice,) = answer.json()["result"]["notices"]
    assert notice["sentence"].startswith("有1项处置与现在的文稿对不上")
    assert len(json.loads(answer.json()["form"]["choices"])) == 1
    refused = client.post("/audit/download", {"text": edited, "choices": choices, "as": "txt"})
    assert refused.status_code == 422
    assert "对不上" in refused.content.decode()


def test_one_place_takes_one_value(client: Client) -> None:
    text = "项目共9个，其中甲类4个、乙类6个，即丙类3个、丁类5个。"
    page = audited(client, text)
    changes = [one["deal"] for one in page["result"]["findings"] if one["deal"]["new"]]
    choices = [[one["key"], "corrected", ""] for one in changes]
    answer = sent(client, text, choices=json.dumps(choices))
    result = answer.json()["result"]
    used = {one["deal"]["new"] for one in result["findings"] if one["deal"]["life"] != "open"}
    assert len(used) <= 1
    assert (answer.status_code == 422) == (len({one["new"] for one in changes}) > 1)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"choose": "corrected 0000000000000000"}, "对不上"),
        ({"choose": "corrected"}, "对不上"),
        ({"choose": "corrected -1"}, "对不上"),
        ({"choose": "dismissed \x00'\"><script>"}, "对不上"),
        ({"choose": "explained 7"}, "对不上"),
        ({"choose": "erase everything"}, "不是页上的按钮"),
        ({"choices": "[["}, "读不出来"),
        ({"choices": "[" * 100_000}, "读不出来"),
        ({"choices": '{"a": 1}'}, "读不出来"),
        ({"choices": "[[1, 2, 3]]"}, "读不出来"),
        ({"choices": '[["a", "corrected"]]'}, "读不出来"),
        ({"choices": '[["a", "open", ""]]'}, "读不出来"),
        ({"choices": json.dumps([["x" * 99_999, "dismissed", ""]])}, "读不出来"),
        ({"choices": json.dumps([["\ud800", "dismissed", "\ud800"]])}, "对不上"),
        ({"choices": json.dumps([["a", "explained", "长" * 99_999]])}, "对不上"),
        ({"choices": json.dumps([[str(n), "dismissed", ""] for n in range(5001)])}, "读不出来"),
        ({"choices": json.dumps([[str(n), "dismissed", ""] for n in range(999)])}, "有999项"),
    ],
)
def test_forged_choices_are_refused_with_a_sentence(
    client: Client, more: dict[str, str], why: str
) -> None:
    answer = sent(client, SUMS, **more)
    assert answer.status_code == 422
    page = answer.json()
    assert why in " ".join(notice["sentence"] for notice in page["result"]["notices"])
    assert page["form"]["choices"] == ""
    assert all(finding["deal"]["life"] == "open" for finding in page["result"]["findings"])
    shown = client.post("/en/audit", {"text": SUMS, **more})
    assert shown.status_code == 422
    assert "<script>" not in re.sub(r"<script[^>]*src=[^>]*>", "", shown.content.decode())


def test_a_value_is_used_only_where_the_finding_gives_one(client: Client) -> None:
    page = audited(client, SUMS)
    none, holds = (
        next(one["deal"]["key"] for one in page["result"]["findings"] if told(one))
        for told in (
            lambda one: one["deal"]["asks"] and not one["deal"]["new"],
            lambda one: not one["deal"]["asks"],
        )
    )
    for key, why in ((none, "核对没有给出"), (holds, "对不上")):
        answer = sent(client, SUMS, choose=f"corrected {key}")
        assert answer.status_code == 422
        assert why in answer.json()["result"]["notices"][0]["sentence"]


def test_choices_travel_with_a_file_and_into_the_other_language(client: Client) -> None:
    upload = SimpleUploadedFile("稿.txt", SUMS.encode())
    page = client.post("/audit.json", {"file": upload}).json()
    key = found(page, "70个")["deal"]["key"]
    html = client.post("/audit", {"file": SimpleUploadedFile("稿.txt", SUMS.encode())})
    (document,) = re.findall(r'name="document" value="([^"]+)"', html.content.decode())
    carried = {"document": document, "name": "稿.txt", "choose": f"corrected {key}"}
    page = client.post("/audit.json", carried).json()
    more = {"document": document, "name": "稿.txt", "choices": page["form"]["choices"]}
    english = client.post("/en/audit.json", more)
    assert english.status_code == 200
    assert found(english.json(), "70个")["deal"]["said"].endswith("“70个” becomes “72个”.")
    made = client.post("/audit/download", {**more, "as": "txt"})
    assert made.content.decode() == MENDED.replace("45.5%", "48.5%").replace("20%", "30%")


def test_nothing_of_what_is_chosen_is_stored(
    client: Client, stored: Callable[[], list[int]]
) -> None:
    before = stored()
    pressed(client, SUMS, ("explained", "70个", "另有2个"), ("corrected", "30%", ""))
    assert stored() == before
