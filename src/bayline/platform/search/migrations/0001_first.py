"""The tables of the index, and what holds its tokens on each engine."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import bayline.platform.append_only
import bayline.platform.instants
from bayline.platform.search.engines import making, unmaking


def make(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in making(editor.connection):
        editor.execute(statement, params=None)


def unmake(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in unmaking(editor.connection):
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0005_opened"),
        ("registers", "0002_only_added_to"),
        ("packs", "0002_append_only"),
    ]
    operations = [
        migrations.CreateModel(
            name="Text",
            fields=[
                ("text", models.BigIntegerField(primary_key=True, serialize=False)),
                ("source", models.BigIntegerField(db_index=True)),
                ("since", bayline.platform.instants.InstantField()),
                ("until", bayline.platform.instants.InstantField(null=True)),
                ("first", models.BigIntegerField()),
                ("length", models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                (
                    "id",
                    bayline.platform.append_only.RowNumberField(primary_key=True, serialize=False),
                ),
                ("text", models.BigIntegerField()),
                ("start", models.IntegerField()),
                ("end", models.IntegerField()),
                ("words", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Name",
            fields=[
                (
                    "id",
                    bayline.platform.append_only.RowNumberField(primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=12)),
                ("owner", models.CharField(max_length=40)),
                ("key", models.TextField()),
                ("version", models.IntegerField()),
                ("since", bayline.platform.instants.InstantField()),
                ("until", bayline.platform.instants.InstantField(null=True)),
                ("label", models.TextField()),
                ("words", models.TextField()),
                ("pinyin", models.TextField()),
            ],
            options={
                "indexes": [models.Index(fields=["owner", "key"], name="search_name_of")],
            },
        ),
        migrations.RunPython(make, unmake),
    ]
