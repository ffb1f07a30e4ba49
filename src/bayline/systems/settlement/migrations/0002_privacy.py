"""The tables of shared keys, and of who looked at whom."""

import bayline.platform.append_only
import bayline.platform.instants
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("settlement", "0001_first")]

    operations = [
        migrations.CreateModel(
            name="KeyRow",
            fields=[
                ("kid", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("partner", models.TextField()),
                ("use", models.CharField(max_length=16)),
                ("year", models.IntegerField()),
                ("wrapped", models.BinaryField()),
                ("made", bayline.platform.instants.InstantField()),
            ],
            options={"db_table": "settlement_key"},
        ),
        migrations.CreateModel(
            name="LookRow",
            fields=[
                (
                    "id",
                    bayline.platform.append_only.RowNumberField(primary_key=True, serialize=False),
                ),
                ("who", models.TextField()),
                ("person", models.CharField(max_length=80)),
                ("visit", models.CharField(max_length=200)),
                ("what", models.CharField(max_length=16)),
                ("why", models.TextField()),
                ("recorded", bayline.platform.instants.InstantField()),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "settlement_look",
                "indexes": [models.Index(fields=["person", "id"], name="settlement_look_person")],
            },
        ),
        bayline.platform.append_only.forbid_changes("settlement_look"),
    ]
