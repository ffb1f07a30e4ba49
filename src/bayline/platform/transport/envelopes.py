"""Messages and receipts as they are signed, and read again with every field looked at."""

import re
from typing import Any

from joserfc.jwk import OKPKey

from bayline.platform.transport.sealing import (
    LONGEST,
    MESSAGE,
    RECEIPT,
    canonical,
    digest_of,
    malformed,
    moment_of,
    moment_text,
    opened,
    signed,
    too_large,
)
from bayline.platform.transport.terms import Envelope, Receipt, Signed, Status

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._:-]{0,79}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


def seal(envelope: Envelope, *, key: OKPKey, kid: str) -> Signed:
    """Sign a message.

    Raises:
        BaylineError: Its body cannot be written exactly, or it is too large.
    """
    payload = {
        "v": 1,
        "id": envelope.id,
        "from": envelope.sender,
        "to": envelope.receiver,
        "conversation": envelope.conversation,
        "number": envelope.number,
        "previous": envelope.previous,
        "kind": envelope.kind,
        "sent": moment_text(envelope.sent),
        "digest": digest_of(canonical(envelope.body)),
        "body": envelope.body,
    }
    text, digest = signed(MESSAGE, payload, key=key, kid=kid)
    if len(text) > LONGEST:
        raise too_large(len(text))
    return Signed(envelope=envelope, digest=digest, kid=kid, text=text)


def unseal(text: str, *, x: str) -> Signed:
    """Open a message.

    Raises:
        BaylineError: It is not signed with this key, or is no message.
    """
    found = opened(text, x=x)
    if found.typ != MESSAGE:
        raise malformed(f"it is a {found.typ[:40]}, no message", "不是消息")
    envelope = _envelope(found.payload)
    return Signed(envelope=envelope, digest=found.digest, kid=found.kid, text=text)


_FIELDS = frozenset(
    {"v", "id", "from", "to", "conversation", "number", "previous", "kind", "sent"}
    | {"digest", "body"}
)


def _envelope(payload: dict[str, Any]) -> Envelope:
    if {*payload} != _FIELDS or payload["v"] != 1:
        raise malformed("its fields are not those of version 1", "字段不是第1版的")
    body, number, previous = payload["body"], payload["number"], payload["previous"]
    if not isinstance(body, dict) or digest_of(canonical(body)) != payload["digest"]:
        raise malformed("its body has another digest", "正文与摘要不符")
    if type(number) is not int or number < 1 or not _is(_ID, payload["id"]):
        raise malformed("its id or number is none", "编号或序号不对")
    if (previous and not _is(_DIGEST, previous)) or (number == 1) != (previous == ""):
        raise malformed("it does not say which message was before it", "没有写明前一条")
    if not all(_is(_NAME, payload[side]) for side in ("from", "to")):
        raise malformed("it names no sender or receiver", "没有写明发出方或接收方")
    if not all(_is(_ID, payload[name]) for name in ("conversation", "kind")):
        raise malformed("its conversation or kind is none", "会话或种类不对")
    return Envelope(
        id=payload["id"],
        sender=payload["from"],
        receiver=payload["to"],
        conversation=payload["conversation"],
        number=number,
        previous=previous,
        kind=payload["kind"],
        sent=moment_of(payload["sent"]),
        body=body,
    )


def _is(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def is_name(text: str) -> bool:
    """Tell whether a text can be the id of an installation."""
    return _is(_NAME, text)


def seal_receipt(receipt: Receipt, *, key: OKPKey, kid: str) -> str:
    """Sign a receipt."""
    payload = {
        "v": 1,
        "of": receipt.of,
        "digest": receipt.digest,
        "from": receipt.sender,
        "to": receipt.receiver,
        "status": receipt.status.value,
        "at": moment_text(receipt.at),
        "expected": receipt.expected,
        "answer": receipt.answer,
    }
    return signed(RECEIPT, payload, key=key, kid=kid)[0]


def unseal_receipt(text: str, *, x: str) -> Receipt:
    """Open a receipt.

    Raises:
        BaylineError: It is not signed with this key, or is no receipt.
    """
    found = opened(text, x=x)
    try:
        return _receipt(found.payload, is_one=found.typ == RECEIPT)
    except (KeyError, TypeError, ValueError):
        raise malformed("it is no receipt", "不是回执") from None


def _receipt(payload: dict[str, Any], *, is_one: bool) -> Receipt:
    if not is_one or payload["v"] != 1 or type(payload["expected"]) is not int:
        raise ValueError
    return Receipt(
        of=payload["of"],
        digest=payload["digest"],
        sender=payload["from"],
        receiver=payload["to"],
        status=Status(payload["status"]),
        at=moment_of(payload["at"]),
        expected=payload["expected"],
        answer=dict(payload["answer"]),
    )
