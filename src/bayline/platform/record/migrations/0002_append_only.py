"""Guard the tables that are only added to."""

from django.db import migrations

from bayline.platform.append_only import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]
    operations = [
        forbid_changes(
            "record_source",
            "record_content",
            "record_text",
            "record_reading",
            "record_passage",
            "record_claim",
            "record_decision",
            "record_finding",
            "record_findinginput",
            "record_findingevent",
            loaded=("record_passage", "record_claim"),
        )
    ]
