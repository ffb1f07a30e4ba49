"""Score sheets as XLSForm, the spreadsheet from which ODK, KoboToolbox and others make forms.

A form asks for occurrences and computes scores, as the sheet does; photo and reason are asked for
where points are lost. What XLSForm has no column for (maximum, step, grades, source) stands in
columns and a sheet of our own, which other programs pass over, so a form reads back as its sheet.
A form of other making is read too where its questions say how many points they give.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from bayline.kernel.errors import Words
from bayline.systems.villages.rules.declaring import Path, Table
from bayline.systems.villages.rules.questions import refuse_questions
from bayline.systems.villages.rules.refusing import refusal
from bayline.systems.villages.rules.sheets import sheet_in
from bayline.systems.villages.terms.campaigns import Village
from bayline.systems.villages.terms.sheets import Item, Method, ScoreSheet

Row = dict[str, str]
Form = dict[str, list[Row]]  # rows by the name of their sheet

ZH, EN = "label::中文 (zh)", "label::English (en)"
COUNT, SCORE, ZERO, PHOTO, REASON = "__count", "__score", "__zero", "__photo", "__reason"
VISITED, PART, IN_PART, GROUP = "__visited", "__part", "__in_part", "__item"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*")
_PIXELS = "max-pixels=1600"
_POINTS = re.compile(r"\.\s*>=\s*0\s+and\s+\.\s*<=\s*(\d{1,4})")
_NUMBERS = ("most", "step", "weight", "at_least", "inspectors")
_SETTINGS = ("edition", "since", "until", "source", "method")


def form_of(sheet: ScoreSheet, villages: Iterable[Village]) -> Form:
    """Write a score sheet as a form.

    Args:
        sheet: The sheet.
        villages: What can be inspected.

    Raises:
        BaylineError: The code of an item cannot be a name in a form.
    """
    for item in sheet.items:
        _refuse_no_name(item, sheet)
    choices = [_choice("villages", one.code, one.name, one.name) for one in villages]
    for item in sheet.items:
        choices += [_choice(item.code + ZERO, *one) for one in item.zero_rules]
    scores = (f"${{{one.code}{SCORE}}}{_times(one.weight)}" for one in sheet.items)
    survey = [
        *_head(sheet),
        *(row for item in sheet.items for row in _rows(item, sheet.method)),
        {"type": "calculate", "name": "total", "calculation": " + ".join(scores)},
    ]
    return {
        "survey": survey,
        "choices": choices,
        "settings": [_settings(sheet)],
        "grades": [
            {
                "code": one.code,
                "title": one.title,
                "title_en": one.title_en,
                "at_least": str(one.at_least),
                "passes": str(one.passes).lower(),
            }
            for one in sheet.grades
        ],
    }


def _refuse_no_name(item: Item, sheet: ScoreSheet) -> None:
    if not _NAME.fullmatch(item.code):
        raise refusal(
            sheet.id,
            Words(
                f"item “{item.code}” cannot be a question of a form",
                "names of questions begin with a letter and have letters, digits, - and single _",
                "give it another code",
            ),
            Words(
                f"评分项“{item.code}”不能作表单的题名",
                "题名以字母开头，只用字母、数字、-和单个_",
                "请换一个代码",
            ),
        )


def _choice(name: str, code: str, title: str, title_en: str) -> Row:
    return {"list_name": name, "name": code, ZH: title, EN: title_en}


def _times(weight: Decimal) -> str:
    return "" if weight == 1 else f" * {weight}"


def _settings(sheet: ScoreSheet) -> Row:
    return {
        "form_title": sheet.title,
        "title_en": sheet.title_en,
        "form_id": sheet.name,
        "version": sheet.edition,
        "default_language": "中文 (zh)",
        "since": sheet.since.isoformat(),
        "until": sheet.until.isoformat() if sheet.until else "",
        "source": sheet.source,
        "sample": str(sheet.is_sample).lower(),
        "method": sheet.method.value,
        "inspectors": str(sheet.inspectors),
    }


def _head(sheet: ScoreSheet) -> Iterator[Row]:
    yield {"type": "start", "name": "start"}
    yield {"type": "end", "name": "end"}
    yield {"type": "deviceid", "name": "device"}
    yield {"type": "calculate", "name": "sheet", "calculation": f"'{sheet.id}'"}
    if sheet.is_sample:
        yield _asked(
            "note", "is_sample", ("示例评分表，不是正式标准", "A sample, nobody's standard")
        )
    yield _needed("select_one villages", "village", ("村", "Village"))
    yield _needed("text", "inspector", ("检查员代码", "Code of the inspector"))
    yield {**_needed("integer", "round", ("第几轮", "Round")), "default": "1"}
    yield _asked("geopoint", "place", ("位置", "Place"))


def _asked(kind: str, name: str, titles: tuple[str, str], **rest: str) -> Row:
    return {"type": kind, "name": name, ZH: titles[0], EN: titles[1], **rest}


def _needed(kind: str, name: str, titles: tuple[str, str], **rest: str) -> Row:
    return _asked(kind, name, titles, required="yes", **rest)


def _rows(item: Item, method: Method) -> Iterator[Row]:
    """Give the questions of an item: the count or score, zero rules, visits, photo and reason."""
    code = item.code
    yield _asked("begin_group", code + GROUP, (item.title, item.title_en), **_own(item))
    if method is Method.WEIGHTED:
        yield from _zero(item)  # before the score, which it leaves nothing of
        points = f". >= 0 and . <= {item.most}"
        if item.zero_rules:
            points = f"{points} and (. = 0 or count-selected(${{{code}{ZERO}}}) = 0)"
        yield _needed("decimal", code + SCORE, ("得分", "Score"), constraint=points)
    else:
        most = -(-item.most // item.step)
        fits = f". >= 0 and . <= {most}"
        yield _needed("integer", code + COUNT, ("几处", "Occurrences"), constraint=fits)
    if method is Method.DEDUCTION:
        yield from _zero(item)
        yield {"type": "calculate", "name": code + SCORE, "calculation": _left(item)}
    if item.sampling:
        yield from _visits(item)
    lost = f"${{{code}{SCORE}}} < {item.most}"
    photo = {"parameters": _PIXELS, "relevant": lost}
    yield _needed("image", code + PHOTO, ("照片", "Photo"), **photo)
    yield _needed(
        "text", code + REASON, ("原因：查到什么、在哪里", "What, and where"), relevant=lost
    )
    yield {"type": "end_group", "name": code + GROUP}


def _zero(item: Item) -> Iterator[Row]:
    if item.zero_rules:
        titles = ("不得分情形", "What leaves nothing")
        yield _asked(f"select_multiple {item.code}{ZERO}", item.code + ZERO, titles)


def _left(item: Item) -> str:
    left = f"max(0, {item.most} - {item.step} * ${{{item.code}{COUNT}}})"
    if not item.zero_rules:
        return left
    return f"if(count-selected(${{{item.code}{ZERO}}}) > 0, 0, {left})"


def _visits(item: Item) -> Iterator[Row]:
    rule = item.sampling
    if rule is None:
        return
    name = item.code + VISITED
    titles = (f"走访：每个{rule.in_each}至少{rule.at_least}", f"Visits: {rule.at_least} in each")
    yield _asked("begin_repeat", name, titles)
    yield _needed("text", item.code + PART, (rule.in_each, "Part of the village"))
    fits = f". >= {rule.at_least}"
    yield _needed("integer", item.code + IN_PART, (rule.of, "Visited"), constraint=fits)
    yield {"type": "end_repeat", "name": name}


def _own(item: Item) -> Row:
    """Give what XLSForm has no column for."""
    found = {"score_most": str(item.most), "score_step": str(item.step)}
    if item.weight != 1:
        found["score_weight"] = str(item.weight)
    if item.sampling:
        found |= {
            "sample_at_least": str(item.sampling.at_least),
            "sample_of": item.sampling.of,
            "sample_in_each": item.sampling.in_each,
        }
    return found


def sheet_of_form(form: Mapping[str, Sequence[Mapping[str, str]]], *, where: str) -> ScoreSheet:
    """Read a score sheet from a form.

    Args:
        form: The rows of each sheet below its heads, as text; empty cells may be left out.
        where: The file, for refusals.

    Raises:
        BaylineError: It is no form, two questions have one name, or it is no score sheet; the
            sentence names sheet and row.
    """
    survey = [*form.get("survey", ())]
    if not survey:
        raise refusal(
            where,
            Words("it has no sheet “survey”", "", "write the questions into a sheet of that name"),
            Words("没有名为“survey”的表", "", "请把题目写在这张表里"),
        )
    _refuse_same_names(survey, where)
    refuse_questions(survey, form.get("choices", ()), where=where)
    rows: dict[int, int] = {}  # row of the survey by number of the item
    items: list[dict[str, Any]] = []
    for at, row in enumerate(survey):
        item = _item_of(row, form.get("choices", ()))
        if item is not None:
            rows[len(items)] = at
            items.append(item)
    found = {**_top_of(form), "item": items, "grade": [*map(_grade_of, form.get("grades", ()))]}
    return sheet_in(Table(found, lambda path: _place(path, rows, where)))


def _place(path: Path, rows: Mapping[int, int], where: str) -> str:
    """Name sheet and row as a spreadsheet counts, heads being row 1."""
    at = path[1] if len(path) > 1 and isinstance(path[1], int) else None
    if path[:1] == ("item",) and at is not None:
        return f"{where}, survey row {rows[at] + 2}"
    if path[:1] == ("grade",):
        return f"{where}, grades row {at + 2}" if at is not None else f"{where}, grades"
    return f"{where}, settings row 2" if path and path[0] in _SETTINGS else where


def _refuse_same_names(survey: Sequence[Mapping[str, str]], where: str) -> None:
    first: dict[str, int] = {}
    for number, row in enumerate(survey, start=2):
        name, kind = row.get("name", ""), row.get("type", "")
        if not name or kind.startswith(("end_", "end ")):
            continue
        if name in first:
            raise refusal(
                f"{where}, survey row {number}",
                Words(
                    f"the name “{name}” stands twice", f"also in row {first[name]}", "rename one"
                ),
                Words(f"题名“{name}”写了两次", f"第{first[name]}行已有", "请改其中一个"),
            )
        first[name] = number


def _item_of(row: Mapping[str, str], choices: Iterable[Mapping[str, str]]) -> dict[str, Any] | None:
    """Give the item that a row begins or is; None of other rows."""
    titles = {"title": _label(row, ZH), "title_en": _label(row, EN)}
    if row.get("score_most"):
        code = row.get("name", "").removesuffix(GROUP)
        names = ("most", "step", "weight")
        numbers = {one: row[f"score_{one}"] for one in names if row.get(f"score_{one}")}
        found: dict[str, Any] = {"code": code, **titles, **_numbered(numbers)}
        zeros = [one for one in choices if one.get("list_name") == code + ZERO]
        if zeros:
            found["zero"] = [
                {"code": one.get("name", ""), "title": _label(one, ZH), "title_en": _label(one, EN)}
                for one in zeros
            ]
        if row.get("sample_at_least"):
            named = {one: row.get(f"sample_{one}", "") for one in ("at_least", "of", "in_each")}
            found["sample"] = _numbered(named)
        return found
    points = _POINTS.fullmatch(row.get("constraint", "").strip())
    if row.get("type") == "integer" and points and not row.get("name", "").endswith(_OWN):
        return {"code": row.get("name", ""), **titles, "most": int(points[1]), "step": 1}
    return None


_OWN = (COUNT, IN_PART)


def _label(row: Mapping[str, str], head: str) -> str:
    return row.get(head) or row.get("label") or row.get("name", "")


def _numbered(row: Mapping[str, str]) -> dict[str, Any]:
    """Make numbers of what are to be numbers; what is none stays text and is refused as such."""
    return {key: _number(text) if key in _NUMBERS else text for key, text in row.items()}


def _number(text: str) -> Decimal | int | str:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return text
    return int(found) if found.is_finite() and found == found.to_integral_value() else found


def _grade_of(row: Mapping[str, str]) -> dict[str, Any]:
    said = {"true": True, "false": False}
    found = _numbered({key: text for key, text in row.items() if text})
    if "passes" in found:
        found["passes"] = said.get(found["passes"], found["passes"])
    return found


def _top_of(form: Mapping[str, Sequence[Mapping[str, str]]]) -> dict[str, Any]:
    settings = next(iter(form.get("settings", ())), {})
    names = {"form_id": "name", "version": "edition", "form_title": "title"}
    kept = (*names, "title_en", "since", "until", "source", "sample", "method", "inspectors")
    found: dict[str, Any] = {
        names.get(key, key): settings[key] for key in kept if settings.get(key)
    }
    found = _numbered(found)
    for key in ("since", "until"):
        if key in found:
            found[key] = _day(found[key])
    if "sample" in found:
        found["sample"] = {"true": True, "false": False}.get(found["sample"], found["sample"])
    return found


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
