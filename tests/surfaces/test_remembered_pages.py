"""Pages are answered again without asking the record, and never after it has changed."""

import gzip
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from bayline.kernel.findings import Life
from bayline.kernel.reviews import Review
from bayline.platform.freezing.actions import publish
from bayline.platform.packs.actions import keep_files
from bayline.platform.pages import face_of
from bayline.platform.publishing.actions import retract
from bayline.platform.publishing.terms import Retracted
from bayline.platform.record import queries
from bayline.platform.record.actions import decide, settle_finding
from bayline.platform.record.terms import FindingChange
from bayline.platform.registers import actions as register_actions
from bayline.platform.registers import queries as registers
from bayline.platform.registers.terms import Edit
from bayline.platform.remembering import LARGEST, Remembered, recall, remember
from bayline.platform.seals.actions import erase
from bayline.surfaces import remembering
from bayline.systems.reading.actions.reviewing import put_right

pytestmark = pytest.mark.django_db
NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
WORDS = (
    "金山区首季12个项目开工，总投资206亿元。五镇入库项目70个，其中产业27个、人才4个、生态22个、"
    "文化12个、组织7个。"
)
FILES = {
    "publishing.toml": b'[documents]\npublic = ["a.md"]',
    "region.toml": 'name = "金山区"\ncode = "310116"\nsentence = "临海的区。"'.encode(),
    "overview.toml": '[[figure]]\ntitle = "总投资"\ndocument = "a.md"\nquote = "206亿元"'.encode(),
    "geography/places.csv": "code,name,parent\n310116,金山区,310000".encode(),
}
TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]+')
ALWAYS = {"/figures", "/findings", "/registers/people"}  # what each change shows on
PARTS = 4  # of all addresses; one is asked at each change
FEW = 3  # the session, the account, where all chains end


@pytest.fixture
def world(
    recorded: Callable[..., Any], declared: Callable[..., str], settings: Any, tmp_path: Path
) -> Path:
    """A record with a document, a decision, a finding, a register and a personal value."""
    settings.HOME = tmp_path
    keep_files(FILES, by="小林", at=NOON)
    recorded(WORDS, title="一季度通报")
    decide([claim("206亿元").id], Review.ACCEPTED, by="小林", at=NOON)
    toml = declared("people", "联系人", "People", "phone 电话 Phone text personal")
    keep_files({"registers/people.toml": toml.encode()}, by="小林", at=NOON)
    save({"code": "p-1", "name": "李工", "phone": "13900000000"}, toml=toml)
    return tmp_path


def claim(quote: str) -> Any:
    (found,) = [one for one in queries.claims() if one.quote == quote]
    return found


def save(entry: dict[str, Any], *, toml: str = "", at: datetime = NOON) -> None:
    if toml:
        register_actions.declare(toml.encode(), where="registers/people.toml")
    register_actions.save(registers.register("people"), entry, edit=Edit(by="小林", at=at))


def addresses() -> Iterator[str]:
    """Give every address that is remembered, for the ids there are."""
    for pattern in patterns(get_resolver().url_patterns):
        face = face_of(pattern.callback)
        if face is None or not face.is_remembered:
            continue
        address = str(pattern.pattern)
        for slot, value in (
            ("<place:code>", "310116"),
            ("<entry:code>", "p-1"),
            ("<register:name>", "people"),
            ("<entry:key>", "p-1"),
        ):
            address = address.replace(slot, value)
        yield f"/{address}"


def patterns(listed: Any) -> Iterator[URLPattern]:
    for one in listed:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns)
        elif isinstance(one, URLPattern):
            yield one


def seen(client: Client, address: str) -> tuple[int, bytes]:
    response = client.get(address)
    return response.status_code, TOKEN.sub(rb"\1", response.content)


Shown = dict[tuple[int, str], tuple[int, bytes]]


def shown_to(clients: tuple[Client, ...], *, part: int) -> Shown:
    """Give what each client is shown at some addresses, and in English at those of the past.

    What is remembered is so under the same words for every address, so that each address after
    some of the changes, and some addresses after each change, tell as much as all after all.
    """
    asked = [*addresses()]
    asked += [f"/en{each}?as_of=2021-11-06" for each in asked if not each.endswith(".json")]
    some = {each for number, each in enumerate(asked) if (number + part) % PARTS == 0} | ALWAYS
    return {(n, each): seen(one, each) for n, one in enumerate(clients) for each in sorted(some)}


def change_mind() -> None:
    decide([claim("70个").id], Review.RETURNED, by="小林", at=NOON + HOUR, reason="应为72")


def correct() -> None:
    kept = claim("27个")
    put_right(
        kept.id, replace(kept.claim, subject="金山"), by="小林", at=NOON + HOUR, reason="写明主体"
    )


def explain() -> None:
    for one in queries.findings():
        settle_finding(
            FindingChange(
                key=one.key,
                state=Life.EXPLAINED.value,
                owner="小林",
                due=None,
                reason="口径不同",
                by="小林",
                recorded=NOON + HOUR,
            )
        )


def rename() -> None:
    changed = FILES["geography/places.csv"].replace("金山区,".encode(), "新金山,".encode())
    keep_files({"geography/places.csv": changed}, by="小林", at=NOON + HOUR)


def forget() -> None:
    erase("people/p-1", by="小林", at=NOON + HOUR, reason="本人要求")


def issue(home: Path) -> str:
    return publish(home / "snapshots", title="首期", by="小林", at=NOON + 2 * HOUR).id


def take_back() -> None:
    part = Retracted(
        publication="",
        source="",
        claim=claim("206亿元").id,
        reason="有误",
        by="小林",
        recorded=NOON + 3 * HOUR,
    )
    retract(part)


WRITES: dict[str, Callable[[Path, Callable[..., Any]], object]] = {
    "a document": lambda _home, recorded: recorded(
        "枫泾镇投资41亿元。", name="b.md", title="又一份", published=date(2021, 11, 2)
    ),
    "a decision": lambda _home, _recorded: change_mind(),
    "a correction": lambda _home, _recorded: correct(),
    "an explanation": lambda _home, _recorded: explain(),
    "an entry": lambda _home, _recorded: save({"code": "p-2", "name": "王工"}, at=NOON + HOUR),
    "a file of the pack": lambda _home, _recorded: rename(),
    "an erasure": lambda _home, _recorded: forget(),
    "a publication": lambda home, _recorded: issue(home),
    "a part taken back": lambda _home, _recorded: take_back(),
}


@pytest.mark.walk
def test_nothing_is_shown_as_it_was_before_a_change(
    world: Path, recorded: Callable[..., Any], client: Client, anonymous: Client
) -> None:
    clients, changed = (client, anonymous), set()
    for part, (name, write) in enumerate(WRITES.items()):
        before = shown_to(clients, part=part)
        write(world, recorded)
        after = shown_to(clients, part=part)
        cache.clear()
        assert after == shown_to(clients, part=part), name
        changed |= {name} if after != before else set()
    # What is personal is on no page, so that nothing of it can be remembered either.
    assert {*WRITES} - changed == {"an erasure"}


def test_a_page_is_answered_again_without_asking_the_record(world: Path, client: Client) -> None:
    del world
    for address in addresses():
        first = seen(client, address)
        with CaptureQueriesContext(connection) as asked:
            again = seen(client, address)
        assert again == first, address
        assert first[0] != 200 or len(asked) == FEW, address


def test_a_page_whose_head_was_asked_for_first_is_given_whole(
    world: Path, anonymous: Client
) -> None:
    del world
    page = seen(anonymous, "/figures?state=accepted")
    cache.clear()
    anonymous.head("/figures?state=accepted")
    assert seen(anonymous, "/figures?state=accepted") == page


def test_a_very_large_answer_is_not_kept() -> None:
    for size, is_kept in ((LARGEST, True), (LARGEST + 1, False)):
        remember(str(size), Remembered(headers=(), pieces=(b"x" * size,)))
        assert (recall(str(size)) is not None) == is_kept


def test_each_is_shown_their_own(
    world: Path, logged_in: Callable[..., Client], anonymous: Client
) -> None:
    del world
    clients = [logged_in("administrator", "小林"), logged_in("viewer", "小周"), anonymous]
    found = [one.get("/figures").content.decode() for one in clients * 2]
    assert found[0] != found[1] != found[2]
    for name, text in zip(["小林", "小周", "登录"] * 2, found, strict=True):
        assert name in text
    assert "206亿元" not in found[5]  # nothing is published


def test_the_form_of_a_remembered_page_has_a_token_that_is_taken(
    world: Path, logged_in: Callable[..., Client]
) -> None:
    del world
    client = logged_in(is_strict=True)
    tokens = []
    for _ in range(2):
        page = client.get("/documents").content.decode()
        tokens += re.findall('name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert len(set(tokens)) == 2
    assert client.post("/logout", {"csrfmiddlewaretoken": "x" * 64}).status_code == 403
    assert client.post("/logout", {"csrfmiddlewaretoken": tokens[-1]}).status_code == 303


def test_the_public_is_given_no_cookie_for_a_page_without_a_form(
    world: Path, anonymous: Client
) -> None:
    del world
    for _ in range(2):
        assert "bayline-csrf" not in anonymous.get("/figures").cookies


def test_another_day_is_another_answer(
    world: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    del world
    seen(client, "/figures")

    class Tomorrow:
        @staticmethod
        def localdate() -> date:
            return date(2099, 1, 1)

    monkeypatch.setattr(remembering, "timezone", Tomorrow)
    with CaptureQueriesContext(connection) as asked:
        seen(client, "/figures")
    assert len(asked) > FEW


def test_what_was_remembered_is_dropped_when_something_changes(world: Path, client: Client) -> None:
    del world
    client.get("/registers/people")
    assert any("李工".encode() in each for each in lying())
    changed = {"code": "p-1", "name": "王工"}
    edit = Edit(by="小林", at=NOON + HOUR)
    register_actions.save(registers.register("people"), changed, key="p-1", version=1, edit=edit)
    client.get("/registers")
    assert not any("李工".encode() in each for each in lying())


def lying() -> list[bytes]:
    """Give what lies in memory."""
    kept: Any = caches["default"]
    return [*kept._cache.values()]  # noqa: SLF001 - no name that all know


def test_pages_are_sent_compressed_to_browsers(world: Path, client: Client) -> None:
    del world
    plain = client.get("/documents")
    assert "Content-Encoding" not in plain.headers
    small = client.get("/documents", headers={"Accept-Encoding": "gzip, br"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.content) < len(plain.content) / 2
    body = gzip.decompress(small.content)
    assert TOKEN.sub(rb"\1", body) == TOKEN.sub(rb"\1", plain.content)
