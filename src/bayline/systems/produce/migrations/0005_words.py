"""Words and places of events, each once, and which place lies in which."""

import bayline.platform.append_only
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("produce", "0004_acts"),
    ]

    operations = [
        migrations.CreateModel(
            name="WordRow",
            fields=[
                (
                    "id",
                    bayline.platform.append_only.RowNumberField(primary_key=True, serialize=False),
                ),
                ("field", models.TextField()),
                ("value", models.TextField()),
            ],
            options={
                "db_table": "produce_word",
                "constraints": [
                    models.UniqueConstraint(fields=("value", "field"), name="produce_word_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlaceRow",
            fields=[
                (
                    "id",
                    bayline.platform.append_only.RowNumberField(primary_key=True, serialize=False),
                ),
                ("holder", models.TextField()),
                ("part", models.TextField()),
            ],
            options={
                "db_table": "produce_place",
                "constraints": [
                    models.UniqueConstraint(fields=("holder", "part"), name="produce_place_once"),
                ],
            },
        ),
        bayline.platform.append_only.forbid_changes("produce_word", "produce_place"),
    ]
