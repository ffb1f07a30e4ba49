"""Score sheets as files: read, refused by line and key, picked by name and day.

Nobody types a total: the most a village can reach is the sum of the items, and a sheet that says
its own is refused. A sheet that was made up to show how one is written says so.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from itertools import pairwise

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.villages.rules.declaring import (
    DAY,
    DECIMAL,
    TABLE,
    TABLES,
    TEXT,
    WANTED,
    WHOLE,
    YES_NO,
    Table,
    table_of,
)
from bayline.systems.villages.rules.refusing import refusal
from bayline.systems.villages.terms.sheets import (
    Grade,
    Item,
    Method,
    Sampling,
    ScoreSheet,
    ZeroRule,
)

SAMPLE = "sample-sheet.toml"
_INSPECTORS_MOST = 20
_TOP = {
    "name": WANTED,
    "edition": WANTED,
    "title": WANTED,
    "title_en": TEXT,
    "since": DAY._replace(needed=True),
    "until": DAY,
    "source": WANTED,
    "sample": YES_NO,
    "method": TEXT,
    "inspectors": WHOLE,
    "item": TABLES._replace(needed=True),
    "grade": TABLES._replace(needed=True),
}
_ITEM = {
    "code": WANTED,
    "title": WANTED,
    "title_en": TEXT,
    "most": DECIMAL._replace(needed=True),
    "step": DECIMAL._replace(needed=True),
    "weight": DECIMAL,
    "zero": TABLES,
    "sample": TABLE,
}
_ZERO = {"code": WANTED, "title": WANTED, "title_en": TEXT}
_SAMPLE = {"at_least": WHOLE._replace(needed=True), "of": WANTED, "in_each": WANTED}
_GRADE = {
    "code": WANTED,
    "title": WANTED,
    "title_en": TEXT,
    "at_least": DECIMAL._replace(needed=True),
    "passes": YES_NO._replace(needed=True),
}


def sheet_of(toml_bytes: bytes, *, where: str) -> ScoreSheet:
    """Read a score sheet.

    Args:
        toml_bytes: The file, in UTF-8.
        where: Its name, for refusals.

    Raises:
        BaylineError: Something in it is malformed; the sentence names file, line and key.
    """
    return sheet_in(table_of(toml_bytes, where=where))


def sheet_in(top: Table) -> ScoreSheet:
    """Read a score sheet from a table, of whichever kind of file.

    Raises:
        BaylineError: Something in it is malformed; the sentence names place and key.
    """
    _refuse_typed_total(top)
    top.check(_TOP)
    _refuse_empty(top)
    sheet = ScoreSheet(
        name=top.text("name"),
        edition=top.text("edition"),
        title=top.text("title"),
        title_en=top.text("title_en") or top.text("title"),
        since=top.found["since"],
        until=top.found.get("until"),
        source=top.text("source"),
        is_sample=bool(top.found.get("sample", False)),
        method=_method(top),
        inspectors=_inspectors(top),
        items=tuple(_item(one, _method(top)) for one in top.rows("item")),
        grades=tuple(map(_grade, top.rows("grade"))),
    )
    top.refuse_twice("code", top.rows("item"))
    top.refuse_twice("code", top.rows("grade"))
    _refuse_grades(sheet, top)
    return sheet


def _refuse_typed_total(top: Table) -> None:
    if "total" in top.found:
        top.refuse(
            "total",
            Words("total is written down", "the total is always the sum of the items", "remove it"),
            Words("写了total", "总分一律由各项相加", "请删去"),
        )


def _refuse_empty(top: Table) -> None:
    for key, en, zh in (("item", "items", "评分项"), ("grade", "grades", "等次")):
        if not top.found[key]:
            top.refuse(
                key,
                Words(f"there are no {en}", "a sheet has one at least", f"write [[{key}]]"),
                Words(f"没有{zh}", "至少要有一个", f"请写[[{key}]]"),
            )
    until = top.found.get("until")
    if until is not None and until < top.found["since"]:
        top.refuse(
            "until",
            Words(f"until {until} is before since {top.found['since']}", "", "correct one of them"),
            Words(f"until {until}早于since {top.found['since']}", "", "请改正其中一个"),
        )


def _method(top: Table) -> Method:
    said = top.text("method", Method.DEDUCTION)
    if said not in {*Method}:
        top.refuse(
            "method",
            Words(f"method “{said}”", f"known are {', '.join(Method)}", "take one of them"),
            Words(f"method是“{said}”", f"可用的有{'、'.join(Method)}", "请选其中之一"),
        )
    return Method(said)


def _inspectors(top: Table) -> int:
    count = int(top.found.get("inspectors", 1))
    if not 1 <= count <= _INSPECTORS_MOST:
        top.refuse(
            "inspectors",
            Words(f"inspectors = {count}", f"1 to {_INSPECTORS_MOST} can be", "correct it"),
            Words(f"inspectors是{count}", f"可以是1到{_INSPECTORS_MOST}人", "请改正"),
        )
    return count


def _item(row: Table, method: Method) -> Item:
    row.check(_ITEM)
    if method is Method.DEDUCTION and "weight" in row.found:
        row.refuse(
            "weight",
            Words(
                f"weight of item “{row.text('code')}”",
                "on a sheet of deductions each item counts by its most",
                'remove it, or write method = "weighted"',
            ),
            Words(
                f"评分项“{row.text('code')}”写了weight",
                "扣分制按各项满分计",
                "请删去，或写method＝“weighted”",
            ),
        )
    item = Item(
        code=row.text("code"),
        title=row.text("title"),
        title_en=row.text("title_en") or row.text("title"),
        most=row.decimal("most"),
        step=row.decimal("step"),
        weight=row.decimal("weight", 1),
        zero_rules=tuple(map(_zero, row.rows("zero"))),
        sampling=_sampling(row.table("sample")),
    )
    row.refuse_twice("code", row.rows("zero"))
    _refuse_numbers(item, row)
    return item


def _refuse_numbers(item: Item, row: Table) -> None:
    for key, value in (("most", item.most), ("step", item.step), ("weight", item.weight)):
        if value <= 0:
            row.refuse(
                key,
                Words(f"{key} of item “{item.code}” is {value}", "it is above 0", "correct it"),
                Words(f"评分项“{item.code}”的{key}是{value}", "应大于0", "请改正"),
            )
    if item.step > item.most:
        row.refuse(
            "step",
            Words(
                f"step {item.step} of item “{item.code}” is above its most {item.most}",
                "nothing would be left to deduct",
                "correct one of them",
            ),
            Words(
                f"评分项“{item.code}”每处扣{item.step}，超过满分{item.most}",
                "没有那么多分可扣",
                "请改正其中一个",
            ),
        )


def _zero(row: Table) -> ZeroRule:
    row.check(_ZERO)
    title = row.text("title")
    return ZeroRule(row.text("code"), title, row.text("title_en") or title)


def _sampling(row: Table | None) -> Sampling | None:
    if row is None:
        return None
    row.check(_SAMPLE)
    count = int(row.found["at_least"])
    if count < 1:
        row.refuse(
            "at_least",
            Words(f"at_least = {count}", "one at least is visited", "correct it"),
            Words(f"at_least是{count}", "至少要走访一户", "请改正"),
        )
    return Sampling(count, row.text("of"), row.text("in_each"))


def _grade(row: Table) -> Grade:
    row.check(_GRADE)
    title = row.text("title")
    return Grade(
        row.text("code"),
        title,
        row.text("title_en") or title,
        row.decimal("at_least"),
        bool(row.found["passes"]),
    )


def _refuse_grades(sheet: ScoreSheet, top: Table) -> None:
    """Grades go down to 0, none is beyond reach, and none passes below one that does not."""
    rows = [*top.rows("grade")]
    for before, after, row in zip(sheet.grades, sheet.grades[1:], rows[1:], strict=False):
        if after.at_least >= before.at_least:
            row.refuse(
                "at_least",
                Words(
                    f"grade “{after.code}” from {after.at_least} on is not below "
                    f"“{before.code}” from {before.at_least} on",
                    "grades stand from the best down",
                    "put them in order",
                ),
                Words(
                    f"“{after.title}”从{after.at_least}起，不低于“{before.title}”的{before.at_least}",
                    "等次从高到低写",
                    "请调整次序",
                ),
            )
        if after.passes and not before.passes:
            row.refuse(
                "passes",
                Words(
                    f"grade “{after.code}” passes and “{before.code}” above it does not",
                    "",
                    "correct one of them",
                ),
                Words(
                    f"“{after.title}”合格，比它高的“{before.title}”却不合格", "", "请改正其中一个"
                ),
            )
    _refuse_ends(sheet, rows)


def _refuse_ends(sheet: ScoreSheet, rows: Sequence[Table]) -> None:
    best, least = sheet.grades[0], sheet.grades[-1]
    if best.at_least > sheet.most:
        rows[0].refuse(
            "at_least",
            Words(
                f"grade “{best.code}” begins at {best.at_least}",
                f"the items add up to {sheet.most}",
                "correct the grade or the items",
            ),
            Words(
                f"“{best.title}”从{best.at_least}起",
                f"各项相加只有{sheet.most}",
                "请改正等次或评分项",
            ),
        )
    if least.at_least != 0:
        rows[-1].refuse(
            "at_least",
            Words(
                f"the last grade “{least.code}” begins at {least.at_least}",
                "totals below it would have none",
                "let it begin at 0",
            ),
            Words(f"最低的“{least.title}”从{least.at_least}起", "再低就没有等次", "请从0起"),
        )


@cache
def sample_sheet() -> ScoreSheet:
    """Give the sheet that comes with the program: made up, and marked so."""
    file = files("bayline.systems.villages").joinpath("parameters", SAMPLE)
    return sheet_of(file.read_bytes(), where=SAMPLE)


def refuse_overlaps(sheets: Iterable[ScoreSheet]) -> None:
    """Refuse editions of one sheet that hold on the same day, or that are called the same.

    Raises:
        BaylineError: Two of them do; the sentence names both.
    """
    ordered = sorted(sheets, key=lambda one: (one.name, one.since, one.edition))
    for one, other in pairwise(ordered):
        if one.name != other.name:
            continue
        if one.id == other.id or one.until is None or one.until >= other.since:
            raise refusal(
                other.name,
                Words(
                    f"editions {one.edition} and {other.edition} both hold on {other.since}",
                    "on a day one edition holds",
                    "end the first before the second begins",
                ),
                Words(
                    f"{one.edition}与{other.edition}两版在{other.since}都有效",
                    "一天只有一版有效",
                    "请在后一版开始前结束前一版",
                ),
            )


def sheet_for(sheets: Iterable[ScoreSheet], day: date, *, where: str) -> ScoreSheet:
    """Give the edition that holds on a day.

    Raises:
        BaylineError: None does.
    """
    known = [*sheets]
    for one in known:
        if one.since <= day and (one.until is None or day <= one.until):
            return one
    raise _not_in_force(known, day, where)


def _not_in_force(known: Sequence[ScoreSheet], day: date, where: str) -> BaylineError:
    spans = "; ".join(f"{one.id} from {one.since}" for one in known) or "none"
    spans_zh = "；".join(f"{one.id}自{one.since}" for one in known) or "无"
    return refusal(
        where,
        Words(f"no score sheet holds on {day}", f"there are: {spans}", "correct the day"),
        Words(f"{day}没有有效的评分表", f"现有：{spans_zh}", "请改正日期"),
    )


def grade_of(sheet: ScoreSheet, total: Decimal | Fraction) -> Grade:
    """Give the grade of a total; a limit itself is within."""
    return next(one for one in sheet.grades if total >= one.at_least)
