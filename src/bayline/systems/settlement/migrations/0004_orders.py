"""The table of what the office orders of its node."""

import bayline.platform.instants
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("settlement", "0003_cases")]

    operations = [
        migrations.CreateModel(
            name="OrderRow",
            fields=[
                ("id", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("partner", models.TextField()),
                ("told", models.TextField()),
                ("ordered", bayline.platform.instants.InstantField()),
                ("is_open", models.BooleanField(default=True)),
                ("refused", models.TextField(default="")),
            ],
            options={
                "db_table": "settlement_order",
                "indexes": [
                    models.Index(fields=["is_open", "ordered"], name="settlement_order_open")
                ],
            },
        ),
    ]
