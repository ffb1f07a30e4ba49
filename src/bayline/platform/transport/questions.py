"""Questions between two sides that are no messages: how far are you, send again, give back.

They have no number and no effect on a record, so they may be asked again. An answer shows what a
partner has itself signed or been sent; a question is answered only while it is fresh, so that one
that was overheard tells nobody anything later.
"""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import uuid4

from joserfc.jwk import OKPKey

from bayline.platform.transport.rules import FRESH
from bayline.platform.transport.sealing import (
    QUESTION,
    Opened,
    malformed,
    moment_of,
    moment_text,
    signed,
)

REACH, AGAIN, BACK, DIFFERS = "reach", "again", "back", "differs"
ANSWER = "bayline-answer"
MOST_REACHES, MOST_BACK = 500, 20


class Question(NamedTuple):
    """What one side asks the other.

    Attributes:
        id: Its name; the answer says it.
        sender: Who asks.
        receiver: Who is asked.
        asks: `reach`: how far the conversations are; `again`: send what follows a number again;
            `back`: give back what the sender has itself sent from a number on; `differs`: note that
            a conversation is not alike on both sides.
        sent: When.
        conversation: Of which conversation; of a `reach` the one after which to go on.
        number: From which number on.
    """

    id: str
    sender: str
    receiver: str
    asks: str
    sent: datetime
    conversation: str = ""
    number: int = 0


def asked(question: Question, *, key: OKPKey, kid: str) -> str:
    """Sign a question."""
    payload = {
        "v": 1,
        "id": question.id,
        "from": question.sender,
        "to": question.receiver,
        "asks": question.asks,
        "sent": moment_text(question.sent),
        "conversation": question.conversation,
        "number": question.number,
    }
    return signed(QUESTION, payload, key=key, kid=kid)[0]


def new_question(sender: str, receiver: str, asks: str, *, at: datetime) -> Question:
    """Begin a question."""
    return Question(uuid4().hex, sender, receiver, asks, at)


def read(found: Opened, *, now: datetime) -> Question:
    """Read a question whose signature holds.

    Raises:
        BaylineError: It is none, or not fresh.
    """
    payload = found.payload
    try:
        question = Question(
            id=str(payload["id"]),
            sender=str(payload["from"]),
            receiver=str(payload["to"]),
            asks=str(payload["asks"]),
            sent=moment_of(payload["sent"]),
            conversation=str(payload["conversation"]),
            number=int(payload["number"]),
        )
    except (KeyError, TypeError, ValueError):
        raise malformed("it is no question", "不是询问") from None
    if found.typ != QUESTION or question.asks not in {REACH, AGAIN, BACK, DIFFERS}:
        raise malformed("it is no question", "不是询问")
    if abs(now - question.sent) > FRESH:
        raise malformed(
            "the question is not fresh; compare the clocks", "询问过时了，请核对两边的时钟"
        )
    return question


def answered(question: Question, content: dict[str, Any], *, key: OKPKey, kid: str) -> str:
    """Sign an answer."""
    ends = {"v": 1, "of": question.id, "from": question.receiver, "to": question.sender}
    return signed(ANSWER, {**content, **ends}, key=key, kid=kid)[0]


def read_answer(found: Opened, question: Question) -> dict[str, Any]:
    """Read the answer to a question.

    Raises:
        BaylineError: It is none, or the answer to another question.
    """
    said = tuple(found.payload.get(name) for name in ("v", "of", "from", "to"))
    if found.typ != ANSWER or said != (1, question.id, question.receiver, question.sender):
        raise malformed("it is no answer to what was asked", "答的不是所问")
    return found.payload
