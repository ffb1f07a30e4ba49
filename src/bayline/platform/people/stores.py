"""Where sessions are kept: Django's own table, read by a question that is written once."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import db
from django.utils import timezone

from bayline.platform.record.queries.prepared import Values, ask

_READ: dict[tuple[str, str], dict[str, Any]] = {}
_MOST_READ = 500


class SessionStore(db.SessionStore):
    """Reads sessions as Django does, without writing the question anew for each request."""

    def load(self) -> dict[str, Any]:
        """Give what a session holds; one that is over, or not there, holds nothing."""
        rows = ask(("session",), {"key": self.session_key}, self._asked)
        if rows and _moment(rows[0][1]) > timezone.now():
            return dict(self._read(rows[0][0]))
        self._session_key = None
        return {}

    def _read(self, data: str) -> Mapping[str, Any]:
        """Read what is stored; the same signed text, once read, says the same again."""
        key = (str(settings.SECRET_KEY), data)
        if key not in _READ:
            if len(_READ) >= _MOST_READ:
                _READ.clear()
            _READ[key] = self.decode(data)
        return _READ[key]

    def _asked(self, marks: Values) -> Any:  # noqa: ANN401 - a query
        rows = self.model.objects.filter(session_key=marks["key"])
        return rows.values_list("session_data", "expire_date")


def _moment(stored: object) -> datetime:
    """Read a moment as the database gave it: SQLite writes it as text, in UTC."""
    found = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    if not isinstance(found, datetime):
        return datetime.min.replace(tzinfo=UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
