"""A label leads to a page that everybody may see, and to nothing of others."""

from datetime import UTC, datetime

import pytest

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 1, tzinfo=UTC)
GTIN = "06912345123457"
LOT = f"https://id.gs1.org/01/{GTIN}/10"
