"""Captures as they ended, and queries with names."""

import bayline.platform.append_only
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("produce", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaptureRow",
            fields=[
                (
                    "id",
                    bayline.platform.append_only.RowNumberField(primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=36, unique=True)),
                ("created", models.BigIntegerField()),
                ("finished", models.BigIntegerField()),
                ("is_whole", models.BooleanField()),
                ("kept", models.BigIntegerField()),
                ("faults", models.TextField()),
                ("by", models.TextField()),
            ],
            options={
                "db_table": "produce_capture",
            },
        ),
        migrations.CreateModel(
            name="QueryRow",
            fields=[
                (
                    "id",
                    bayline.platform.append_only.RowNumberField(primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=200, unique=True)),
                ("parameters", models.TextField()),
                ("created", models.BigIntegerField()),
                ("by", models.TextField()),
            ],
            options={
                "db_table": "produce_query",
            },
        ),
        bayline.platform.append_only.forbid_changes("produce_capture"),
    ]
