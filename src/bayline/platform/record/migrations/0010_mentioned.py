"""Count the words of records that were begun before there was a list of them."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from bayline.platform.bulk import learn_sizes

_COUNTED = (
    "INSERT INTO record_mention (aspect, words, figures, superseded, events)"
    " SELECT '{aspect}', {words}, SUM({figure}), SUM({superseded}), SUM({event})"
    " FROM record_claim c LEFT JOIN record_standing n ON n.claim_id = c.id AND n.until IS NULL"
    " WHERE {wanted} GROUP BY {words}"
)
_FIGURE = "CASE WHEN c.kind = 'figure' THEN 1 ELSE 0 END"
_SUPERSEDED = "CASE WHEN c.kind = 'figure' AND n.state = 'superseded' THEN 1 ELSE 0 END"
_EVENT = "CASE WHEN c.kind = 'event' THEN 1 ELSE 0 END"


def counting(aspect: str, words: str, wanted: str, *, event: str = "0") -> migrations.RunSQL:
    asked = _COUNTED.format(
        aspect=aspect,
        words=words,
        wanted=wanted,
        figure=_FIGURE,
        superseded=_SUPERSEDED,
        event=event,
    )
    return migrations.RunSQL(asked, migrations.RunSQL.noop)


def learn(_apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    learn_sizes()  # of the indexes that took the place of others


class Migration(migrations.Migration):
    dependencies = [("record", "0009_mention")]
    operations = [
        *(
            counting(aspect, f"c.{aspect}", f"c.{aspect} <> '' AND c.kind = 'figure'")
            for aspect in ("attribute", "subject", "kind")
        ),
        counting(
            "place", "c.place", "c.place <> '' AND c.kind IN ('figure', 'event')", event=_EVENT
        ),
        migrations.RunPython(learn, migrations.RunPython.noop),
    ]
