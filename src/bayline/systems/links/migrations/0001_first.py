"""The table of networks and timetables, which is only added to."""

import bayline.platform.append_only
import bayline.platform.instants
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="DeliveryRow",
            fields=[
                (
                    "id",
                    bayline.platform.append_only.RowNumberField(primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=16)),
                ("sha256", models.CharField(max_length=64)),
                ("told", models.TextField()),
                ("content", models.BinaryField()),
                ("by", models.TextField()),
                ("recorded", bayline.platform.instants.InstantField()),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "links_delivery",
                "indexes": [models.Index(fields=["kind", "recorded"], name="links_delivery_kind")],
            },
        ),
        bayline.platform.append_only.forbid_changes("links_delivery"),
    ]
