"""The table of the journal of a node, which is only added to."""

import bayline.platform.append_only
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="JournalRow",
            fields=[
                (
                    "id",
                    bayline.platform.append_only.RowNumberField(primary_key=True, serialize=False),
                ),
                ("written", models.TextField()),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "settlement_journal",
            },
        ),
        bayline.platform.append_only.forbid_changes("settlement_journal"),
    ]
