"""The pages of the transport: partners, what is in the way, letters, answers on paper."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from joserfc.jwk import OKPKey

from bayline.platform.transport import cards, models, queries
from bayline.platform.transport.actions import keys, partners
from bayline.platform.transport.actions.noting import note_fault
from bayline.platform.transport.sealing import fingerprint
from bayline.platform.transport.terms import Card, Fault
from bayline.systems.cooperation.actions import act, propose
from bayline.systems.cooperation.actions.tasks import Doing
from bayline.systems.cooperation.queries.tasks import life_of
from bayline.systems.cooperation.terms import Act, Side, Terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(settings: LazySettings, tmp_path: Path) -> tuple[str, str]:
    """The card of another installation, and its fingerprint; this one is called east."""
    settings.HOME = tmp_path
    keys.start("east", name="东区", address="https://east.example", at=timezone.now())
    partners.set_codes("", "east", by="小林", at=timezone.now())
    key = OKPKey.generate_key("Ed25519")
    x = str(key.as_dict(private=False)["x"])
    made = datetime(2026, 3, 2, tzinfo=UTC)
    west = Card(id="west", name="西区", address="https://west.example", x=x, made=made)
    return cards.written(west, key=key), fingerprint(x)


def proposed(other: str) -> str:
    sides = (Side(code="east", lead="e1"), Side(code=other, lead="w1"))
    terms = Terms(title="修通断头路", sides=sides, due=date(2027, 6, 30), owing=(other,))
    doing = Doing(side="east", unit="e1", person="jia", by="东甲", at=timezone.now(), terms=terms)
    known = {"east": {}, other: {}, "e1": {"parent": "east"}, "w1": {"parent": other}}
    return propose(doing, start="e-2026", known=known).task


def test_what_was_carried_on_here_for_both_sides_is_not_told(
    client: Client, card: tuple[str, str]
) -> None:
    task = proposed("west")
    for side, unit in (("west", "w1"), ("east", "e1")):
        person = f"of-{side}"
        act(
            task,
            Act.ACCEPTED,
            Doing(side=side, unit=unit, person=person, by=person, at=timezone.now()),
        )
    client.post("/transport", {"do": "accept", "card": card[0], "fingerprint": card[1]})
    client.post("/transport/partners/west", {"do": "codes", "codes": "west"})
    update = Doing(
        side="east", unit="e1", person="of-east", by="x", words="已测量", at=timezone.now()
    )
    act(task, Act.UPDATED, update)
    assert not models.Posting.objects.exists()
    assert "只在本处办" in client.get(f"/cooperation/tasks/{task}").content.decode()


def test_a_partner_is_taken_in_watched_and_seen_to(client: Client, card: tuple[str, str]) -> None:
    wrong = client.post("/transport", {"do": "accept", "card": card[0], "fingerprint": "1" * 40})
    assert wrong.status_code == 400
    assert "不符" in wrong.content.decode()
    assert card[0].splitlines()[1] in wrong.content.decode()  # what was typed is kept
    client.post("/transport", {"do": "accept", "card": card[0], "fingerprint": card[1]})
    address = "/transport/partners/west"
    client.post(address, {"do": "codes", "codes": "west"})
    task = proposed("west")
    here = client.get(f"/cooperation/tasks/{task}").content.decode()
    assert '<span data-n="count">1</span>条我方的办理，对方还没有签收' in here
    note_fault("west", Fault.CERTIFICATE, at=timezone.now(), detail="expired")
    shown = client.get(f"{address}.json").json()
    assert shown["partner"]["waiting"] == 1
    assert "证书" in shown["partner"]["fault"]
    assert [one["conversation"] for one in shown["messages"]] == [task]
    english = client.get(f"/en{address}").content.decode()
    assert "certificate is not trusted" in english
    models.Posting.objects.update(state="held")
    stuck = client.get("/transport.json").json()["partners"][0]
    assert (stuck["word"], stuck["held"]) == ("消息受阻", 1)
    client.post(address, {"do": "retry"})
    assert queries.queues()["west"].held == 0
    letter = client.get(f"{address}/letter")
    assert "attachment" in letter["Content-Disposition"]
    assert "修通断头路" in letter.content.decode()
    taken = client.post("/transport", {"do": "letter", "letter": upload(letter.content)})
    assert "不认识签名的密钥" in taken.content.decode()  # our own letter is for somebody else
    client.post(address, {"do": "end"})
    assert client.get("/transport.json").json()["partners"][0]["word"] == "已结束"


def upload(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("letter.html", data)


def test_an_answer_on_paper_counts_for_its_side_with_the_scan_behind_it(
    client: Client, card: tuple[str, str]
) -> None:
    client.post("/transport", {"do": "paper", "id": "village", "name": "某村"})
    client.post("/transport/partners/village", {"do": "codes", "codes": "village"})
    task = proposed("village")
    address = "/transport/partners/village/answer"
    typed: dict[str, Any] = {
        "task": task,
        "act": "accepted",
        "side": "village",
        "unit": "w1",
        "person": "村主任",
        "words": "同意",
    }
    without = client.post(address, typed)
    assert (without.status_code, "签名件" in without.content.decode()) == (400, True)
    assert client.post(address, {**typed, "evidence": upload(b"scan")}).status_code == 200
    (accepted,) = life_of(task).accepted.values()
    assert (accepted.by, accepted.person) == ("村主任", "village/村主任")
    assert accepted.evidence[0].sha256 == models.Message.objects.get(is_ours=False).evidence
    again = client.post(address, {**typed, "evidence": upload(b"scan")})
    assert again.status_code == 400  # it has accepted before
    page = client.get("/transport/partners/village").content.decode()
    assert "代录" in page
    del card


def test_the_address_of_partners_refuses_in_sentences_and_slows_strangers(
    anonymous: Client, card: tuple[str, str]
) -> None:
    def post(body: bytes) -> tuple[int, str]:
        answer = anonymous.post("/transport/messages", body, "application/json")
        return answer.status_code, answer.json()["detail"]

    assert anonymous.get("/transport/messages").status_code == 405
    assert post(b"no")[0] == 400
    assert post(b'{"messages":[]}')[0] == 400
    assert post(b'{"messages":["' + b"x" * 2**20 + b'"]}')[0] == 413
    status, said = post(b'{"messages":["a.b.c"]}')
    assert (status, "no message of version 1" in said) == (401, True)
    # A minute may end among them: of two minutes' worth one has too many.
    assert {post(b'{"messages":["a.b.c"]}')[0] for _ in range(121)} == {401, 429}
    del card
