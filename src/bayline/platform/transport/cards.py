"""Cards: the short text that two sides hand each other before the first message.

A card can be read, printed and sent by any mail. Its last line holds the same, signed with the key
that it names; whoever changes a line that people read, or the signed one, is found out.
"""

import re
from base64 import urlsafe_b64decode

import orjson
from joserfc.jwk import OKPKey

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.visible import one_line
from bayline.platform.transport.envelopes import is_name
from bayline.platform.transport.sealing import (
    CARD,
    fingerprint,
    header_of,
    moment_of,
    moment_text,
    opened,
    signed,
    thumbprint,
)
from bayline.platform.transport.terms import Card

_X = re.compile(r"[0-9A-Za-z_-]{43}")
_JWS = re.compile(r"[0-9A-Za-z_-]+\.[0-9A-Za-z_-]+\.[0-9A-Za-z_-]+")
_LINES = ("Bayline card 1", "id", "name", "address", "fingerprint", "made")
LONGEST_NAME = 100
LONGEST_CARD = 8000


def written(card: Card, *, key: OKPKey) -> str:
    """Write a card, signed with the key it names."""
    payload = {
        "v": 1,
        "id": card.id,
        "name": card.name,
        "address": card.address,
        "x": card.x,
        "made": moment_text(card.made),
    }
    text, _digest = signed(CARD, payload, key=key, kid=thumbprint(card.x))
    return "\n".join([*_shown(card), f"signed: {text}", ""])


def _shown(card: Card) -> list[str]:
    values = (card.id, card.name, card.address, fingerprint(card.x), moment_text(card.made))
    return [
        _LINES[0],
        *(f"{name}: {value}" for name, value in zip(_LINES[1:], values, strict=True)),
    ]


def read(text: str) -> Card:
    """Read a card, however its lines were wrapped or quoted on the way.

    Raises:
        BaylineError: It is none, its signature does not hold, or a line says something else than
            what is signed.
    """
    if len(text) > LONGEST_CARD:
        raise _none("it is too long", "太长")
    card = _signed(text)
    said = _lines(text)
    for line in _shown(card)[1:]:
        name, _, value = line.partition(":")
        if name in said and _plain(said[name]) != _plain(value):
            raise _differs(name, said[name], value.strip())
    return card


def _signed(text: str) -> Card:
    unwrapped = re.sub(r"[\s>]+", "", text.partition("signed:")[2])
    found = _JWS.match(unwrapped)
    if found is None:
        raise _none("its signed line is missing", "缺signed一行")
    jws = found[0]
    payload = opened(jws, x=_key_named(jws)).payload
    try:
        card = Card(
            id=str(payload["id"]),
            name=one_line(str(payload["name"]), LONGEST_NAME),
            address=str(payload["address"]),
            x=str(payload["x"]),
            made=moment_of(payload["made"]),
        )
    except KeyError:
        raise _none("a field is missing", "缺字段") from None
    typ, kid = header_of(jws)
    if typ != CARD or kid != thumbprint(card.x) or not is_name(card.id) or not card.name:
        raise _none("it names no installation", "没有写明是哪一处")
    return card


def _key_named(jws: str) -> str:
    """Give the key that a card says it is signed with, which must then open it."""
    part = jws.split(".")[1]
    try:
        content = orjson.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
        x = content["x"]
    except (ValueError, TypeError, KeyError):
        raise _none("it names no key", "没有写密钥") from None
    if not isinstance(x, str) or not _X.fullmatch(x):
        raise _none("it names no key", "没有写密钥")
    return x


def _lines(text: str) -> dict[str, str]:
    """Give what people read on a card, by the name of the line."""
    head = text.partition("signed:")[0].replace("：", ":")
    split = (line.lstrip("> \t").partition(":") for line in head.splitlines())
    return {name.strip(): value.strip() for name, mark, value in split if mark}


def _plain(words: str) -> str:
    return "".join(words.replace("：", ":").split())


def _none(why: str, zh: str) -> BaylineError:
    return BaylineError(
        "this is no card of a partner",
        why=why,
        do="ask the partner for all lines that `bayline transport card` prints",
        zh=Words("不是伙伴的名片", zh, "请向对方要 bayline transport card 打印的全部各行"),
    )


def _differs(name: str, said: str, is_signed: str) -> BaylineError:
    return BaylineError(
        f"the card was changed: its line “{name}” says “{said[:80]}”, signed is “{is_signed[:80]}”",
        do="ask the partner for the card again, by another way",
        zh=Words(
            f"名片被改过：“{name}”一行写的是“{said[:80]}”，签名的是“{is_signed[:80]}”",
            do="请对方换一种途径再发一次",
        ),
    )
