"""Of the readings of one statement at most one is accepted: the database itself refuses more."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0003_lines")]
    operations = [
        migrations.AlterField(
            model_name="standing",
            name="line",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="record.claim",
            ),
        ),
        migrations.AddConstraint(
            model_name="standing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "accepted"), ("until__isnull", True)),
                fields=("line",),
                name="record_standing_accepted_once",
            ),
        ),
    ]
