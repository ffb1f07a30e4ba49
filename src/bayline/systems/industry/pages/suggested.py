"""Suggestions as pages show them."""

from collections.abc import Iterable, Iterator

from bayline.systems.industry.pages import words
from bayline.systems.industry.pages.classify_context import SuggestionView, WordView
from bayline.systems.industry.queries.suggesting import Asked, suggestions
from bayline.systems.industry.rules.classifying import Suggestion
from bayline.systems.industry.terms import Scheme

_TOP, _WORDS = 3, 6
_LEAST = 0.01  # of all that speaks for some class
_PLACES = 3
_ALL = 100


def suggested_for(asked: Asked, text: str, national: Scheme | None) -> tuple[SuggestionView, ...]:
    """Suggest up to three classes for a text, each with the words that speak for it.

    What hardly anything speaks for is not suggested.
    """
    found = suggestions(asked, text, top=_TOP)
    worth = [one for one in found if one.share >= _LEAST]
    return (*_views(worth, asked, national),)


def _views(
    found: Iterable[Suggestion], asked: Asked, national: Scheme | None
) -> Iterator[SuggestionView]:
    for rank, one in enumerate(found, start=1):
        known = asked.scheme.classes.get(one.code)
        yield SuggestionView(
            rank=rank,
            code=one.code,
            name=words.class_word(known) if known else one.code,
            share=one.share,
            percent=percent_of(one.share),
            via=_via(one.via, national),
            words=tuple(
                WordView(
                    word=each.word,
                    weight=round(each.weight, _PLACES),
                    printed=f"{each.weight:+.1f}".replace("-", "−"),
                    is_cue=each.is_cue,
                )
                for each in one.evidence[:_WORDS]
            ),
        )


def percent_of(share: float) -> str:
    """Say a share in whole percent; what is nearly all says so."""
    rounded = round(share * 100)
    return ">99%" if rounded == _ALL and share < 1 else f"{rounded}%"


def _via(code: str, national: Scheme | None) -> str:
    found = national.classes.get(code) if national else None
    return f"{code} {words.class_word(found)}" if found else code
