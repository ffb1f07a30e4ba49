"""The tables of the plan."""

from bayline.systems.plan.models.requests import AskedRow, DraftRow, RequestRow, StepRow
from bayline.systems.plan.models.verdicts import VerdictRow

__all__ = ["AskedRow", "DraftRow", "RequestRow", "StepRow", "VerdictRow"]
