"""Another installation, as far as the network shows it, and this one, called east."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings
from joserfc.jwk import OKPKey

from bayline.kernel.errors import BaylineError
from bayline.platform.transport import cards, models, queries
from bayline.platform.transport.actions import keys, partners
from bayline.platform.transport.actions.sending import send
from bayline.platform.transport.envelopes import seal, seal_receipt, unseal, unseal_receipt
from bayline.platform.transport.sealing import fingerprint, thumbprint
from bayline.platform.transport.terms import (
    Card,
    Delivery,
    Envelope,
    Kind,
    Receipt,
    Signed,
    Status,
)

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
HEARD: list[str] = []
ANSWERS: list[Status] = []


def take(delivery: Delivery) -> dict[str, Any]:
    """What a system would do with a word: keep it in a table."""
    word = str(delivery.envelope.body["word"])
    models.Note.objects.create(at=delivery.at, word="heard", detail=word)
    if word == "no":
        raise BaylineError("this word is not taken", do="send another")
    if word == "crash":
        raise ZeroDivisionError
    HEARD.append(word)
    return {"heard": word}


def hear(_envelope: Envelope, receipt: Receipt) -> None:
    ANSWERS.append(receipt.status)


@dataclass
class Side:
    """Another installation, as far as the network shows it."""

    id: str = "west"
    key: OKPKey = field(default_factory=lambda: OKPKey.generate_key("Ed25519"))
    chains: dict[str, list[Signed]] = field(default_factory=dict)
    taken: dict[str, list[Signed]] = field(default_factory=dict)
    posted: int = 0

    @property
    def x(self) -> str:
        """Its public key."""
        return str(self.key.as_dict(private=False)["x"])

    @property
    def card(self) -> str:
        """Its card."""
        made = Card(id=self.id, name="西区", address="https://west.example", x=self.x, made=NOW)
        return cards.written(made, key=self.key)

    def says(self, word: str, *, conversation: str = "bridge", **wishes: Any) -> Signed:
        """Write the next message of a conversation."""
        chain = self.chains.setdefault(conversation, [])
        envelope = Envelope(
            **{
                "id": uuid4().hex,
                "sender": self.id,
                "receiver": "east",
                "conversation": conversation,
                "number": len(chain) + 1,
                "previous": chain[-1].digest if chain else "",
                "kind": "test.word",
                "sent": NOW,
                "body": {"word": word},
                **wishes,
            }
        )
        message = seal(envelope, key=self.key, kid=thumbprint(self.x))
        chain.append(message)
        return message

    def post(self, _address: str, content: dict[str, Any], **_wishes: float) -> dict[str, Any]:
        """Take what is posted as the transport does."""
        self.posted += 1
        return {"receipts": [self.signs(text) for text in content["messages"]]}

    def signs(self, text: str, *, status: Status | None = None, expected: int = 0) -> str:
        """Sign for a message, by the rules of the transport or as wished."""
        x = next(key.x for key in reversed(queries.own().keys) if _opens(text, key.x))
        message = unseal(text, x=x)
        chain = self.taken.setdefault(message.envelope.conversation, [])
        is_known = any(message.digest == one.digest for one in chain)
        is_next = message.envelope.number == len(chain) + 1
        if status is None:
            status = Status.TAKEN if is_known or is_next else Status.MISSING
            if is_next and not is_known:
                chain.append(message)
        receipt = Receipt(
            of=message.envelope.id,
            digest=message.digest,
            sender=self.id,
            receiver="east",
            status=status,
            at=NOW,
            expected=expected or len(chain) + 1,
            answer={},
        )
        return seal_receipt(receipt, key=self.key, kid=thumbprint(self.x))

    def say(self, word: str, *, conversation: str = "bridge", at: datetime = NOW) -> Signed:
        """Write a message to it from here."""
        body = {"word": word}
        return send(self.id, conversation=conversation, kind="test.word", body=body, at=at)

    def receipt_of(self, text: str) -> Receipt:
        """Open what was signed here."""
        return unseal_receipt(text, x=queries.own().keys[-1].x)

    def heard(self) -> list[str]:
        """Give the words that had their effect here."""
        rows = models.Note.objects.filter(word="heard").order_by("pk")
        return list(rows.values_list("detail", flat=True))

    @property
    def answers(self) -> list[Status]:
        """What whoever sent the messages from here was told of its receipts."""
        return ANSWERS

    def words(self, conversation: str = "bridge") -> list[str]:
        """What it has taken."""
        return [one.envelope.body["word"] for one in self.taken.get(conversation, [])]


def _opens(text: str, x: str) -> bool:
    try:
        unseal(text, x=x)
    except BaylineError:
        return False
    return True


@pytest.fixture
def west(settings: LazySettings, tmp_path: Path) -> Side:
    """A partner that was accepted; this installation is called east."""
    HEARD.clear()
    ANSWERS.clear()
    settings.HOME = tmp_path
    here = f"{__name__}:"
    kind = Kind(title="词", title_en="Word", takes=f"{here}take", tells="", answered=f"{here}hear")
    settings.TRANSPORT_KINDS = {**settings.TRANSPORT_KINDS, "test.word": kind}
    keys.start("east", name="东区", address="https://east.example", at=NOW)
    side = Side()
    partners.accept(side.card, told=fingerprint(side.x), by="小林", at=NOW)
    return side
