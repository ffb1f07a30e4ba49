"""The tables of readings, which are only added to."""

import bayline.platform.append_only
import bayline.platform.instants
import django.db.models.deletion
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
                ("kind", models.CharField(max_length=8)),
                ("sha256", models.CharField(max_length=64)),
                ("name", models.TextField()),
                ("heads", models.TextField()),
                ("samples", models.BigIntegerField()),
                ("skipped", models.BigIntegerField()),
                ("stretches", models.BigIntegerField()),
                ("first", models.TextField()),
                ("last", models.TextField()),
                ("notes", models.TextField()),
                ("content", models.CharField(max_length=64)),
                ("by", models.TextField()),
                ("recorded", bayline.platform.instants.InstantField()),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "ecology_delivery",
                "indexes": [models.Index(fields=["sha256"], name="ecology_delivery_file")],
            },
        ),
        migrations.CreateModel(
            name="StretchRow",
            fields=[
                (
                    "id",
                    bayline.platform.append_only.RowNumberField(primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=8)),
                ("station", models.TextField()),
                ("month", models.CharField(max_length=7)),
                ("samples", models.IntegerField()),
                ("first", models.TextField()),
                ("last", models.TextField()),
                ("cells", models.BinaryField()),
                ("sums", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="brought",
                        to="ecology.deliveryrow",
                    ),
                ),
            ],
            options={
                "db_table": "ecology_stretch",
                "indexes": [
                    models.Index(fields=["kind", "month", "station"], name="ecology_stretch_month"),
                    models.Index(
                        fields=["kind", "station", "month"], name="ecology_stretch_station"
                    ),
                ],
            },
        ),
        bayline.platform.append_only.forbid_changes("ecology_delivery", "ecology_stretch"),
    ]
