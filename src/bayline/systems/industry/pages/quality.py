"""How often suggestions are right, on labeled names that were not learned from."""

from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest
from django.utils.translation import gettext as _

from bayline.platform.addresses import addresses
from bayline.platform.listing import Option
from bayline.platform.pages import Answer, refused
from bayline.systems.industry.pages import words
from bayline.systems.industry.pages.suggested import percent_of
from bayline.systems.industry.queries.schemes import Taught, hand, taught
from bayline.systems.industry.queries.suggesting import unknown
from bayline.systems.industry.rules.classifying import Quality, cross_validated
from bayline.systems.industry.rules.schemes import NATIONAL


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodRow:
    """How often one way to suggest was right."""

    method: str
    word: str
    tried: int
    first: int
    first_percent: str
    among_three: int
    among_three_percent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityPage:
    """The ways to suggest classes of a scheme, side by side."""

    scheme: str
    title: str
    schemes: tuple[Option, ...]
    rows: tuple[MethodRow, ...]
    classify_address: str


def quality(request: HttpRequest) -> Answer:
    """Show how often suggestions are right."""
    known = hand(None)
    identifier = request.GET.get("by", "").strip() or NATIONAL
    labeled = {one.id: one for one in known.schemes.values() if taught(one).examples}
    if identifier not in labeled:
        why = f"names are labeled with {', '.join(labeled)} only"
        return refused(unknown(identifier, why, where="by"), status=400)
    scheme = labeled[identifier]
    page = QualityPage(
        scheme=identifier,
        title=words.scheme_word(scheme),
        schemes=tuple(
            Option(value=one.id, word=words.scheme_word(one), is_chosen=one.id == identifier)
            for one in labeled.values()
        ),
        rows=tuple(map(_row, _tried(taught(scheme)))),
        classify_address=addresses(request).to("/industry/classify", by=identifier),
    )
    return Answer(context=page, template="industry/quality.html")


@lru_cache(maxsize=2)  # seconds of work that come out the same
def _tried(known: Taught) -> tuple[Quality, ...]:
    return cross_validated(known.examples, known.names, known.cues)


def _row(one: Quality) -> MethodRow:
    return MethodRow(
        method=one.method,
        word=_method_word(one.method),
        tried=one.tried,
        first=one.first,
        first_percent=percent_of(one.first / one.tried) if one.tried else "—",
        among_three=one.among_three,
        among_three_percent=percent_of(one.among_three / one.tried) if one.tried else "—",
    )


def _method_word(method: str) -> str:
    name, _comma, rest = method.partition(", ")
    word = {
        "class names": _("只看类名里的词"),
        "learned words": _("只用学来的词"),
        "cue words": _("只数提示词"),
        "both": _("提示词和学来的词合用"),
    }.get(name, name)
    kind, _space, number = rest.partition(" ")
    if kind == "batch":
        return _("%(word)s，第%(number)s批") % {"word": word, "number": number}
    return _("%(word)s，只看属于某一类的") % {"word": word} if rest else word
