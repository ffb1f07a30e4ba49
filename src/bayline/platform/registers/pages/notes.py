"""What is said of cells that lead nowhere yet: notes, since registers are filled before documents.

A value that nobody in the home knows, and a number that no document prints, are stored as they are
and marked on every page; here they are told before anybody stores them.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from bayline.platform.pages import is_english
from bayline.platform.registers.importing import Preview
from bayline.platform.registers.importing.sheets import letters_of
from bayline.platform.registers.pages.cells import Naming
from bayline.platform.registers.terms import Entry, Field, Register


class Note(NamedTuple):
    """What is said of one cell of a file that would be stored."""

    row: int
    column: str
    title: str
    value: str
    sentence: str


def note_on(each: Field, entry: Entry, naming: Naming) -> str:
    """Say of one value that it leads nowhere; nothing where it leads somewhere.

    Args:
        each: The field.
        entry: The entry as it is or would be.
        naming: The names of what it points to.
    """
    if naming.is_unknown(each, entry.values.get(each.name, "")):
        return _("资料里没有它。可以先照样写入，页面上标为“未收录”，以后补上所指的就有了链接。")
    if naming.is_unfounded(each, entry):
        return _("没有收存的文件印着这个数。可以先照样写入，页面上标为“无出处”。")
    return ""


def notes_on(register: Register, preview: Preview) -> Iterator[Note]:
    """Give what is said of the cells of a file, in the order of its rows, one when it is asked."""
    rows = sorted((*preview.new, *preview.changed), key=lambda row: row.number)
    entries = [Entry(key=row.key, version=row.version, values=row.values) for row in rows]
    naming = Naming(register, entries, coming={row.key for row in rows})
    columns = [one for one in _columns(preview.table.columns) if naming.may_lead_nowhere(one[1])]
    english = is_english()
    for row, entry in zip(rows, entries, strict=True):
        for letters, each in columns:
            sentence = note_on(each, entry, naming)
            if sentence:
                title, value = each.called(english=english), entry.values[each.name]
                yield Note(row.number, letters, title, value, sentence)


def _columns(fields: Iterable[Field | None]) -> Iterator[tuple[str, Field]]:
    return ((letters_of(at), each) for at, each in enumerate(fields, start=1) if each is not None)
