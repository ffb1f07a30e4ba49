"""Letters: what waits for a partner as one HTML file that any browser shows, without a script.

People read its words; a program reads the same messages, signed, from a data block in it. A letter
is itself signed over its messages and over the page around them, so that neither can be changed
without being found out, and what differs is named.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

import orjson
from django.utils import timezone
from joserfc.jwk import OKPKey
from lxml import html

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.transport.sealing import (
    LETTER,
    Opened,
    digest_of,
    fingerprint,
    moment_of,
    moment_text,
    signed,
)
from bayline.platform.transport.terms import Envelope, Signed, Told

LARGEST = 32 * 2**20
_DATA = "bayline-letter"
_OPENED = f'<script type="application/json" id="{_DATA}">'
_PAGE = (
    '<!DOCTYPE html>\n<html lang="zh-Hans"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>{title}</title>'
    "<style>{style}</style></head>\n<body><main>{main}</main>\n"
    + _OPENED
    + "</script></body></html>\n"
)
_BLANK = re.compile(r"\s+")
_STYLE = (
    "body{font:16px/1.75 system-ui,'PingFang SC','Microsoft YaHei',sans-serif;max-width:46em;"
    "margin:2em auto;padding:0 1em;color:#17242b}h1{font-size:24px}h2{font-size:18px;"
    "margin-top:2em;border-top:1px solid #d5dde0;padding-top:1em}th{text-align:left;"
    "vertical-align:top;padding-right:1em;font-weight:400;color:#43535b;white-space:nowrap}"
    "table.answer td{border:1px solid #7c8a91;height:2.4em;min-width:16em}small{color:#5c6b73}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a letter holds.

    Attributes:
        sender: Id of the installation it comes from.
        receiver: Id of the one it is for.
        made: When.
        texts: Its messages, each a signed text.
    """

    sender: str
    receiver: str
    made: datetime
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """Who writes to whom, by name; and the key that signs, which people can compare."""

    sender: str
    receiver: str
    x: str


def written(
    letter: Letter,
    messages: Sequence[tuple[Signed, Told]],
    ends: Ends,
    *,
    key: OKPKey,
    kid: str,
) -> str:
    """Write a letter.

    Args:
        letter: What it holds; its texts are those of the messages.
        messages: Its messages, each with its words.
        ends: Who writes to whom.
        key: The key that signs.
        kid: Its name.
    """
    main = "".join(_main(letter, messages, ends))
    page = _PAGE.format(title=escape(ends.sender), style=_STYLE, main=main)
    payload = {
        "v": 1,
        "from": letter.sender,
        "to": letter.receiver,
        "made": moment_text(letter.made),
        "messages": [message.digest for message, _told in messages],
        "page": digest_of(page.encode()),
    }
    seal, _digest = signed(LETTER, payload, key=key, kid=kid)
    data = orjson.dumps({"letter": seal, "messages": [*letter.texts]}).decode()
    return page.replace(_OPENED, f"{_OPENED}{data}")


def words_of(letter: Letter, messages: Sequence[tuple[Signed, Told]], ends: Ends) -> list[str]:
    """Give the words of a letter, piece by piece."""
    return plain_words("".join(_main(letter, messages, ends)))


def _main(letter: Letter, messages: Sequence[tuple[Signed, Told]], ends: Ends) -> Iterator[str]:
    count = len(messages)
    yield f"<h1>{escape(ends.sender)}致{escape(ends.receiver)}：{count}件</h1>"
    yield (
        f"<p>{timezone.localdate(letter.made).isoformat()}。装有湾线的一方请在“传输”页读入本文件；没有装的，请看下文，"
        "在各件的答复栏填写、签名盖章后寄回或扫描发回。</p>"
    )
    for number, (message, told) in enumerate(messages, 1):
        yield from _one(number, message.envelope, told)
    yield (
        f"<p><small>发出方密钥指纹（可电话核对）：{fingerprint(ends.x)}。"
        "文件末尾附有签名，内容改动会被发现。</small></p>"
    )


def _one(number: int, envelope: Envelope, told: Told) -> Iterator[str]:
    yield f"<h2>{number}. {escape(told.title)}</h2><table>"
    for name, value in told.rows:
        yield f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>"
    yield (
        f"</table><p><small>会话{escape(envelope.conversation)}，第{envelope.number}条，"
        f"编号{escape(envelope.id)}</small></p>"
        '<table class="answer"><tr><th>答复</th><td>□同意　□不同意　□已办　□其他：</td></tr>'
        "<tr><th>说明</th><td></td></tr><tr><th>签名、盖章、日期</th><td></td></tr></table>"
    )


def plain_words(main: str) -> list[str]:
    """Give what people read, piece by piece, with blanks between made alike."""
    try:
        tree = html.fragment_fromstring(main, create_parent="main")
    except (ValueError, html.etree.ParserError):
        return []
    pieces = (_BLANK.sub(" ", str(text)).strip() for text in tree.itertext())
    return [piece for piece in pieces if piece]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file that was handed in, before its signature is looked at: its parts.

    Attributes:
        seal: Its signature.
        texts: Its messages and receipts.
        page: All of it but these.
        words: What people read.
    """

    seal: str
    texts: tuple[str, ...]
    page: str
    words: tuple[str, ...]


def parts(data: bytes) -> Found:
    """Take a file apart.

    Raises:
        BaylineError: It is no letter.
    """
    if len(data) > LARGEST:
        raise _no_letter("it is too large", "文件太大")
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        head, opened, rest = text.partition(_OPENED)
        block, closed, tail = rest.partition("</script>")
        content = orjson.loads(block) if opened and closed else None
    except ValueError:
        raise _no_letter("it cannot be read", "读不了") from None
    if not isinstance(content, dict) or not isinstance(content.get("messages"), list):
        raise _no_letter("its data are missing", "缺数据部分")
    if orjson.dumps(content).decode() != block:
        raise _no_letter("its data are not as a program writes them", "数据部分不是程序写出的样子")
    main = head.partition("<main>")[2].partition("</main>")[0]
    return Found(
        seal=str(content.get("letter", "")),
        texts=tuple(str(text) for text in content["messages"]),
        page=f"{head}{opened}{closed}{tail}",
        words=tuple(plain_words(main)),
    )


def checked(
    found: Found, opened: Opened, digests: Sequence[str], again: Callable[[], Iterable[str]]
) -> Letter:
    """See that a letter is whole: its messages are those it was signed for, its words too.

    Args:
        found: Its parts.
        opened: What its signature covers.
        digests: Of the messages in it, in order.
        again: Writes its words anew, to name what differs.

    Raises:
        BaylineError: It is no letter, or something differs from what was signed.
    """
    payload = opened.payload
    if opened.typ != LETTER:
        raise _no_letter("it is signed as something else", "签的不是信件")
    if payload.get("messages") != [*digests]:
        raise _changed("its messages are not those that were signed", "消息与签名时的不同")
    if payload.get("page") != digest_of(found.page.encode()):
        raise _changed(*_difference(found.words, tuple(again())))
    return _letter(payload, found)


def _letter(payload: dict[str, Any], found: Found) -> Letter:
    return Letter(
        sender=str(payload.get("from")),
        receiver=str(payload.get("to")),
        made=moment_of(payload.get("made")),
        texts=found.texts,
    )


def _difference(said: Sequence[str], is_signed: Sequence[str]) -> tuple[str, str]:
    """Name the first piece of its words that differs from what was signed."""
    for one, other in zip(said, is_signed, strict=False):
        if one != other:
            return (
                f"its words say “{one[:60]}”, signed is “{other[:60]}”",
                f"文字写的是“{one[:60]}”，签名的是“{other[:60]}”",
            )
    if len(said) != len(is_signed):
        return "words were added or left out", "文字有增减"
    return "something beside its words was changed", "文字以外的部分被改过"


def _no_letter(why: str, zh: str) -> BaylineError:
    return BaylineError(
        "the file is no letter of a partner",
        why=why,
        do="ask the partner to export it again and send it as it is",
        zh=Words("不是伙伴的信件", zh, "请对方重新导出，原样发来"),
    )


def _changed(why: str, zh: str) -> BaylineError:
    return BaylineError(
        "the file was changed after it was signed",
        why=why,
        do="nothing of it was taken; ask the partner for the file by another way",
        zh=Words("文件签名后被改过", zh, "一条也没有收，请对方换一种途径再发"),
    )
