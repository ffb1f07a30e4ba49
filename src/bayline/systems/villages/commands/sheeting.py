"""`bayline villages sheet …`: score sheets as forms and back."""

from pathlib import PurePath

from django.utils import timezone

from bayline.platform.languages import either
from bayline.platform.packs.actions import keep_files
from bayline.platform.terminal import complain, write
from bayline.systems.villages.commands.files import read, show_rows, write_file
from bayline.systems.villages.queries.grounds import (
    SHEETS,
    sheet_named,
    sheets,
    villages_known,
)
from bayline.systems.villages.rules.sheets import refuse_overlaps, sheet_of
from bayline.systems.villages.rules.tomls import toml_of_sheet
from bayline.systems.villages.rules.workbooks import form_in, workbook_of, xform_of
from bayline.systems.villages.rules.xlsforms import form_of, sheet_of_form
from bayline.systems.villages.terms.sheets import ScoreSheet

COLUMNS = ("id", "title", "since", "until", "items", "most", "inspectors", "is_sample", "source")


def show(*, form: str) -> int:
    """List the score sheets."""
    rows = (
        {
            "id": one.id,
            "title": either(one.title, one.title_en),
            "since": one.since.isoformat(),
            "until": one.until.isoformat() if one.until else None,
            "items": len(one.items),
            "most": str(one.most),
            "inspectors": one.inspectors,
            "is_sample": one.is_sample,
            "source": one.source,
        }
        for one in sheets()
    )
    show_rows(rows, COLUMNS, form=form)
    return 0


def export(name: str, *, out: str, campaign: str) -> int:
    """Write a score sheet as a form.

    Raises:
        BaylineError: There is no such sheet, or it cannot be a form.
    """
    del campaign  # one list of villages serves all
    sheet = _sheet_in(name) if name.endswith((".toml", ".xlsx")) else sheet_named(name)
    ending = PurePath(out).suffix
    if ending == ".toml":
        write_file(out, toml_of_sheet(sheet).encode())
    else:
        book = workbook_of(form_of(sheet, villages_known().values()))
        write_file(out, xform_of(book, where=out).encode() if ending == ".xml" else book)
    if sheet.is_sample:
        complain(either("示例评分表，不是正式标准", "a sample, nobody's standard"))
    return 0


def take(name: str, *, is_kept: bool) -> int:
    """Read a score sheet, and print it or keep it.

    Raises:
        BaylineError: It is no score sheet, or holds on the same days as another edition.
    """
    sheet = _sheet_in(name)
    text = toml_of_sheet(sheet)
    if not is_kept:
        write(text)
        return 0
    own = [one for one in sheets() if not one.is_sample and one.id != sheet.id]
    refuse_overlaps([*own, sheet])
    path = f"{SHEETS}{sheet.name}-{sheet.edition}.toml"
    keep_files({path: text.encode()}, by="office", at=timezone.now())
    complain(either(f"已收存{sheet.id}", f"kept {sheet.id}"))
    return 0


def _sheet_in(name: str) -> ScoreSheet:
    data = read(name)
    if name.endswith(".xlsx"):
        return sheet_of_form(form_in(data, where=name), where=name)
    return sheet_of(data, where=name)
