"""Names are found by pinyin and initials, from any of their characters on."""

import pytest

from bayline.engines.search.pinyin import pinyin_of


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("漕泾镇", "caojing"),
        ("漕泾镇", "cjz"),
        ("漕泾镇", "jingzhen"),
        ("重庆路", "chongqing"),
        ("重固镇", "chonggu"),
        ("重固镇", "zhonggu"),
        ("吕巷镇", "lvxiang"),
        ("吕巷镇", "luxiang"),
        ("上海新金山发展有限公司", "shxjs"),
        ("上海新金山发展有限公司", "jinshanfazhan"),
        ("G1503绕城高速", "raocheng"),
        ("漕涇鎮", "caojing"),
    ],
)
def test_a_name_is_found_by_the_beginning_of_its_pinyin(name: str, typed: str) -> None:
    assert any(one.startswith(typed) for one in pinyin_of(name).split())


@pytest.mark.parametrize("name", ["", "ABB", "123", "，。", "\ufffd"])
def test_what_is_not_chinese_has_none(name: str) -> None:
    assert pinyin_of(name) == ""


def test_long_names_stay_short() -> None:
    found = pinyin_of("长" * 500).split()
    assert len(found) <= 40
    assert max(map(len, found)) <= 40
