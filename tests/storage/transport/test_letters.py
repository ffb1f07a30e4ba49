"""Letters: one file that people read and programs check; answers recorded for others."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import LazySettings

from bayline.kernel.errors import BaylineError
from bayline.platform.transport import letters, models, queries
from bayline.platform.transport.actions import partners
from bayline.platform.transport.actions.letters import (
    Behalf,
    export,
    record_on_behalf,
    take_letter,
)
from bayline.platform.transport.actions.sending import send
from bayline.platform.transport.letters import Ends, Letter
from bayline.platform.transport.sealing import thumbprint
from bayline.platform.transport.terms import Envelope, Told

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def tell(envelope: Envelope) -> Told:
    return Told(title="一句话", rows=(("话", str(envelope.body["word"])),))


@pytest.fixture
def west(west: Any, settings: LazySettings) -> Any:
    """The partner, and words for its messages."""
    kind = settings.TRANSPORT_KINDS["test.word"]
    told = {"tells": f"{__name__}:tell", "takes": kind.takes, "answered": kind.answered}
    made = type(kind)(title=kind.title, title_en=kind.title_en, **told)
    settings.TRANSPORT_KINDS = {**settings.TRANSPORT_KINDS, "test.word": made}
    return west


def letter_of(west: Any, *words: str, receiver: str = "east") -> bytes:
    messages = [west.says(word) for word in words]
    letter = Letter(
        sender="west", receiver=receiver, made=NOW, texts=tuple(one.text for one in messages)
    )
    pairs = [(one, tell(one.envelope)) for one in messages]
    ends = Ends(sender="西区", receiver="东区", x=west.x)
    return letters.written(letter, pairs, ends, key=west.key, kid=thumbprint(west.x)).encode()


def test_a_letter_is_read_by_people_and_taken_in_once(west: Any) -> None:
    data = letter_of(west, "修路", "清淤 <b>&")
    assert "清淤 &lt;b&gt;&amp;" in data.decode()
    assert take_letter(data, at=NOW, by="小林")[:2] == (2, 0)
    assert take_letter(data.replace(b"\n", b"\r\n"), at=NOW, by="小林")[:2] == (0, 2)
    assert west.heard() == ["修路", "清淤 <b>&"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("修路", "修桥", "its words say “修桥”, signed is “修路”"),
        ("<h2>1.", "<h2 hidden>1.", "something beside its words"),
        ("</main>", "<p>付款</p></main>", "words were added"),
        ("<style>", "<style>h1{display:none}", "something beside its words"),
    ],
)
def test_a_letter_that_was_changed_is_refused_and_what_differs_is_named(
    west: Any, old: str, new: str, words: str
) -> None:
    data = letter_of(west, "修路").decode().replace(old, new, 1).encode()
    with pytest.raises(BaylineError, match=words):
        take_letter(data, at=NOW, by="小林")
    assert west.heard() == []


def test_messages_cannot_be_moved_between_letters(west: Any) -> None:
    first, second = letter_of(west, "甲"), letter_of(west, "乙")
    mixed = first.replace(
        letters.parts(first).texts[0].encode(), letters.parts(second).texts[0].encode()
    )
    with pytest.raises(BaylineError, match="messages are not those"):
        take_letter(mixed, at=NOW, by="小林")
    with pytest.raises(BaylineError, match="nobody here knows the key"):
        take_letter(letter_of(type(west)("west"), "丙"), at=NOW, by="小林")
    doubled = first.replace(b'{"letter":', b'{"letter":"x","letter":', 1)
    for data in (b"", b"<html>", b"\xff\xfe", b"x" * 99, doubled):
        with pytest.raises(BaylineError, match="no letter"):
            take_letter(data, at=NOW, by="小林")


def test_what_was_exported_goes_on_waiting_until_it_is_signed_for(west: Any) -> None:
    west.say("修路")
    text = export("west", at=NOW, by="小林")
    assert "<td>修路</td>" in text
    assert queries.queues()["west"].waiting == 1
    (jws,) = letters.parts(text.encode()).texts
    answer = Letter(sender="west", receiver="east", made=NOW, texts=(west.signs(jws),))
    ends = Ends(sender="西区", receiver="东区", x=west.x)
    back = letters.written(answer, [], ends, key=west.key, kid=thumbprint(west.x))
    assert take_letter(back.encode(), at=NOW, by="小林").receipts == 1
    assert queries.queues()["west"].waiting == 0
    with pytest.raises(BaylineError, match="nothing waits"):
        export("west", at=NOW, by="小林")


def test_an_answer_on_paper_is_recorded_with_who_did_so_and_what_was_signed(
    west: Any,
) -> None:
    del west
    partners.add_without_key("village", name="某村", by="小林", at=NOW)
    send("village", conversation="road", kind="test.word", body={"word": "请修"}, at=NOW)
    answer = Behalf("village", "road", "test.word", {"word": "同意"}, "a" * 64)
    assert record_on_behalf(answer, by="小林", at=NOW) == {"heard": "同意"}
    row = models.Message.objects.get(partner="village", is_ours=False)
    assert (row.on_behalf, row.evidence) == ("小林", "a" * 64)
    assert queries.queues()["village"].waiting == 0
    for changed, words in (
        ({"partner": "west"}, "signs for itself"),
        ({"evidence": ""}, "has signed is missing"),
        ({"body": {"word": "no"}}, "not taken"),
    ):
        with pytest.raises(BaylineError, match=words):
            record_on_behalf(answer._replace(**changed), by="小林", at=NOW)
    assert models.Message.objects.filter(partner="village", is_ours=False).count() == 1
