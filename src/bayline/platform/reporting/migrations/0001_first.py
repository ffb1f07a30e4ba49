"""The tables of reports, guarded: rows are only added."""

import django.db.models.deletion
from django.db import migrations, models

import bayline.platform.instants
from bayline.platform.append_only import forbid_changes

_KEY = {"auto_created": True, "primary_key": True, "serialize": False, "verbose_name": "ID"}


class Migration(migrations.Migration):
    initial = True
    dependencies = [("publishing", "0001_first")]
    operations = [
        migrations.CreateModel(
            name="Issue",
            fields=[
                ("id", models.BigAutoField(**_KEY)),
                ("identifier", models.CharField(max_length=16, unique=True)),
                ("template", models.CharField(max_length=80)),
                ("edition", models.CharField(max_length=80)),
                ("title", models.TextField()),
                ("publication", models.CharField(max_length=16)),
                ("moment", bayline.platform.instants.InstantField()),
                ("facts", models.TextField()),
                ("by", models.TextField()),
                ("recorded", bayline.platform.instants.InstantField(db_index=True)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["template", "edition"], name="reporting_issue_edition")
                ],
            },
        ),
        migrations.CreateModel(
            name="IssuedFile",
            fields=[
                ("id", models.BigAutoField(**_KEY)),
                ("name", models.CharField(max_length=80)),
                ("sha256", models.CharField(max_length=64)),
                ("data", models.BinaryField()),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="reporting.issue",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("issue", "name"), name="reporting_issuedfile_name"
                    )
                ],
            },
        ),
        forbid_changes("reporting_issue", "reporting_issuedfile"),
    ]
