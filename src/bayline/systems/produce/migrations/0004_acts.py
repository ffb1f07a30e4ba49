"""What the office does about lots: recalls, certificates, labels."""

import bayline.platform.append_only
import bayline.platform.instants
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("produce", "0003_subscriptions"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActRow",
            fields=[
                (
                    "id",
                    bayline.platform.append_only.RowNumberField(primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=16)),
                ("subject", models.TextField()),
                ("thing", models.BigIntegerField()),
                ("told", models.TextField()),
                ("by", models.TextField()),
                ("recorded", bayline.platform.instants.InstantField()),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "produce_act",
                "indexes": [
                    models.Index(fields=["kind", "subject"], name="produce_act_subject"),
                    models.Index(fields=["thing", "kind"], name="produce_act_thing"),
                ],
            },
        ),
        bayline.platform.append_only.forbid_changes("produce_act"),
    ]
