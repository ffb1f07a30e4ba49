"""The table of where projects stand."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="StandingRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.TextField(unique=True)),
                ("name", models.TextField()),
                ("form", models.TextField()),
                ("category", models.TextField()),
                ("place", models.TextField()),
                ("lead", models.TextField()),
                ("point", models.TextField()),
                ("document", models.TextField()),
                ("stage", models.TextField()),
                ("since", models.TextField()),
                ("since_day", models.DateField(null=True)),
                ("started_day", models.DateField(null=True)),
                ("completed_day", models.DateField(null=True)),
                ("kind", models.TextField()),
                ("amount", models.TextField()),
                ("unit", models.TextField()),
                ("low", models.DecimalField(decimal_places=4, max_digits=24, null=True)),
                ("least", models.BigIntegerField(null=True)),
                ("most", models.BigIntegerField(null=True)),
                ("is_over", models.BooleanField(default=False)),
                ("is_under", models.BooleanField(default=False)),
                ("amount_document", models.TextField(default="")),
                ("next_stage", models.TextField()),
                ("due", models.TextField()),
                ("due_day", models.DateField(null=True)),
                ("course", models.TextField(default="")),
            ],
            options={
                "db_table": "projects_standing",
                "indexes": [
                    models.Index(fields=["stage", "-since_day", "code"], name="projects_by_stage"),
                    models.Index(fields=["place", "stage"], name="projects_by_place"),
                    models.Index(fields=["-since_day", "code"], name="projects_by_since"),
                    models.Index(fields=["-low", "code"], name="projects_by_amount"),
                    models.Index(fields=["due_day", "code"], name="projects_by_due"),
                    models.Index(fields=["due_day", "stage"], name="projects_overdue"),
                    models.Index(fields=["form", "stage"], name="projects_by_form"),
                    models.Index(fields=["category", "stage"], name="projects_by_category"),
                    models.Index(fields=["lead", "stage"], name="projects_by_lead"),
                    models.Index(
                        fields=["stage", "kind", "unit", "least", "most", "is_over", "is_under"],
                        name="projects_sums",
                    ),
                    models.Index(fields=["name", "code"], name="projects_by_name"),
                ],
            },
        ),
    ]
