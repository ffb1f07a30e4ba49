"""What documents, entries and places are found by."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from itertools import islice, repeat

from bayline.engines.chinese.gazetteer.entries import entries
from bayline.engines.search.pinyin import pinyin_of
from bayline.engines.search.spelling import are_spelled, spelled
from bayline.engines.search.tokens import tokens_of
from bayline.kernel.errors import BaylineError
from bayline.platform.instants import microseconds
from bayline.platform.packs.places import PLACES
from bayline.platform.record.terms import KeptSource
from bayline.platform.registers.ranking import searched_in
from bayline.platform.registers.terms import Edit, Entry, Register
from bayline.platform.search.engines import Indexed, marked
from bayline.platform.search.terms import ORGANISATIONS, Kind, NameRow

_LONGEST = 4_000  # characters of an entry that are searched
_AT_ONCE = 1_000  # entries whose spelling is looked at together
_LONGEST_NAME = 60  # characters of a name that are read as pinyin

_Told = tuple[Entry, Edit, str]  # an entry, what changed it, and its words


def document_row(source: KeptSource) -> NameRow:
    """Give what a document is found by: its title, its publisher, the name of its file."""
    return NameRow(
        kind=Kind.DOCUMENT,
        owner="",
        key=source.sha256,
        version=0,
        since=microseconds(source.recorded),
        until=None,
        label=_kept(source.title),
        words=_lines((source.title, source.publisher, source.name)),
        pinyin="",
    )


def entry_rows(
    register: Register, made: Iterable[tuple[Entry, Edit]], searched: Iterable[str] | None = None
) -> Iterator[NameRow]:
    """Give what entries of a register are found by: all that is not personal; no deleted ones.

    Args:
        register: The declaration.
        made: The entries, each with what changed it.
        searched: What a search looks into of each, in the same order, where that is known.
    """
    kind = Kind.ORGANISATION if register.name == ORGANISATIONS else Kind.ENTRY
    named = register.field(register.label)
    is_open = named is not None and not named.personal
    texts = repeat(None) if searched is None else searched
    moments: dict[datetime, int] = {}
    told = (
        (entry, edit, (searched_in(register, entry.values) if text is None else text)[:_LONGEST])
        for (entry, edit), text in zip(made, texts, strict=False)
        if not entry.is_deleted
    )
    for entry, edit, words, is_plain in _looked_at(told):
        label = (entry.values.get(register.label) if is_open else "") or entry.key
        yield NameRow(
            kind=kind,
            owner=register.name,
            key=entry.key,
            version=entry.version,
            since=moments.get(edit.at) or moments.setdefault(edit.at, microseconds(edit.at)),
            until=None,
            label=label,
            words=_entry_lines(entry.key, words, is_plain=is_plain),
            pinyin=pinyin_of(label[:_LONGEST_NAME]),
        )


def _looked_at(told: Iterator[_Told]) -> Iterator[tuple[Entry, Edit, str, bool]]:
    """Add to entries with their words whether these are in the one spelling already."""
    while some := [*islice(told, _AT_ONCE)]:
        for one, is_plain in zip(some, are_spelled([words for *_, words in some]), strict=True):
            yield *one, is_plain


def place_rows(table: bytes | None, since: int) -> dict[str, NameRow]:
    """Give what the places of a table are found by, by their codes; nothing if it cannot be read.

    Args:
        table: The file of places as the pack has it; None if it has none.
        since: From when on, in microseconds after the start of 1970.
    """
    try:
        listed = entries((table or b"").decode("utf-8-sig"), where=PLACES) if table else ()
    except (BaylineError, UnicodeDecodeError):
        return {}  # whoever builds from it says what is wrong with it
    found: dict[str, NameRow] = {}
    for place in (one.place for one in listed):
        names = [*dict.fromkeys((place.name, *(alias.name for alias in place.aliases)))]
        found[place.code] = NameRow(
            kind=Kind.PLACE,
            owner="",
            key=place.code,
            version=0,
            since=since,
            until=None,
            label=place.name,
            words=_lines((*names, place.code)),
            pinyin=" ".join(dict.fromkeys(" ".join(map(pinyin_of, names)).split())),
        )
    return found


def indexed(row: NameRow) -> Indexed:
    """Give a name with its tokens: of its words, its pinyin, its kind and its register."""
    # No token reaches from one line to the next; what stands twice is taken in once by the index.
    lines = map(_line_tokens, row.words.split("\n"))
    return Indexed(tuple(row), " ".join((*_marks(row.kind, row.owner), *lines, row.pinyin)))


@lru_cache(maxsize=256)
def _marks(kind: str, owner: str) -> tuple[str, ...]:
    return (marked(kind), marked(owner)) if owner else (marked(kind),)


_line_tokens = lru_cache(maxsize=4_096)(tokens_of)


def says_the_same(one: NameRow, other: NameRow) -> bool:
    """Tell whether two rows are found in the same way, whenever they hold."""
    return one._replace(since=0, until=None) == other._replace(since=0, until=None)


def _lines(texts: Iterable[str]) -> str:
    """Give texts in the one spelling, each on a line of its own."""
    lines = (_line(line) for text in texts for line in text.split("\n"))
    return "\n".join(dict.fromkeys(filter(None, lines)))


@lru_cache(maxsize=4_096)  # a unit, a kind, a document stands in entry after entry
def _line(line: str) -> str:
    return spelled(line).text.strip()


def _entry_lines(key: str, searched: str, *, is_plain: bool) -> str:
    """Give the lines of an entry in the one spelling; few have anything that is spelled otherwise.

    Args:
        key: Its key.
        searched: Its values, one on a line; folded and in small letters.
        is_plain: Whether none of them has.
    """
    lines = searched.split("\n")
    alike = map(str.strip, lines) if is_plain else map(_line, lines)
    first = key if is_plain and lines[0] == key else spelled(key).text.strip()
    return "\n".join(dict.fromkeys(filter(None, (first, *alike))))


def _kept(text: str) -> str:
    """Leave out what no database keeps in a text."""
    return text.replace("\x00", "").encode(errors="replace").decode()
