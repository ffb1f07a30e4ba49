"""Suggests classes for a project by its words; every suggestion says which words, with what weight.

Two kinds of evidence are added up. A cue word, written by hand, speaks for the classes it is listed
with. A word that was seen in labeled names speaks for a class by how much more often it was seen
there than elsewhere, as in naive Bayes; a word never seen says nothing. A person confirms.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bayline.engines.chinese.script import fold
from bayline.systems.industry.terms import Link, SchemeClass

CUE = 6.0  # what a cue word adds; as much as a word that is e^6 times as frequent in the class
_SMOOTHING = 5.0  # sightings of the average that each class is given beforehand
_SHORTEST = 2  # characters of a word that says something
_UNSEEN = 1e-3  # what a class is taken for that its name alone speaks for
_OF_KIND = re.compile(r"^(?:新型|高端)|(?:复合材料|产业)$")
_NAMES = 20_000  # texts whose words are remembered: trying a method cuts each name many times
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]")


_Order = Callable[["Example"], list[str]]


class Example(NamedTuple):
    """A text that a person has put into a class.

    Attributes:
        text: A name, perhaps with a description.
        code: The class; empty for none of them.
        region: Where the project is, so that a classifier is not tried on a region it has read of.
        batch: When it was labeled; names of a later batch were not looked at before words and
            weights were settled.
    """

    text: str
    code: str
    region: str = ""
    batch: str = ""


class Evidence(NamedTuple):
    """A word and what it adds for a class.

    Attributes:
        word: The word; empty for how often the class was seen at all.
        weight: What it adds, a natural logarithm.
        is_cue: Whether it was listed by hand.
    """

    word: str
    weight: float
    is_cue: bool = False


class Suggestion(NamedTuple):
    """A class that is suggested.

    Attributes:
        code: The class.
        score: The sum of the weights.
        share: The part of all that the class takes, if scores are taken for logarithms of odds.
        evidence: What the sum is made of, the heaviest first.
        via: The class of the scheme that was looked at, where a crosswalk led here from it.
    """

    code: str
    score: float
    share: float
    evidence: tuple[Evidence, ...]
    via: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classifier:
    """What was learned.

    Attributes:
        sizes: How much was seen of each class.
        seen: How often each word was seen in each class.
        cues: The classes that each cue word speaks for.
    """

    sizes: Mapping[str, float]
    seen: Mapping[str, Mapping[str, float]]
    cues: Mapping[str, frozenset[str]]


@lru_cache(maxsize=_NAMES)
def words_of(text: str) -> tuple[str, ...]:
    """Cut a text into its words of two characters and more, each once, in one script and width."""
    import rjieba

    cut = (word for word in rjieba.cut(fold(text)) if len(word) >= _SHORTEST)
    return tuple(dict.fromkeys(word for word in cut if _WORD.match(word)))


def trained(examples: Iterable[Example], cues: Iterable[tuple[str, str]] = ()) -> Classifier:
    """Learn from examples and cue words.

    Args:
        examples: Labeled names; the names of the classes themselves may be among them.
        cues: Words with a class they speak for.
    """
    sizes: Counter[str] = Counter()
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    listed: dict[str, set[str]] = defaultdict(set)
    for word, code in cues:
        listed[fold(word)].add(code)
    own = (Example(word, code) for word, codes in listed.items() for code in sorted(codes))
    for example in (*examples, *own):
        sizes[example.code] += 1
        for word in words_of(example.text):
            seen[word][example.code] += 1
    return Classifier(
        sizes=dict(sizes),
        seen={word: dict(counts) for word, counts in seen.items()},
        cues={word: frozenset(codes) for word, codes in listed.items()},
    )


def suggested(classifier: Classifier, text: str, *, top: int) -> tuple[Suggestion, ...]:
    """Suggest classes for a text.

    Args:
        classifier: What was learned.
        text: A name, perhaps with a description.
        top: How many to give at most.

    Returns:
        The likeliest first; none where no word of the text says anything.
    """
    known = [word for word in words_of(text) if word in classifier.seen]
    cues = _cues_in(fold(text), classifier.cues)
    if not known and not cues:
        return ()
    told = {code: _evidence(classifier, code, known, cues) for code in classifier.sizes}
    scores = {code: sum(one.weight for one in evidence) for code, evidence in told.items()}
    best = max(scores.values())
    odds = {code: math.exp(score - best) for code, score in scores.items()}
    whole = sum(odds.values())
    order = sorted(scores, key=lambda code: (-scores[code], code))
    return tuple(
        Suggestion(code, scores[code], odds[code] / whole, _heaviest(told[code]))
        for code in order[:top]
    )


def _heaviest(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(evidence, key=lambda one: -abs(one.weight)))


def _cues_in(text: str, cues: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Find the cue words in a text that are not parts of longer ones found in it."""
    found = [word for word in cues if word in text]
    return {
        word: cues[word]
        for word in found
        if not any(word != other and word in other for other in found)
    }


def _evidence(
    classifier: Classifier, code: str, known: Sequence[str], cues: Mapping[str, frozenset[str]]
) -> list[Evidence]:
    sizes = classifier.sizes
    whole = sum(sizes.values())
    weights = {"": math.log((sizes[code] + 1) / (whole + len(sizes)))}
    for word in known:
        counts = classifier.seen[word]
        average = sum(counts.values()) / whole
        here = (counts.get(code, 0) + _SMOOTHING * average) / (sizes[code] + _SMOOTHING)
        weights[word] = math.log(here / average)
    speaking = {word for word, codes in cues.items() if code in codes}
    for word in speaking:
        weights[word] = weights.get(word, 0) + CUE
    return [Evidence(word, weight, word in speaking) for word, weight in weights.items()]


def named_in(text: str, classes: Iterable[SchemeClass]) -> dict[str, str]:
    """Find the classes whose own name stands in a text, with the words that do.

    What only says of what kind a thing is may be left out: 碳纤维 of 碳纤维复合材料.
    """
    folded, found = fold(text), {}
    for one in classes:
        name = fold(one.name)
        bare = _OF_KIND.sub("", name)
        word = name if name in folded else bare if len(bare) >= _SHORTEST else ""
        if word and word in folded:
            found[one.code] = word
    return found


def through(
    suggestions: Iterable[Suggestion],
    links: Sequence[Link],
    names: Mapping[str, str] | None = None,
    *,
    top: int,
) -> tuple[Suggestion, ...]:
    """Tell suggestions of one scheme in another, by the links between them.

    A class of which parts of unknown size belong to several others counts as much for each. One
    whose own name stands in the text is told from the others by it, as by a cue word.

    Args:
        suggestions: All classes of the first scheme that are worth a thought.
        links: From that scheme to the other.
        names: Classes of the other scheme that the text names, with the word.
        top: How many to give at most.
    """
    by_source: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        by_source[link.source].append(link)
    found: dict[str, list[tuple[float, Suggestion]]] = defaultdict(list)
    for one in suggestions:
        for link in by_source[one.code]:
            part = 1 / len(by_source[one.code]) if link.share is None else float(link.share)
            found[link.target].append((one.share * part, one))
    made = {code: _through(code, parts) for code, parts in found.items()}
    for code, word in (names or {}).items():
        made[code] = _named(made.get(code, Suggestion(code, 0, 0, ())), word)
    whole = max(1, sum(one.share for one in made.values()))
    shared = [
        one._replace(share=one.share / whole, score=math.log(one.share / whole))
        for one in made.values()
    ]
    return tuple(sorted(shared, key=lambda one: (-one.share, one.code))[:top])


def _named(one: Suggestion, word: str) -> Suggestion:
    share = max(one.share, _UNSEEN) * math.exp(CUE)
    return one._replace(share=share, evidence=(Evidence(word, CUE, is_cue=True), *one.evidence))


def _through(code: str, parts: Sequence[tuple[float, Suggestion]]) -> Suggestion:
    share = sum(part for part, _ in parts)
    _, main = max(parts, key=lambda part: part[0])
    return Suggestion(code, math.log(share), share, main.evidence, main.code)


class Quality(NamedTuple):
    """How often a method was right on names it had not learned from.

    Attributes:
        method: What was tried.
        tried: How many names.
        first: How many of them had their class suggested first.
        among_three: How many had it among the first three.
    """

    method: str
    tried: int
    first: int
    among_three: int


def cross_validated(
    examples: Sequence[Example], names: Sequence[Example], cues: Sequence[tuple[str, str]]
) -> tuple[Quality, ...]:
    """Try methods on the names of each region, having learned from those of all others.

    Args:
        examples: Labeled names with their regions.
        names: The names of the classes.
        cues: Words with a class they speak for.

    Returns:
        Words of the names of classes alone, learned words alone, and, if there are cue words, those
        alone and both, which is what is used; the same where there is a class, if some names have
        none; and on each later batch what is used, learned from the names of the first.
    """
    rest = {
        region: [one for one in examples if one.region != region]
        for region in dict.fromkeys(one.region for one in examples)
    }
    learned = {region: trained([*some, *names]) for region, some in rest.items()}
    both = {region: trained([*some, *names], cues) for region, some in rest.items()}
    by_name = [(word, one.code) for one in names for word in words_of(one.text)]
    methods: dict[str, _Order] = {
        "class names": lambda one: by_words(one.text, by_name),
        "learned words": lambda one: _codes(learned[one.region], one.text),
    }
    if cues:
        methods["cue words"] = lambda one: by_words(one.text, cues)
        methods["both"] = lambda one: _codes(both[one.region], one.text)
    inside = [one for one in examples if one.code]
    return (
        *(_tried(name, examples, order) for name, order in methods.items()),
        *(
            _tried(f"{name}, where there is a class", inside, order)
            for name, order in methods.items()
            if len(inside) < len(examples)
        ),
        *_later(examples, names, cues),
    )


def _later(
    examples: Sequence[Example], names: Sequence[Example], cues: Sequence[tuple[str, str]]
) -> Iterator[Quality]:
    first, *later = sorted({one.batch for one in examples})
    known = trained([*(one for one in examples if one.batch == first), *names], cues)
    for batch in later:
        fresh = [one for one in examples if one.batch == batch]
        if cues:
            yield _tried(f"cue words, batch {batch}", fresh, lambda one: by_words(one.text, cues))
        used = "both" if cues else "learned words"
        yield _tried(f"{used}, batch {batch}", fresh, lambda one: _codes(known, one.text))


def _codes(classifier: Classifier, text: str) -> list[str]:
    return [one.code for one in suggested(classifier, text, top=3)]


def by_words(text: str, listed: Iterable[tuple[str, str]]) -> list[str]:
    """Order classes by how many of their listed words stand in a text: the plain baseline."""
    folded = fold(text)
    counts = Counter(code for word, code in listed if word in folded)
    return sorted(counts, key=lambda code: (-counts[code], code))


def _tried(method: str, examples: Sequence[Example], order: _Order) -> Quality:
    first = among = 0
    for one in examples:
        codes = order(one)
        first += codes[:1] == [one.code]
        among += one.code in codes[:3]
    return Quality(method, len(examples), first, among)
