"""The tables of events, which are only added to."""

import bayline.platform.append_only
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="EventRow",
            fields=[
                (
                    "id",
                    bayline.platform.append_only.RowNumberField(primary_key=True, serialize=False),
                ),
                ("mark", models.BigIntegerField()),
                ("time", models.BigIntegerField()),
                ("kind", models.TextField()),
                ("step", models.TextField()),
                ("body", models.TextField()),
                ("recorded", models.BigIntegerField()),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "produce_event",
                "indexes": [
                    models.Index(fields=["mark"], name="produce_event_mark"),
                    models.Index(fields=["time"], name="produce_event_time"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkRow",
            fields=[
                (
                    "id",
                    bayline.platform.append_only.RowNumberField(primary_key=True, serialize=False),
                ),
                ("thing", models.BigIntegerField()),
                ("event", models.BigIntegerField()),
            ],
            options={
                "db_table": "produce_link",
                "indexes": [models.Index(fields=["thing", "event"], name="produce_link_thing")],
            },
        ),
        migrations.CreateModel(
            name="NestRow",
            fields=[
                (
                    "id",
                    bayline.platform.append_only.RowNumberField(primary_key=True, serialize=False),
                ),
                ("child", models.BigIntegerField()),
                ("parent", models.BigIntegerField()),
                ("event", models.BigIntegerField()),
                ("time", models.BigIntegerField()),
                ("is_in", models.BooleanField()),
            ],
            options={
                "db_table": "produce_nest",
                "indexes": [
                    models.Index(fields=["child"], name="produce_nest_child"),
                    models.Index(fields=["parent"], name="produce_nest_parent"),
                ],
            },
        ),
        migrations.CreateModel(
            name="TreatmentRow",
            fields=[
                (
                    "id",
                    bayline.platform.append_only.RowNumberField(primary_key=True, serialize=False),
                ),
                ("thing", models.BigIntegerField()),
                ("event", models.BigIntegerField()),
                ("time", models.BigIntegerField()),
                ("until", models.BigIntegerField()),
            ],
            options={
                "db_table": "produce_treatment",
                "indexes": [models.Index(fields=["thing"], name="produce_treatment_thing")],
            },
        ),
        bayline.platform.append_only.forbid_changes(
            "produce_event",
            "produce_link",
            "produce_nest",
            "produce_treatment",
            loaded=("produce_event", "produce_link", "produce_nest", "produce_treatment"),
        ),
    ]
