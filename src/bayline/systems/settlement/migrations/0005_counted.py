"""The day by which a settlement counts between the offices, and who has ordered what."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("settlement", "0004_orders")]

    operations = [
        migrations.AddField(
            model_name="caserow",
            name="counted",
            field=models.CharField(default="", max_length=10),
        ),
        migrations.AddField(
            model_name="orderrow",
            name="by",
            field=models.TextField(default=""),
        ),
        migrations.AddIndex(
            model_name="caserow",
            index=models.Index(fields=["counted", "side"], name="settlement_case_counted"),
        ),
    ]
