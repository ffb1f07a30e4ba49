"""A publication is frozen under the hash of what it holds, and is made again byte for byte."""

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from importlib import import_module
from pathlib import Path

import duckdb
import pytest
from django.conf import settings as site
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bayline.kernel.errors import BaylineError
from bayline.kernel.reviews import Review
from bayline.platform.freezing import lying
from bayline.platform.freezing.actions import publish, republish
from bayline.platform.packs.actions import keep_files
from bayline.platform.packs.queries import faults
from bayline.platform.people.terms import PUBLIC
from bayline.platform.publishing import queries as publishing
from bayline.platform.publishing.actions import retract
from bayline.platform.publishing.terms import Retracted
from bayline.platform.reaching import within
from bayline.platform.record import queries as record
from bayline.platform.record.actions import decide
from bayline.platform.record.terms import Handed
from bayline.platform.registers import actions as register_actions
from bayline.platform.registers import queries as registers
from bayline.platform.registers.brought import brought_files
from bayline.platform.registers.terms import Edit
from bayline.systems.reading.actions.recording import record_document

pytestmark = pytest.mark.usefixtures("store")
NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
OPEN = b'[documents]\npublic = ["*"]\ninternal = ["b.md"]\n'
REGISTER = """\
name = "{name}"
title = "{name}"
key = "code"
label = "code"
{public}
[[field]]
name = "code"
title = "编号"
type = "text"
[[field]]
name = "contact"
title = "联系人"
type = "text"
personal = true
"""
WORDS = "首季12个项目开工，总投资206亿元。全区有30个村。=1+1单位产值5亿元。"
Claims = dict[str, str]


def filled() -> Claims:
    """Fill a home: a document that may be published and one that may not; gives the claims."""
    files = {"publishing.toml": OPEN, "region.toml": 'name = "甲"'.encode()}
    keep_files(files, by="小林", at=NOON)
    for name, words in (("a.md", WORDS), ("b.md", "全区有40座桥。")):
        handed = Handed(name=name, data=words.encode(), published=date(2021, 11, 1))
        record_document(handed, by="小林", at=NOON)
    for name, public in (("bridges", "public = true"), ("visits", "")):
        toml = REGISTER.format(name=name, public=public).encode()
        register = register_actions.declare(toml, where=f"registers/{name}.toml")
        entry = {"code": f"{name}-1", "contact": "王某"}
        register_actions.save(register, entry, edit=Edit(by="小林", at=NOON))
    claims = {one.quote: one.id for one in record.claims()}
    accepted = [claims["206亿元"], claims["40座"], claims["5亿元"]]
    decide(accepted, Review.ACCEPTED, by="小林", at=NOON)
    return claims


@pytest.fixture
def claims(store: object) -> Claims:
    del store
    return filled()


def lines(folder: Path) -> list[dict[str, object]]:
    written = (folder / "claims.jsonl").read_text("utf-8")
    return [json.loads(line) for line in written.splitlines()]


@pytest.mark.usefixtures("claims")
def test_a_snapshot_holds_what_is_accepted_in_documents_that_are_public(tmp_path: Path) -> None:
    made = publish(tmp_path, title="首期", by="小林", at=NOON + HOUR)
    folder = tmp_path / made.id
    assert [one["quote"] for one in lines(folder)] == ["206亿元", "5亿元"]
    assert (made.facts.claims, made.facts.sources, made.facts.registers) == (2, 1, ("bridges",))
    everything = b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file())
    for kept_back in ("40座", "visits-1", "王某", "30个", "b.md"):
        shown = everything.replace("全区有30个村".encode(), b"")  # the text itself is public
        assert kept_back.encode() not in shown, kept_back


@pytest.mark.usefixtures("claims")
def test_every_file_is_named_in_the_manifest_with_its_hash(tmp_path: Path) -> None:
    made = publish(tmp_path, title="首期", by="小林", at=NOON + HOUR)
    folder = tmp_path / made.id
    manifest = (folder / "manifest.json").read_bytes()
    assert made.id == sha256(manifest).hexdigest()[:16]
    named = {one["path"]: one["sha256"] for one in json.loads(manifest)["files"]}
    lying = {str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file()}
    assert named.keys() | {"manifest.json"} == lying
    for path, digest in named.items():
        assert sha256((folder / path).read_bytes()).hexdigest() == digest


@pytest.mark.usefixtures("claims")
def test_tables_hold_the_same_rows_as_the_lines(tmp_path: Path) -> None:
    made = publish(tmp_path, title="首期", by="小林", at=NOON + HOUR)
    folder = tmp_path / made.id
    rows = duckdb.sql(f"SELECT quote, low, unit FROM '{folder}/figures.parquet'").fetchall()
    assert rows == [("206亿元", 20_600_000_000.0, "CNY"), ("5亿元", 500_000_000.0, "CNY")]
    counted = duckdb.sql(f"SELECT count(*) FROM '{folder}/entries.parquet'").fetchall()
    assert counted == [(1,)]


@pytest.mark.usefixtures("claims")
def test_no_cell_of_the_sheet_is_taken_for_a_formula(tmp_path: Path) -> None:
    words = "=cmd()产值8亿元。\n-2产业总投资9亿元。"
    record_document(Handed(name="c.md", data=words.encode()), by="小林", at=NOON)
    waiting = [one.id for one in record.claims(states=[Review.PROPOSED])]
    decide(waiting, Review.ACCEPTED, by="小林", at=NOON)
    made = publish(tmp_path, title="首期", by="小林", at=NOON + HOUR)
    written = (tmp_path / made.id / "figures.csv").read_text("utf-8-sig")
    cells = [cell for row in csv.reader(written.splitlines()) for cell in row]
    assert [cell for cell in cells if cell.startswith("'=")]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_what_the_public_sees_is_what_the_snapshot_holds(claims: Claims, tmp_path: Path) -> None:
    made = publish(tmp_path, title="首期", by="小林", at=NOON + HOUR)
    decide([claims["30个"]], Review.ACCEPTED, by="小林", at=NOON + 2 * HOUR)
    with within(publishing.reach_of(PUBLIC)):
        seen = {one.id for one in record.claims()}
    assert seen == {one["id"] for one in lines(tmp_path / made.id)}


def test_a_publication_is_made_again_after_everything_changed(
    claims: Claims, tmp_path: Path
) -> None:
    made = publish(tmp_path, title="首期", by="小林", at=NOON + HOUR)
    later = NOON + 2 * HOUR
    decide([claims["206亿元"]], Review.RETURNED, by="小林", at=later, reason="口径不符")
    decide([claims["30个"]], Review.ACCEPTED, by="小林", at=later)
    keep_files({"publishing.toml": b"", "region.toml": b"name = 'x'"}, by="小林", at=later)
    retract(Retracted(claim=claims["5亿元"], reason="有误", by="小林", recorded=later))
    found = republish(tmp_path, made.id)
    assert (found.is_same, found.differing, found.lacking) == (True, (), ())


@pytest.mark.usefixtures("claims")
def test_a_file_that_was_changed_or_lost_is_named(tmp_path: Path) -> None:
    made = publish(tmp_path, title="首期", by="小林", at=NOON + HOUR)
    folder = tmp_path / made.id
    (folder / "index.html").write_bytes(b"x")
    (folder / "figures.csv").unlink()
    assert republish(tmp_path, made.id).differing == ("figures.csv", "index.html")


@pytest.mark.usefixtures("claims")
def test_a_manifest_that_was_changed_is_named_and_nothing_of_it_is_handed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(site, "HOME", tmp_path)
    place = lying.snapshots()
    made = publish(place, title="首期", by="小林", at=NOON + HOUR)
    assert lying.faults() == ()
    assert lying.whole(place, made, "claims.jsonl") == place / made.id / "claims.jsonl"
    with (place / made.id / "claims.jsonl").open("ab") as file:
        file.write(b"\n")
    assert [one.split(":")[0] for one in lying.faults()] == [f"snapshots/{made.id}/claims.jsonl"]
    with pytest.raises(BaylineError, match="not as it was published"):
        lying.whole(place, made, "claims.jsonl")
    manifest = place / made.id / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace("首期".encode(), "伪造".encode()))
    assert republish(place, made.id).differing == ("manifest.json",)
    assert [one.split(":")[0] for one in lying.faults()] == [f"snapshots/{made.id}/manifest.json"]
    with pytest.raises(BaylineError, match="not as it was published"):
        lying.whole(place, made, "manifest.json")
    manifest.unlink()
    assert republish(place, made.id).differing == ("manifest.json",)
    assert [one.split(":")[0] for one in lying.faults()] == [f"snapshots/{made.id}/manifest.json"]


@pytest.mark.usefixtures("claims")
def test_a_folder_that_is_gone_is_put_back(tmp_path: Path) -> None:
    made = publish(tmp_path, title="首期", by="小林", at=NOON + HOUR)
    (tmp_path / made.id).rename(tmp_path / "moved")
    assert republish(tmp_path, made.id).is_restored
    assert republish(tmp_path, made.id).is_same


@pytest.fixture
def release(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Callable[[dict[str, str]], None]]:
    """Makes a release of a system that brings registers, by the names of their files."""
    folder = tmp_path / "path" / "fishing"
    (folder / "registers").mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(folder.parent)
    monkeypatch.setattr(site, "INSTALLED_APPS", [*site.INSTALLED_APPS, "fishing"])

    def release(brought: dict[str, str]) -> None:
        for file in folder.glob("registers/*"):
            file.unlink()
        for name, toml in brought.items():
            (folder / "registers" / f"{name}.toml").write_text(toml)
        forget()

    def forget() -> None:
        brought_files.cache_clear()
        import_module("bayline.platform.registers.queries.declarations")._brought.cache_clear()  # noqa: SLF001 - a new process begins without it

    yield release
    monkeypatch.undo()
    forget()


@pytest.mark.usefixtures("claims")
def test_a_later_release_of_a_system_changes_no_publication(
    release: Callable[[dict[str, str]], None], tmp_path: Path
) -> None:
    boats = REGISTER.format(name="boats", public="public = true")
    release({"boats": boats})
    edit = Edit(by="小林", at=NOON)
    register_actions.save(registers.register("boats"), {"code": "甲船"}, edit=edit)
    place = tmp_path / "snapshots"
    first = publish(place, title="首期", by="小林", at=NOON + HOUR)
    assert first.facts.registers == ("boats", "bridges")
    release({"boats": boats.replace('title = "编号"', 'title = "船号"')})
    assert republish(place, first.id).is_same
    second = publish(place, title="二期", by="小林", at=NOON + 2 * HOUR)
    release({"boats": boats.replace("public = true", "")})
    assert publish(place, title="三期", by="小林", at=NOON + 3 * HOUR).facts.registers == (
        "bridges",
    )
    release({})
    shutil.rmtree(place / first.id)
    assert republish(place, first.id).is_restored
    assert republish(place, second.id).is_same
    pages = [
        (place / one.id / "registers/boats.html").read_text("utf-8") for one in (first, second)
    ]
    assert ["编号" in pages[0], "船号" in pages[1]] == [True, True]
    assert not [one for one in faults() if "boats" in one]


def test_what_was_taken_back_is_not_published_again(claims: Claims, tmp_path: Path) -> None:
    publish(tmp_path, title="首期", by="小林", at=NOON + HOUR)
    at = NOON + 2 * HOUR
    retract(Retracted(claim=claims["5亿元"], reason="有误", by="小林", recorded=at))
    second = publish(tmp_path, title="二期", by="小林", at=NOON + 3 * HOUR)
    assert [one["quote"] for one in lines(tmp_path / second.id)] == ["206亿元"]


def test_nothing_is_published_while_no_document_may_be(tmp_path: Path) -> None:
    filled()
    place = tmp_path / "snapshots"
    keep_files({"publishing.toml": b""}, by="小林", at=NOON)
    with pytest.raises(BaylineError, match=r"publishing.toml of the pack opens no document"):
        publish(place, title="首期", by="小林", at=NOON + HOUR)
    assert publishing.publications() == ()
    assert [*place.iterdir()] == []


@pytest.mark.usefixtures("claims")
def test_what_a_killed_program_left_is_cleared_away(tmp_path: Path) -> None:
    place = tmp_path / "snapshots"
    left = place / ".waiting-x"
    left.mkdir(parents=True)
    (left / "claims.jsonl").write_bytes(b"{")
    made = publish(place, title="首期", by="小林", at=NOON + HOUR)
    assert [one.name for one in place.iterdir()] == [made.id]


STATES = (Review.ACCEPTED, Review.RETURNED, Review.PROPOSED)
Steps = list[tuple[int, Review]]
STEPS = st.lists(st.tuples(st.integers(0, 4), st.sampled_from(STATES)), max_size=6)


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(before=STEPS, after=STEPS)
def test_whatever_is_decided_before_and_after_it_is_made_again_the_same(
    home: Callable[[], AbstractContextManager[None]],
    tmp_path_factory: pytest.TempPathFactory,
    before: Steps,
    after: Steps,
) -> None:
    with home():
        names = [*filled().values()]
        place = tmp_path_factory.mktemp("snapshots")
        _decided(names, before, at=NOON + HOUR)
        made = publish(place, title="首期", by="小林", at=NOON + 2 * HOUR)
        with within(publishing.reach_of(PUBLIC)):
            seen = [one.id for one in record.claims()]
        _decided(names, after, at=NOON + 3 * HOUR)
        assert republish(place, made.id).is_same
        with within(publishing.reach_of(PUBLIC)):
            assert [one.id for one in record.claims()] == seen
        assert {one["id"] for one in lines(place / made.id)} == {*seen}


def _decided(names: list[str], steps: Steps, *, at: datetime) -> None:
    for number, (which, state) in enumerate(steps):
        when = at + timedelta(minutes=number)
        with suppress(BaylineError):  # it stands there already
            decide([names[which % len(names)]], state, by="小林", at=when, reason="试")
