"""Shares that documents publish are held against the readings, and stand among the findings."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection

from bayline.kernel.findings import Life, State, state_of
from bayline.platform.append_only import removals
from bayline.platform.record import queries
from bayline.platform.record.actions import settle_finding
from bayline.platform.record.terms import FindingChange, KeptText
from bayline.platform.record.terms import Handed as HandedDocument
from bayline.platform.record.verifying import verify
from bayline.platform.registers import actions as registers
from bayline.platform.registers.queries import register
from bayline.platform.registers.terms import Edit
from bayline.systems.ecology.actions.taking import Handed, take_in
from bayline.systems.ecology.rules.contradicting import CHECK
from bayline.systems.reading.actions.checking import check_document
from bayline.systems.reading.actions.recording import record_document

pytestmark = pytest.mark.django_db
NOON = datetime(2024, 7, 1, 4, tzinfo=UTC)
GOOD, BAD = "A1,2024-05-{:02d} 08:00,7,6,0.3,0.1\n", "A1,2024-05-{:02d} 08:00,7,6,9,0.1\n"


def section(body: str = "river", **known: Any) -> None:
    values = {"code": "A1", "name": "东泾", "water_body": body, "river": "东泾"}
    edit = Edit(by="测试", at=NOON)
    registers.save(register("water_sections"), values, edit=edit, **known)


def take(*rows: str, corrects: bool = False) -> None:
    text = "section,time,ph,do,nh3n,tp\n" + "".join(rows)
    take_in(Handed(name="x.csv", data=text.encode(), corrects=corrects), by="测试", at=NOON)


def kept(words: str) -> KeptText:
    handed = HandedDocument(name="甲.md", data=words.encode(), published=date(2024, 6, 1))
    text = queries.latest_text(record_document(handed, by="小林", at=NOON).source)
    assert text is not None
    check_document(text, at=NOON)
    return text


def present() -> list[tuple[str, Life, State, str]]:
    found = [one for one in queries.findings() if one.finding.check == CHECK and one.is_present]
    return [(one.key, one.life, state_of(one.finding), one.finding.sentence) for one in found]


def test_a_share_that_the_readings_contradict_is_a_finding_until_it_holds() -> None:
    section()
    text = kept("2024年5月，全镇地表水达到或优于Ⅲ类的比例为50%。")
    assert present() == []  # there is nothing to hold it against
    take(GOOD.format(1), BAD.format(2), BAD.format(3))
    ((key, life, state, sentence),) = present()
    assert (life, state) == (Life.OPEN, State.CONTRADICTION)
    counted = "断面1个里0个（0.0%）、断面·天3个里1个（33.3%）、样品3个里1个（33.3%）"
    assert f"50%，没有写明单位，2024年5月的测值按{counted}，都算不出这个数" in sentence
    (said,) = queries.finding(key).finding.claims
    assert said.quote == "50%"
    explained = FindingChange(
        key=key, state="explained", owner="", due=None, reason="另有口径", by="小林", recorded=NOON
    )
    settle_finding(explained)
    check_document(text, at=NOON)
    assert present() == [(key, Life.EXPLAINED, state, sentence)]  # neither gone nor twice
    take(GOOD.format(4))
    assert present() == []  # 2 of 4 samples
    take(BAD.format(5))
    ((other, life, _state, _sentence),) = present()
    assert (other != key, life) == (True, Life.OPEN)  # what the readings now say nobody explained
    assert not verify().faults
    with connection.cursor() as cursor:
        for statement in removals(connection.vendor, ["record_finding"]):
            cursor.execute(statement)
        cursor.execute("UPDATE record_finding SET key = %s WHERE key = %s", [other[::-1], other])
    assert any("record_findinginput" in fault for fault in verify().faults)


def test_goals_hedges_and_other_stretches_of_time_accuse_nobody() -> None:
    section()
    take(GOOD.format(1), BAD.format(2), BAD.format(3))
    kept("2024年5月，全镇地表水达到或优于Ⅲ类的比例为30%以上。")
    kept("2024年5月，全镇地表水达到或优于Ⅲ类的比例目标为95%。")
    kept("1999年，全镇地表水达到或优于Ⅲ类的比例为95%。")
    kept("2024年5月，全镇地表水劣于Ⅲ类的比例为66.6%。")
    assert present() == []
    kept("2024年5月上旬，全镇地表水达到或优于Ⅲ类的比例为95%。")
    ((_key, _life, state, sentence),) = present()
    assert state is State.WARNING
    assert sentence.startswith("请核对")


def test_a_section_that_is_put_right_is_held_again() -> None:
    section("lake")
    take(GOOD.format(1))
    kept("2024年5月，全镇地表水达到或优于Ⅲ类的比例为100%。")
    assert len(present()) == 1  # 0.1 of phosphorus is too much for a lake
    section("river", key="A1", version=1)
    assert present() == []
