"""Whatever is uploaded can be exported, and the export builds the same record."""

import base64
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bayline.kernel.reviews import Review
from bayline.platform.packs.documents import KEYS
from bayline.platform.packs.opening import opened_pack, pack_of
from bayline.platform.record import queries
from bayline.platform.record.terms import Handed
from bayline.platform.record.verifying import verify
from bayline.systems.reading.actions.building import build
from bayline.systems.reading.actions.exporting import export
from bayline.systems.reading.actions.recording import record_document
from bayline.systems.reading.actions.reviewing import review

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 28, 4, tzinfo=UTC)
LATER = datetime(2999, 1, 1, tzinfo=UTC)
REGION = 'name = "湾区"\ncode = "310116"\n'
Home = Callable[[], AbstractContextManager[None]]
Heads = Callable[[], dict[str, list[str]]]
Rebuilt = Callable[[Callable[[], None]], tuple[object, object]]
FALSE_HEADS = (
    "title: 别的\nrecorded: 1999-01-01T00:00:00+08:00\nby: 假名\nreplaces: nothing.md",
    "foo: bar\ndate: 2021-01-01\ntags: [a, b]\nauthor: 某人",
    "recorded: 2021-01-01",
    "recorded: yesterday",
    "replaces: start.md\nname: x.txt",
    "published: 2021年3月\nurl: javascript:alert(1)",
    "title: a\x07b\x00\npublisher: =1+1\nlicence: -",
    "\u3000title: 全角空格",
)
LONG = "长" * 300


def taken(client: Client, data: str, *, name: str, title: str = "") -> int:
    """Take a document in on the web, as another one where its name is known."""
    document = base64.b64encode(data.encode()).decode()
    form = {"name": name, "document": document, "title": title, "edition": "another"}
    return client.post("/documents/new", form).status_code


@pytest.fixture(scope="session")
def rebuilt(home: Home, heads: Heads) -> Rebuilt:
    """Fills a home, accepts all that waits, builds its export in another; gives both chains."""

    def rebuilt(fill: Callable[[], None]) -> tuple[object, object]:
        with TemporaryDirectory() as parent:
            folder = Path(parent) / "pack"
            with home():
                build(pack_of({"region.toml": REGION.encode()}, name="bay", now=NOW), at=NOW)
                fill()
                waiting = [claim.id for claim in queries.claims(states=[Review.PROPOSED])]
                review(waiting, Review.ACCEPTED, by="小王", at=datetime.now(UTC))
                before = heads()
                export(folder)
            with home():
                build(opened_pack(folder, now=LATER), at=LATER)
                assert verify().faults == ()
                return before, heads()

    return rebuilt


def test_whatever_the_head_of_an_uploaded_document_says_the_record_is_built_again(
    rebuilt: Rebuilt, client: Client
) -> None:
    def fill() -> None:
        assert taken(client, "全区首季开工12个项目。", name="start.md") == 302
        for number, head in enumerate(FALSE_HEADS):
            data = f"---\n{head}\n---\n2021年，全区第{number}镇产值达到56亿元。"
            assert taken(client, data, name=f"{number}.md") == 302, head
            assert data.encode() in {queries.content_of(one) for one in queries.sources()}, head

    before, after = rebuilt(fill)
    assert after == before


def test_documents_of_long_alike_and_strange_names_are_built_again(
    rebuilt: Rebuilt, client: Client
) -> None:
    names = [f"{LONG}.txt", f"{LONG[:250]}.md", "documents.csv", "Documents.CSV", ".md", "~$", "-"]
    names += ["a.md", "A.md", "a.md", "b/c.md", "../c.md", f"a.{LONG}", "'-", "=1.txt", "a b .txt "]

    def fill() -> None:
        for number, name in enumerate(names):
            assert taken(client, f"全区有{number + 2}个村。", name=name, title=LONG) == 302
        form = {"text": "全区有1个镇。", "title": LONG}
        assert client.post("/documents/new", form).status_code == 302

    before, after = rebuilt(fill)
    assert after == before


def test_documents_that_came_in_at_one_moment_keep_their_order(rebuilt: Rebuilt) -> None:
    def fill() -> None:
        for name in ("c.txt", "a.txt", "b.txt"):
            handed = Handed(name=name, data=f"{name}有30个村。".encode())
            record_document(handed, by="小张", at=NOW)

    before, after = rebuilt(fill)
    assert after == before


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=40)
SAID = WORDS | st.sampled_from(
    ["-", "'-", "2021-01-01", "1999-01-01T00:00:00+08:00", "https://x.cn/a", "0.md", "9.md"]
)
HEADS = st.dictionaries(st.sampled_from([*KEYS, "date", "tags"]) | WORDS, SAID, max_size=5)
NAMES = st.tuples(WORDS | WORDS.map(lambda stem: stem * 9), st.sampled_from(["", ".md", ".txt"]))


@pytest.mark.any_database
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents=st.lists(st.tuples(NAMES.map("".join), WORDS, HEADS), min_size=1, max_size=3))
def test_any_documents_are_exported_and_built_again_as_they_are(
    rebuilt: Rebuilt, client: Client, documents: list[tuple[str, str, dict[str, str]]]
) -> None:
    def fill() -> None:
        for number, (name, title, head) in enumerate(documents):
            lines = "\n".join(f"{key}: {value}" for key, value in head.items())
            data = f"---\n{lines}\n---\n全区有{number + 2}个村。"
            assert taken(client, data, name=name, title=title) in {302, 422}  # 422: no such head

    before, after = rebuilt(fill)
    assert after == before
