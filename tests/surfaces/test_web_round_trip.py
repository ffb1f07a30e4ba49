"""Whatever the web or a watched folder let in: its export builds, and is the same record."""

import csv
import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bayline.kernel.errors import BaylineError
from bayline.platform.packs.opening import opened_pack
from bayline.platform.record import models
from bayline.platform.registers import queries as registers
from bayline.platform.registers.models import Change, Entry
from bayline.systems.reading.actions.building import build
from bayline.systems.reading.actions.exporting import export
from bayline.systems.reading.commands.watching import Watcher, Wish

pytestmark = pytest.mark.django_db

NOW = datetime(2022, 1, 4, 4, tzinfo=UTC)  # before what is done on the web
FIELDS = (
    ("code", "text"),
    ("name", "text"),
    ("money", "figure"),
    ("count", "integer"),
    ("about", "long"),
    ("document", "document"),
    ("place", "place"),
    ("lead", "organisation"),
    ("part_of", "entry"),
)
NAMES = ("works", "organisations")
Step = tuple[str, ...]


def declaration(name: str) -> str:
    heads = (
        f'name = "{name}"\ntitle = "{name}"\ntitle_en = "{name}"\nkey = "code"\nlabel = "name"\n'
    )
    fields = (
        f'[[field]]\nname = "{each}"\ntitle = "{each}"\ntitle_en = "{each}"\ntype = "{kind}"\n'
        + ('register = "works"\n' if kind == "entry" else "")
        for each, kind in FIELDS
    )
    return heads + "".join(fields)


FILES = {
    "region.toml": 'name = "湾区"\ncode = "310116"\n',
    "overview.toml": '[[figure]]\ntitle = "投资"\ndocument = "2021/开工.md"\nquote = "206亿元"\n',
    "documents/2021/开工.md": "2021年，全区12个项目同日开工，总投资206亿元。",
    "geography/places.csv": "code,name\n310116,金山区\n",
    "registers/works.toml": declaration("works"),
    "registers/works.csv": "code,name,money,document,place,lead\n"
    "a,甲工程,206亿元,2021/开工.md,310116,石化\n",
    "registers/organisations.toml": declaration("organisations"),
    "registers/organisations.csv": "code,name\n石化,上海石化\n",
}


@contextmanager
def home() -> Iterator[None]:
    """A home of its own, empty before and after."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def laid(folder: Path) -> Path:
    for name, words in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words, "utf-8")
    return folder


def record() -> dict[str, list[object]]:
    """All that the record holds, by its digests; what stands in registers by value."""
    tables = (models.Source, models.Text, models.Reading, models.Claim, models.Decision)
    found: dict[str, list[object]] = {}
    for table in (*tables, models.Finding, models.FindingEvent):
        rows = table._default_manager.order_by("pk")  # noqa: SLF001 - Django's public name
        found[table.__name__] = [*rows.values_list("digest", flat=True)]
    changes = Change.objects.order_by("register", "pk")
    found["Change"] = [*changes.values_list("digest", flat=True)]
    stands = Entry.objects.order_by("register", "key")
    found["Entry"] = [*stands.values_list("register", "key", "version", "values", "is_deleted")]
    return found


def is_built_again(begun: Callable[[], None], folder: Path) -> None:
    """Make a record, export, build and export: both records and both packs are the same."""
    first, second = folder / "first", folder / "second"
    with home():
        begun()
        before = record()
        export(first)
    with home():
        build(opened_pack(first, now=timezone.now()), at=timezone.now())
        assert record() == before
        export(second)
    assert contents(first) == contents(second)


def contents(folder: Path) -> dict[Path, bytes]:
    found = (each for each in folder.rglob("*") if each.is_file())
    return {each.relative_to(folder): each.read_bytes() for each in found}


def taken(client: Client, step: Step) -> None:
    """Do one step as a browser does; what is refused is refused."""
    {"save": saved, "remove": removed, "import": imported, "upload": uploaded, "paste": pasted}[
        step[0]
    ](client, *step[1:])


def saved(client: Client, name: str, key: str, *values: str) -> None:
    entry = registers.entry(registers.register(name), key)
    address = f"/registers/{name}/{quote(key)}/edit" if entry else f"/registers/{name}/new"
    sent = {f"v.{each}": value for (each, _), value in zip(FIELDS, (key, *values), strict=False)}
    version = {"version": str(entry.version)} if entry else {}
    client.post(address, {**sent, **version, "reason": "=改"})


def removed(client: Client, name: str, key: str) -> None:
    entry = registers.entry(registers.register(name), key)
    if entry and not entry.is_deleted:
        sent = {"version": str(entry.version), "do": "remove"}
        client.post(f"/registers/{name}/{quote(key)}/edit", sent)


def imported(client: Client, name: str, key: str, *values: str) -> None:
    written = StringIO(newline="")
    csv.writer(written).writerows([[each for each, _ in FIELDS[: 1 + len(values)]], [key, *values]])
    address, data = f"/registers/{name}/import", written.getvalue().encode()
    sent = {"name": "表\x0c.csv", "document": b64encode(data).decode()}
    page = client.post(address, sent).content.decode()
    basis = re.search(r'name="basis" value="([^"]*)"', page)
    client.post(address, {**sent, "do": "confirm", "basis": basis[1] if basis else ""})


class Chosen(BytesIO):
    """A file that was chosen in a browser."""

    name = ""


def uploaded(client: Client, name: str, words: str) -> None:
    file = Chosen(words.encode())
    file.name = name
    client.post("/documents/new", {"file": file, "edition": "another"})


def pasted(client: Client, title: str, words: str) -> None:
    sent = {"title": title, "text": words, "edition": "another"}
    client.post("/documents/new", sent)


CHARS = st.sampled_from([*"甲乙3=+@'\",/\\.- \n\t\u3000\u202e\x7f"])
WORDS = st.one_of(
    st.sampled_from(["", "a", "石化", "没有", "310116", "2021/开工.md", "2021/2022年报告.txt"]),
    st.text(CHARS, max_size=12),
)
KEYS = st.sampled_from(["a", "b", "石化", "x/y", "=c"])
MONEY = st.sampled_from(["", "206亿元", "888亿元", "约3个"])
COUNTS = st.sampled_from(["", "7", "-3"])
ROWS = st.tuples(
    st.sampled_from(["save", "import"]), st.sampled_from(NAMES), KEYS, WORDS, MONEY, COUNTS,
    WORDS, WORDS, WORDS, WORDS, WORDS,
)  # fmt: skip
HEADS = st.sampled_from(
    ["", "---\nreplaces: 没有.md\nfoo: bar\n---\n", "---\nrecorded: 昨天\ntitle: 题\n---\n"]
)
DOCUMENTS = st.tuples(
    st.sampled_from(["upload", "paste"]),
    st.builds("{}{}".format, st.text(CHARS, max_size=12), st.sampled_from([".txt", ".md", ""])),
    st.builds("{}文{}，投资888亿元。".format, HEADS, st.text(CHARS, max_size=12)),
)
REMOVALS = st.tuples(st.just("remove"), st.sampled_from(NAMES), KEYS)
STEPS = st.lists(st.one_of(ROWS, REMOVALS, DOCUMENTS), max_size=6)
REPORT = "2021/2022年报告.txt"


@example([])
@example([("import", "works", "t", "名", "88个", "", "", "根本没有.md")])
@example([("save", "works", "t", "名", "", "", "", "", "火星镇", "没有", "没有")])
@example([("remove", "organisations", "石化")])
@example(
    [("upload", ".hidden.txt", "有3个。"), ("save", "works", "t", "", "", "", "", ".hidden.txt")]
)
@example([("paste", REPORT[:-4], "有3个。"), ("save", "works", "t", "", "", "", "", REPORT)])
@example(
    [("save", "works", "a", "改", "206亿元", "", "\n" * 29_999, "\n"), ("remove", "works", "a")]
)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_what_the_web_let_in_is_built_again(client: Client, steps: Sequence[Step]) -> None:
    def begun() -> None:
        build(opened_pack(laid(Path(folder) / "bay"), now=NOW), at=NOW)
        for step in steps:
            taken(client, step)

    with TemporaryDirectory() as folder:
        is_built_again(begun, Path(folder))


def test_a_home_begun_without_a_pack_is_built_again(client: Client, tmp_path: Path) -> None:
    def begun() -> None:
        uploaded(client, "a.txt", "全区投资888亿元。")
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "b\n\u202e.txt").write_text("全区有30个村。", "utf-8")
        watcher = Watcher(Wish(folder=tmp_path / "in", by="收文夹"), clock=timezone.now, say=print)
        watcher.look()
        watcher.look()
        assert watcher.taken == 1

    is_built_again(begun, tmp_path)
    region = opened_pack(tmp_path / "first", now=timezone.now()).region
    assert (region.name, region.code) == ("未命名的区域", "000000")


def test_a_pack_written_by_hand_is_refused_for_what_leads_nowhere(
    client: Client, tmp_path: Path
) -> None:
    with home():
        build(opened_pack(laid(tmp_path / "bay"), now=NOW), at=NOW)
        saved(client, "works", "t", "名", "", "", "", "没有.md")
        export(tmp_path / "first")
    table = tmp_path / "first" / "registers" / "works.csv"
    opened_pack(tmp_path / "first", now=timezone.now())
    rows = table.read_text("utf-8")
    table.write_text(rows.replace("没有.md", "另一份.md"), "utf-8")
    told = (
        r"works.csv: row 3, column document, value “另一份.md”: nothing in the pack has this name"
    )
    with pytest.raises(BaylineError, match=told):
        opened_pack(tmp_path / "first", now=timezone.now())
