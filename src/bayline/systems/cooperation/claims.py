"""What is read out of the text of an agreement: who promises what, by which day.

An agreement says 甲方, 乙方, 双方, or names its parties; what a party shall, will, leads or
provides is an obligation. A person confirms what was read before it counts.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bayline.engines.chinese.reader import read
from bayline.engines.chinese.terms import Time

_ALL = ("双方", "各方", "三方", "四方", "五方", "两地", "两区", "五镇", "签约各方", "缔约各方")
_LETTERS = "甲乙丙丁戊己"
_DEFINED = re.compile(rf"([{_LETTERS}]方)\s*[：:]\s*([^\n，,；;。（(]{{2,40}})")
_CALLED = re.compile(
    r"([^\n，,；;。：:（(]{2,40})[（(]以下(?:简称|称)[“\"]?([^”\"）)]{2,12})[”\"]?[）)]"
)
_SENTENCE = re.compile(r"[^。；;！？\n]+")
_HEAD = (
    r"(?:^|[，,、：:]|第[一二三四五六七八九十百]+[条款]|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、]"
    r"|[一二三四五六七八九十]+、|由|请)\s*"
)
_DUTY = re.compile(
    r"应|须|必须|负责|承诺|保证|同意(?!书)|牵头|提供|支持|配合|组织|完成|落实|建立|召开|开展|推进|实施|"
    r"编制|制定|建设|共享|互派|互认|开放|出资|承担|协助|共同|各自|每年|每半年|每季度|定期|将|确定|加强"
)
# What was done, why, and how the paper itself is handled is no obligation.
_NO_DUTY = re.compile(
    r"已(?:经|于|建|完|签|成)|曾|^经|^本着|^为|^根据|^一致认为|签字|盖章|各执|各持|有效期|(?:的基础|意见)$"
)
_LEAST = 6  # characters that an obligation has
_NEAR = 10  # characters behind the party in which its duty begins
_DUE = frozenset({"by", "until"})
_YEAR_END = (12, 31)
_VAGUE = frozenset({"plan", "decade", "years"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """What a party promises.

    Attributes:
        start: First character in the text.
        end: One past the last.
        text: The words.
        owners: The parties that promise it; all where the text says so.
        due: The last day; None where it says none.
    """

    start: int
    end: int
    text: str
    owners: tuple[str, ...]
    due: date | None


def obligations(
    text: str, *, parties: Sequence[str], published: date | None = None
) -> tuple[Obligation, ...]:
    """Read the obligations of an agreement.

    Args:
        text: Its text.
        parties: Its parties, as they are recorded, the first party (甲方) first.
        published: The day it was signed; 年底前 counts from it.

    Returns:
        What is promised, in text order.
    """
    names = _names(text, parties)
    times = read(text, published=published).times
    return tuple(
        one
        for sentence in _SENTENCE.finditer(text)
        for one in _of_sentence(sentence, names, times, published)
    )


def _names(text: str, parties: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Give what the text calls the parties, each with the parties meant."""
    names: dict[str, tuple[str, ...]] = {one: tuple(parties) for one in _ALL}
    names |= {party: (party,) for party in parties}
    for at, party in enumerate(parties[: len(_LETTERS)]):
        names[f"{_LETTERS[at]}方"] = (party,)
    defined = (match.groups() for match in _DEFINED.finditer(text))
    called = ((match[2], match[1]) for match in _CALLED.finditer(text))
    for name, words in (*defined, *called):
        meant = _party_in(words, parties)
        if meant:
            names[name.strip()] = (meant,)
    return names


def _party_in(words: str, parties: Sequence[str]) -> str:
    """Give the party whose name stands in some words, or whose name holds them."""
    bare = words.strip().removesuffix("人民政府")
    return next((one for one in parties if one in words or (bare and bare.endswith(one))), "") or (
        next((one for one in parties if bare and bare in one), "")
    )


def _of_sentence(
    sentence: re.Match[str],
    names: Mapping[str, tuple[str, ...]],
    times: Sequence[Time],
    signed: date | None,
) -> Iterator[Obligation]:
    """Give the obligations of a sentence: each from its party up to the next one."""
    words, begin = sentence[0], sentence.start()
    known = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    heads = [*re.finditer(rf"{_HEAD}(?P<who>{known})", words)]
    starts = [begin + one.start("who") for one in heads]
    starts = [_led_in(sentence.string, times, begin, who) for who in starts]
    ends = [*starts[1:], begin + len(words)]
    for head, start, end in zip(heads, starts, ends, strict=False):
        text = sentence.string[start:end].rstrip("，,、由并 \t")
        said = text[begin + head.start("who") - start :]
        stop = start + len(text)
        is_dated = any(start <= one.start < stop and one.relation in _DUE for one in times)
        due = _due(times, start, stop, signed)
        if _is_duty(said, head["who"], is_dated=is_dated):
            yield Obligation(start=start, end=stop, text=text, owners=names[head["who"]], due=due)


def _led_in(text: str, times: Sequence[Time], begin: int, who: int) -> int:
    """Give where an obligation begins: with the time right before its party, 2022年底前，甲方…."""
    led = (one for one in times if begin <= one.start < who)
    return next((one.start for one in led if not text[one.end : who].strip("，,、 由")), who)


def _is_duty(said: str, who: str, *, is_dated: bool) -> bool:
    rest = said[len(who) :]
    if len(said) < _LEAST or rest.startswith(("：", ":")) or _NO_DUTY.search(rest):
        return False
    return is_dated or _DUTY.search(rest[:_NEAR]) is not None


def _due(times: Sequence[Time], start: int, end: int, signed: date | None) -> date | None:
    """Give the last day that is named within a span: 2022年底前, 到2023年6月."""
    inside = [one for one in times if start <= one.start < end and one.interval is not None]
    bound = [one for one in inside if one.relation in _DUE] or [
        one for one in inside if one.relation == "in" and one.precision not in _VAGUE
    ]
    days = [_ahead(one.interval.last, signed) for one in bound if one.interval]
    return max((day for day in days if day is not None), default=None)


def _ahead(day: date | None, signed: date | None) -> date | None:
    """Give a day that lies ahead: 年底 of a paper is the end of the year in which it was signed."""
    if day is None or signed is None or day >= signed:
        return day
    moved = day.replace(year=signed.year) if (day.month, day.day) == _YEAR_END else day
    return moved if moved >= signed else None
