"""Nouns of seals."""

from datetime import datetime
from typing import NamedTuple


class Erasure(NamedTuple):
    """That what was known of a person was erased."""

    subject: str
    by: str
    recorded: datetime
    reason: str
