"""Guard what was asked and what was done."""

from django.db import migrations

from bayline.platform.append_only import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("plan", "0002_requests")]
    operations = [forbid_changes("plan_request", "plan_step")]
