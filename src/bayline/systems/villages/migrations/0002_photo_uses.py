"""Which events name which photo, filled when upgraded; and photos whose submission is to come."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("villages", "0001_first")]

    operations = [
        migrations.CreateModel(
            name="PhotoUseRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("photo", models.CharField(max_length=64)),
                ("event", models.CharField(max_length=200)),
            ],
            options={
                "db_table": "villages_photouse",
                "indexes": [models.Index(fields=["photo"], name="villages_photouse_photo")],
            },
        ),
        migrations.CreateModel(
            name="PhotoPartRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("campaign", models.TextField()),
                ("instance", models.TextField()),
                ("name", models.TextField()),
                ("told", models.TextField()),
            ],
            options={
                "db_table": "villages_photopart",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "instance", "name"), name="villages_photopart_once"
                    )
                ],
            },
        ),
    ]
