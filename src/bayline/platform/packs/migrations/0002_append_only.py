"""Guard the table, which is only added to."""

from django.db import migrations

from bayline.platform.append_only import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("packs", "0001_initial")]
    operations = [forbid_changes("pack_file")]
