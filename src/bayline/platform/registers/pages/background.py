"""An import too large for a page to wait for: confirmed on the bench, stored as a job."""

from collections.abc import Mapping
from hashlib import sha256

import orjson
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.bulk import without_collecting
from bayline.platform.jobs.actions import ask_for
from bayline.platform.jobs.terms import Effect, Outcome, Task
from bayline.platform.jobs.waking import need_worker
from bayline.platform.registers import actions, queries
from bayline.platform.registers.importing import Preview
from bayline.platform.registers.terms import Edit, Origin, Register, Values

ROWS_AT_ONCE = 2_000  # what a page stores while somebody waits, about a second
Mends = Mapping[tuple[int, str], str]


def ask_for_import(
    register: Register, edit: Edit, *, file: tuple[str, bytes], mends: Mends, preview: Preview
) -> int:
    """Let a confirmed import be stored as a job.

    Args:
        register: The declaration.
        edit: Who confirms it, when, why.
        file: Its name and its bytes.
        mends: What was typed in place of its cells.
        preview: What was confirmed; if it would be another by then, nothing is stored.

    Returns:
        The number of the job.
    """
    rows = _written(register, preview)
    arguments = {
        "register": register.name,
        "name": file[0],
        "mends": orjson.dumps(
            [[row, name, typed] for (row, name), typed in mends.items()]
        ).decode(),
        "basis": preview.basis,
        "by": edit.by,
        "reason": edit.reason,
        "rows": str(len(rows)),
        "ends": _ends(),
    }
    return ask_for("import", owner=edit.by, at=edit.at, arguments=arguments, data=rows + file[1])


def _written(register: Register, preview: Preview) -> bytes:
    """Write what would be stored, so that the job need not read the file again."""
    if any(field.personal for field in register.fields):
        return b""
    rows = [(row.values, row.version, row.number) for row in (*preview.new, *preview.changed)]
    return orjson.dumps([preview.table.sheet, rows])


def _ends() -> str:
    """Name the state of the record and of all registers: a preview stands as long as it does."""
    return sha256(repr(queries.ends_everywhere()).encode()).hexdigest()


def expect(preview: Preview) -> None:
    """Let the worker come where a confirmation of a preview would need it."""
    if is_large(preview):
        need_worker()


def is_large(preview: Preview) -> bool:
    """Tell whether a preview has more rows than a page stores while somebody waits."""
    return len(preview.new) + len(preview.changed) > ROWS_AT_ONCE


def rows_of(preview: Preview, edit: Edit, *, name: str, sheet: str) -> list[actions.Upsert]:
    """Give what a preview would store, each row with the place it comes from."""
    return [
        _upsert(row.values, row.version, edit, Origin(name=name, sheet=sheet, row=row.number))
        for row in (*preview.new, *preview.changed)
    ]


def _upsert(values: Values, version: int, edit: Edit, origin: Origin) -> actions.Upsert:
    told = Edit(by=edit.by, at=edit.at, reason=edit.reason, origin=origin)
    return actions.Upsert(values, version, told)


def imported(task: Task) -> Effect:
    """Read and type the file of a confirmed import, then store all of its rows or none."""
    said = task.arguments
    register = queries.register(said["register"])
    edit = Edit(by=said["by"], at=task.at, reason=said["reason"])
    task.progress(0, 0)
    with without_collecting():
        rows = _confirmed(register, task, edit)
    task.progress(1, 2)

    @transaction.atomic
    def effect() -> Outcome:
        with without_collecting():
            count = actions.take_over(register, rows) if rows else 0
        queries.forget()
        with translation.override("zh-hans"):
            address = reverse("registers-list", kwargs={"name": register.name})
        return Outcome(
            chinese=f"{register.title}：写入{count}条。",
            english=f"{register.title_en}: {count} entries stored",
            address=address,
        )

    return effect


def _confirmed(register: Register, task: Task, edit: Edit) -> list[actions.Upsert]:
    """Give the rows that were confirmed: as they were kept while nothing has moved, or read again.

    Raises:
        BaylineError: What would be stored is another by now.
    """
    said, size = task.arguments, int(task.arguments.get("rows", "0"))
    if size and said["ends"] == _ends():
        sheet, kept = orjson.loads(task.data[:size])
        return [
            _upsert(values, version, edit, Origin(name=said["name"], sheet=sheet, row=number))
            for values, version, number in kept
        ]
    mends = {(row, name): typed for row, name, typed in orjson.loads(said["mends"])}
    preview = queries.preview(register, said["name"], task.data[size:], mends=mends)
    if preview.basis != said["basis"]:
        raise _moved()
    return rows_of(preview, edit, name=said["name"], sheet=preview.table.sheet)


def _moved() -> BaylineError:
    return BaylineError(
        "the register has changed since the preview",
        why="what would be stored is no longer what was confirmed",
        do="import the file again and look at the new preview",
        zh=Words(
            "预览之后名册有变动", "要写入的已不是确认过的那些", "请重新导入，看过新预览再确认"
        ),
    )
