"""The tables of campaigns; their events and photos are only added to."""

import bayline.platform.append_only
import bayline.platform.instants
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="PhotoRow",
            fields=[
                (
                    "id",
                    bayline.platform.append_only.RowNumberField(primary_key=True, serialize=False),
                ),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("media_type", models.TextField()),
                ("data", models.BinaryField()),
                ("by", models.TextField()),
                ("recorded", bayline.platform.instants.InstantField()),
            ],
            options={
                "db_table": "villages_photo",
            },
        ),
        migrations.CreateModel(
            name="EventRow",
            fields=[
                (
                    "id",
                    bayline.platform.append_only.RowNumberField(primary_key=True, serialize=False),
                ),
                ("event", models.CharField(max_length=200, unique=True)),
                ("campaign", models.TextField()),
                ("village", models.TextField()),
                ("day", models.DateField()),
                ("recorded", bayline.platform.instants.InstantField()),
                ("told", models.TextField()),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "villages_event",
                "indexes": [
                    models.Index(fields=["campaign", "village"], name="villages_event_village")
                ],
            },
        ),
        migrations.CreateModel(
            name="StandingRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("campaign", models.TextField()),
                ("village", models.TextField()),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("batch", models.TextField()),
                ("stage", models.TextField()),
                ("round", models.IntegerField()),
                ("total", models.TextField()),
                ("grade", models.TextField()),
                ("accepted_on", models.DateField(null=True)),
                ("due", models.DateField(null=True)),
                ("conflicts", models.IntegerField()),
                ("refused", models.IntegerField()),
            ],
            options={
                "db_table": "villages_standing",
                "indexes": [
                    models.Index(fields=["campaign", "since"], name="villages_standing_then")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "village", "since"), name="villages_standing_once"
                    )
                ],
            },
        ),
        bayline.platform.append_only.forbid_changes("villages_event", "villages_photo"),
    ]
