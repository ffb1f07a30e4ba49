"""The kinds of jobs of this installation; those that span several parts are put together here."""

from bayline.platform.jobs.terms import Duty, Effect, Kind, Outcome, Task
from bayline.platform.people.terms import Audience

JOBS = {
    "backup": Kind(
        title="做一份备份",
        title_en="Make a backup",
        target="bayline.platform.backups.jobs:backup",
        audience=Audience.ADMINISTER,
        is_offered=True,
    ),
    "publish": Kind(
        title="发布",
        title_en="Publish",
        target="bayline.site.jobs:publish",
        audience=Audience.PUBLISH,
        is_offered=True,
    ),
    "reread": Kind(
        title="重读全部文件",
        title_en="Read all documents again",
        target="bayline.systems.reading.actions.rereading:reread_all",
        audience=Audience.REVIEW,
        is_offered=True,
    ),
    "import": Kind(
        title="导入名册",
        title_en="Import into a register",
        target="bayline.platform.registers.pages.background:imported",
        audience=Audience.WRITE,
    ),
    "accept": Kind(
        title="受理填报",
        title_en="Accept an answer",
        target="bayline.systems.plan.pages.requests.background:accepted",
        audience=Audience.REVIEW,
    ),
    "package": Kind(
        title="收进项目包",
        title_en="Take in a package of projects",
        target="bayline.systems.projects.pages.background:taken",
        audience=Audience.WRITE,
    ),
}

DUTIES = {
    "transport": Duty(
        is_due="bayline.platform.transport.delivering:is_due",
        does="bayline.platform.transport.delivering:deliver_due",
    ),
    "epcis": Duty(
        is_due="bayline.systems.produce.actions.delivering:is_due",
        does="bayline.systems.produce.actions.delivering:deliver_due",
    ),
}


def publish(task: Task) -> Effect:
    """Freeze the record and show it to the public."""
    from django.conf import settings

    from bayline.platform.freezing.actions import publish as published

    task.progress(0, 0)
    title = task.arguments.get("title") or f"{task.at.date()}发布"
    made = published(settings.HOME / "snapshots", title=title, by=task.owner, at=task.at)

    def effect() -> Outcome:
        return Outcome(
            chinese=f"已发布{made.id}：文件{made.facts.sources}份，已审{made.facts.claims}条。",
            english=f"published {made.id}: {made.facts.sources} documents, "
            f"{made.facts.claims} claims",
        )

    return effect
