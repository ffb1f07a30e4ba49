"""The engine itself; Django looks for it in a module of this name."""

import sqlite3
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that makes the folder its file shall lie in."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """Open the file, in its folder."""
        Path(self.settings_dict["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        return connection
