"""An import too large for a page to wait for: confirmed on the bench, stored as a job."""

from collections.abc import Mapping

import orjson
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.bulk import without_collecting
from bayline.platform.jobs.actions import ask_for
from bayline.platform.jobs.terms import Effect, Outcome, Task
from bayline.platform.registers import actions, queries
from bayline.platform.registers.importing import Preview
from bayline.platform.registers.terms import Edit, Origin, Register

ROWS_AT_ONCE = 2_000  # what a page stores while somebody waits, about a second
Mends = Mapping[tuple[int, str], str]


def ask_for_import(
    register: Register, edit: Edit, *, file: tuple[str, bytes], mends: Mends, basis: str
) -> int:
    """Let a confirmed import be stored as a job.

    Args:
        register: The declaration.
        edit: Who confirms it, when, why.
        file: Its name and its bytes.
        mends: What was typed in place of its cells.
        basis: What the preview stood on; if that changes before, nothing is stored.

    Returns:
        The number of the job.
    """
    arguments = {
        "register": register.name,
        "name": file[0],
        "mends": orjson.dumps(
            [[row, name, typed] for (row, name), typed in mends.items()]
        ).decode(),
        "basis": basis,
        "by": edit.by,
        "reason": edit.reason,
    }
    return ask_for("import", owner=edit.by, at=edit.at, arguments=arguments, data=file[1])


def rows_of(preview: Preview, edit: Edit, *, name: str, sheet: str) -> list[actions.Upsert]:
    """Give what a preview would store, each row with the place it comes from."""
    by, at, reason = edit.by, edit.at, edit.reason
    return [
        actions.Upsert(
            row.values,
            row.version,
            Edit(
                by=by, at=at, reason=reason, origin=Origin(name=name, sheet=sheet, row=row.number)
            ),
        )
        for row in (*preview.new, *preview.changed)
    ]


def imported(task: Task) -> Effect:
    """Read and type the file of a confirmed import, then store all of its rows or none."""
    said = task.arguments
    register = queries.register(said["register"])
    mends = {(row, name): typed for row, name, typed in orjson.loads(said["mends"])}
    edit = Edit(by=said["by"], at=task.at, reason=said["reason"])
    task.progress(0, 0)
    with without_collecting():
        preview = queries.preview(register, said["name"], task.data, mends=mends)
        if preview.basis != said["basis"]:
            raise _moved()
        rows = rows_of(preview, edit, name=said["name"], sheet=preview.table.sheet)
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


def _moved() -> BaylineError:
    return BaylineError(
        "the register has changed since the preview",
        why="what would be stored is no longer what was confirmed",
        do="import the file again and look at the new preview",
        zh=Words(
            "预览之后名册有变动", "要写入的已不是确认过的那些", "请重新导入，看过新预览再确认"
        ),
    )
