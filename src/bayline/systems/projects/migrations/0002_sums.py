"""Ends of amounts to add up; the table is made again from the registers after migrating."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Four columns, and no rows that lack them."""

    dependencies = (("projects", "0001_first"),)

    operations = (
        migrations.RunSQL("DELETE FROM projects_standing", migrations.RunSQL.noop),
        migrations.AddField("standingrow", "least", models.BigIntegerField(null=True)),
        migrations.AddField("standingrow", "most", models.BigIntegerField(null=True)),
        migrations.AddField("standingrow", "is_over", models.BooleanField(default=False)),
        migrations.AddField("standingrow", "is_under", models.BooleanField(default=False)),
    )
