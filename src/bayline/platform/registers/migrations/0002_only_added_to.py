"""Changes are only added to: the database refuses to change or delete them."""

from django.db import migrations

from bayline.platform.append_only import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_first")]
    operations = [forbid_changes("registers_change")]
