"""Whether what was asked and done is whole, and whether tables stand where their steps lead."""

from collections.abc import Iterator

from bayline.platform.languages import either
from bayline.platform.record.walking import Chain, walked
from bayline.systems.plan.models import AskedRow, StepRow
from bayline.systems.plan.queries.requests.rows import standing_of, step_of
from bayline.systems.plan.rules.requests.moving import standing_after

_REQUESTS = Chain(
    "plan_request",
    "SELECT c.id, c.digest, c.recorded, c.code, c.template, c.declaration, c.period, c.starts,"
    " c.ends, c.due, c.units, c.by FROM plan_request c",
    1,
)
_STEPS = Chain(
    "plan_step",
    "SELECT c.id, c.digest, c.recorded, c.asked_id, c.number, c.act, c.reason, c.due, c.version,"
    " c.content, c.by, c.account FROM plan_step c",
    1,
)


def faults() -> Iterator[str]:
    """Say in a sentence each what does not fit."""
    for chain in (_REQUESTS, _STEPS):
        yield from walked(chain)[1]
    yield from _astray()


def _astray() -> Iterator[str]:
    rows = AskedRow.objects.select_related("request").order_by("pk")
    steps: dict[int, list[StepRow]] = {}
    for step in StepRow.objects.order_by("asked", "number").defer("content").iterator(1000):
        steps.setdefault(step.asked_id, []).append(step)
    for row in rows.iterator(chunk_size=1000):
        done = [step_of(step) for step in steps.get(row.pk, [])]
        if standing_after(row.request.due, done) != standing_of(row):
            wrong = either("与它的办理过程不符", "does not stand where its steps lead")
            yield f"plan_asked {row.pk} {row.request.code} {row.unit}: {wrong}"
