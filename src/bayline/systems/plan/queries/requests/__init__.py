"""What is asked of units and what they answered."""

from bayline.systems.plan.queries.requests.answers import (
    Draft,
    Earlier,
    all_answers,
    draft,
    earlier,
    sent,
    taken,
)
from bayline.systems.plan.queries.requests.asked import (
    Owed,
    OwedAsked,
    asked,
    asked_by_unit,
    asked_row,
    due_requests,
    is_any_asked,
    last_period,
    owed,
    request,
    request_row,
    steps,
)
from bayline.systems.plan.queries.requests.forms import (
    form_workbook,
    names_in,
    read_workbook,
)
from bayline.systems.plan.queries.requests.known import known_figures
from bayline.systems.plan.queries.requests.naming import has_organisations, unit_names
from bayline.systems.plan.queries.requests.templates import (
    FOLDER,
    is_template,
    path_of,
    template,
    templates,
)
from bayline.systems.plan.queries.requests.verifying import faults

__all__ = [
    "FOLDER",
    "Draft",
    "Earlier",
    "Owed",
    "OwedAsked",
    "all_answers",
    "asked",
    "asked_by_unit",
    "asked_row",
    "draft",
    "due_requests",
    "earlier",
    "faults",
    "form_workbook",
    "has_organisations",
    "is_any_asked",
    "is_template",
    "known_figures",
    "last_period",
    "names_in",
    "owed",
    "path_of",
    "read_workbook",
    "request",
    "request_row",
    "sent",
    "steps",
    "taken",
    "template",
    "templates",
    "unit_names",
]
