"""What somebody types into the box, taken apart: words, phrases, words that must not stand there.

Quotes make a phrase, a minus before a word excludes it. Nothing else is an operator: signs of the
databases' own languages are only punctuation here, and none of them gets any further.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bayline.engines.search.spelling import HAN, spelled, with_units
from bayline.engines.search.tokens import Token, has_tokens, tokens_asked

LONGEST = 200  # characters that are taken; more are left out, and the page says so
MOST_WORDS = 8
_LONGEST_WORD = 40
_ONE_WORD = 4  # a run of so many Chinese characters is one word; a longer one is cut into words
_HAN = re.compile(f"[{HAN}]")
_QUOTED = '“([^“”]*)”|"([^"]*)"|「([^「」]*)」|『([^『』]*)』|＂([^＂]*)＂'
_PART = re.compile(
    rf"(?P<minus>(?:(?<=\s)|^)[-－−])?(?:(?P<quoted>{_QUOTED})|(?P<bare>[^\s“”\"「」『』＂]+))"
)
_BETWEEN = re.compile(r"[^\w.%‰℃²³㎡㎢]+")  # what parts words that were typed without a blank
_QUOTES = '“”"「」『』＂'


class Word(NamedTuple):
    """One thing that must stand in a text, or must not.

    Attributes:
        text: In the one spelling.
        is_whole: Whether letters at its end are a whole word: so in quotes.
    """

    text: str
    is_whole: bool = False

    @property
    def tokens(self) -> tuple[Token, ...]:
        """What the index is asked for."""
        return tokens_asked(self.text, is_whole=self.is_whole)


class Asked(NamedTuple):
    """A question.

    Attributes:
        words: What must stand in a text, each once.
        excluded: What must not.
        runs: What was typed without a blank or in quotes, each in the one spelling; a text that
            has them as they are comes first.
        is_cut: Whether some of what was typed was left out.
    """

    words: tuple[Word, ...] = ()
    excluded: tuple[Word, ...] = ()
    runs: tuple[str, ...] = ()
    is_cut: bool = False

    @property
    def tokens(self) -> tuple[Token, ...]:
        """What the index is asked for, all of it."""
        return tuple(dict.fromkeys(token for word in self.words for token in word.tokens))


def asked(typed: str) -> Asked:
    """Take a question apart.

    Args:
        typed: Anything at all.
    """
    words: dict[Word, None] = {}
    excluded: dict[Word, None] = {}
    runs: list[str] = []
    for is_minus, text, is_quoted in _parts(with_units(typed[:LONGEST])):
        pieces = [text] if is_quoted or is_minus else _pieces(text)
        found = [Word(piece[:_LONGEST_WORD], is_quoted) for piece in pieces if has_tokens(piece)]
        (excluded if is_minus else words).update(dict.fromkeys(found))
        if found and not is_minus:
            runs.append(text)
    return Asked(
        words=(*words,)[:MOST_WORDS],
        excluded=(*excluded,)[:MOST_WORDS],
        runs=(*runs,)[:MOST_WORDS],
        is_cut=len(typed) > LONGEST or max(len(words), len(excluded)) > MOST_WORDS,
    )


def _parts(typed: str) -> Iterator[tuple[bool, str, bool]]:
    """Give what was typed part by part: whether it is excluded, the text, whether in quotes."""
    for part in _PART.finditer(typed):
        quoted, bare = part["quoted"], part["bare"]
        text = spelled(_stripped(bare if quoted is None else quoted.strip(_QUOTES))).text
        if has_tokens(text):
            yield part["minus"] is not None, text, quoted is not None


def _stripped(text: str) -> str:
    """Take away what stands around the words; signs that belong to a number stay."""
    return re.sub(r"^[^\w]+|[^\w%％‰℃㎡㎢²³]+$", "", text.strip())


def _pieces(run: str) -> list[str]:
    """Cut what was typed without a blank into words; a single character goes with the one before.

    So 金山断头路投资 asks for 金山, 断头路 and 投资, wherever they stand.
    """
    return [piece for part in _BETWEEN.split(run) for piece in _words_of(part)]


def _words_of(run: str) -> list[str]:
    if len(_HAN.findall(run)) <= _ONE_WORD:
        return [_stripped(run)]
    import rjieba

    pieces: list[str] = []
    for word in rjieba.cut(run):
        if pieces and (len(word) == 1 or not has_tokens(word)) and has_tokens(pieces[-1]):
            pieces[-1] += word
        else:
            pieces.append(word)
    if len(pieces) > 1 and len(pieces[0]) == 1:
        pieces[:2] = [pieces[0] + pieces[1]]
    return [_stripped(piece) for piece in pieces]
