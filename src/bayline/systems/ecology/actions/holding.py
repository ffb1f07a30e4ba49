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
from bayline.systems.ecology.queries.sharing import (
    PublishedShare,
    shares_published_in,
    texts_with_shares,
)
from bayline.systems.ecology.rules.boards import months_of
from bayline.systems.ecology.rules.contradicting import Published, contradiction
from bayline.systems.ecology.rules.periods import last_day
from bayline.systems.ecology.rules.published import Stand

SYSTEM = "ecology"
_SECTIONS = "water_sections"


def hold_again(*, at: datetime) -> None:
    """Hold every document that publishes a share of good water against the readings as they are."""
    for key in texts_with_shares():
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
                is_whole=_is_whole(claim.period, one.period),
                tallies=one.tallies,
            )


def _is_whole(said: object, period: str) -> bool:
    if not isinstance(said, Period) or said.start is None:
        return False
    first = f"{said.start:%Y-%m-%d}"
    return first == f"{months_of(period)[0]}-01" and said.last == last_day(period)


def page_of(kept: KeptFinding) -> tuple[str, dict[str, str]]:
    """Give the page that counts what a share can be of, asked for the share of a finding."""
    return "/ecology/ratio", {"claim": kept.claims[0]} if kept.claims else {}
