"""The same is found on SQLite and on PostgreSQL, now and as of a day."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bayline.engines.search.asked import asked
from bayline.platform.packs.actions import keep_files
from bayline.platform.record.queries import sources
from bayline.platform.record.terms import Handed
from bayline.platform.registers import actions as registers
from bayline.platform.registers.terms import Edit, Register
from bayline.platform.search import queries
from bayline.platform.search.actions import reindex
from bayline.platform.search.queries import names, originals, passages
from bayline.platform.search.terms import Kind, Scope
from bayline.systems.reading.actions.recording import record_document

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
LATER = NOON + timedelta(days=3)
NOW = Scope()


def kept(words: str, *, name: str = "a.md", at: datetime = NOON, **known: str) -> str:
    handed = Handed(name=name, data=words.encode(), **known)
    return record_document(handed, by="小林", at=at).source.sha256


def sentences(typed: str, scope: Scope = NOW) -> list[str]:
    hits = passages(asked(typed), scope).hits
    stored = originals(hits)
    return [stored[hit.key] for hit in hits]


@pytest.mark.usefixtures("store")
def test_words_of_three_and_two_characters_are_found_where_no_dictionary_has_them() -> None:
    kept("今年打通断头路3条。中断头部企业名单。碳纤维项目开工。")
    assert sentences("断头路") == ["今年打通断头路3条。"]
    assert sentences("碳纤维") == ["碳纤维项目开工。"]
    assert sentences("断头") == ["今年打通断头路3条。", "中断头部企业名单。"]
    assert sentences("路") == ["今年打通断头路3条。"]


@pytest.mark.usefixtures("store")
def test_spelling_does_not_matter() -> None:
    kept("全长 1.6 km 的道路。總投資１，０８０萬元。GDP增长5%。")
    assert sentences("1.6公里") == ["全长 1.6 km 的道路。"]
    assert sentences("总投资1080万元") == ["總投資１，０８０萬元。"]
    assert sentences("gdp") == sentences("ＧＤＰ") == ["GDP增长5%。"]
    assert sentences("6公里") == []


@pytest.mark.usefixtures("store")
def test_a_later_text_takes_the_place_of_an_earlier_one_from_then_on() -> None:
    first = kept("断头路有3条。")
    kept("断头路有2条。", name="b.md", at=LATER, replaces=first)
    assert sentences("断头路") == ["断头路有2条。"]
    assert sentences("断头路", Scope(as_of=NOON)) == ["断头路有3条。"]
    assert sentences("断头路", Scope(as_of=NOON - timedelta(days=1))) == []
    reindex()
    assert sentences("断头路", Scope(as_of=NOON)) == ["断头路有3条。"]
    assert sentences("断头路") == ["断头路有2条。"]


def test_entries_are_found_by_name_and_pinyin_as_they_were_called_then(works: Register) -> None:
    given = {"code": "a", "name": "漕泾大道", "length": "3.5", "contact": "王某"}
    registers.save(works, given, edit=Edit(by="小林", at=NOON))
    registers.save(
        works, {**given, "name": "朱泾大道"}, edit=Edit(by="小林", at=LATER), key="a", version=1
    )

    def found(typed: str, scope: Scope = NOW) -> list[str]:
        return [hit.label for hit in names(asked(typed), Kind.ENTRY, scope).hits]

    for _ in range(2):
        assert found("朱泾") == found("zhujing") == found("zjdd") == ["朱泾大道"]
        assert found("漕泾") == found("caojing") == found("王某") == []
        assert found("漕泾", Scope(as_of=NOON)) == found("cjdd", Scope(as_of=NOON)) == ["漕泾大道"]
        reindex()


@pytest.mark.usefixtures("store")
def test_places_follow_the_table_of_the_pack() -> None:
    table = "code,name,aliases\n310116112,漕泾镇,\n310116101,朱泾镇,\n"
    keep_files({"geography/places.csv": table.encode()}, by="小林", at=NOON)
    fewer = "code,name,aliases\n310116112,漕泾镇,老漕泾\n"
    keep_files({"geography/places.csv": fewer.encode()}, by="小林", at=LATER)

    def found(typed: str, scope: Scope = NOW) -> list[str]:
        return [hit.key for hit in names(asked(typed), Kind.PLACE, scope).hits]

    for _ in range(2):
        assert found("cjz") == found("caojing") == found("老漕泾") == ["310116112"]
        assert found("zhujing") == found("朱泾") == []
        assert found("zhujing", Scope(as_of=NOON)) == ["310116101"]
        assert found("老漕泾", Scope(as_of=NOON)) == []
        reindex()


HOSTILE = [
    *("", " ", "路", "断" * 10_000, "，。！？", "\x00", "路\x00断", "\ud800", "😀", "İ", "ⅷ"),
    *("*", "路*", "**" * 500, '"', '"断头路', "断头路 AND", "NEAR(断 头)", "a:b", "rowid:1"),
    *("{tokens} : x", "-", "-断头路", "--", "^断", "' OR 1=1 --", "'; DROP TABLE search_name; --"),
    *("a & b | !c", "a <-> b", ":*", "\\", "%", "_%", "%s %(x)s", "{{ 7*7 }}", "1.6.7.8"),
    *("(" * 300, "断头路 " * 300, "a" * 5000, "1" * 5000, "路* " * 100, "“" * 200),
]


@pytest.mark.usefixtures("store")
def test_nothing_that_is_typed_reaches_the_database_raw() -> None:
    kept("断头路有3条。")
    for typed in HOSTILE:
        assert len(passages(asked(typed), NOW).hits) <= 1, typed
        assert names(asked(typed), Kind.ENTRY, NOW).hits == (), typed
        assert sentences("断头路") == ["断头路有3条。"], typed


@pytest.mark.usefixtures("store")
def test_a_character_of_many_passages_is_found_in_the_newest_without_the_index(
    django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "_GONE_THROUGH", 400)
    kept("独柱墩已拆除。河水清。")
    kept("".join(f"第{n}段路打通。" for n in range(1, 701)), name="b.md", at=LATER)
    with django_assert_num_queries(1) as asked_of:
        found = passages(asked("路"), NOW)
    assert (len(found.hits), found.is_more) == (queries.MOST, True)
    assert "MATCH" not in asked_of[0]["sql"]
    assert "@@" not in asked_of[0]["sql"]
    assert sentences("墩") == ["独柱墩已拆除。"]  # before those that are gone through
    assert sentences("独") == ["独柱墩已拆除。"]
    assert sentences("窗") == []
    assert passages(asked("路"), Scope(as_of=NOON)).hits == ()


@pytest.mark.usefixtures("store")
def test_a_character_within_one_document_is_looked_for_in_all_of_it() -> None:
    kept("河水清。路不通。")
    kept("路通。桥通。", name="b.md", at=LATER)
    (first,) = (one for one in sources() if one.name == "a.md")
    assert sentences("路", Scope(document=first.key)) == ["路不通。"]
    assert sentences("桥", Scope(document=first.key)) == []


@pytest.mark.usefixtures("store")
def test_a_number_with_one_character_is_found_as_it_stands() -> None:
    kept("投资35亿元。亿元35个。35 亿到账。135亿元。3.35亿元。")
    assert sentences("35亿") == ["投资35亿元。", "35 亿到账。"]
    assert sentences("35个") == ["亿元35个。"]
    assert sentences("35亿 -投资") == ["35 亿到账。"]


@pytest.mark.usefixtures("store")
def test_a_name_with_a_number_and_one_character_is_found_among_many_with_the_number() -> None:
    kept("一。", name="p.md", title="第3期简报")
    for number in range(4):
        kept(f"{number}。", name=f"{number}.md", title=f"简报3（{number}）")
    found = names(asked("3期"), Kind.DOCUMENT, NOW)
    assert [one.label for one in found.hits] == ["第3期简报"]
