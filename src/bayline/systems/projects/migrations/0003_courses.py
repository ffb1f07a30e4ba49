"""What lists show of a course beside where it stands; the table is made again after migrating."""

from django.db import migrations, models

_SUMMED = ("stage", "kind", "unit", "least", "most", "is_over", "is_under")
_INDEXES = {
    "projects_overdue": ("due_day", "stage"),
    "projects_by_form": ("form", "stage"),
    "projects_by_category": ("category", "stage"),
    "projects_by_lead": ("lead", "stage"),
    "projects_sums": _SUMMED,
}


class Migration(migrations.Migration):
    """Two columns, no rows that lack them, and indexes."""

    dependencies = (("projects", "0002_sums"),)

    operations = (
        migrations.RunSQL("DELETE FROM projects_standing", migrations.RunSQL.noop),
        migrations.AddField("standingrow", "amount_document", models.TextField(default="")),
        migrations.AddField("standingrow", "course", models.TextField(default="")),
        *(
            migrations.AddIndex("standingrow", models.Index(fields=fields, name=name))
            for name, fields in _INDEXES.items()
        ),
    )
