"""Hold documents again against the readings, whenever these or their sections have changed."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bayline.kernel.evidence import TextPosition
from bayline.kernel.findings import Reference
from bayline.kernel.periods import Period
from bayline.platform.holding import hold_text
from bayline.platform.record import queries
from bayline.platform.record.terms import Found, KeptFinding, KeptText
from bayline.platform.registers.terms import KeptEntries
from bayline.systems.ecology.queries.classes import (
    HeldClass,
    classes_published_in,
    code_named,
    texts_with_classes,
)
from bayline.systems.ecology.queries.sharing import (
    PublishedShare,
    shares_published_in,
    texts_with_shares,
)
from bayline.systems.ecology.rules.boards import is_exactly
from bayline.systems.ecology.rules.contradicting import (
    Published,
    PublishedClass,
    contradiction,
    other_class,
)
from bayline.systems.ecology.rules.judging import judge_for
from bayline.systems.ecology.rules.periods import last_day
from bayline.systems.ecology.rules.published import Stand

SYSTEM = "ecology"
_SECTIONS = "water_sections"


def hold_again(*, at: datetime) -> None:
    """Hold every document that publishes shares or classes of water against the readings."""
    for key in dict.fromkeys((*texts_with_shares(), *texts_with_classes())):
        hold_text(queries.text(key), at=at, system=SYSTEM)


def follow_entries(kept: KeptEntries) -> None:
    """Hold documents again when sections were registered, moved or changed."""
    if kept.register.name == _SECTIONS and kept.made:
        hold_again(at=kept.made[-1][1].at)


def contradicted(text: KeptText) -> Sequence[Found]:
    """Find the published shares of a document that the readings contradict."""
    name = text.source.title.replace("/", "／")  # what stands behind the last slash is its name
    shares = shares_published_in(text)
    return [Found(finding=contradiction(one), texts={name: text}) for one in _against(shares, name)]


def _against(shares: Sequence[PublishedShare], name: str) -> Iterator[Published]:
    for one in shares:
        claim = one.claim.claim
        place = claim.evidence.selectors[0]
        is_against = one.held.stand is Stand.CONTRADICTION and claim.figure is not None
        if is_against and claim.figure and isinstance(place, TextPosition):
            quote = one.claim.quote
            yield Published(
                at=Reference(document=name, start=place.start, end=place.end, quote=quote),
                attribute=claim.attribute,
                figure=claim.figure,
                unit=one.held.unit,
                period=one.period,
                is_whole=isinstance(claim.period, Period) and is_exactly(claim.period, one.period),
                tallies=one.tallies,
            )


def contradicted_classes(text: KeptText) -> Sequence[Found]:
    """Find the classes of sections that a document states and the readings do not give."""
    name = text.source.title.replace("/", "／")
    found = [_published(one, text, name) for one in classes_published_in(text)]
    return [Found(finding=other_class(one), texts={name: text}) for one in found if one]


def _published(one: HeldClass, text: KeptText, name: str) -> PublishedClass | None:
    section, stated = one.stood.section, one.stated
    found = section.water_class
    if section.found is None or found is None or found in stated.classes:
        return None
    quote = text.document.text[stated.start : stated.end]
    item = judge_for(last_day(stated.period)).standard.items[section.found.deciding[0]]
    return PublishedClass(
        at=Reference(document=name, start=stated.start, end=stated.end, quote=quote),
        stated=stated,
        found=found,
        deciding=(item.name, item.name_en),
        samples=sum(one.stood.sums.samples),
        items=len(section.found.used),
        is_complete=section.found.is_complete,
    )


def page_of(kept: KeptFinding) -> tuple[str, dict[str, str]]:
    """Give the page that counts what a share can be of, asked for the share of a finding."""
    return "/ecology/ratio", {"claim": kept.claims[0]} if kept.claims else {}


def section_of(kept: KeptFinding) -> tuple[str, dict[str, str]]:
    """Give the page of the section that a finding is about, for its period."""
    (row,), (said,) = kept.finding.rows, kept.finding.claims
    code = code_named(said.quote)
    period = row.label_en.partition(",")[2].split()[0]
    return (f"/ecology/sections/{code}", {"period": period}) if code else ("/ecology", {})
