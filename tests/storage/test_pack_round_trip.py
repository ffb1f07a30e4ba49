"""Build, edit, export, build again: the same record."""

import csv
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db.models import Q

from bayline.engines.chinese import reader
from bayline.kernel.claims import ClaimKind
from bayline.kernel.errors import BaylineError
from bayline.kernel.findings import Life
from bayline.kernel.periods import parse
from bayline.kernel.reviews import Review
from bayline.platform.packs.opening import opened_pack
from bayline.platform.record import queries
from bayline.platform.record.actions import settle_finding
from bayline.platform.record.terms import FindingChange, Handed
from bayline.platform.registers import queries as registers
from bayline.platform.registers.actions import remove, save
from bayline.platform.registers.terms import Edit
from bayline.platform.seals.actions import erase
from bayline.platform.seals.queries import ERASED, LOCKED
from bayline.systems.reading.actions.beginning import begin
from bayline.systems.reading.actions.building import build
from bayline.systems.reading.actions.checking import check_document
from bayline.systems.reading.actions.exporting import export
from bayline.systems.reading.actions.fulfilling import Kept, keep_as_seen
from bayline.systems.reading.actions.keyrings import read_keys, write_keys
from bayline.systems.reading.actions.recording import record_document, reread_document
from bayline.systems.reading.actions.reviewing import put_right, review
from bayline.systems.reading.queries import tokens_of
from bayline.systems.reading.queries.verifying import verified

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 28, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
Home = Callable[[], AbstractContextManager[None]]
Heads = Callable[[], dict[str, list[str]]]
REGION = 'name = "湾区"\ncode = "310116"\nneighbours = ["330482"]\n'
TOWNS = ("area 面积 Area figure", "contact 联系人 Contact text personal")
NOTICE = """---
title: 一季度集中开工
publisher: 区发展改革委
published: 2021-03-05
recorded: 2021-03-08T09:00:00+08:00
---
3月3日，全区首季12个重点项目同日开工，总投资206亿元。
"""
LIBRARY = """---
title: 五镇入库项目
published: 2021-11-01
recorded: 2021-11-05T09:00:00+08:00
by: 小林
---
2021年，五镇入库项目70个，其中产业27个、人才4个、生态22个、文化12个、组织7个。
"""
MENDED = (
    LIBRARY.replace("70个", "72个")
    .replace("title: ", "title: 更正：")
    .replace("by: 小林", "replaces: library.md")
    .replace("11-05T09", "11-09T09")
)


@pytest.fixture
def pack(tmp_path: Path, declared: Callable[..., str]) -> Path:
    """A small pack."""
    folder = tmp_path / "bay"
    for name, text in {
        "region.toml": REGION,
        "documents/start.md": NOTICE,
        "documents/library.md": LIBRARY,
        "geography/places.csv": "code,name\n310116,金山区\n",
        "registers/towns.toml": declared("towns", "镇", "Towns", *TOWNS),
        "registers/towns.csv": "code,name,area\na,甲镇,约30公顷\nb,乙镇,\n",
        "review/decisions.csv": "document,quote,state,by,at\n"
        "start.md,206亿元,accepted,小王,2021-03-09T10:00:00+08:00\n",
    }.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def edited() -> None:
    """Do all that people do with a record."""
    claims = {claim.quote: claim for claim in queries.claims(kind=ClaimKind.FIGURE)}
    put_right(
        claims["206亿元"].id,
        replace(claims["206亿元"].claim, subject="一季度集中开工项目"),
        by="小王",
        at=NOW + HOUR,
        reason="主体写全",
    )
    review([claims["12个"].id], Review.RETURNED, by="小王", at=NOW + 2 * HOUR, reason="不要")
    found = next(one for one in queries.findings() if one.claims)
    settle_finding(
        FindingChange(
            key=found.key,
            state=Life.EXPLAINED.value,
            owner="农业农村委",
            due=date(2026, 12, 1),
            reason="，".join(['=含"引号"', "换\n行"]),
            by="小王",
            recorded=NOW + 3 * HOUR,
        )
    )
    for name, data in (("start.md", "全区森林覆盖率为16.5%。"), ("表.txt", "全区有30个村。")):
        handed = Handed(name=name, data=data.encode(), title="网上存入", published=date(2021, 1, 2))
        kept = record_document(handed, by="小张", at=NOW + 4 * HOUR).source
        text = queries.latest_text(kept)
        assert text is not None
        check_document(text, at=NOW + 4 * HOUR)
    towns = registers.register("towns")
    later = Edit(by="小张", at=NOW + 5 * HOUR, reason="改名")
    save(towns, {"code": "a", "name": "甲镇", "area": "35公顷"}, edit=later, key="a", version=1)
    save(towns, {"code": "c", "name": '=丙"镇,', "contact": "张三"}, edit=later)
    save(towns, {"code": "d", "name": "丁镇", "contact": "李四"}, edit=later)
    erase("towns/d", by="小林", at=NOW + 5 * HOUR, reason="本人要求")
    remove(towns, "b", version=1, edit=later)
    living = queries.claims(states=[Review.PROPOSED])
    review([claim.id for claim in living], Review.ACCEPTED, by="小王", at=NOW + 5 * HOUR)


def test_build_edit_export_build_is_the_same_record(
    pack: Path, tmp_path: Path, home: Home, heads: Heads
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    with home():
        build(opened_pack(pack, now=NOW), at=NOW)
        edited()
        assert verified().faults == ()
        before = heads()
        export(first)
    with home():
        build(opened_pack(first, now=NOW + 100 * HOUR), at=NOW + 100 * HOUR)
        assert heads() == before
        assert verified().faults == ()
        export(second)
    contents = [
        {
            path.relative_to(folder): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
        for folder in (first, second)
    ]
    assert contents[0] == contents[1]


def test_personal_values_are_sealed_in_a_pack_and_open_with_their_keys_only(
    pack: Path, tmp_path: Path, home: Home
) -> None:
    folder, file = tmp_path / "first", tmp_path / "keys.csv"

    def contact(code: str) -> str | None:
        entry = registers.entry(registers.register("towns"), code)
        return None if entry is None else entry.values.get("contact")

    with home():
        build(opened_pack(pack, now=NOW), at=NOW)
        edited()
        export(folder)
        write_keys(file)
    exported = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert "张三".encode() not in exported
    assert file.stat().st_mode & 0o077 == 0
    with home():
        build(opened_pack(folder, now=NOW + 100 * HOUR), at=NOW + 100 * HOUR)
        assert (contact("c"), contact("d")) == (LOCKED, ERASED)
    with home():
        build(opened_pack(folder, now=NOW + 100 * HOUR), at=NOW + 100 * HOUR, keys=read_keys(file))
        assert (contact("c"), contact("d")) == ("张三", ERASED)
        assert registers.faults() == ()


def test_a_pack_says_what_was_known_when(pack: Path, home: Home) -> None:
    with home():
        build(opened_pack(pack, now=NOW), at=NOW)
        assert [
            source.title for source in queries.sources(as_of=datetime(2021, 4, 1, tzinfo=UTC))
        ] == ["一季度集中开工"]
        states = queries.count_by_state(as_of=datetime(2021, 3, 8, 12, tzinfo=UTC))
        assert states[Review.ACCEPTED] == 0
        assert queries.count_by_state()[Review.ACCEPTED] == 1


def test_a_newer_reader_does_not_undo_the_decisions_of_a_pack(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Home
) -> None:
    folder = tmp_path / "first"
    with home():
        build(opened_pack(pack, now=NOW), at=NOW)
        edited()
        export(folder)
    from bayline.systems.reading.actions import recording

    real = recording.drafts_of

    def drafts(*arguments: object, **more: object) -> list[object]:
        return [
            replace(draft, claim=replace(draft.claim, attribute=f"新{draft.claim.attribute}"))
            for draft in real(*arguments, **more)
        ]

    monkeypatch.setattr(reader, "READER_VERSION", "2099.1")
    monkeypatch.setattr(recording, "drafts_of", drafts)
    with home():
        build(opened_pack(folder, now=NOW + 100 * HOUR), at=NOW + 100 * HOUR)
        accepted = queries.claims(kind=ClaimKind.FIGURE, states=[Review.ACCEPTED])
        assert accepted
        assert not [claim for claim in accepted if claim.claim.attribute.startswith("新")]
        assert [claim.claim.subject for claim in accepted if claim.quote == "206亿元"] == [
            "一季度集中开工项目"
        ]
        waiting = queries.claims(kind=ClaimKind.FIGURE, states=[Review.PROPOSED])
        assert {claim.claim.attribute[:1] for claim in waiting} == {"新"}


def test_a_corrected_edition_is_built_behind_the_one_it_replaces(pack: Path, home: Home) -> None:
    (pack / "documents" / "a-mended.md").write_text(MENDED, "utf-8")
    with home():
        build(opened_pack(pack, now=NOW), at=NOW)
        newest = queries.sources()[0]
        assert newest.title == "更正：五镇入库项目"
        assert queries.source_by_hash(newest.replaces).title == "五镇入库项目"


def test_a_decision_about_what_no_document_states_leaves_nothing_behind(
    pack: Path, home: Home
) -> None:
    table = pack / "review" / "decisions.csv"
    table.write_text(
        table.read_text("utf-8") + "start.md,207亿元,accepted,小王,2021-03-09T10:00:00+08:00\n",
        "utf-8",
    )
    with home():
        with pytest.raises(BaylineError, match=r"decisions.csv: row 3, column quote"):
            build(opened_pack(pack, now=NOW), at=NOW)
        assert queries.is_empty()


def test_a_pack_that_accepts_two_readings_of_one_statement_is_refused(
    pack: Path, tmp_path: Path, home: Home
) -> None:
    folder = tmp_path / "first"
    with home():
        build(opened_pack(pack, now=NOW), at=NOW)
        edited()
        export(folder)
    table = folder / "review" / "decisions.csv"
    rows = [*csv.DictReader(table.read_text("utf-8-sig").splitlines())]
    right = next(row for row in rows if row["subject"] == "一季度集中开工项目")
    rows.append({**right, "claim": "", "subject": "另一种读法", "at": (NOW + 9 * HOUR).isoformat()})
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*right])
        writer.writeheader()
        writer.writerows(rows)
    wrong = rf"decisions.csv: row {len(rows) + 1}, column state.*two readings of one statement"
    with home():
        with pytest.raises(BaylineError, match=wrong):
            build(opened_pack(folder, now=NOW + 100 * HOUR), at=NOW + 100 * HOUR)
        assert queries.is_empty()


def test_a_home_with_a_record_is_not_built_into(pack: Path, home: Home) -> None:
    with home():
        build(opened_pack(pack, now=NOW), at=NOW)
        with pytest.raises(BaylineError, match="holds a record already"):
            build(opened_pack(pack, now=NOW), at=NOW)


def test_an_export_never_mixes_with_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    with pytest.raises(BaylineError, match="not empty"):
        export(tmp_path)


def test_a_region_that_was_just_begun_holds_an_example_of_each_and_is_built(
    tmp_path: Path, home: Home
) -> None:
    pack = opened_pack(begin("pinghu", parent=tmp_path), now=NOW)
    assert pack.files.keys() >= {"geography/places.csv", "schemes/targets.toml", "overview.toml"}
    with home():
        built = build(pack, at=NOW)
        entry = registers.entry(registers.register("sites"), "model-park")
        assert (built.documents, built.claims[Review.ACCEPTED]) == (2, 2)
        assert entry is not None
        assert entry.values["investment"] == "5亿元"


def test_an_empty_home_is_not_written_out(tmp_path: Path, home: Home) -> None:
    with home(), pytest.raises(BaylineError, match="holds no record"):
        export(tmp_path / "pack")
    assert not (tmp_path / "pack").exists()


PROMISES = "全区将于2021年11月15日前建成幼儿园3所。全区将于2021年12月31日前建成公园2座。"
SHOWN = "2021年11月10日，全区建成幼儿园3所。2021年12月，公园2座对外开放。"


def kept_and_taken_back() -> None:
    """Keep two promises, one by a claim and one by a sentence; take one back and keep it again."""
    made = []
    for at, name, text in ((NOW, "计划.md", PROMISES), (NOW + HOUR, "年报.md", SHOWN)):
        handed = Handed(name=name, data=text.encode(), title=name, published=date(2022, 1, 4))
        made.append(record_document(handed, by="小张", at=at).source)
        check_document(queries.latest_text(made[-1]), at=at)
    promises = queries.claims(kind=ClaimKind.PROMISE, order=("start",), source=made[0].key)
    figure = queries.claims(kind=ClaimKind.FIGURE, quote="3所", source=made[1].key)[0]
    names = [one.id for one in (*promises, figure)]
    review(names, Review.ACCEPTED, by="小王", at=NOW + 2 * HOUR)
    when, tokens = parse("2021-11-10"), tokens_of(names)
    shown = Kept(when=when, claim=figure.id, reason="=两所在建，\n一所借用")
    first, _ = keep_as_seen(names[0], tokens[names[0]], shown, by="小王", at=NOW + 3 * HOUR)
    words = Kept(when=when, document=made[1].id, sentence="公园2座对外开放")
    keep_as_seen(names[1], tokens[names[1]], words, by="小王", at=NOW + 3 * HOUR)
    review([first], Review.RETURNED, by="小林", at=NOW + 4 * HOUR, reason="借用不算")
    told = Kept(when=parse("2021-11"), reason="三所都已建成")
    token = tokens_of(names)[names[0]]
    keep_as_seen(names[0], token, told, by="小王", at=NOW + 5 * HOUR)


def test_kept_promises_are_kept_in_a_pack(
    pack: Path, tmp_path: Path, home: Home, heads: Heads
) -> None:
    with home():
        build(opened_pack(pack, now=NOW), at=NOW)
        kept_and_taken_back()
        assert verified().faults == ()
        before, shown = heads(), queries.fulfilments(Q())
        export(tmp_path / "first")
    assert {one.claim.what for one in shown.values()} == {"", "三所都已建成"}
    with home():
        build(opened_pack(tmp_path / "first", now=NOW + 100 * HOUR), at=NOW + 100 * HOUR)
        assert heads() == before
        again = queries.fulfilments(Q())
        assert {key: one.claim for key, one in again.items()} == {
            key: one.claim for key, one in shown.items()
        }
        assert queries.promises_due(until=date(2026, 1, 1)) == []
        export(tmp_path / "second")
    files = [
        (tmp_path / name / "review/decisions.csv").read_bytes() for name in ("first", "second")
    ]
    assert files[0] == files[1]


def test_a_newer_reader_leaves_kept_promises_alone(
    pack: Path, monkeypatch: pytest.MonkeyPatch, home: Home
) -> None:
    with home():
        build(opened_pack(pack, now=NOW), at=NOW)
        kept_and_taken_back()
        monkeypatch.setattr(reader, "READER_VERSION", "2099.1")
        for source in queries.sources():
            reread_document(source, at=NOW + 6 * HOUR)
        assert queries.claims(kind=ClaimKind.WITHDRAWAL) == []
        assert len(queries.fulfilments(Q())) == 2


def test_a_pack_that_keeps_what_is_no_promise_is_refused(
    pack: Path, tmp_path: Path, home: Home
) -> None:
    with home():
        build(opened_pack(pack, now=NOW), at=NOW)
        kept_and_taken_back()
        export(tmp_path / "first")
    table = tmp_path / "first/review/decisions.csv"
    rows = table.read_text("utf-8")
    (figure,) = re.findall(r"^start\.md,206亿元,,(\w{16})", rows, re.MULTILINE)
    table.write_text(re.sub(r"(,fulfilment,.*,actual,,)\w{16}", rf"\g<1>{figure}", rows), "utf-8")
    with home(), pytest.raises(BaylineError, match=r"no promise|states no such"):
        build(opened_pack(tmp_path / "first", now=NOW + 100 * HOUR), at=NOW + 100 * HOUR)
