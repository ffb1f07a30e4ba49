"""Names projects to Django, and lays its rules over its registers."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """The system that follows projects."""

    name = "bayline.systems.projects"
    label = "projects"

    def ready(self) -> None:
        """Lay the rules once everything is loaded."""
        from bayline.platform.registers.ruling import rule_over
        from bayline.systems.projects.rules import entries

        for register in entries.OF_PROJECTS:
            rule_over(register, entries.of_known("project", entries.PROJECTS))
        rule_over(entries.MEMBERS, entries.of_known("batch", entries.BATCHES))
        rule_over(entries.STAGES, entries.stages_in_order)
        rule_over(entries.AMOUNTS, entries.amounts_well_stated)
        rule_over(entries.EFFECTS, entries.effects_well_stated)
        rule_over(entries.BATCHES, entries.batches_hold_their_members)
        rule_over(entries.MEMBERS, entries.members_fit_their_batch)
