"""Note of every standing the line of its claim; of lines with several accepted readings one stays.

That two were accepted was a fault: the one accepted last counts, the others are superseded by it,
as they would have been then.
"""

from collections import defaultdict

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from bayline.platform.instants import microseconds
from bayline.platform.record.chain import GENESIS, content_hash, linked


def fill(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    standings = apps.get_model("record", "Standing").objects
    earlier = dict(
        apps.get_model("record", "Claim")
        .objects.filter(supersedes__isnull=False)
        .values_list("pk", "supersedes_id")
    )
    standings.update(line_id=models.F("claim_id"))
    for key in earlier:
        first = key
        while first in earlier:
            first = earlier[first]
        standings.filter(claim_id=key).update(line_id=first)
    accepted = defaultdict(list)
    for one in standings.filter(until__isnull=True, state="accepted").order_by("decision_id"):
        accepted[one.line_id].append(one)
    for rivals in accepted.values():
        for loser in rivals[:-1]:
            supersede(apps, loser, rivals[-1])


def supersede(apps: Apps, loser: models.Model, winner: models.Model) -> None:
    decisions = apps.get_model("record", "Decision").objects
    last = decisions.order_by("-pk").values_list("digest", flat=True).first() or GENESIS
    moment = max(loser.since, winner.since)
    by, cause = winner.decision.by, winner.claim.identifier
    content = content_hash((loser.claim.identifier, "superseded", "", cause))
    decision = decisions.create(
        claim_id=loser.claim_id,
        state="superseded",
        reason="",
        cause=cause,
        by=by,
        recorded=moment,
        digest=linked(last, content, how=(by, microseconds(moment))),
    )
    heads = apps.get_model("record", "Head").objects.filter(chain="record_decision")
    heads.update(length=models.F("length") + 1, digest=decision.digest)
    loser.until = moment
    loser.save()
    apps.get_model("record", "Standing").objects.create(
        claim_id=loser.claim_id,
        line_id=loser.line_id,
        state="superseded",
        since=moment,
        decision=decision,
    )


class Migration(migrations.Migration):
    dependencies = [("record", "0002_append_only")]
    operations = [
        migrations.AddField(
            model_name="standing",
            name="line",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="record.claim",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
