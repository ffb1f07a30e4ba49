"""What reading keeps ready for others, and what its own pages ask of the record."""

from importlib.resources import files

from bayline.systems.reading.queries.bench import (
    Before,
    BenchRow,
    Place,
    Turn,
    Wanted,
    bench_documents,
    bench_identifiers,
    bench_place,
    bench_rows,
    bench_stamp,
    decided_in,
    first_of,
    last_decision,
    said_in,
    stood_before,
    token_of,
    tokens_of,
)
from bayline.systems.reading.queries.indicators import figures_of
from bayline.systems.reading.queries.ledger import (
    FIGURE_ORDERS,
    FiguresAsked,
    RecordCounts,
    figures,
    places_counted,
    record_counts,
)
from bayline.systems.reading.queries.meant import Passage, Sought, figures_meant
from bayline.systems.reading.queries.places import (
    gazetteer,
    known_place,
    own_places,
    place_code,
    place_names,
)
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
from bayline.systems.reading.queries.told import Stating, figures_told
from bayline.systems.reading.queries.touching import Touch, claims_of_findings, touches
from bayline.systems.reading.queries.within import (
    MarkRow,
    editions_of,
    kept_promises_in,
    marks_in,
    marks_over,
    text_as_of,
)

__all__ = [
    "FIGURE_ORDERS",
    "SHELF_ORDERS",
    "SHELF_STATES",
    "Before",
    "BenchRow",
    "DecisionRow",
    "FiguresAsked",
    "MarkRow",
    "Passage",
    "Place",
    "RecordCounts",
    "Sentence",
    "ShelfAsked",
    "ShelfRow",
    "Sought",
    "Stating",
    "Touch",
    "Turn",
    "Wanted",
    "bench_documents",
    "bench_identifiers",
    "bench_place",
    "bench_rows",
    "bench_stamp",
    "beside_of",
    "claims_of_findings",
    "decided_in",
    "decisions_of",
    "editions_of",
    "figures",
    "figures_meant",
    "figures_of",
    "figures_told",
    "first_of",
    "gazetteer",
    "kept_promises_in",
    "known_place",
    "last_decision",
    "marks_in",
    "marks_over",
    "namesakes",
    "others_of",
    "own_places",
    "place_code",
    "place_names",
    "places_counted",
    "publishers",
    "readings_around",
    "record_counts",
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
