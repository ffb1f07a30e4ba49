"""Names the plan to Django."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """The system of targets, of verdicts on them, and of the tables asked of units."""

    name = "bayline.systems.plan"
    label = "plan"
    only_added_to = ("plan_request", "plan_step")

    def ready(self) -> None:
        """Offer requests, once everything is loaded."""
        _offer_requests()


def _offer_requests() -> None:
    from bayline.platform.keeping import listen
    from bayline.platform.making import offer_check
    from bayline.platform.packs.terms import KeptFiles
    from bayline.platform.waiting import offer_waiting
    from bayline.systems.plan.actions.requests.templating import refuse_bad_templates
    from bayline.systems.plan.pages.requests.waiting import things
    from bayline.systems.plan.queries.requests import faults

    listen(KeptFiles, refuse_bad_templates)
    offer_check(faults)
    offer_waiting(things)
