"""Rules of systems see an entry beside others, before anything is stored."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client

from bayline.kernel.errors import BaylineError
from bayline.platform.registers import actions, queries, ruling
from bayline.platform.registers.actions import Upsert
from bayline.platform.registers.cells.faults import refused
from bayline.platform.registers.ruling import Around, Changed
from bayline.platform.registers.terms import Breach, Edit, FaultyError, Register

pytestmark = pytest.mark.django_db
EDIT = Edit(by="甲", at=datetime(2021, 11, 5, 12, tzinfo=UTC))
HEAD = "编号,名称,整体,份\n"


def parts_within_whole(changed: Changed, around: Around) -> Iterable[Breach]:
    """Refuse parts that come to more than the ten that a whole has, and those of no whole."""
    wholes = around.entries("wholes")
    asked = {values["whole"] for values in changed.values() if values and "whole" in values}
    beside = around.related("parts", "whole", asked)
    for key, values in changed.items():
        if not values or "whole" not in values:
            continue
        whole = values["whole"]
        share = sum(int(one["share"]) for one in beside.values() if one["whole"] == whole)
        if whole not in wholes:
            fault = refused(whole, "没有这个整体", "先立整体", "is no whole", "add the whole first")
            yield Breach(key=key, field="whole", fault=fault)
        elif share > 10:
            fault = refused(str(share), "合计超过10", "请改小", "exceeds ten", "make it smaller")
            yield Breach(key=key, field="share", fault=fault)


@pytest.fixture
def parts(declared: Callable[..., str]) -> Iterator[Register]:
    wholes = declared("wholes", "整体", "Wholes").encode()
    actions.declare(wholes, where="wholes.toml")
    toml = declared(
        "parts", "部分", "Parts", "whole 整体 Whole text", "share 份 Share integer"
    ).encode()
    register = actions.declare(toml, where="parts.toml")
    actions.save(queries.register("wholes"), {"code": "w", "name": "整"}, edit=EDIT)
    ruling.rule_over("parts", parts_within_whole)
    yield register
    ruling._RULES.pop("parts")  # noqa: SLF001 - systems make theirs known once and for good


def saved(parts: Register, key: str, share: int, *, whole: str = "w") -> None:
    given = {"code": key, "name": key, "whole": whole, "share": str(share)}
    actions.save(parts, given, edit=EDIT)


def test_an_entry_that_breaks_a_rule_is_not_stored(parts: Register) -> None:
    saved(parts, "a", 6)
    with pytest.raises(FaultyError, match="Share: “11” exceeds ten; make it smaller") as found:
        saved(parts, "b", 5)
    assert [*found.value.faults] == ["share"]
    assert found.value.in_chinese() == "parts：“份”填“11”，合计超过10。请改小。"
    with pytest.raises(FaultyError, match="is no whole"):
        saved(parts, "c", 1, whole="x")
    assert [*queries.every_entry(parts)] == ["a"]


def test_what_is_taken_out_makes_room(parts: Register) -> None:
    saved(parts, "a", 6)
    actions.remove(parts, "a", version=1, edit=EDIT)
    saved(parts, "b", 10)


def test_a_file_is_refused_row_by_row_before_it_is_stored(parts: Register) -> None:
    saved(parts, "a", 6)
    file = f"{HEAD}b,乙,w,3\nc,丙,v,1\na,甲,w,8\n".encode()
    found = queries.preview(parts, "parts.csv", file)
    told = [(one.row, one.column, one.fault.why_en) for one in found.spots]
    # Without the third row the whole is kept to, but nobody can tell which of both is too much.
    assert told == [(2, "D", "exceeds ten"), (3, "C", "is no whole"), (4, "D", "exceeds ten")]
    assert (found.new, found.changed, found.faulty) == ((), (), 3)


def test_rows_that_keep_to_the_rules_stay_in_the_preview(parts: Register) -> None:
    file = f"{HEAD}b,乙,w,3\nc,丙,v,1\n".encode()
    found = queries.preview(parts, "parts.csv", file)
    assert [row.key for row in found.new] == ["b"]
    assert found.faulty == 1


def test_an_import_is_asked_once_more_when_it_is_stored(parts: Register) -> None:
    rows = [Upsert({"code": key, "name": key, "whole": "w", "share": "6"}, 0, EDIT) for key in "ab"]
    with pytest.raises(BaylineError, match="exceeds ten"):
        actions.take_over(parts, rows)
    assert not queries.every_entry(parts)


def test_the_form_says_what_a_rule_refuses_beside_its_field(
    parts: Register, client: Client
) -> None:
    saved(parts, "a", 6)
    form = {"v.code": "b", "v.name": "乙", "v.whole": "w", "v.share": "5"}
    page = client.post("/registers/parts/new", form)
    assert page.status_code == 422
    assert "“份”填“11”，合计超过10。请改小。" in page.content.decode()
    assert [*queries.every_entry(parts)] == ["a"]


def test_a_register_that_no_region_declares_is_empty_for_a_rule(parts: Register) -> None:
    found = []

    def look(_changed: Changed, around: Around) -> Iterable[Breach]:
        found.append((around.entries("nowhere"), around.related("nowhere", "code", ["a"])))
        return ()

    ruling.rule_over("parts", look)
    saved(parts, "a", 1)
    assert found == [({}, {})]
