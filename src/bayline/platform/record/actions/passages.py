"""Number the passages of a text: those that are kept, and those that claims newly stand in."""

from django.db import connection

from bayline.platform.bulk import write_rows

_TABLE = "record_passage"


class Passages:
    """The passages of a text by their first and last character.

    New ones are numbered as claims ask for them and written at the end; whoever asks holds the turn
    to write, so that nobody else gives out the same numbers.
    """

    def __init__(self, text: int | None) -> None:
        """Look up the passages of a text; None where claims stand on no text."""
        self._text = text
        self._known: dict[tuple[int, int], int] = {}
        self._new: list[tuple[int, int, int]] = []
        self._next = 1
        if text is not None:
            self._look_up(text)

    def _look_up(self, text: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT max(id) FROM {_TABLE}")  # noqa: S608 - our own name
            self._next += cursor.fetchone()[0] or 0
            asked = f'SELECT start, "end", id FROM {_TABLE} WHERE text_id = %s'  # noqa: S608 - our own name
            cursor.execute(asked, [text])
            self._known = {(start, end): key for start, end, key in cursor.fetchall()}

    def number(self, passage: tuple[int, int]) -> int | None:
        """Give the number of a passage; None where claims stand on no text."""
        known = self._known.get(passage)
        if known is None and self._text is not None:
            known = self._known[passage] = self._next
            self._new.append((known, *passage))
            self._next += 1
        return known

    def keep(self) -> None:
        """Write the new ones."""
        write_rows(_TABLE, ("id", "start", "end"), self._new, same={"text_id": self._text})
        self._new = []
