"""The public finds what is published, as it was then, and nothing else."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bayline.engines.search.asked import asked
from bayline.kernel.reviews import Review
from bayline.platform.packs.actions import keep_files
from bayline.platform.people.terms import PUBLIC
from bayline.platform.publishing.actions import retract
from bayline.platform.publishing.queries import reach_of
from bayline.platform.publishing.terms import Published, Retracted
from bayline.platform.reaching import within
from bayline.platform.record import queries as record
from bayline.platform.record.actions import decide
from bayline.platform.record.terms import Handed, KeptSource
from bayline.platform.registers import actions as registers
from bayline.platform.registers.terms import Edit
from bayline.platform.search.terms import Kind, Scope
from bayline.surfaces.search.finding import Results, found
from bayline.systems.reading.actions.recording import record_document

pytestmark = pytest.mark.usefixtures("store")
Publish = Callable[..., Published]
NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)


def taken_in(name: str, words: str, at: datetime = NOON) -> KeptSource:
    handed = Handed(name=name, data=words.encode(), title=f"断头路{name}")
    return record_document(handed, by="小林", at=at).source


def public(typed: str) -> Results:
    """Look for something as the public does."""
    with within(reach_of(PUBLIC)):
        return found(asked(typed), Scope())


def counted(typed: str) -> dict[str, int]:
    return {kind.value: count for kind, count in public(typed).counts.items() if count}


@pytest.fixture
def opened(store: object, declared: Callable[..., str]) -> KeptSource:
    """A document that is opened later, one that is not, and a public and a private register."""
    del store
    opened = taken_in("a.md", "断头路12条，总投资206亿元。")
    taken_in("b.md", "断头路9条。")
    claims = {one.quote: one.id for one in record.claims()}
    decide([claims["206亿元"], claims["9条"]], Review.ACCEPTED, by="小林", at=NOON)
    for name, head in (("roads", "public = true\n"), ("notes", "")):
        toml = head + declared(name, "名册", "Register")
        register = registers.declare(toml.encode(), where=f"{name}.toml")
        given = {"code": "a1", "name": f"断头路{name}"}
        registers.save(register, given, edit=Edit(by="小林", at=NOON))
    keep_files(
        {"geography/places.csv": "code,name\n310116112,断头路镇\n".encode()}, by="林", at=NOON
    )
    return opened


@pytest.mark.usefixtures("opened")
def test_nothing_is_found_before_anything_is_published() -> None:
    assert public("断头路").is_empty


def test_a_publication_is_found_with_what_was_accepted_and_no_more(
    opened: KeptSource, published: Publish
) -> None:
    published(opened, at=NOON + HOUR, registers=("roads",))
    taken_in("c.md", "断头路又打通1条。", NOON + 2 * HOUR)
    assert counted("断头路") == {
        "place": 1,
        "entry": 1,
        "document": 1,
        "sentence": 1,
        "figure": 1,
    }
    results = public("断头路")
    assert [hit.source for hit in results.passages] == [opened.key]
    assert [hit.owner for hit in results.named[Kind.ENTRY]] == ["roads"]
    assert [hit.key for hit in results.named[Kind.DOCUMENT]] == [opened.sha256]


def test_an_entry_is_found_as_it_was_published(opened: KeptSource, published: Publish) -> None:
    from bayline.platform.registers.queries import register

    published(opened, at=NOON + HOUR, registers=("roads",))
    edit = Edit(by="小林", at=NOON + 2 * HOUR)
    registers.save(
        register("roads"), {"code": "a1", "name": "通途"}, edit=edit, key="a1", version=1
    )
    assert (counted("断头路")["entry"], counted("通途")) == (1, {})
    assert found(asked("通途"), Scope()).counts[Kind.ENTRY] == 1


def test_what_is_taken_back_is_gone_at_once(opened: KeptSource, published: Publish) -> None:
    published(opened, at=NOON + HOUR)
    assert counted("总投资") == {"sentence": 1, "figure": 1}
    retract(Retracted(source=opened.sha256, reason="误发", by="小林", recorded=NOON + 2 * HOUR))
    assert public("总投资").is_empty
    assert not found(asked("总投资"), Scope()).is_empty
