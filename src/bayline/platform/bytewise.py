"""Texts that a database compares by their bytes, alike on every engine."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    _Text = models.TextField[Any, Any]
else:
    _Text = models.TextField


class BytesTextField(_Text):
    """A text that is compared by its bytes, whatever the locale of the database is."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        """Name the collation; SQLite compares by bytes anyway."""
        found: dict[str, Any] = super().db_parameters(connection)
        return {**found, "collation": "C"} if connection.vendor == "postgresql" else found
