"""What is handed to the checks: documents with what the reader found in them."""

from dataclasses import dataclass

from bayline.engines.chinese.terms import Reading
from bayline.engines.documents.terms import Table
from bayline.kernel.errors import BaylineError


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """One document as the checks see it.

    Attributes:
        name: What its user calls it: a file name, a title, "文稿".
        reading: What the reader found in it.
        tables: Its tables, whose cells count characters of the reading's text.
    """

    name: str
    reading: Reading
    tables: tuple[Table, ...] = ()

    def __post_init__(self) -> None:
        if not self.name:
            raise BaylineError(
                "a document without a name",
                why="every finding names the document it speaks of",
                do="give the file name or a title",
            )
