"""Addresses of cooperation."""

from django.urls import URLPattern, path

from bayline.platform.pages import page, remembered, shown
from bayline.platform.people.terms import Audience
from bayline.platform.registers import converters
from bayline.systems.cooperation.pages import (
    agreeing,
    board,
    calendaring,
    meeting,
    overview,
    proposing,
    task,
)

converters.register()

_FORM = ("GET", "HEAD", "POST")

urlpatterns: list[URLPattern] = [
    *remembered(
        page("cooperation", overview.overview, name="cooperation", audience=Audience.PUBLISHED)
    ),
    *remembered(
        page(
            "cooperation/network",
            overview.network,
            name="cooperation-network",
            audience=Audience.PUBLISHED,
        )
    ),
    *remembered(
        page(
            "cooperation/agreements",
            agreeing.agreements_page,
            name="cooperation-agreements",
            audience=Audience.PUBLISHED,
        )
    ),
    path(
        "cooperation/agreements/<entry:code>/promises",
        shown(agreeing.confirm, audience=Audience.REVIEW, methods=("POST",)),
        name="cooperation-promise",
    ),
    *remembered(
        page(
            "cooperation/agreements/<entry:code>",
            agreeing.agreement_page,
            name="cooperation-agreement",
            audience=Audience.PUBLISHED,
        )
    ),
    *remembered(
        page(
            "cooperation/calendar",
            calendaring.calendar,
            name="cooperation-calendar",
            audience=Audience.READ,
        )
    ),
    *remembered(
        page(
            "cooperation/meetings/<entry:code>",
            meeting.meeting_page,
            name="cooperation-meeting",
            audience=Audience.READ,
        )
    ),
    *remembered(
        page("cooperation/tasks", board.board, name="cooperation-tasks", audience=Audience.READ)
    ),
    path(
        "cooperation/tasks/export.csv",
        shown(board.export_csv, audience=Audience.READ),
        name="cooperation-tasks-csv",
    ),
    path(
        "cooperation/tasks/export.xlsx",
        shown(board.export_xlsx, audience=Audience.READ),
        name="cooperation-tasks-xlsx",
    ),
    path(
        "cooperation/tasks/new",
        shown(
            proposing.new_task,
            audience=Audience.WRITE,
            methods=_FORM,
            expired=proposing.expired,
        ),
        name="cooperation-task-new",
    ),
    # The twin asks for no token, so it stores nothing.
    page(
        "cooperation/tasks/new",
        proposing.new_task,
        name="cooperation-task-new",
        audience=Audience.WRITE,
    )[1],
    path(
        "cooperation/tasks/<entry:code>/act",
        shown(task.act_on, audience=Audience.WRITE, methods=("POST",)),
        name="cooperation-task-act",
    ),
    *page(
        "cooperation/tasks/<entry:code>",
        task.task_page,
        name="cooperation-task",
        audience=Audience.READ,
    ),
]
