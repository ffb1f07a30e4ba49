"""The endings of names, compiled: one pass over a text finds every place where a name may end."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind


class Grammar(NamedTuple):
    """The automaton of endings, and the words that bound names."""

    automaton: AhoCorasick
    families: tuple[str, ...]  # by pattern; empty for a word that ends alike and names nothing
    verbs: frozenset[str]
    vague: frozenset[str]
    stop_tags: frozenset[str]
    known: frozenset[str]
    of_places: frozenset[str]  # endings before which a place is enough
    firms: frozenset[str]  # words that say of a firm what many are


class Ending(NamedTuple):
    """Where a name may end: its suffix, or the whole of a known name."""

    start: int
    end: int
    family: str


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """Read and compile the tables once."""
    text = files("bayline.engines.chinese.names").joinpath("grammar.toml").read_text("utf-8")
    tables = tomllib.loads(text)
    patterns: dict[str, str] = {}
    for family, words in tables["known"].items():
        patterns |= dict.fromkeys(words.split(), f"known {family}")
    for family, words in tables["suffixes"].items():
        for word in words.split():
            patterns.setdefault(word, family)
    waters = tables["waters"]
    for follow in waters["follow"].split():
        patterns |= dict.fromkeys((name + follow for name in waters["names"].split()), "waters")
    for words in tables["generic"].values():
        for word in words.split():
            patterns.setdefault(word, "")
    return Grammar(
        AhoCorasick(
            list(patterns), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
        ),
        tuple(patterns.values()),
        frozenset(tables["boundary"]["verbs"].split()),
        frozenset(tables["boundary"]["vague"].split()),
        frozenset(tables["boundary"]["stop_tags"].split()),
        frozenset(tables["known"]["organisation"].split()),
        frozenset(tables["boundary"]["of_places"].split()),
        frozenset(tables["boundary"]["firms"].split()),
    )


def endings(text: str) -> list[Ending]:
    """Find where names may end, in text order."""
    automaton, families = grammar()[:2]
    return [
        Ending(start, end, families[index])
        for index, start, end in automaton.find_matches_as_indexes(text)
        if families[index]
    ]
