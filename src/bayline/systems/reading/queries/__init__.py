"""What reading keeps ready for others, and what its own pages ask of the record."""

from importlib.resources import files

from bayline.systems.reading.queries.bench import (
    Before,
    BenchRow,
    Place,
    Turn,
    Wanted,
    bench_count,
    bench_documents,
    bench_identifiers,
    bench_place,
    bench_rows,
    decided_in,
    first_of,
    last_decision,
    said_in,
    stood_before,
    token_of,
    tokens_of,
)
from bayline.systems.reading.queries.places import place_code, place_names
from bayline.systems.reading.queries.shelves import (
    SHELF_ORDERS,
    SHELF_STATES,
    ShelfAsked,
    ShelfRow,
    namesakes,
    publishers,
    shelf,
    titles,
)
from bayline.systems.reading.queries.surroundings import (
    DecisionRow,
    Sentence,
    beside_of,
    decisions_of,
    others_of,
    readings_around,
    sentence_of,
    used_by,
)
from bayline.systems.reading.queries.touching import Touch, claims_of_findings, touches
from bayline.systems.reading.queries.within import MarkRow, editions_of, marks_in, text_as_of

__all__ = [
    "SHELF_ORDERS",
    "SHELF_STATES",
    "Before",
    "BenchRow",
    "DecisionRow",
    "MarkRow",
    "Place",
    "Sentence",
    "ShelfAsked",
    "ShelfRow",
    "Touch",
    "Turn",
    "Wanted",
    "bench_count",
    "bench_documents",
    "bench_identifiers",
    "bench_place",
    "bench_rows",
    "beside_of",
    "claims_of_findings",
    "decided_in",
    "decisions_of",
    "editions_of",
    "first_of",
    "last_decision",
    "marks_in",
    "namesakes",
    "others_of",
    "place_code",
    "place_names",
    "publishers",
    "readings_around",
    "said_in",
    "sample_draft",
    "sentence_of",
    "shelf",
    "stood_before",
    "text_as_of",
    "titles",
    "token_of",
    "tokens_of",
    "touches",
    "used_by",
]


def sample_draft() -> str:
    """Give the sample draft: an invented bulletin with some figures that do not agree."""
    return (files("bayline.systems.reading") / "samples" / "draft.txt").read_text("utf-8")
