"""The tables of publishing, guarded: rows are only added."""

from django.db import migrations, models

import bayline.platform.instants
from bayline.platform.append_only import forbid_changes


class Migration(migrations.Migration):
    initial = True
    dependencies = [("record", "0005_opened")]
    operations = [
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("identifier", models.CharField(max_length=16, unique=True)),
                ("title", models.TextField()),
                ("moment", bayline.platform.instants.InstantField(db_index=True)),
                ("facts", models.TextField()),
                ("by", models.TextField()),
                ("recorded", bayline.platform.instants.InstantField()),
                ("digest", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Retraction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("publication", models.CharField(max_length=16)),
                ("source", models.CharField(max_length=64)),
                ("claim", models.CharField(max_length=16)),
                ("reason", models.TextField()),
                ("by", models.TextField()),
                ("recorded", bayline.platform.instants.InstantField()),
                ("digest", models.CharField(max_length=64)),
            ],
        ),
        forbid_changes("publishing_publication", "publishing_retraction"),
    ]
