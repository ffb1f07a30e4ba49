"""Takes a table of residue tests into the register: all of it, or nothing."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from io import StringIO

from django.db import transaction

from bayline.engines.epcis.keys import key_of, wrong_check_digit
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.registers.actions import save
from bayline.platform.registers.queries import entry, register
from bayline.platform.registers.terms import Edit, FaultyError, Origin, Register
from bayline.systems.produce.queries import known
from bayline.systems.produce.queries.events import facts_of
from bayline.systems.produce.rules.facts import name_of
from bayline.systems.produce.rules.labels import decoded
from bayline.systems.produce.rules.linking import GTIN, LOT

_NEEDED = ("code", "lot", "pesticide", "found", "day")
_OTHERS = ("product", "laboratory", "report", "note")
_MOST = 20_000
_LONGEST = 300


@transaction.atomic
def take_samples(text: str, *, where: str, by: str, at: datetime) -> int:
    """Keep the tests of a table.

    Args:
        text: CSV with a heading.
        where: The file, for refusals.
        by: Who takes it in.
        at: When.

    Returns:
        How many were new; those kept before with the same content are passed over.

    Raises:
        BaylineError: A column, a cell or a lot is not as it should be: the row and what to do.
    """
    of = register("residue_tests")
    taken, seen = 0, set[str]()
    for row, values in _rows(text, where):
        given = _checked(values, row, where, at)
        if given["code"] in seen:
            raise _wrong(where, row, f"the code {given['code']} stands there twice",
                         f"编号{given['code']}写了两次")  # fmt: skip
        seen.add(given["code"])
        taken += _kept(
            of, given, row, where, Edit(by=by, at=at, origin=Origin(name=where, row=row))
        )
    return taken


def _rows(text: str, where: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    rows = csv.DictReader(StringIO(text.removeprefix("\ufeff")))
    heads = rows.fieldnames or ()
    lacking = [name for name in _NEEDED if name not in heads]
    if lacking:
        raise BaylineError(
            f"the columns {', '.join(lacking)} are missing",
            where=where,
            do=f"the table has {', '.join(_NEEDED)}, and may have {', '.join(_OTHERS)}",
            zh=Words(f"缺少{'、'.join(lacking)}栏", do=f"要有{'、'.join(_NEEDED)}栏"),
        )
    for row, values in enumerate(rows, 2):
        if row > _MOST + 1:
            raise _wrong(where, row, f"more than {_MOST} rows", f"超过{_MOST}行")
        yield row, {name: (values.get(name) or "").strip() for name in (*_NEEDED, *_OTHERS)}


def _checked(values: Mapping[str, str], row: int, where: str, at: datetime) -> dict[str, str]:
    """Check what the register cannot know: the lot, its product, the day."""
    for name in _NEEDED:
        if not values[name] or len(values[name]) > _LONGEST:
            raise _wrong(where, row, f"{name} is empty or too long", f"{name}空着或太长")
    lot, shown = values["lot"], values["lot"][:60]
    key = key_of(lot)
    if key is None or key.identifier != GTIN or LOT not in dict(key.qualifiers):
        raise _wrong(where, row, f"“{shown}” is no lot", f"“{shown}”不是批次")
    digit = wrong_check_digit(lot)
    if digit:
        name, due = digit
        raise _wrong(where, row, f"the check digit of the {name} in “{shown}” should be {due}",
                     f"“{shown}”里{name}的校验位应为{due}")  # fmt: skip
    if not facts_of([name_of(lot)])[name_of(lot)]:
        name = decoded(dict(key.qualifiers)[LOT])
        raise _wrong(where, row, f"no event is about the lot {name}", f"没有关于批次{name}的事件")
    try:
        is_late = date.fromisoformat(values["day"]) > at.date()
    except ValueError:
        is_late = False  # the register says that it is no day
    if is_late:
        raise _wrong(where, row, f"{values['day']} has not come yet", f"{values['day']}还没有到")
    product = values["product"] or known.product_of(key.value).get("code", "")
    return {name: value for name, value in {**values, "product": product}.items() if value}


def _kept(of: Register, given: Mapping[str, str], row: int, where: str, edit: Edit) -> int:
    known_entry = entry(of, given["code"])
    if known_entry is not None and not known_entry.is_deleted:
        same = all(known_entry.values.get(name, "") == value for name, value in given.items())
        if same:
            return 0
        raise _wrong(where, row, f"{given['code']} is kept with another content; correct it there",
                     f"{given['code']}已有别的内容，请在名册里改")  # fmt: skip
    try:
        save(of, given, edit=edit)
    except FaultyError as error:
        name, fault = next(iter(error.faults.items()))
        field = of.field(name)
        assert field is not None  # noqa: S101 - a fault is of a field
        zh = fault.sentence(field, english=False, row=row).rstrip("。")
        raise BaylineError(
            fault.sentence(field, english=True, row=row).rstrip("."), where=where, zh=Words(zh)
        ) from error
    return 1


def _wrong(where: str, row: int, what: str, zh: str) -> BaylineError:
    return BaylineError(
        f"row {row}: {what}",
        where=where,
        do="correct the table; nothing was stored",
        zh=Words(f"第{row}行：{zh}", do="请改正表格，什么也没有写入"),
    )
