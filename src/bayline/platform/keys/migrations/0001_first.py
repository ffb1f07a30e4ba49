"""The table of keys."""

import bayline.platform.instants
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Key",
            fields=[
                ("id", models.CharField(max_length=12, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=100)),
                ("organisation", models.CharField(max_length=100)),
                ("scope", models.CharField(max_length=8)),
                ("made", bayline.platform.instants.InstantField()),
                ("made_by", models.CharField(max_length=100)),
                ("expires", models.DateField(null=True)),
                ("revoked", bayline.platform.instants.InstantField(null=True)),
                ("used", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("scope__in", ("read", "write"))), name="keys_key_scope"
                    )
                ],
            },
        ),
    ]
