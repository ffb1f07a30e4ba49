"""`bayline industry classify`: suggestions with their words, for a person to confirm."""

from collections.abc import Iterator
from typing import NamedTuple

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either
from bayline.platform.packs.tables import Column, Row, rows_of
from bayline.systems.industry.commands.schemes import bytes_of, hand_of, write
from bayline.systems.industry.queries import AtHand, Taught, taught
from bayline.systems.industry.rules.classifying import (
    Classifier,
    Suggestion,
    cross_validated,
    suggested,
    through,
    trained,
)
from bayline.systems.industry.rules.schemes import NATIONAL
from bayline.systems.industry.terms import Link, Record, Scheme

_COLUMNS = (
    Column(name="name", is_needed=True),
    Column(name="code"),
    Column(name="description"),
)
_SHOWN = 4  # words of a suggestion that a table shows


class Wanted(NamedTuple):
    """What is to be suggested: classes of which scheme and group, and how many at most."""

    scheme: str
    group: str
    top: int


class _Asked(NamedTuple):
    """A scheme to suggest from: what was learned, and the links that lead from there, if any."""

    scheme: Scheme
    classifier: Classifier
    links: tuple[Link, ...] | None


def show(file: str, wanted: Wanted, *, pack: str, form: str) -> int:
    """Suggest classes for the projects of a file.

    Args:
        file: Its path, or `-` for standard input.
        wanted: What to suggest.
        pack: Folder of the region pack whose schemes count; empty for the home.
        form: table or jsonl.

    Raises:
        BaylineError: The file is no table of projects, or nothing is known of the scheme.
    """
    rows = [*rows_of(bytes_of(file), _COLUMNS, where=file)]
    asked = _asked(wanted, hand_of(pack))
    found = [one for row in rows for one in _suggestions(row, asked, wanted.top)]
    if form == "table":
        found = [{**one, "words": _shown(one), "code": one["code"] or ""} for one in found]
    write(found, ("project", "rank", "code", "name", "share", "words"), form=form)
    return 0


def _asked(wanted: Wanted, hand: AtHand) -> _Asked:
    if wanted.scheme not in hand.schemes:
        raise _unknown(wanted.scheme, f"the schemes are {', '.join(hand.schemes)}")
    scheme = hand.schemes[wanted.scheme]
    known = taught(scheme)
    if known.examples:
        return _Asked(scheme, _learned(known), None)
    walks = [
        one
        for one in hand.crosswalks.values()
        if (one.source, one.target) == (NATIONAL, wanted.scheme)
    ]
    if not walks:
        raise _unknown(
            wanted.scheme, f"no names are labeled with it, and no crosswalk leads from {NATIONAL}"
        )
    links = tuple(
        link
        for walk in walks
        for link in walk.links
        if not wanted.group or scheme.classes[link.target].group == wanted.group
    )
    return _Asked(scheme, _learned(taught(hand.schemes[NATIONAL])), links)


def _learned(known: Taught) -> Classifier:
    return trained([*known.examples, *known.names], known.cues)


def _unknown(scheme: str, why: str) -> BaylineError:
    return BaylineError(
        f"nothing can be suggested from “{scheme}”",
        where="--scheme",
        why=why,
        do=f"name {NATIONAL}, or put a crosswalk from it into the pack",
        zh=Words(
            f"不能按“{scheme}”给建议",
            "没有这个体系，或既没有标注的例子，也没有由国家分类过来的对照表",
            f"请写{NATIONAL}，或在资料包里放一张对照表",
        ),
    )


def _suggestions(row: Row, asked: _Asked, top: int) -> Iterator[Record]:
    values = row.values
    text = f"{values['name']} {values['description']}".strip()
    if asked.links is None:
        found = suggested(asked.classifier, text, top=top)
    else:
        whole = len(asked.classifier.sizes)
        found = through(suggested(asked.classifier, text, top=whole), asked.links, top=top)
    about = {"project": values["name"], **({"id": values["code"]} if values["code"] else {})}
    if not found:
        reason = {"reason": "no word says anything", "reason_zh": "没有能说明问题的词"}
        yield {**about, "rank": None, "scheme": asked.scheme.id, "code": None, **reason}
    for rank, one in enumerate(found, start=1):
        yield {**about, "rank": rank, "scheme": asked.scheme.id, **_record(one, asked.scheme)}


def _record(one: Suggestion, scheme: Scheme) -> Record:
    return {
        "code": one.code,
        "name": scheme.classes[one.code].name if one.code else "",
        "share": one.share,
        "score": one.score,
        **({"via": one.via} if one.via else {}),
        "words": [
            {"word": each.word, "weight": each.weight, "cue": each.is_cue} for each in one.evidence
        ],
    }


def _shown(one: Record) -> str:
    if one["code"] is None:
        return either(one["reason_zh"], one["reason"])
    heavy = [each for each in one.get("words", ()) if each["word"] and each["weight"] > 0]
    return " ".join(f"{each['word']} {each['weight']:+.1f}" for each in heavy[:_SHOWN])


def check(identifier: str, *, pack: str, form: str) -> int:
    """Try the classifier on labeled names and print how often it was right.

    Args:
        identifier: The scheme.
        pack: Folder of the region pack whose schemes count; empty for the home.
        form: table or jsonl.

    Raises:
        BaylineError: No names are labeled with the scheme.
    """
    hand = hand_of(pack)
    known = taught(hand.schemes[identifier]) if identifier in hand.schemes else None
    if known is None or not known.examples:
        raise _unknown(identifier, "no names are labeled with it")
    found: list[Record] = [
        {
            "method": one.method,
            "projects": one.tried,
            "first": one.first,
            "among_three": one.among_three,
            "top_1": one.first / one.tried,
            "top_3": one.among_three / one.tried,
        }
        for one in cross_validated(known.examples, known.names, known.cues)
    ]
    write(found, tuple(found[0]), form=form)
    return 0
