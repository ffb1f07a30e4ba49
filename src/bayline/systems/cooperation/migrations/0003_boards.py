"""Which sides a task waits for stands with it, and which tasks are in conflict beside them."""

from collections import defaultdict

import orjson
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_AT_ONCE = 500


def _fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    del editor
    sides: dict[int, set[str]] = defaultdict(set)
    waits = apps.get_model("cooperation", "WaitRow").objects
    for row, side in waits.values_list("row_id", "side"):
        sides[row].add(side)
    tasks = apps.get_model("cooperation", "TaskRow").objects
    alike: dict[str, list[int]] = defaultdict(list)
    for row, codes in sides.items():
        alike[orjson.dumps(sorted(codes)).decode()].append(row)
    for told, rows in alike.items():
        for first in range(0, len(rows), _AT_ONCE):
            tasks.filter(pk__in=rows[first : first + _AT_ONCE]).update(waiting=told)


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0002_standing")]

    operations = [
        migrations.AddField("taskrow", "waiting", models.TextField(default="[]")),
        migrations.RunPython(_fill, migrations.RunPython.noop),
        migrations.AddIndex(
            "taskrow",
            models.Index(
                condition=models.Q(("until", None)),
                fields=["stage", "due", "slips", "waiting"],
                name="cooperation_task_heaps",
            ),
        ),
        migrations.CreateModel(
            name="CrossedRow",
            fields=[("task", models.TextField(primary_key=True, serialize=False))],
            options={"db_table": "cooperation_crossed"},
        ),
    ]
