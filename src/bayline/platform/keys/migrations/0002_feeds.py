"""Keys of feeds, which open nothing else."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("keys", "0001_first")]
    operations = [
        migrations.RemoveConstraint(model_name="key", name="keys_key_scope"),
        migrations.AddConstraint(
            model_name="key",
            constraint=models.CheckConstraint(
                condition=models.Q(scope__in=("read", "write", "feed")), name="keys_key_scope"
            ),
        ),
    ]
