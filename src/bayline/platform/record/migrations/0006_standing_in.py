"""Claims are asked for by the passage they stand in: one index for text and passage.

It takes the place of the one for the text alone, by hand: SQLite would else copy the whole table
and lose the triggers that guard it.
"""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_TABLE = "record_claim"


def drop(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    with editor.connection.cursor() as cursor:
        found = editor.connection.introspection.get_constraints(cursor, _TABLE)
    for name, one in found.items():
        if one["index"] and one["columns"] == ["text_id"]:
            editor.execute(f'DROP INDEX "{name}"')


def make(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute(f'CREATE INDEX "record_claim_text_id" ON "{_TABLE}" ("text_id")')


class Migration(migrations.Migration):
    dependencies = [("record", "0005_opened")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(drop, make)],
            state_operations=[
                migrations.AlterField(
                    model_name="claim",
                    name="text",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="record.text",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["text", "passage"], name="record_claim_standing_in"),
        ),
    ]
