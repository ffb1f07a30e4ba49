"""A package too large for a page to wait for: confirmed on the page, stored as a job."""

from django.db import transaction
from django.urls import reverse
from django.utils import translation

from bayline.platform.bulk import without_collecting
from bayline.platform.jobs.actions import ask_for
from bayline.platform.jobs.terms import Effect, Outcome, Task
from bayline.platform.registers.terms import Edit
from bayline.systems.projects.actions.exchanging import take_package

ROWS_AT_ONCE = 2_000  # what a page stores while somebody waits, about a second


def ask_for_package(edit: Edit, *, name: str, data: bytes, basis: str) -> int:
    """Let a confirmed package be stored as a job.

    Args:
        edit: Who confirms it, when, why.
        name: Name of its file.
        data: Its bytes.
        basis: What the preview stood on; if that changes before, nothing is stored.

    Returns:
        The number of the job.
    """
    arguments = {"name": name, "basis": basis, "by": edit.by, "reason": edit.reason}
    return ask_for("package", owner=edit.by, at=edit.at, arguments=arguments, data=data)


def taken(task: Task) -> Effect:
    """Store a confirmed package: all that it changes, or nothing."""
    said = task.arguments
    edit = Edit(by=said["by"], at=task.at, reason=said["reason"])
    task.progress(0, 0)

    @transaction.atomic
    def effect() -> Outcome:
        with without_collecting():
            found = take_package(said["name"], task.data, edit=edit, basis=said["basis"])
        with translation.override("zh-hans"):
            address = reverse("projects-exchange")
        count = len(found.rows)
        return Outcome(
            chinese=f"项目包{found.name}：写入{count}条。",
            english=f"package {found.name}: {count} entries stored",
            address=address,
        )

    return effect
