"""The tables of tasks; their events are only added to."""

import bayline.platform.append_only
import bayline.platform.instants
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
                ("event", models.CharField(max_length=100, unique=True)),
                ("task", models.TextField()),
                ("at", bayline.platform.instants.InstantField()),
                ("recorded", bayline.platform.instants.InstantField()),
                ("told", models.TextField()),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "cooperation_event",
                "indexes": [models.Index(fields=["task", "at"], name="cooperation_event_task")],
            },
        ),
        migrations.CreateModel(
            name="TaskRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("task", models.TextField(unique=True)),
                ("title", models.TextField()),
                ("stage", models.TextField()),
                ("since", models.DateField()),
                ("due", models.DateField()),
                ("proposed", models.DateField()),
                ("is_urgent", models.BooleanField()),
                ("has_slips", models.BooleanField()),
                ("refused", models.IntegerField()),
                ("agreement", models.TextField()),
                ("decision", models.TextField()),
                ("track", models.TextField()),
                ("sides", models.TextField()),
            ],
            options={
                "db_table": "cooperation_task",
                "indexes": [
                    models.Index(fields=["stage", "due", "task"], name="cooperation_task_stage"),
                    models.Index(fields=["due", "task"], name="cooperation_task_due"),
                    models.Index(fields=["agreement"], name="cooperation_task_agreement"),
                    models.Index(fields=["decision"], name="cooperation_task_decision"),
                ],
            },
        ),
        migrations.CreateModel(
            name="WaitRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("task", models.TextField()),
                ("side", models.TextField()),
                ("act", models.TextField()),
                ("unit", models.TextField()),
                ("about", models.TextField()),
                ("due", models.DateField()),
            ],
            options={
                "db_table": "cooperation_wait",
                "indexes": [
                    models.Index(fields=["side", "due", "task"], name="cooperation_wait_side"),
                    models.Index(fields=["task"], name="cooperation_wait_task"),
                ],
            },
        ),
        bayline.platform.append_only.forbid_changes("cooperation_event"),
    ]
