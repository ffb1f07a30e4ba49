"""The log of writes is only added to."""

from django.db import migrations

from bayline.platform.append_only import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("people", "0003_deeds"), ("record", "0001_initial")]
    operations = [forbid_changes("people_deed")]
