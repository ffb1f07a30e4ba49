"""The words by which the statement grammar finds its way, loaded once from phrases.toml."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# 全省 is no subject in 居全省第1位 or 全省样板.
_BEFORE_SCOPE = "(?=[全我本该])(?<![于居列占比较是入成至到超高低过跟])(?<!成为)(?<!作为)"
_BEHIND_SCOPE = (
    "(?!排名|位次|各地|政协|人大|样板|第|首|最|唯|百强|一流|统一|文明|先进|重点|优秀|示范|同类|各"
    "|平均(?=[，。；]|水平|值|数|线|增))"
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word classes of the grammar; `trailing_reversed` is matched on reversed text."""

    trailing_reversed: re.Pattern[str]
    rise: re.Pattern[str]
    fall: re.Pattern[str]
    reach: re.Pattern[str]
    leading: re.Pattern[str]
    leading_first: frozenset[str]  # their first characters
    inner: frozenset[str]
    closing: frozenset[str]
    governing: frozenset[str]  # verbs that take an object: they end a phrase behind its number
    openers: frozenset[str]
    never_openers: tuple[str, ...]  # 可再生: an opener that begins a noun
    adverbs: frozenset[str]
    long_adverbs: tuple[str, ...]  # those that begin no noun
    nominal: frozenset[str]
    nouns_too: re.Pattern[str]  # verbs that may themselves be measured: 投资, 出口
    modifiers: frozenset[str]
    scopes: frozenset[str]
    regions: re.Pattern[str]
    region_words: frozenset[str]
    heads: tuple[str, ...]
    head_tail: re.Pattern[str]
    basis: re.Pattern[str]


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


def _reversed(words: list[str], guards: dict[str, str]) -> str:
    parts = []
    for word in sorted(set(words), key=len, reverse=True):
        guard = guards.get(word, "")
        parts.append(re.escape(word[::-1]) + (f"(?![{guard}])" if guard else ""))
    return "|".join(parts)


def _basis(words: list[str]) -> re.Pattern[str]:
    """Compile the words of a basis, behind a look at their first character."""
    first = "".join(sorted({word[0] for word in words}))
    # Up to the figure that has this basis: 不含港区|为67.69亿元.
    upto = r"(?=(?:的?为|是|达|完成|实现)?(?:\d|[，。；）)]|$))"
    # 不含港区的|平湖市一般公共预算收入 leaves out the first alone.
    alone = r"[^，。；）)\d的]{1,12}(?=的(?![为是达\d，。；）)]))"
    covered = rf"(?:{alone}|[^，。；）)\d]{{1,24}}?{upto}|[^，。；）)]{{1,16}})"
    coverage = rf"(?:不含|(?<=[（(，])含|不包括|扣除|剔除){covered}"
    return re.compile(f"(?=[{first}不含扣剔])(?:{_alternatives(words)}|{coverage})")


@cache
def lexicon() -> Lexicon:
    """Load the words of phrases.toml."""
    table = tomllib.loads((files(__package__) / "phrases.toml").read_text(encoding="utf-8"))
    predicates, verbs, openers = table["predicates"], table["verbs"], table["openers"]
    hedges = tomllib.loads((files(__package__) / "hedges.toml").read_text(encoding="utf-8"))
    every = [word for group in predicates.values() for word in group]
    every += [word for group in hedges["before"].values() for word in group if len(word) > 1]
    heads = sorted(set(table["heads"]["words"]), key=len, reverse=True)
    regions = table["scopes"]["region"]
    return Lexicon(
        trailing_reversed=re.compile(f"(?:{_reversed(every, table['guards'])})*"),
        rise=re.compile(f"(?<!新)(?:{_alternatives(predicates['rise'])})"),
        fall=re.compile(_alternatives(predicates["fall"])),
        reach=re.compile(_alternatives(predicates["reach"])),
        leading=re.compile(_alternatives(verbs["leading"])),
        leading_first=frozenset(word[0] for word in verbs["leading"]),
        inner=frozenset(verbs["inner"]),
        closing=frozenset(verbs["closing"]),
        governing=frozenset(verbs["leading"]) | frozenset(verbs["inner"]),
        openers=frozenset(openers["words"]),
        never_openers=tuple(openers["never"]),
        adverbs=frozenset(openers["adverbs"]),
        long_adverbs=tuple(word for word in openers["adverbs"] if len(word) > 1),
        nominal=frozenset(openers["nominal"]),
        nouns_too=re.compile(f"(?:{_alternatives(verbs['nouns_too'])})$"),
        modifiers=frozenset(table["modifiers"]["words"]),
        scopes=frozenset(table["scopes"]["words"]),
        regions=re.compile(_BEFORE_SCOPE + f"(?:{_alternatives(regions)})" + _BEHIND_SCOPE),
        region_words=frozenset(regions),
        heads=tuple(heads),
        head_tail=re.compile(f"(?:{_alternatives(heads)})$"),
        basis=_basis([word for group in table["basis"].values() for word in group]),
    )
