"""Sheets of labels: where each label stands, and whether a phone can still read its code."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from bayline.kernel.errors import BaylineError, Words

# GS1 General Specifications, QR Code with a digital link: a module is 0.396 mm at least.
LEAST_MODULE = Decimal("0.396")
_QUIET = 4  # modules that stay white on each side
INSET = Decimal("1.5")  # between the edge of a label and what is printed on it


class Sheet(NamedTuple):
    """A size of label sheets, in millimeters.

    Attributes:
        name: How it is asked for.
        width: Of the page.
        height: Of the page.
        columns: Labels beside each other.
        rows: Labels below each other.
        label_width: Of one label.
        label_height: Of one label.
        left: Before the first column.
        top: Above the first row.
        step_x: From one column to the next.
        step_y: From one row to the next.
    """

    name: str
    width: Decimal
    height: Decimal
    columns: int
    rows: int
    label_width: Decimal
    label_height: Decimal
    left: Decimal
    top: Decimal
    step_x: Decimal
    step_y: Decimal

    @property
    def holds(self) -> int:
        """How many labels a page holds."""
        return self.columns * self.rows

    @property
    def code_side(self) -> Decimal:
        """How long a side of the code is, its quiet zone included."""
        half = self.label_width / 2 if self.label_width > self.label_height else self.label_width
        return min(self.label_height - 2 * INSET, half)


def _sheet(name: str, page: str, grid: str, label: str, first: str, step: str) -> Sheet:
    width, height = map(Decimal, page.split("x"))
    columns, rows = map(int, grid.split("x"))
    sizes = (Decimal(one) for told in (label, first, step) for one in told.split("x"))
    return Sheet(name, width, height, columns, rows, *sizes)


_ALL = (
    _sheet("a4-14", "210x297", "2x7", "99.1x38.1", "4.65x15.15", "101.6x38.1"),
    _sheet("a4-21", "210x297", "3x7", "63.5x38.1", "7.25x15.15", "66x38.1"),
    _sheet("a4-24", "210x297", "3x8", "70x37", "0x0.5", "70x37"),
    _sheet("a4-65", "210x297", "5x13", "38.1x21.2", "4.75x10.7", "40.6x21.2"),
    _sheet("roll-60x40", "60x40", "1x1", "60x40", "0x0", "60x40"),
    _sheet("roll-100x70", "100x70", "1x1", "100x70", "0x0", "100x70"),
)
SHEETS = {one.name: one for one in _ALL}


def sheet_named(name: str) -> Sheet:
    """Give a sheet by its name.

    Raises:
        BaylineError: There is none of that name.
    """
    found = SHEETS.get(name)
    if found is None:
        listed = ", ".join(SHEETS)
        raise BaylineError(
            f"there is no sheet “{name[:20]}”",
            do=f"take one of {listed}",
            zh=Words(f"没有“{name[:20]}”这种标签纸", do=f"请用{'、'.join(SHEETS)}之一"),
        )
    return found


def check_code(sheet: Sheet, modules: int, address: str) -> Decimal:
    """Say how wide a module of a code is on a sheet.

    Args:
        sheet: The sheet.
        modules: Of one side, without the quiet zone.
        address: What the code says, for the refusal.

    Returns:
        Millimeters.

    Raises:
        BaylineError: The modules are too small to be read by a phone.
    """
    wide = sheet.code_side / (modules + 2 * _QUIET)
    if wide < LEAST_MODULE:
        raise BaylineError(
            f"the code does not fit on {sheet.name}",
            why=f"“{address[:60]}” makes modules of {wide:.2f} mm, {LEAST_MODULE} is the least",
            do="take larger labels, a shorter host, or a shorter lot number",
            zh=Words(
                f"二维码在{sheet.name}上放不下",
                f"“{address[:60]}”的模块只有{wide:.2f}毫米，至少要{LEAST_MODULE}毫米",
                "请换大一号的标签纸，或用短一点的网址、批号",
            ),
        )
    return wide


def places(sheet: Sheet, count: int, *, skipped: int = 0) -> Iterator[tuple[int, Decimal, Decimal]]:
    """Give page, left and top of each label, row by row.

    Args:
        sheet: The sheet.
        count: How many labels there are.
        skipped: How many places of the first page were used before.
    """
    for at in range(skipped, skipped + count):
        page, rest = divmod(at, sheet.holds)
        row, column = divmod(rest, sheet.columns)
        yield page, sheet.left + column * sheet.step_x, sheet.top + row * sheet.step_y


def fits_page(sheet: Sheet) -> bool:
    """Say whether all labels of a sheet lie on its page and beside each other."""
    corners: Sequence[tuple[int, Decimal, Decimal]] = [*places(sheet, sheet.holds)]
    is_inside = all(
        left >= 0
        and top >= 0
        and left + sheet.label_width <= sheet.width
        and top + sheet.label_height <= sheet.height
        for _, left, top in corners
    )
    apart = sheet.step_x >= sheet.label_width and sheet.step_y >= sheet.label_height
    return is_inside and apart
