"""Indexes of what lists are filtered and sorted by, so that a page is read and not sorted."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from bayline.platform.bulk import learn_sizes


def learn(_apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    learn_sizes()  # else the new indexes are not taken


class Migration(migrations.Migration):
    dependencies = [("record", "0012_tallied")]
    operations = [
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                fields=["place", "attribute", "recorded"], name="record_claim_there"
            ),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(fields=["title"], name="record_source_title"),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(fields=["published"], name="record_source_published"),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(fields=["name"], name="record_source_name"),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(
                condition=models.Q(("replaces__isnull", False)),
                fields=["replaces"],
                name="record_source_editions",
            ),
        ),
        migrations.RunPython(learn, migrations.RunPython.noop),
    ]
