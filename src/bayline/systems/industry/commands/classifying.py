"""`bayline industry classify`: suggestions with their words, for a person to confirm."""

from collections.abc import Iterator
from typing import NamedTuple

from bayline.platform.languages import either
from bayline.platform.packs.tables import Column, Row, rows_of
from bayline.systems.industry.commands.schemes import bytes_of, hand_of, write
from bayline.systems.industry.queries import taught
from bayline.systems.industry.queries.suggesting import Asked, asked_of, suggestions, unknown
from bayline.systems.industry.rules.classifying import Suggestion, cross_validated
from bayline.systems.industry.terms import Record, Scheme

_COLUMNS = (
    Column(name="name", is_needed=True, also=("名称", "项目名称", "项目")),
    Column(name="code", also=("编号", "代码")),
    Column(name="description", also=("说明", "建设内容", "简介")),
)
_SHOWN = 4  # words of a suggestion that a table shows


class Wanted(NamedTuple):
    """What is to be suggested: classes of which scheme and group, and how many at most."""

    scheme: str
    group: str
    top: int


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
    asked = asked_of(hand_of(pack), wanted.scheme, wanted.group, where="--scheme")
    found = [one for row in rows for one in _suggestions(row, asked, wanted.top)]
    if form == "table":
        found = [{**one, "words": _shown(one), "code": one["code"] or ""} for one in found]
    write(found, ("project", "rank", "code", "name", "share", "words"), form=form)
    return 0


def _suggestions(row: Row, asked: Asked, top: int) -> Iterator[Record]:
    values = row.values
    text = f"{values['name']} {values['description']}".strip()
    found = suggestions(asked, text, top=top)
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
        raise unknown(identifier, "no names are labeled with it", where="--scheme")
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
