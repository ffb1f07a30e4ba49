"""The table of settlements as they stand, made of the journal."""

from django.db import migrations, models


def _text(length: int) -> models.CharField:
    return models.CharField(max_length=length)


class Migration(migrations.Migration):
    dependencies = [("settlement", "0002_privacy")]

    operations = [
        migrations.CreateModel(
            name="CaseRow",
            fields=[
                ("id", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("kind", _text(16)),
                ("side", _text(16)),
                ("standing", _text(16)),
                ("visit", _text(200)),
                ("person", _text(200)),
                ("hospital", _text(200)),
                ("day", _text(10)),
                ("total", models.BigIntegerField()),
                ("fund", models.BigIntegerField()),
                ("account", models.BigIntegerField()),
                ("cash", models.BigIntegerField()),
                ("rules", _text(200)),
                ("code", _text(200)),
                ("asked_ms", models.BigIntegerField()),
                ("answered_ms", models.BigIntegerField()),
                ("told", models.TextField()),
                ("is_example", models.BooleanField()),
                ("partner_due", models.BigIntegerField(null=True)),
                ("row", models.BigIntegerField()),
            ],
            options={
                "db_table": "settlement_case",
                "indexes": [
                    models.Index(fields=["kind", "-day", "id"], name="settlement_case_day"),
                    models.Index(fields=["standing", "kind"], name="settlement_case_standing"),
                    models.Index(fields=["visit"], name="settlement_case_visit"),
                    models.Index(fields=["row"], name="settlement_case_row"),
                ],
            },
        ),
    ]
