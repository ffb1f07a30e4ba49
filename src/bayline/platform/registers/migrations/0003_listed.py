"""What entries are sorted and filtered by in lists, and how many have each value of a facet."""

import bayline.platform.append_only
import bayline.platform.bytewise
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0002_only_added_to"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    bayline.platform.append_only.RowNumberField(primary_key=True, serialize=False),
                ),
                ("register", models.CharField(max_length=40)),
                ("field", models.CharField(max_length=41)),
                ("value", bayline.platform.bytewise.BytesTextField()),
                ("entries", models.BigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["register", "field", "entries"], name="registers_tally_most"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("register", "field", "value"), name="registers_tally_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Listed",
            fields=[
                (
                    "id",
                    bayline.platform.append_only.RowNumberField(primary_key=True, serialize=False),
                ),
                ("register", models.CharField(max_length=40)),
                ("field", models.CharField(max_length=41)),
                ("value", bayline.platform.bytewise.BytesTextField(null=True)),
                ("place", bayline.platform.bytewise.BytesTextField()),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="registers.entry",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["entry", "field", "value"], name="registers_listed_entry"),
                    models.Index(
                        fields=["register", "field", "value", "place"],
                        name="registers_listed_order",
                    ),
                ],
            },
        ),
    ]
