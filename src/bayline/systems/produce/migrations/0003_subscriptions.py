"""Subscriptions to queries."""

import bayline.platform.append_only
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("produce", "0002_captures"),
    ]

    operations = [
        migrations.CreateModel(
            name="SubscriptionRow",
            fields=[
                (
                    "id",
                    bayline.platform.append_only.RowNumberField(primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=36, unique=True)),
                ("query", models.CharField(db_index=True, max_length=200)),
                ("wish", models.TextField()),
                ("token", models.TextField()),
                ("is_stream", models.BooleanField()),
                ("position", models.BigIntegerField()),
                ("due", models.BigIntegerField()),
                ("failures", models.BigIntegerField(default=0)),
                ("said", models.TextField(default="")),
                ("notified", models.BigIntegerField(null=True)),
                ("created", models.BigIntegerField()),
                ("by", models.TextField()),
            ],
            options={
                "db_table": "produce_subscription",
            },
        ),
    ]
