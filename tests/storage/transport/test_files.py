"""A file of a partner is kept once a signed act of its own side names its hash, and only then."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from joserfc.jwk import OKPKey

from bayline.platform.reaching import NOTHING, within
from bayline.platform.record import queries as record
from bayline.platform.record.actions import store_source
from bayline.platform.record.terms import Handed
from bayline.platform.transport.sealing import opened, signed
from bayline.platform.transport.terms import Delivery, Envelope, Partner, Standing
from bayline.systems.cooperation.actions import act, propose
from bayline.systems.cooperation.actions.carrying import take_piece
from bayline.systems.cooperation.actions.tasks import Doing
from bayline.systems.cooperation.rules import carrying
from bayline.systems.cooperation.terms import Act, Evidence, Side, Terms

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PHOTO = b"a photo of the bridge"
DIGEST = sha256(PHOTO).hexdigest()
OURS = "310116-2026-0001-桥.jpg"
SIDES = (Side(code="east", lead="east-roads"), Side(code="west", lead="west-roads"))
WEST = Partner(
    id="west",
    name="西区",
    address="",
    standing=Standing.ACTIVE,
    keys=(),
    accepted=NOW,
    accepted_by="小林",
    speaks_for=frozenset({"west"}),
)


def delivered(partner: Partner = WEST, **change: Any) -> dict[str, Any]:
    """Have the one piece of the photo taken, as the public's reach has it."""
    (body,) = carrying.bodies("310116-2026-0001", PHOTO, name="桥.jpg", title="桥")
    envelope = Envelope(
        id="m1",
        sender=partner.id,
        receiver="here",
        conversation=carrying.conversation(DIGEST),
        number=1,
        previous="",
        kind=carrying.KIND,
        sent=NOW,
        body=body | change,
    )
    with within(NOTHING):
        return dict(take_piece(Delivery(envelope=envelope, partner=partner, digest="", at=NOW)))


def reported(digest: str = DIGEST) -> None:
    """Have the western side report with a file."""
    terms = Terms(title="桥", sides=SIDES, due=date(2026, 9, 30), owing=("west",))
    known = {
        code: {"place": place}
        for one, place in zip(SIDES, ("310116", "330482"), strict=True)
        for code in (one.code, *one.units)
    }

    def doing(side: str, hours: int, **said: Any) -> Doing:
        at = NOW + timedelta(hours=hours)
        person = {"unit": f"{side}-roads", "person": side, "by": side, "words": "照实写"}
        return Doing(side=side, at=at, **person, **said)

    task = propose(doing("east", 0, terms=terms), start="310116-2026", known=known).task
    act(task, Act.ACCEPTED, doing("east", 1))
    act(task, Act.ACCEPTED, doing("west", 2))
    proof = Evidence(title="桥", document="桥.jpg", sha256=digest)
    act(task, Act.REPORTED, doing("west", 3, evidence=(proof,)))


def test_bytes_that_no_act_names_are_not_kept() -> None:
    assert delivered() == {"kept": False}
    reported(digest="0" * 64)
    assert delivered() == {"kept": False}
    assert record.source_by_hash(DIGEST) is None


def test_what_an_act_of_the_partners_side_names_is_kept_as_it_came() -> None:
    reported()
    assert delivered(replace(WEST, speaks_for=frozenset({"east"}))) == {"kept": False}
    assert delivered() == {"kept": True}
    kept = record.source_by_hash(DIGEST)
    assert kept is not None
    assert (kept.name, kept.title, record.content_of(kept)) == (OURS, "桥", PHOTO)
    assert delivered() == {"kept": True}  # told again, nothing is kept twice
    assert len(record.living_by_name(OURS)) == 1


def test_a_file_of_the_same_name_here_is_left_as_it_is() -> None:
    store_source(Handed(name=OURS, data=b"another", title="另一座"), by="小林", at=NOW)
    reported()
    assert delivered() == {"kept": True}
    kept = record.source_by_hash(DIGEST)
    assert kept is not None
    assert kept.name == f"{DIGEST[:8]}-{OURS}"


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("../../etc/passwd", "310116-2026-0001-proof.etcpasswd"),
        ("310116-2026-0001-照片.jpg", "310116-2026-0001-照片.jpg"),
        ("a\nb\x00/c.html", "310116-2026-0001-a-b-c.html"),
        ("x" * 5000 + ".pdf", f"310116-2026-0001-{'x' * 80}.pdf"),
    ],
)
def test_a_name_is_written_as_one_of_ours_whatever_the_partner_calls_it(
    told: str, kept: str
) -> None:
    reported()
    assert delivered(name=told, title="桥\n" + "长" * 500) == {"kept": True}
    found = record.source_by_hash(DIGEST)
    assert found is not None
    assert (found.name, found.title) == (kept, "桥 " + "长" * 198)


def test_a_message_may_be_as_long_as_the_protocol_says() -> None:
    key = OKPKey.generate_key("Ed25519")
    text, digest = signed("bayline-message", {"body": "x" * 700_000}, key=key, kid="k")
    assert opened(text, x=key.as_dict(private=False)["x"]).digest == digest
