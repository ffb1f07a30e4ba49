"""What the public sees: the content of a publication, and nothing before there is one."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import pytest

from bayline.kernel.reviews import Review
from bayline.platform.packs import queries as packs
from bayline.platform.packs.actions import keep_files
from bayline.platform.people.terms import PUBLIC, Grant, Role, Visitor
from bayline.platform.publishing import queries as publishing
from bayline.platform.publishing.actions import retract
from bayline.platform.publishing.terms import Published, Retracted
from bayline.platform.reaching import NOTHING, WHOLE, within
from bayline.platform.record import queries as record
from bayline.platform.record.actions import decide
from bayline.platform.record.terms import Handed, KeptSource
from bayline.platform.registers import actions as register_actions
from bayline.platform.registers import queries as registers
from bayline.platform.registers.asking import Ask
from bayline.platform.registers.terms import Edit
from bayline.systems.reading.actions.recording import record_document
from bayline.systems.reading.queries import ShelfAsked, record_counts, shelf

pytestmark = pytest.mark.usefixtures("store")
Publish = Callable[..., Published]
NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
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
"""


class World(NamedTuple):
    """One document that is published and one that is not, with what stands in them."""

    opened: KeptSource
    kept_back: KeptSource
    claims: dict[str, str]  # identifiers by what they print


def _taken_in(name: str, words: str) -> KeptSource:
    handed = Handed(name=name, data=words.encode(), published=date(2021, 11, 1))
    return record_document(handed, by="小林", at=NOON).source


@pytest.fixture
def world() -> World:
    opened = _taken_in("a.md", "首季12个项目开工，总投资206亿元。全区有30个村。")
    kept_back = _taken_in("b.md", "全区有40座桥。")
    claims = {one.quote: one.id for one in record.claims()}
    decide([claims["206亿元"], claims["40座"]], Review.ACCEPTED, by="小林", at=NOON)
    return World(opened, kept_back, claims)


def seen(*, as_of: datetime | None = None) -> list[str]:
    """List what the claims print that the public sees."""
    with within(publishing.reach_of(PUBLIC, as_of=as_of)):
        return [one.quote for one in record.claims()]


def test_nothing_is_seen_before_anything_is_published(world: World) -> None:
    assert publishing.reach_of(PUBLIC) == NOTHING
    assert seen() == []
    with within(NOTHING):
        assert record.sources() == []
        assert record.latest_text(world.opened) is None
        assert record.count_by_state()[Review.ACCEPTED] == 0
        assert record_counts().documents == 0


def test_whoever_may_read_sees_everything(world: World, published: Publish) -> None:
    published(world.opened, at=NOON + HOUR)
    viewer = Visitor(name="小林", grants=(Grant(role=Role.VIEWER),))
    assert publishing.reach_of(viewer) == WHOLE
    with within(publishing.reach_of(viewer)):
        assert len(record.claims()) == len(world.claims)


def test_the_public_sees_what_is_accepted_in_documents_that_are_opened(
    world: World, published: Publish
) -> None:
    published(world.opened, at=NOON + HOUR)
    assert seen() == ["206亿元"]
    with within(publishing.reach_of(PUBLIC)):
        assert [one.name for one in record.sources()] == ["a.md"]
        rows, total, _page = shelf(ShelfAsked(), as_of=None, page=1, size=10)
        assert ([row.name for row in rows], total) == (["a.md"], 1)
        assert (rows[0].figures, rows[0].waiting, rows[0].findings) == (1, 0, {})
        counts = record_counts()
        assert (counts.documents, counts.figures, counts.waiting) == (1, 1, 0)
        assert not record.findings()
        assert not record.standing_findings()
        assert record.latest_text(world.kept_back) is None
        assert record.source_by_hash(world.kept_back.sha256) is None


def test_who_decided_is_not_published(world: World, published: Publish) -> None:
    published(world.opened, at=NOON + HOUR)
    with within(publishing.reach_of(PUBLIC)):
        (one,) = record.claims()
        assert (one.by, one.decided_by, one.reason) == ("", "", "")
        assert record.history(one.id) == []


def test_what_is_decided_after_the_cut_shows_with_the_next_publication(
    world: World, published: Publish
) -> None:
    first = published(world.opened, at=NOON + HOUR)
    decide([world.claims["30个"]], Review.ACCEPTED, by="小林", at=NOON + 2 * HOUR)
    why = "口径不符"
    decide([world.claims["206亿元"]], Review.RETURNED, by="小林", at=NOON + 2 * HOUR, reason=why)
    assert seen() == ["206亿元"]
    published(world.opened, at=NOON + 3 * HOUR)
    assert seen() == ["30个"]
    assert seen(as_of=first.moment) == ["206亿元"]
    assert seen(as_of=NOON) == []


def test_a_withdrawn_publication_gives_way_to_the_one_before(
    world: World, published: Publish
) -> None:
    published(world.opened, at=NOON + HOUR)
    second = published(world.opened, world.kept_back, at=NOON + 2 * HOUR)
    assert len(seen()) == 2
    at = NOON + 3 * HOUR
    retract(Retracted(publication=second.id, reason="误发", by="小林", recorded=at))
    assert seen() == ["206亿元"]
    assert publishing.publication(second.id).withdrawn == at


@pytest.mark.parametrize("part", ["source", "claim"])
def test_what_is_taken_back_disappears_at_once(world: World, published: Publish, part: str) -> None:
    published(world.opened, world.kept_back, at=NOON + HOUR)
    what = {"source": world.opened.sha256, "claim": world.claims["206亿元"]}[part]
    retract(Retracted(**{part: what}, reason="有误", by="小林", recorded=NOON + 2 * HOUR))
    assert seen() == ["40座"]
    with within(publishing.reach_of(PUBLIC)):
        assert (record.source_by_hash(world.opened.sha256) is None) is (part == "source")


def test_registers_show_where_they_are_declared_public_as_they_were_at_the_cut(
    world: World,
    published: Publish,
) -> None:
    for name, public in (("bridges", "public = true"), ("visits", "")):
        toml = REGISTER.format(name=name, public=public).encode()
        register = register_actions.declare(toml, where=f"registers/{name}.toml")
        register_actions.save(register, {"code": "A"}, edit=Edit(by="小林", at=NOON))
    published(world.opened, at=NOON + HOUR, registers=("bridges",))
    bridges, visits = registers.register("bridges"), registers.register("visits")
    register_actions.save(bridges, {"code": "B"}, edit=Edit(by="小林", at=NOON + 2 * HOUR))
    with within(publishing.reach_of(PUBLIC)):
        assert [one.name for one in registers.registers()] == ["bridges"]
        assert [one.key for one in registers.selected(bridges, Ask())] == ["A"]
        assert registers.entry(bridges, "B") is None
        assert registers.entry_at(bridges, "B", at=NOON + 3 * HOUR) is None
        assert registers.history(bridges, "A") == ()
        assert not [*registers.selected(visits, Ask())]
        assert registers.entry(visits, "A") is None
        assert not [*registers.every_step(bridges)]


def test_an_entry_that_was_deleted_is_not_shown(world: World, published: Publish) -> None:
    toml = REGISTER.format(name="bridges", public="public = true").encode()
    bridges = register_actions.declare(toml, where="registers/bridges.toml")
    edit = Edit(by="小林", at=NOON)
    entry = register_actions.save(bridges, {"code": "A"}, edit=edit)
    register_actions.remove(bridges, "A", version=entry.version, edit=edit)
    published(world.opened, at=NOON + HOUR, registers=("bridges",))
    with within(publishing.reach_of(PUBLIC)):
        assert registers.entry(bridges, "A") is None
        assert registers.entry_at(bridges, "A", at=NOON) is None
    assert registers.entry(bridges, "A") is not None


def test_files_of_the_pack_are_those_of_the_cut(world: World, published: Publish) -> None:
    keep_files({"region.toml": b"name = 'a'", "notes.txt": b"-"}, by="小林", at=NOON)
    assert packs.file("region.toml") == b"name = 'a'"
    published(world.opened, at=NOON + HOUR)
    keep_files({"region.toml": b"name = 'b'"}, by="小林", at=NOON + 2 * HOUR)
    with within(publishing.reach_of(PUBLIC)):
        assert packs.file("region.toml") == b"name = 'a'"
        assert packs.file("notes.txt") is None
        assert packs.files() == {}
    with within(NOTHING):
        assert packs.file("region.toml") is None


def test_chains_of_publishing_verify_and_tell_what_was_put_in(
    world: World, published: Publish, tampered: Callable[[str], None]
) -> None:
    made = published(world.opened, at=NOON + HOUR)
    retract(Retracted(publication=made.id, reason="误发", by="小林", recorded=NOON + 2 * HOUR))
    assert publishing.faults() == ()
    tampered(f"INSERT INTO record_opened (publication, source_id) VALUES ('{made.id}', 2)")
    assert made.id in publishing.faults()[0]


@pytest.fixture
def tampered() -> Callable[[str], None]:
    from django.db import connection

    def tampered(statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return tampered
