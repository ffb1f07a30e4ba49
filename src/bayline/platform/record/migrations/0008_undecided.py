"""List what is proposed in records that were begun before there was the list."""

from django.db import migrations

_PROPOSED = (
    "INSERT INTO record_undecided (claim_id, recorded)"
    " SELECT c.id, c.recorded FROM record_claim c LEFT JOIN record_standing n"
    " ON n.claim_id = c.id AND n.until IS NULL WHERE n.id IS NULL OR n.state = 'proposed'"
)


class Migration(migrations.Migration):
    dependencies = [("record", "0007_listing")]
    operations = [
        migrations.RunSQL(_PROPOSED, migrations.RunSQL.noop),
    ]
