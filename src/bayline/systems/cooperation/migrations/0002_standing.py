"""Where tasks stand is kept with when they stood so; both tables are made anew of the events."""

import bayline.platform.instants
import django.db.models.deletion
from django.db import migrations, models

_ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0001_first")]

    operations = [
        migrations.DeleteModel(name="WaitRow"),
        migrations.DeleteModel(name="TaskRow"),
        migrations.CreateModel(
            name="TaskRow",
            fields=[
                ("id", _ID),
                ("task", models.TextField()),
                ("recorded", bayline.platform.instants.InstantField()),
                ("until", bayline.platform.instants.InstantField(null=True)),
                ("title", models.TextField()),
                ("stage", models.TextField()),
                ("since", models.DateField()),
                ("due", models.DateField()),
                ("proposed", models.DateField()),
                ("is_urgent", models.BooleanField()),
                ("slips", models.TextField()),
                ("rule", models.CharField(max_length=64)),
                ("refused", models.IntegerField()),
                ("agreement", models.TextField()),
                ("decision", models.TextField()),
                ("track", models.TextField()),
                ("sides", models.TextField()),
            ],
            options={
                "db_table": "cooperation_task",
                "indexes": [
                    models.Index(
                        condition=models.Q(("until", None)),
                        fields=["due", "task"],
                        name="cooperation_task_due",
                    ),
                    models.Index(fields=["task", "recorded"], name="cooperation_task_then"),
                    models.Index(fields=["agreement"], name="cooperation_task_agreement"),
                    models.Index(fields=["decision"], name="cooperation_task_decision"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("task",),
                        name="cooperation_task_now",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WaitRow",
            fields=[
                ("id", _ID),
                ("is_now", models.BooleanField()),
                ("side", models.TextField()),
                ("act", models.TextField()),
                ("unit", models.TextField()),
                ("about", models.TextField()),
                ("due", models.DateField()),
                (
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waits",
                        to="cooperation.taskrow",
                    ),
                ),
            ],
            options={
                "db_table": "cooperation_wait",
                "indexes": [
                    models.Index(fields=["is_now", "side", "due"], name="cooperation_wait_side")
                ],
            },
        ),
    ]
