"""Tombstones stay; keys may go."""

from django.db import migrations

from bayline.platform.append_only import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("seals", "0001_initial")]
    operations = [forbid_changes("seals_tombstone")]
