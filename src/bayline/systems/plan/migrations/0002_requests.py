"""The tables of requests, of what was done with them, and of drafts."""

import bayline.platform.append_only
import bayline.platform.instants
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plan", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="AskedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit", models.TextField()),
                ("answers", models.BooleanField()),
                ("asker", models.TextField()),
                ("state", models.TextField()),
                ("due", models.DateField()),
                ("step", models.IntegerField(default=0)),
                ("version", models.IntegerField(default=0)),
                ("accepted", models.IntegerField(default=0)),
                ("before", models.TextField(default="open")),
                ("sent_by", models.TextField(default="")),
                ("sent_on", bayline.platform.instants.InstantField(null=True)),
                ("reason", models.TextField(default="")),
                ("wished", models.DateField(null=True)),
                ("wish", models.TextField(default="")),
            ],
            options={
                "db_table": "plan_asked",
            },
        ),
        migrations.CreateModel(
            name="DraftRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content", models.TextField()),
                ("version", models.IntegerField()),
                ("by", models.TextField()),
                ("recorded", bayline.platform.instants.InstantField()),
                (
                    "asked",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draft",
                        to="plan.askedrow",
                    ),
                ),
            ],
            options={
                "db_table": "plan_draft",
            },
        ),
        migrations.CreateModel(
            name="RequestRow",
            fields=[
                (
                    "id",
                    bayline.platform.append_only.RowNumberField(primary_key=True, serialize=False),
                ),
                ("code", models.TextField(unique=True)),
                ("template", models.TextField()),
                ("declaration", models.TextField()),
                ("period", models.TextField()),
                ("starts", models.DateField()),
                ("ends", models.DateField()),
                ("due", models.DateField()),
                ("units", models.TextField()),
                ("by", models.TextField()),
                ("recorded", bayline.platform.instants.InstantField()),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "plan_request",
                "indexes": [
                    models.Index(fields=["template", "ends"], name="plan_requests_by_period")
                ],
            },
        ),
        migrations.AddField(
            model_name="askedrow",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="asked",
                to="plan.requestrow",
            ),
        ),
        migrations.CreateModel(
            name="StepRow",
            fields=[
                (
                    "id",
                    bayline.platform.append_only.RowNumberField(primary_key=True, serialize=False),
                ),
                ("number", models.IntegerField()),
                ("act", models.TextField()),
                ("reason", models.TextField()),
                ("due", models.DateField(null=True)),
                ("version", models.IntegerField()),
                ("content", models.TextField()),
                ("by", models.TextField()),
                ("account", models.TextField()),
                ("recorded", bayline.platform.instants.InstantField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "asked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="plan.askedrow",
                    ),
                ),
            ],
            options={
                "db_table": "plan_step",
            },
        ),
        migrations.AddIndex(
            model_name="askedrow",
            index=models.Index(fields=["unit", "state", "due"], name="plan_asked_by_unit"),
        ),
        migrations.AddIndex(
            model_name="askedrow",
            index=models.Index(fields=["asker", "state", "due"], name="plan_asked_by_asker"),
        ),
        migrations.AddIndex(
            model_name="askedrow",
            index=models.Index(fields=["state", "due"], name="plan_asked_by_due"),
        ),
        migrations.AddConstraint(
            model_name="askedrow",
            constraint=models.UniqueConstraint(fields=("request", "unit"), name="plan_asked_once"),
        ),
        migrations.AddIndex(
            model_name="steprow",
            index=models.Index(fields=["asked", "act", "version"], name="plan_steps_by_act"),
        ),
        migrations.AddConstraint(
            model_name="steprow",
            constraint=models.UniqueConstraint(fields=("asked", "number"), name="plan_one_step"),
        ),
    ]
