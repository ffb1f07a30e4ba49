"""Names the plan to Django."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """The system of targets, of verdicts on them, and of the tables asked of units."""

    name = "bayline.systems.plan"
    label = "plan"
