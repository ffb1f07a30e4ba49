"""The tables of the plan."""

from bayline.systems.plan.models.verdicts import VerdictRow

__all__ = ["VerdictRow"]
