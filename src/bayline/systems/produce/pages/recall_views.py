"""From a recall as it stands to what its pages show."""

from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from bayline.engines.epcis.keys import key_of
from bayline.platform.addresses import Addresses
from bayline.platform.instants import moment
from bayline.platform.pages import is_english
from bayline.systems.produce.pages.recall_context import (
    ActView,
    BalanceView,
    FlowView,
    OriginLine,
    RecallLine,
    RecallPage,
    SideView,
    StateView,
)
from bayline.systems.produce.queries import known
from bayline.systems.produce.queries.recalls import acts_of
from bayline.systems.produce.queries.stories import Story, judged_tests, story_of
from bayline.systems.produce.rules.labels import decoded, link_of_thing
from bayline.systems.produce.rules.linking import LOT, SERIAL, Link
from bayline.systems.produce.rules.recalls import Act, Balance, Kind, Recall, Scope, Side, State

PATH = "/produce/recalls"
_LOOKS = {
    State.OPEN: "warn",
    State.NOTIFIED: "pending",
    State.ACCOUNTED: "good",
    State.CLOSED: "good",
}
_UNKNOWN = "?"
_MINUTE, _HOUR = 60, 3600


def state_of(recall: Recall) -> StateView:
    """Say how far a recall has come."""
    words = {
        State.OPEN: _("待通知"),
        State.NOTIFIED: _("已通知，回收中"),
        State.ACCOUNTED: _("货已交代清楚"),
        State.CLOSED: _("已结束"),
    }
    state = recall.state
    return StateView(code=state.value, word=words[state], look=_LOOKS[state])


def mass(kilograms: Decimal) -> str:
    """Print kilograms without zeros at the end."""
    written = f"{kilograms:,f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def shown(thing: str) -> str:
    """Show a thing by its number: serial, else lot, else key."""
    key = key_of(thing)
    if key is None:
        return thing
    parts = dict(key.qualifiers)
    return decoded(parts.get(SERIAL) or parts.get(LOT) or key.value)


def line_of(recall: Recall, ways: Addresses) -> RecallLine:
    """Show a recall in the list."""
    link = link_of_thing(recall.start)
    return RecallLine(
        number=recall.number,
        lot=shown(recall.start),
        product=product_name(link),
        state=state_of(recall),
        is_drill=recall.is_drill,
        opened=recall.opened,
        buyers=len(recall.sides),
        told=sum(one.notified is not None for one in recall.sides),
        shipped_kg=mass(recall.balance.shipped),
        open_kg=mass(recall.balance.open),
        address=ways.to(f"{PATH}/{recall.number}"),
    )


def product_name(link: Link | None) -> str:
    """Call the product of a lot."""
    product = known.product_of(link.gtin) if link else {}
    return product.get("name", "")


def page_of(recall: Recall, ways: Addresses, *, problem: str = "") -> RecallPage:
    """Show a recall with all that was done in it."""
    link = link_of_thing(recall.start)
    story = story_of(link) if link and (link.lot or link.serial) else None
    sides = tuple(side_of(one, recall, ways) for one in recall.sides)
    return RecallPage(
        number=recall.number,
        lot=shown(recall.start),
        product=product_name(link),
        sample=recall.sample,
        sample_says=_sample(recall),
        reason=recall.reason,
        scope=_("这一批") if recall.scope is Scope.LOT else _("同一次采收的全部"),
        is_drill=recall.is_drill,
        by=recall.by,
        opened=recall.opened,
        state=state_of(recall),
        listed_ms=recall.listed_ms,
        took=duration(recall.took),
        closed=recall.closed,
        closing=recall.closing,
        things=recall.things,
        balance=balance_of(recall.balance),
        sides=sides,
        origins=_origins(story),
        acts=tuple(_act(one) for one in acts_of(recall.number)),
        problem=problem,
        address=ways.to(f"{PATH}/{recall.number}"),
        list_address=ways.to(PATH),
        label_address=ways.to(link.path) if link else "",
        buyers=tuple((one.buyer, one.name or one.gln) for one in sides),
    )


def _sample(recall: Recall) -> str:
    row = known.residue_named(recall.sample) if recall.sample else {}
    if not row:
        return ""
    for one in judged_tests([recall.start, known.named(row["lot"])], {}):
        if one.values["code"] == recall.sample:
            verdict = one.verdict
            said = verdict.sentence if is_english() else verdict.zh
            return f"{row['pesticide']} {said}"
    return row["pesticide"]


def _origins(story: Story | None) -> tuple[OriginLine, ...]:
    if story is None:
        return ()
    return tuple(
        OriginLine(
            day=one.harvest.day.isoformat(),
            lot=shown(one.harvest.thing),
            place=" ".join(
                filter(None, (one.place.base.get("name", ""), one.place.block.get("name", "")))
            )
            if one.place
            else "",
        )
        for one in story.origins
    )


def duration(took: timedelta | None) -> str:
    """Say how long something took; empty where it is not done."""
    if took is None:
        return ""
    seconds = int(took.total_seconds())
    hours, rest = divmod(seconds, _HOUR)
    minutes, seconds = divmod(rest, _MINUTE)
    if hours:
        return _("%(hours)s小时%(minutes)s分") % {"hours": hours, "minutes": minutes}
    if minutes:
        return _("%(minutes)s分%(seconds)s秒") % {"minutes": minutes, "seconds": seconds}
    return _("%(seconds)s秒") % {"seconds": seconds}


def balance_of(balance: Balance) -> BalanceView:
    """Print where the mass went."""
    return BalanceView(
        made=mass(balance.made),
        spoiled=mass(balance.spoiled),
        in_store=mass(balance.in_store),
        shipped=mass(balance.shipped),
        recovered=mass(balance.recovered),
        lost=mass(balance.lost),
        open=mass(balance.open),
        is_whole=balance.is_whole,
    )


def gln_of(party: str) -> str:
    """Give the number of a party; its address where it has none."""
    key = key_of(party)
    return party if key is None else key.value


def side_of(side: Side, recall: Recall, ways: Addresses) -> SideView:
    """Show a buyer."""
    values = known.party_named("buyers", side.buyer)
    gln = gln_of(side.buyer)
    letter = f"{PATH}/{recall.number}/letters/{gln}"
    return SideView(
        buyer=side.buyer,
        gln=gln,
        name=values.get("name", ""),
        contact=values.get("contact", ""),
        received_kg=mass(side.received),
        passed_kg=mass(side.passed),
        recovered_kg=mass(side.recovered),
        lost_kg=mass(side.lost),
        open_kg=mass(side.open),
        is_whole=side.is_whole,
        notified=side.notified,
        flows=tuple(
            FlowView(
                day=moment(one.time),
                seller=_party(one.seller),
                things=tuple(map(shown, one.things)),
                kg=_UNKNOWN if one.mass is None else mass(one.mass),
            )
            for one in side.flows
        ),
        letter=ways.to(f"{letter}.pdf"),
        letter_word=ways.to(f"{letter}.docx"),
    )


def _party(party: str) -> str:
    if not party:
        return ""
    for register in ("buyers", "growers"):
        name = known.party_named(register, party).get("name", "")
        if name:
            return name
    return gln_of(party)


def _act(act: Act) -> ActView:
    words = {
        Kind.OPENED: _("开始"),
        Kind.NOTIFIED: _("通知"),
        Kind.RECOVERED: _("已收回"),
        Kind.LOST: _("收不回"),
        Kind.CLOSED: _("结束"),
    }
    told = act.told
    parts = [
        _party(told.get("buyer", "")),
        f"{told['kilograms']} kg" if "kilograms" in told else "",
        told.get("how", ""),
        told.get("note", ""),
        told.get("reason", ""),
    ]
    return ActView(
        at=act.at, by=act.by, word=words[act.kind], detail=" · ".join(filter(None, parts))
    )
