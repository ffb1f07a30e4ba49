"""The letter by which a buyer is told of a recall, as PDF and as a Word file."""

from collections.abc import Callable
from datetime import datetime
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.platform.instants import moment
from bayline.platform.pages import is_english
from bayline.systems.produce.pages.recall_views import (
    gln_of,
    mass,
    product_name,
    shown,
)
from bayline.systems.produce.queries import known
from bayline.systems.produce.queries.stories import story_of
from bayline.systems.produce.rules.labels import link_of_thing
from bayline.systems.produce.rules.recalls import Recall, Side

_PATH = "looks/letter.typ"
_UNKNOWN = "?"


class Letter(NamedTuple):
    """A letter in words.

    Attributes:
        title: Its title.
        banner: That it is a drill; empty if it is none.
        to: Whom it is to.
        paragraphs: What happened and what to do.
        heads: Of the columns.
        rows: What was sent: day, numbers, kilograms.
        closing: Who writes, and when.
        at: When it was made.
    """

    title: str
    banner: str
    to: str
    paragraphs: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    closing: tuple[str, ...]
    at: datetime


def letter_of(recall: Recall, side: Side, *, at: datetime) -> Letter:
    """Write to a buyer.

    Args:
        recall: The recall.
        side: The buyer.
        at: When it is written.
    """
    link = link_of_thing(recall.start)
    values = known.party_named("buyers", side.buyer)
    name = values.get("name") or gln_of(side.buyer)
    told = {
        "product": product_name(link) or (link.gtin if link else ""),
        "lot": shown(recall.start),
        "reason": recall.reason,
        "number": recall.number,
        "kg": mass(side.received) if side.is_whole else f"≥ {mass(side.received)}",
    }
    return Letter(
        title=_("召回通知书 %(number)s") % told,
        banner=_("演练：不是真的召回，货不用退。") if recall.is_drill else "",
        to=_("%(name)s：") % {"name": name},
        paragraphs=(
            _(
                "%(product)s批号%(lot)s不合格：%(reason)s。下面的货来自这一批或同一次采收，共%(kg)s千克。"
            )
            % told,
            _("请立即停止销售，封存剩下的，不要转给别人；已经转出的，请告诉我们给了谁、多少千克。"),
            _("请在一天内回复：还剩多少、卖出多少。退货和费用由发货方负责。"),
        ),
        heads=(_("发货日"), _("箱和批的编号"), _("千克")),
        rows=tuple(_rows(side)),
        closing=tuple(_closing(recall, at)),
        at=at,
    )


def _rows(side: Side) -> list[tuple[str, ...]]:
    return [
        (
            f"{timezone.localtime(moment(one.time)):%Y-%m-%d}",
            ", ".join(map(shown, one.things)),
            _UNKNOWN if one.mass is None else mass(one.mass),
        )
        for one in side.flows
    ]


def _closing(recall: Recall, at: datetime) -> list[str]:
    link = link_of_thing(recall.start)
    story = story_of(link) if link and (link.lot or link.serial) else None
    growers = [one.place.grower for one in story.origins if one.place] if story else []
    first = next(iter(growers), {})
    told = (first.get("name", ""), first.get("contact", ""))
    return [*filter(None, told), f"{timezone.localtime(at):%Y-%m-%d}"]


def pdf_of(letter: Letter) -> bytes:
    """Set a letter as PDF.

    Raises:
        BaylineError: A font is missing.
    """
    from bayline.platform.reporting import typesetting
    from bayline.platform.reporting.fonts import chosen

    library = files("bayline.platform.reporting").joinpath("looks/bayline.typ").read_bytes()
    own = files("bayline.systems.produce").joinpath(_PATH).read_bytes()
    facts: dict[str, object] = {
        "title": letter.title,
        "called": "",
        "region": known.region_name(),
        "language": "en" if is_english() else "zh",
        "moment": timezone.localtime(letter.at).isoformat(timespec="seconds"),
        "snapshot": "",
        "blocks": [],
        "notes": [],
        "named": {},
        "banner": letter.banner,
        "to": letter.to,
        "paragraphs": letter.paragraphs,
        "heads": letter.heads,
        "rows": letter.rows,
        "closing": letter.closing,
    }
    layout = typesetting.Layout(path=_PATH, data=own, library=library, beside={})
    return typesetting.pdf_of(facts, layout, chosen())


def word_of(letter: Letter) -> bytes:
    """Write a letter as a Word file."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document = Document()
    document.core_properties.title = letter.title
    document.add_heading(letter.title, level=1)
    if letter.banner:
        document.add_paragraph().add_run(letter.banner).bold = True
    for words in (letter.to, *letter.paragraphs):
        document.add_paragraph(words)
    table = document.add_table(rows=1, cols=len(letter.heads))
    table.style = "Table Grid"
    for row in (letter.heads, *letter.rows):
        cells = table.rows[0].cells if row is letter.heads else table.add_row().cells
        for cell, words in zip(cells, row, strict=True):
            cell.text = words
    for words in letter.closing:
        document.add_paragraph(words).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    made = BytesIO()
    document.save(made)
    return made.getvalue()


LETTERS: dict[str, Callable[[Letter], bytes]] = {"pdf": pdf_of, "docx": word_of}
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
