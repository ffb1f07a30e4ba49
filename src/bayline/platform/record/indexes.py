"""Indexes as tables of the record have them."""

from django.db import models


def given(column: str, *, name: str) -> models.Index:
    """Give an index of the few rows that have a value.

    Counted together with all that have none, no question would take it.
    """
    there = models.Q((f"{column}__isnull", False))
    return models.Index(fields=(column,), condition=there, name=name)


def sorting(table: str, *columns: str) -> tuple[models.Index, ...]:
    """Give an index of each of some columns, by which a list is sorted or looked through."""
    return tuple(models.Index(fields=(one,), name=f"{table}_{one}") for one in columns)
