"""The public comes to every address and finds what is published: no more, and no less.

The walk takes every address of the table that is for the public, with all ids there are, published
or not, in both languages, and looks for words, values, names, ids and counts that are not.
"""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice, product
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from bayline.kernel.findings import Life
from bayline.kernel.reviews import Review
from bayline.platform.freezing.actions import publish
from bayline.platform.packs.actions import keep_files
from bayline.platform.pages import face_of
from bayline.platform.people.terms import Audience
from bayline.platform.publishing import queries as publishing
from bayline.platform.publishing.actions import retract
from bayline.platform.publishing.terms import Published, Retracted
from bayline.platform.record import queries
from bayline.platform.record.actions import decide, settle_finding
from bayline.platform.record.terms import FindingChange
from bayline.platform.registers import actions as register_actions
from bayline.platform.registers import queries as registers
from bayline.platform.registers.terms import Edit
from bayline.systems.reading.actions.reviewing import put_right

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
OPEN = (
    "金山区首季12个项目开工，总投资206亿元。全区有30个村。五镇入库项目70个，其中产业27个、"
    "人才4个、生态22个、文化12个、组织7个。"
)
INSIDE = "金山区秘湾大桥有787座，秘湾公司总投资919亿元。"
LATER = "金山区新开工项目353个。"
FILES = {
    "publishing.toml": b'[documents]\npublic = ["a.md", "later.md"]',
    "region.toml": 'name = "金山区"\ncode = "310116"\nsentence = "临海的区。"'.encode(),
    "overview.toml": '[[figure]]\ntitle = "总投资"\ndocument = "a.md"\nquote = "206亿元"'.encode(),
    "geography/places.csv": (
        "code,name,parent\n310116,金山区,310000\n310116112,漕泾镇,310116".encode()
    ),
    "notes/inside.txt": "只给内部看的附记".encode(),
}
SECRETS = (
    *("秘湾", "787座", "919亿", "内部通报", "b-secret.md", "353个", "晚来通报", "周密探"),
    *("信访台账", "visits", "刘某来访", "后来桥", "附记", "悬案说明", "有疑处"),
    *("后来园", "后来批", "后来月", "3.33亿元"),
)
# What pages say of an id that they were asked for is no leak: the ids are left out of the words.
MOST_OF_ONE = 200  # addresses of one pattern
MOST_ASKED = 5  # of which are asked in all ways
SOME_OF_ONE = 40  # of one pattern, spread over all, where what is asked for is asked twice
WAYS = (
    ("", ""),
    ("/en", ""),
    ("", "?as_of=2030-01-01"),
    ("", "?as_of=2021-11-05T12:30:00%2B08:00"),
)


class World(NamedTuple):
    """A record with what is published and what is not.

    Attributes:
        publication: The one publication.
        published: Ids of claims by what they print.
        kept_back: Ids that must not be shown.
        ids: Everything an address may be asked with.
        go_on: Goes on working after the publication, once.
    """

    publication: Published
    published: dict[str, str]
    kept_back: tuple[str, ...]
    ids: tuple[str, ...]
    go_on: Callable[[], None]


@pytest.fixture
def world(begun: World) -> World:
    """The same when the office has gone on working: it knows more than it has published."""
    begun.go_on()
    every = [one.id for one in queries.claims()]
    late = [one for one in every if one not in begun.published.values()]
    sources = [one.sha256[:12] for one in queries.sources()]
    hidden = [one for one in sources if one not in begun.ids or one in begun.kept_back]
    keys = [one.key for one in queries.findings()]
    ids = dict.fromkeys((*begun.ids, *late[:6], *sources, *keys[:2]))
    return begun._replace(kept_back=(*late, *hidden, *keys), ids=(*ids,))


@pytest.fixture
def begun(
    recorded: Callable[..., Any], declared: Callable[..., str], settings: Any, tmp_path: Path
) -> World:
    settings.HOME = tmp_path
    keep_files(FILES, by="周密探", at=NOON)
    opened = recorded(OPEN, title="一季度通报")
    secret = recorded(INSIDE, name="b-secret.md", title="内部通报")
    found = {one.quote: one for one in queries.claims()}
    accepted = [found[quote].id for quote in ("206亿元", "30个", "787座", "919亿元", "70个")]
    decide(accepted, Review.ACCEPTED, by="周密探", at=NOON)
    decide([found["12个"].id], Review.RETURNED, by="周密探", at=NOON, reason="有疑处")
    for number, (name, public) in enumerate((("bridges", "public = true\n"), ("visits", ""))):
        title = ("桥梁", "信访台账")[number]
        toml = declared(name, title, name.title(), "place 所在地 Place place").replace(
            "order =", f"{public}order ="
        )
        where = f"registers/{name}.toml"
        keep_files({where: toml.encode()}, by="周密探", at=NOON)
        register = register_actions.declare(toml.encode(), where=where)
        entry = {"code": f"{name}-1", "name": ("东桥", "刘某来访")[number], "place": "310116"}
        register_actions.save(register, entry, edit=Edit(by="周密探", at=NOON))
    put_projects("park", "东园", at=NOON)
    settle(at=NOON)
    made = publish(tmp_path / "snapshots", title="首期", by="周密探", at=NOON + HOUR)
    shown = {quote: found[quote].id for quote in ("206亿元", "30个", "70个")}
    kept_back = [one.id for one in found.values() if one.id not in shown.values()]
    ids = (
        *shown.values(),
        *(opened.source.id, secret.source.id),
        *("bridges", "visits", "bridges-1", "visits-1", "bridges-2", made.id, "310116"),
        *("310116112", "index.html", "claims.jsonl", "registers/bridges.html"),
        *("park", "later-park", "batch-park", "batch-later-park", "projects"),
    )
    hidden = (*kept_back, secret.source.id)
    return World(made, shown, hidden, ids, lambda: changed_after(recorded, found))


def put_projects(code: str, name: str, *, at: datetime) -> None:
    """Put a project, its stage, its money and a batch into the registers of the system."""
    edit = Edit(by="周密探", at=at)
    stage = {"stage": "started", "nature": "actual", "document": "a.md"}
    money = {"kind": "investment", "amount": "3.33亿元" if "later" in code else "2亿元"}
    for register, entry in (
        ("projects", {"code": code, "name": name, "place": "310116112"}),
        ("project_stages", {"project": code, "date": "2021-03-03", **stage}),
        ("project_amounts", {"project": code, "document": "a.md", **money}),
        ("batches", {"name": f"{name[:2]}批", "stage": "started", "date": "2021-03-03",
                     "projects": "1个", "document": "a.md"}),
        ("batch_members", {"batch": f"batch-{code}", "name": name, "project": code,
                           "document": "a.md"}),
    ):  # fmt: skip
        key = {"batches": f"batch-{code}", "projects": code}.get(register, f"{register}-{code}")
        register_actions.save(registers.register(register), {"code": key, **entry}, edit=edit)


def settle(*, at: datetime) -> None:
    for one in queries.findings():
        change = FindingChange(
            key=one.key,
            state=Life.EXPLAINED.value,
            owner="周密探",
            due=None,
            reason="悬案说明",
            by="周密探",
            recorded=at,
        )
        settle_finding(change)


def changed_after(recorded: Callable[..., Any], found: dict[str, Any]) -> None:
    """Go on working after the publication: none of it is public yet."""
    at = NOON + 2 * HOUR
    recorded(LATER, at=at, name="later.md", title="晚来通报")
    (late,) = [one for one in queries.claims() if one.quote == "353个"]
    decide([late.id], Review.ACCEPTED, by="周密探", at=at)
    kept = queries.claim(found["206亿元"].id)
    put_right(kept.id, replace(kept.claim, subject="秘湾"), by="周密探", at=at, reason="有疑处")
    bridges = registers.register("bridges")
    entry = {"code": "bridges-2", "name": "后来桥", "place": "310116"}
    register_actions.save(bridges, entry, edit=Edit(by="周密探", at=at))
    put_projects("later-park", "后来园", at=at)
    changed = {"code": "park", "name": "后来园名", "place": "310116112"}
    register_actions.save(
        registers.register("projects"),
        changed,
        edit=Edit(by="周密探", at=at),
        key="park",
        version=1,
    )
    keep_files({"notes/inside.txt": "只给内部看的后来附记".encode()}, by="周密探", at=at)


def patterns(
    resolver: URLResolver | Any, before: str = ""
) -> Iterator[tuple[str, list[tuple[str, Any]], Any]]:
    """Give every address: its route with places for its parts, their converters, its view."""
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each, before + _route(each))
        elif isinstance(each, URLPattern):
            converters = [*getattr(each.pattern, "converters", {}).items()]
            yield before + _route(each), converters, each.callback


def _route(each: URLPattern | URLResolver) -> str:
    route = str(each.pattern)
    return "" if route in {"en/", "zh-hans/"} else re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)


def addresses(ids: tuple[str, ...], *, most: int = MOST_OF_ONE) -> list[str]:
    """Give every address for the public, filled with all ids that fit."""
    return [*dict.fromkeys(filled(ids, most))]


def filled(ids: tuple[str, ...], most: int) -> Iterator[str]:
    for route, converters, view in patterns(get_resolver()):
        face = face_of(view)
        if face is None or face.audience not in {Audience.PUBLIC, Audience.PUBLISHED}:
            continue
        names = [name for name, _ in converters]
        fitting = [
            [one for one in ids if re.fullmatch(converter.regex, one)]
            for _, converter in converters
        ]
        every = [*islice(product(*fitting), MOST_OF_ONE)]
        for parts in every[:: max(1, len(every) // most)]:
            yield "/" + route.format(**dict(zip(names, map(quote, parts), strict=True)))


def words_of(response: Any) -> str:
    """Give all the words of an answer, whatever its form."""
    body = b"".join(response) if response.streaming else response.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"\n".join(book.read(name) for name in book.namelist())
    text = body.decode(errors="replace")
    kind = response.headers.get("Content-Type", "")
    return (
        json.dumps(json.loads(text), ensure_ascii=False)
        if "json" in kind and text[:1] in "[{"
        else text
    )


def test_no_address_shows_the_public_what_is_not_published(anonymous: Client, world: World) -> None:
    leaks = []
    visited = 0
    some = {*addresses(world.ids, most=MOST_ASKED)}
    for address in addresses(world.ids):
        ways = WAYS if address in some else WAYS[:1]
        for where in (f"{prefix}{address}{asked}" for prefix, asked in ways):
            response = anonymous.get(where)
            assert response.status_code < 500, where
            visited += 1
            said = words_of(response)
            location = response.headers.get("Location", "")
            for word in (*SECRETS, *world.kept_back):
                asked_for = word in where
                if (word in said or word in location) and not (asked_for and _is_id(word)):
                    leaks.append(f"{where}: {word}")
    assert not leaks, "\n".join(leaks[:40])
    assert visited > 200


def _is_id(word: str) -> bool:
    """Tell whether a word is an id, which a page repeats when it is asked with it."""
    return word not in SECRETS or word == "visits"


def test_what_the_office_does_changes_no_answer_of_the_public(
    anonymous: Client, begun: World
) -> None:
    asked = addresses(begun.ids, most=SOME_OF_ONE)
    before = {where: answered(anonymous, where) for where in asked}
    begun.go_on()
    cache.clear()
    changed = [where for where in asked if answered(anonymous, where) != before[where]]
    assert not changed, "\n".join(changed[:40])


def answered(anonymous: Client, address: str) -> tuple[int, str]:
    """Give an answer to a first visit, without what differs from one moment to the next."""
    anonymous.cookies.clear()
    response = anonymous.get(address)
    said = re.sub(
        r"20\d\d-\d\d-\d\dT[\d:]{8}Z</", "</", words_of(response)
    )  # when a sheet was made
    return response.status_code, _plain(said)


LISTS = ("/search", "/record", "/figures", "/documents", "/registers/bridges", "/places")
FILTERS = ("q", "subject", "attribute", "words", "publisher")


def test_looking_for_what_is_not_published_is_like_looking_for_nothing(
    anonymous: Client, world: World
) -> None:
    del world
    for address, name in product(LISTS, FILTERS):
        words = ("秘湾", "787座", "刘某", "内部通报", "周密探", "后来桥")
        nothing = {
            length: _asked(anonymous, address, {name: "㐂" * length})
            for length in {*map(len, words)}
        }
        for word in words:
            told = _asked(anonymous, address, {name: word})
            assert told == nothing[len(word)], (address, name, word)


def _asked(anonymous: Client, address: str, asked: dict[str, str]) -> str:
    """Give what a page and its twin say, without the words that they were asked with."""
    said = "".join(words_of(anonymous.get(f"{address}{twin}", asked)) for twin in ("", ".json"))
    for word in asked.values():
        for written in (word, quote(quote(word)), quote(word)):
            said = said.replace(written, "")
    return _plain(said)


def _plain(said: str) -> str:
    return re.sub(r'value="[^"]{64}"|\\u[0-9a-f]{4}|\d+ms', "", said)


def test_what_is_published_shows(anonymous: Client, world: World) -> None:
    figures = anonymous.get("/figures.json").json()
    assert figures["total"] == 3
    assert {one["card"]["printed"] for one in figures["rows"]} == {"206亿元", "30个", "70个"}
    (document,) = anonymous.get("/documents.json").json()["rows"]
    assert document["title"] == "一季度通报"
    page = anonymous.get(document["address"]).content.decode()
    assert "总投资206亿元" in re.sub(r"<[^>]+>", "", page)
    for identifier in world.published.values():
        assert anonymous.get(f"/figures/{identifier}").status_code == 200
    bridges = anonymous.get("/registers/bridges.json").json()
    assert (bridges["total"], bridges["rows"][0]["key"]) == (1, "bridges-1")
    assert "东桥" in words_of(anonymous.get("/registers/bridges/export.csv"))
    front = anonymous.get("/").content.decode()
    assert "206亿元" in front
    assert "临海的区" in front
    assert "首期" in anonymous.get("/feed.atom").content.decode()


def test_before_anything_is_published_no_address_shows_anything(
    anonymous: Client, world: World
) -> None:
    one = Retracted(
        publication=world.publication.id, reason="误发", by="小林", recorded=NOON + 3 * HOUR
    )
    retract(one)
    assert publishing.latest() is None
    secrets = ("206亿元", "30个村", "一季度通报", "东桥", "临海的区", *SECRETS)
    leaks = []
    for address in addresses(world.ids, most=SOME_OF_ONE):
        said = words_of(anonymous.get(address))
        leaks += [f"{address}: {word}" for word in secrets if word in said]
    assert not [one for one in leaks if "visits" not in one], "\n".join(leaks[:40])


def test_the_office_sees_all_of_it(client: Client, world: World) -> None:
    assert client.get("/figures.json").json()["total"] > 3
    said = client.get("/documents").content.decode()
    assert "内部通报" in said
    for identifier in world.kept_back[:1]:
        assert client.get(f"/figures/{identifier}").status_code == 200
    assert date(2021, 11, 1).isoformat() in said
