"""How many claims have an attribute, a subject or a place, and indexes in their order."""

import bayline.platform.append_only
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0008_undecided"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mention",
            fields=[
                (
                    "id",
                    bayline.platform.append_only.RowNumberField(primary_key=True, serialize=False),
                ),
                ("aspect", models.CharField(max_length=12)),
                ("words", models.TextField()),
                ("figures", models.BigIntegerField()),
                ("superseded", models.BigIntegerField()),
                ("events", models.BigIntegerField()),
            ],
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(fields=["publisher"], name="record_source_publisher"),
        ),
        migrations.RemoveIndex(
            model_name="claim",
            name="record_claim_attribute",
        ),
        migrations.RemoveIndex(
            model_name="claim",
            name="record_claim_subject",
        ),
        migrations.RemoveIndex(
            model_name="claim",
            name="record_claim_where",
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["attribute", "recorded"], name="record_claim_stating"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["subject", "recorded"], name="record_claim_about"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["place", "recorded"], name="record_claim_at"),
        ),
        migrations.AddConstraint(
            model_name="mention",
            constraint=models.UniqueConstraint(
                fields=("aspect", "words"), name="record_mention_once"
            ),
        ),
    ]
