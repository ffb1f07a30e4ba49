"""A project's name taken apart: what names it, which part or phase it is, what is only detail."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from bayline.engines.chinese.script import fold

_BRACKETS = re.compile(r"[(（\[【〔]([^()（）\[\]【】〔〕]*)[)）\]】〕]")
_NUMBERED = re.compile(r"^\W*\d{1,3}\s*[.．、)）]\s*(?!\d)")  # a list's number, no part of a name
_MARKS = re.compile(r"[\s★☆※*“”\"'‘’「」『』《》<>·•,，、.。:：;；/\\_~—－-]+")
_NUMERALS = {**{char: str(at) for at, char in enumerate("〇一二三四五六七八九十")}, "两": "2"}
_NUMERALS |= {"ⅰ": "1", "ⅱ": "2", "ⅲ": "3", "ⅳ": "4", "ⅴ": "5", "i": "1", "ii": "2", "iii": "3"}
_ONES = "一二三四五六七八九"
_NUMERAL = f"[{_ONES}]?十[{_ONES}]?|[{_ONES}两]{{1,2}}"
_COUNTED = re.compile(rf"({_NUMERAL})(?=英寸|号|期|代|条|座|万|吨|阶段|标段|批)")
_PHASE = re.compile(
    r"第?(?P<number>\d{1,2}|[ⅰⅱⅲⅳⅴ]|iii|ii|i(?=期))(?:期|阶段|标段)(?:工程|项目)?"
    r"|(?P<end>[ⅰⅱⅲⅳⅴ])$"
    r"|(?P<unit>\d{1,3})[号#](?=[楼厂地车机泊炉井标])"
)
# What is built beside or after a thing is another project than the thing.
_KINDS = {
    "expansion": r"产能(?:扩充|扩建|扩张|扩大|提升)|扩充产能|改扩建|扩建|扩产|扩能|增产|增资扩产",
    "renewal": r"技术改造|技改|升级改造|更新改造|改造(?:提升|升级)?|大修",
    "relocation": r"搬迁|迁建",
    "auxiliary": r"配套|附属|辅助",
}
KIND_WORDS = {
    "expansion": "扩建",
    "renewal": "改造",
    "relocation": "迁建",
    "auxiliary": "配套",
}
_KIND = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _KINDS.items()))
_LEGAL = re.compile(r"(?:股份|责任)?有限(?:责任)?公司|股份公司|集团公司|公司|集团")
_JOINING = re.compile(r"(?<=[一-龥a-z\d])(?:以及|[及和与暨])(?=[一-龥a-z\d])")
_SPELLINGS = (
    ("吋", "英寸"),
    ("寸晶圆", "寸晶圆"),
    ("mm", "毫米"),
    ("研究与开发", "研发"),
    ("研究开发", "研发"),
)
_HEADS = re.compile(r"^(?:新建|关于|拟建|\d{4}年度?)+")
_TAILS = re.compile(r"(?:建设|新建|实施|工程|项目|计划)+$")
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[a-z]+\d*[a-z\d]*")
_LONGEST = 200  # characters; no project has a longer name, and a page pasted into a cell is cut
_SHORTEST = 2  # characters that a name keeps, whatever is stripped
_REMEMBERED = 1 << 16


class Name(NamedTuple):
    """A name taken apart.

    Attributes:
        printed: As it is published.
        core: What names the project, in one spelling.
        phases: Its phase and kind of work: 2期, expansion; none of a project as a whole.
        tokens: Numbers and Latin words in the core.
        details: What stands in brackets, in one spelling.
    """

    printed: str
    core: str
    phases: frozenset[str]
    tokens: frozenset[str]
    details: str


@lru_cache(maxsize=_REMEMBERED)
def taken_apart(printed: str, regions: Sequence[str] = ()) -> Name:
    """Take a name apart.

    Args:
        printed: The name as published, in either script.
        regions: Names of the region that lists put before a name or leave out, as a tuple: 上海.
    """
    text = _NUMBERED.sub("", fold(printed[:_LONGEST]).lower())
    details = "".join(_MARKS.sub("", each) for each in _BRACKETS.findall(text))
    text = _spelled(_BRACKETS.sub("", text))
    phases, text = _phases(text)
    outside = _phases(_spelled(details))[0] if _is_phase(details) else frozenset[str]()
    core = _core(text, regions)
    return Name(printed, core, phases | outside, frozenset(_TOKEN.findall(core)), details)


def _spelled(text: str) -> str:
    text = _MARKS.sub("", text)
    for odd, usual in _SPELLINGS:
        text = text.replace(odd, usual)
    return _COUNTED.sub(lambda found: _digits(found[1]), text)


def _digits(words: str) -> str:
    """Write a numeral up to 99 in digits: 十二 as 12."""
    if "十" not in words:
        return "".join(_NUMERALS[char] for char in words)
    tens, _, ones = words.partition("十")
    return (_NUMERALS[tens] if tens else "1") + (_NUMERALS[ones] if ones else "0")


def _is_phase(details: str) -> bool:
    """Tell whether brackets hold nothing but a phase: （二期）."""
    return bool(_PHASE.fullmatch(_spelled(details)))


def _phases(text: str) -> tuple[frozenset[str], str]:
    found: set[str] = set()

    def phase(match: re.Match[str]) -> str:
        if match["unit"]:
            found.add(f"{match['unit']}号")
            return ""
        number = match["number"] or match["end"]
        found.add(f"{_NUMERALS.get(number, number)}期")
        return ""

    def kind(match: re.Match[str]) -> str:
        found.add(str(match.lastgroup))
        return "" if match.lastgroup != "auxiliary" else match[0]

    rest = _KIND.sub(kind, _PHASE.sub(phase, text))
    return frozenset(found), rest


def _core(text: str, regions: Sequence[str]) -> str:
    core = _HEADS.sub("", _LEGAL.sub("", _JOINING.sub("", text)))
    shorter = _TAILS.sub("", core)
    core = shorter if len(shorter) >= _SHORTEST else core
    for region in regions:
        prefixes = (f"{region}市", f"{region}区", region)
        prefix = next(filter(core.startswith, prefixes), "")
        if len(core) - len(prefix) > _SHORTEST:  # 上海光源 would be 光源 of anywhere
            core = core[len(prefix) :]
    return core if len(core) >= _SHORTEST else text
