"""Which documents a publication opens to the public; rows are only added."""

import django.db.models.deletion
from django.db import migrations, models

from bayline.platform.append_only import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("record", "0004_one_accepted")]
    operations = [
        migrations.CreateModel(
            name="Opened",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("publication", models.CharField(max_length=16)),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opened",
                        to="record.source",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("publication", "source"), name="record_opened_once"
                    )
                ],
            },
        ),
        forbid_changes("record_opened"),
    ]
