"""Count what is in the record, and list what is proposed, in records that were begun before."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from bayline.platform.bulk import learn_sizes

_NOW = "record_claim c LEFT JOIN record_standing n ON n.claim_id = c.id AND n.until IS NULL"
_STATE = "COALESCE(n.state, 'proposed')"
_FILL = [
    "INSERT INTO record_undecided (claim_id, recorded, rank, ground, spot, kind)"
    " SELECT c.id, c.recorded, CASE WHEN c.supersedes_id IS NULL THEN 1 ELSE 0 END,"
    " COALESCE(c.source_id, 0), COALESCE(c.start, -1), c.kind"
    f" FROM {_NOW} WHERE {_STATE} = 'proposed'",
    "INSERT INTO record_sourcetally (ground, kind, state, n)"
    f" SELECT COALESCE(c.source_id, 0), c.kind, {_STATE}, COUNT(*)"
    f" FROM {_NOW} GROUP BY 1, 2, 3",
    "INSERT INTO record_sourcetally (ground, kind, state, n)"
    " SELECT ground, '', state, SUM(n) FROM record_sourcetally GROUP BY 1, 3",
    "INSERT INTO record_kindtally (kind, state, n)"
    " SELECT kind, state, SUM(n) FROM record_sourcetally WHERE kind <> '' GROUP BY 1, 2",
]
_EMPTY = [
    f"DELETE FROM record_{table}"  # noqa: S608 - our own names
    for table in ("undecided", "sourcetally", "kindtally")
]


def learn(_apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    learn_sizes()  # of the list, which is another table now


class Migration(migrations.Migration):
    dependencies = [("record", "0011_tallies")]
    operations = [
        migrations.RunSQL(_FILL, _EMPTY),
        migrations.RunPython(learn, migrations.RunPython.noop),
    ]
