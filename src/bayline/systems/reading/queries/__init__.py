"""What reading keeps ready for others, and what its own pages ask of the record."""

from importlib.resources import files

from bayline.systems.reading.queries.places import place_names
from bayline.systems.reading.queries.surroundings import (
    DecisionRow,
    Sentence,
    decisions_of,
    others_of,
    readings_around,
    sentence_of,
    used_by,
)
from bayline.systems.reading.queries.touching import Touch, claims_of_findings, touches
from bayline.systems.reading.queries.within import MarkRow, editions_of, marks_in, text_as_of

__all__ = [
    "DecisionRow",
    "MarkRow",
    "Sentence",
    "Touch",
    "claims_of_findings",
    "decisions_of",
    "editions_of",
    "marks_in",
    "others_of",
    "place_names",
    "readings_around",
    "sample_draft",
    "sentence_of",
    "text_as_of",
    "touches",
    "used_by",
]


def sample_draft() -> str:
    """Give the sample draft: an invented bulletin with some figures that do not agree."""
    return (files("bayline.systems.reading") / "samples" / "draft.txt").read_text("utf-8")
