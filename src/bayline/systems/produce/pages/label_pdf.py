"""Sheets of labels as PDF, set as the reports of the platform are."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from importlib.resources import files
from io import BytesIO
from typing import Any, NamedTuple

from bayline.systems.produce.rules.linking import Link, address_of
from bayline.systems.produce.rules.sheets import INSET, Sheet, check_code, places

_PATH = "looks/labels.typ"
_LARGE = Decimal("0.09")  # of the height of a label: the first line, then the others
_SMALL = Decimal("0.065")
_LARGEST, _LEAST = Decimal("5.5"), Decimal("1.7")


class Printed(NamedTuple):
    """What is printed.

    Attributes:
        links: What each label stands for.
        lines: What stands beside each code, above its elements.
        origin: The address before the path: scheme and host.
        attributes: What the addresses tell besides.
    """

    links: Sequence[Link]
    lines: Sequence[str]
    origin: str
    attributes: Mapping[str, str]


def pdf_of_labels(
    printed: Printed,
    sheet: Sheet,
    *,
    title: str,
    at: datetime,
    is_english: bool = False,
    skipped: int = 0,
) -> bytes:
    """Set labels.

    Args:
        printed: The labels.
        sheet: What they are printed on.
        title: Of the document.
        at: When they are made.
        is_english: Whether the words are English.
        skipped: How many places of the first sheet were used before.

    Raises:
        BaylineError: The code does not fit on the label, or a font is missing.
    """
    from bayline.platform.reporting.fonts import chosen
    from bayline.platform.reporting.typesetting import Layout, pdf_of

    library = files("bayline.platform.reporting").joinpath("looks/bayline.typ").read_bytes()
    own = files("bayline.systems.produce").joinpath(_PATH).read_bytes()
    facts: dict[str, Any] = {
        "title": title,
        "called": title,
        "region": "",
        "language": "en" if is_english else "zh",
        "moment": at.isoformat(timespec="seconds"),
        "snapshot": "",
        "blocks": [],
        "notes": [],
        "named": {},
        "sheet": _sheet(sheet),
        "pages": _pages(printed, sheet, skipped),
    }
    layout = Layout(path=_PATH, data=own, library=library, beside={})
    return pdf_of(facts, layout, chosen())


def _sheet(sheet: Sheet) -> dict[str, float]:
    def sized(share: Decimal) -> float:
        return float(min(_LARGEST, max(_LEAST, sheet.label_height * share)))

    return {
        "width": float(sheet.width),
        "height": float(sheet.height),
        "width-of-label": float(sheet.label_width),
        "height-of-label": float(sheet.label_height),
        "side": float(sheet.code_side),
        "inset": float(INSET),
        "large": sized(_LARGE),
        "small": sized(_SMALL),
    }


def _pages(printed: Printed, sheet: Sheet, skipped: int) -> list[list[dict[str, Any]]]:
    pages: list[list[dict[str, Any]]] = []
    standing = places(sheet, len(printed.links), skipped=skipped)
    for link, (page, left, top) in zip(printed.links, standing, strict=True):
        if page == len(pages):
            pages.append([])
        address = address_of(printed.origin, link, printed.attributes)
        told = {
            "left": float(left),
            "top": float(top),
            "code": code_of(address, sheet),
            "alt": address,
            "lines": [*printed.lines, *link.elements.split(" ")],
        }
        pages[-1].append(told)
    return pages


def code_of(address: str, sheet: Sheet) -> str:
    """Draw the code of an address as SVG, its quiet zone included.

    Raises:
        BaylineError: Its modules would be too small on this sheet.
    """
    import segno

    code = segno.make_qr(address, error="m", boost_error=False)
    check_code(sheet, int(code.symbol_size(border=0)[0]), address)
    drawn = BytesIO()
    code.save(drawn, kind="svg", border=4, xmldecl=False, light="#fff")
    return drawn.getvalue().decode()
