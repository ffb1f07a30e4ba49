"""What lists are asked by: indexes, and the list of what is proposed."""

import bayline.platform.instants
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0006_standing_in"),
    ]

    operations = [
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
            ],
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(fields=["recorded"], name="record_source_recorded"),
        ),
        migrations.RemoveIndex(
            model_name="standing",
            name="record_standing_state",
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["period_start"], name="record_claim_period"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("kind", "figure"), _negated=True),
                fields=["kind"],
                name="record_claim_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["recorded"], name="record_claim_recorded"),
        ),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(
                condition=models.Q(("until__isnull", True)),
                fields=["state", "claim"],
                name="record_standing_state",
            ),
        ),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(
                condition=models.Q(("until__isnull", True)),
                fields=["since", "claim"],
                name="record_standing_since",
            ),
        ),
        migrations.AddIndex(
            model_name="undecided",
            index=models.Index(fields=["recorded", "claim"], name="record_undecided_since"),
        ),
    ]
