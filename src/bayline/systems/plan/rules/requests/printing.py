"""Write a template as toml; what is written reads back as the same template."""

import json
from collections.abc import Iterator, Mapping
from datetime import date

from bayline.platform.registers.terms import Choice
from bayline.systems.plan.rules.requests.terms import (
    ClaimOf,
    Column,
    DueRule,
    GivenRow,
    Template,
    Total,
)

_Value = str | bool | int | tuple[str, ...] | None


def printed_template(template: Template) -> bytes:
    """Write a template as the file of a pack."""
    return "\n".join(_lines(template)).encode() + b"\n"


def _lines(template: Template) -> Iterator[str]:
    title_en = "" if template.title_en == template.title else template.title_en
    about_en = "" if template.about_en == template.about else template.about_en
    yield from _entries(
        {
            "name": template.name,
            "title": template.title,
            "title_en": title_en,
            "about": template.about,
            "about_en": about_en,
            "asker": template.asker,
            "units": template.units,
            "every": "" if template.every is None else template.every.value,
            "rows": template.rows.value,
        }
    )
    yield from _due(template.due)
    for column in template.columns:
        yield from _column(column)
    for row in template.given:
        yield from _row(row)
    for total in template.totals:
        yield from _total(total)


def _entries(entries: Mapping[str, _Value]) -> Iterator[str]:
    for name, value in entries.items():
        if value not in ("", (), None, False):
            yield f"{name} = {_written(value)}"


def _written(value: _Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(map(quoted, value))}]"
    return str(value) if isinstance(value, int) else quoted(str(value))


def quoted(text: str) -> str:
    """Write a text as TOML reads it; what JSON writes between quotes TOML reads, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _due(rule: DueRule) -> Iterator[str]:
    yield "\n[due]"
    if rule.working_days is None:
        yield f"days = {rule.days or 0}"
    else:
        yield f"working_days = {rule.working_days}"
    for name, days in (("holidays", rule.holidays), ("workdays", rule.workdays)):
        if days:
            yield f"{name} = [{', '.join(map(date.isoformat, sorted(days)))}]"


def _column(column: Column) -> Iterator[str]:
    field = column.field
    yield "\n[[column]]"
    yield from _entries(
        {
            "name": field.name,
            "title": field.title,
            "title_en": "" if field.title_en == field.title else field.title_en,
            "type": field.kind.value,
            "unit": field.unit,
            "required": field.required,
            "hint": field.hint,
            "hint_en": "" if field.hint_en == field.hint else field.hint_en,
            "given": column.is_given,
            "shows": column.shows.value,
            "cumulative": column.cumulative.value,
        }
    )
    if not column.is_prefilled:
        yield "prefill = false"
    if column.claim is not None:
        yield from _claim(column.claim)
    for choice in field.choices:
        yield from _choice(choice)


def _choice(choice: Choice) -> Iterator[str]:
    yield "\n[[column.choices]]"
    title_en = "" if choice.title_en == choice.title else choice.title_en
    yield from _entries({"code": choice.code, "title": choice.title, "title_en": title_en})


def _claim(claim: ClaimOf) -> Iterator[str]:
    yield "\n[column.claim]"
    yield from _entries(
        {
            "attribute": claim.attribute,
            "subject": claim.subject,
            "subject_from": claim.subject_from,
            "place": claim.place,
            "place_from": claim.place_from,
            "price": claim.price,
            "coverage": claim.coverage,
            "threshold": claim.threshold,
            "scope": claim.scope,
            "since": "" if claim.since == "period" else claim.since,
            "growth": claim.is_growth,
        }
    )


def _row(row: GivenRow) -> Iterator[str]:
    yield "\n[[row]]"
    yield from _entries(
        {
            "code": row.code,
            "lead": row.lead,
            "joint": row.joint,
            "attribute": row.attribute,
            "subject": row.subject,
            "place": row.place,
        }
    )
    if row.values:
        cells = ", ".join(f"{name} = {quoted(value)}" for name, value in row.values.items())
        yield f"values = {{ {cells} }}"


def _total(total: Total) -> Iterator[str]:
    yield "\n[[total]]"
    if total.is_across:
        yield from _entries({"column": total.whole, "of_columns": total.parts})
    else:
        yield from _entries({"row": total.whole, "of_rows": total.parts, "column": total.column})
