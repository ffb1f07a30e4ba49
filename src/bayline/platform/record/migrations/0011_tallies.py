"""Tables of tallies, the list of what is proposed in the order of review, and indexes of lists.

The list is made anew, since all that is in it follows from the claims; the next step fills it.
"""

import django.db.models.deletion
from django.db import migrations, models

import bayline.platform.instants

_LISTED = (
    "INSERT INTO record_undecided (claim_id, recorded)"
    " SELECT c.id, c.recorded FROM record_claim c LEFT JOIN record_standing n"
    " ON n.claim_id = c.id AND n.until IS NULL WHERE n.id IS NULL OR n.state = 'proposed'"
)


def _number() -> models.BigAutoField:
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


class Migration(migrations.Migration):
    dependencies = [("record", "0010_mentioned")]
    operations = [
        migrations.RunSQL(migrations.RunSQL.noop, _LISTED),  # last of all on the way back
        migrations.DeleteModel(name="Undecided"),
        migrations.CreateModel(
            name="Undecided",
            fields=[
                (
                    "claim",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="undecided",
                        serialize=False,
                        to="record.claim",
                    ),
                ),
                ("recorded", bayline.platform.instants.InstantField()),
                ("rank", models.SmallIntegerField()),
                ("ground", models.BigIntegerField()),
                ("spot", models.IntegerField()),
                ("kind", models.CharField(max_length=12)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["recorded", "claim"], name="record_undecided_since"),
                    models.Index(
                        fields=["rank", "ground", "spot", "claim"], name="record_undecided_order"
                    ),
                    models.Index(
                        condition=models.Q(("kind", "figure"), _negated=True),
                        fields=["kind", "rank", "ground", "spot", "claim"],
                        name="record_undecided_kind",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="KindTally",
            fields=[
                ("id", _number()),
                ("kind", models.CharField(max_length=12)),
                ("state", models.CharField(max_length=12)),
                ("n", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "state"), name="record_kindtally_once")
                ]
            },
        ),
        migrations.CreateModel(
            name="SourceTally",
            fields=[
                ("id", _number()),
                ("ground", models.BigIntegerField()),
                ("kind", models.CharField(max_length=12)),
                ("state", models.CharField(max_length=12)),
                ("n", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ground", "kind", "state"), name="record_sourcetally_once"
                    )
                ],
                "indexes": [
                    models.Index(
                        fields=["kind", "state", "ground", "n"], name="record_sourcetally_before"
                    ),
                    models.Index(
                        fields=["kind", "state", "-n", "ground"], name="record_sourcetally_most"
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="mention",
            index=models.Index(
                models.F("superseded") - models.F("figures"),
                "words",
                condition=models.Q(("aspect", "place")),
                name="record_mention_most",
            ),
        ),
        migrations.RemoveIndex(model_name="standing", name="record_standing_since"),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(fields=["since", "claim"], name="record_standing_from"),
        ),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(
                condition=models.Q(("line", models.F("claim")), _negated=True),
                fields=["since", "claim"],
                name="record_standing_later",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("kind", "promise")),
                fields=["-period_end", "id"],
                name="record_claim_promises",
            ),
        ),
    ]
