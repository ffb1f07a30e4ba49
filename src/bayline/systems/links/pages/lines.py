"""How links, roads and networks are shown in lists."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.platform.addresses import Addresses
from bayline.platform.grounds import Asked, Grounds, Linked
from bayline.platform.naming import names_of
from bayline.platform.registers.terms import Values
from bayline.systems.links.pages import words
from bayline.systems.links.pages.contexts import (
    BusLine,
    IndicatorLine,
    LinkLine,
    NetworkView,
    RoadLine,
)
from bayline.systems.links.queries.networks import Standing
from bayline.systems.links.queries.registers import BUSES, ROADS, Marked
from bayline.systems.links.rules.naming import found_among, key_of, written_ends
from bayline.systems.links.rules.parameters import Edition, estimated, in_force
from bayline.systems.links.rules.trusting import confidence_of, signs_of
from bayline.systems.links.terms import MissingLink

_FACTS = ("nodes", "arcs", "pieces", "zones")
_FIGURES = ("length", "length_here", "budget", "ride", "headway", "before", "after")


def network_view(standing: Standing | None) -> NetworkView | None:
    """Show what a network is."""
    if standing is None:
        return None
    told, kept = standing.told, standing.delivery
    titles = (_("节点"), _("路段（有向）"), _("互不相通的片"), _("人口区"))
    counted = zip(titles, _FACTS, strict=True)
    return NetworkView(
        source=standing.source,
        date=standing.date,
        licence=standing.licence,
        is_sketch=standing.is_sketch,
        facts=tuple((title, f"{told[name]:,}") for title, name in counted if name in told),
        remarks=tuple(words.in_language(zh, en) for zh, en in told["remarks"]),
        by=kept.by if kept else "",
        recorded=f"{timezone.localtime(kept.recorded):%Y-%m-%d %H:%M}" if kept else "",
        basis=words.in_language(*told["basis"]) if "basis" in told else "",
    )


def estimates_in(edition: Edition) -> str:
    """Say which numbers of an edition are estimates."""
    with in_force(edition):
        said = estimated()
    return words.in_language(said.zh, said.en)


def order_of(standing: Standing) -> str:
    """Say by what links are ranked; those taken in before this was told were by the score."""
    if standing.told.get("by", "score") == "score":
        return _("按评分排名：潜力增量的四次方根÷造价，顺直、断头相对的加分，用真实道路检验过。")
    return _("按每元增加的潜力排名。评分名次另列：潜力增量的四次方根÷造价，顺直、断头相对的加分。")


def names_of_sides(standing: Standing, codes: set[str]) -> dict[str, str]:
    """Name areas: as the table of places does, else as the file of areas does."""
    told: dict[str, str] = standing.told.get("names", {})
    return {**told, **{code: one.label for code, one in names_of("place", codes).items()}}


class LinkLines:
    """Shows missing links of a network as lines."""

    def __init__(self, standing: Standing, marks: Sequence[Marked], ways: Addresses) -> None:
        self._ways, self._edition = ways, standing.edition
        self._marks = [one.ends for one in marks]
        self._total = standing.bench.totals["hansen"] or 1.0
        codes = {code for one in standing.links for code in one.sides}
        self._names = names_of_sides(standing, codes)

    def side(self, code: str) -> str:
        """Name a side."""
        return self._names.get(code, code) or _("区域以外")

    def is_marked(self, one: MissingLink) -> bool:
        """Tell whether it was noted as there and not mapped."""
        return found_among(one.link, self._marks)

    def line(self, one: MissingLink) -> LinkLine:
        """Show one of them."""
        with in_force(self._edition):
            return self._line(one)

    def _line(self, one: MissingLink) -> LinkLine:
        ways, gain = self._ways, one.gains["hansen"]
        look, word = confidence(one, is_marked=self.is_marked(one))
        return LinkLine(
            key=key_of(one.link),
            rank=one.rank,
            name=_("第%(n)s名") % {"n": one.rank},
            address=ways.to(f"/links/missing/{key_of(one.link)}"),
            try_address=ways.to("/links/what-if", link=written_ends(one.link)),
            sides=f"{self.side(one.sides[0])} — {self.side(one.sides[1])}",
            length_m=f"{one.length_m:,.0f}",
            time=words.minutes(one.time_s),
            network_time=words.minutes(one.network_time_s),
            gain=words.amount(gain),
            share=words.percent(gain / self._total),
            across=words.percent(one.gains_across["hansen"] / gain if gain else None, 0),
            cost=words.million(one.cost_yuan),
            per_cost=words.amount(one.benefit_per_cost * words.per_cost_unit()),
            score_rank=f"{one.score_rank}" if one.score_rank else "—",
            confidence_look=look,
            confidence=word,
            signs=signs_seen(one),
            is_marked=self.is_marked(one),
            is_efficient=one.is_efficient,
        )


def confidence(one: MissingLink, *, is_marked: bool) -> tuple[str, str]:
    """Say how sure it is that a link is missing: look and word."""
    if is_marked:
        return "replaced", _("已有，地图未画")
    return words.confidence_word(confidence_of(one))


def signs_seen(one: MissingLink) -> str:
    """Say what was seen that speaks for a gap on the ground; empty where nothing was."""
    return _("、").join(words.sign_word(sign) for sign in signs_of(one))


def indicator_lines(
    totals: dict[str, float], gains: dict[str, float], across: dict[str, float]
) -> Iterator[IndicatorLine]:
    """Show every indicator before and after; times fall where others rise."""
    for name in words.INDICATORS:
        before, gain = totals[name], gains.get(name, 0.0)
        is_time = name == "mean_time_s"
        after = before - gain if is_time else before + gain
        sign = "−" if is_time else "+"
        yield IndicatorLine(
            name=name,
            word=words.indicator_word(name),
            before=words.amount(before),
            change=f"{sign}{words.amount(gain)}" if gain else "0",
            share=f"{sign}{words.percent(gain / before)}" if before and gain else "0",
            after=words.amount(after),
            across=words.percent(across.get(name, 0.0) / gain if gain else None, 0),
        )


def summed(parts: Iterable[dict[str, float]]) -> dict[str, float]:
    """Add up what several links add, each on top of those before."""
    found: dict[str, float] = {}
    for part in parts:
        for name, gain in part.items():
            found[name] = found.get(name, 0.0) + gain
    return found


def grounds_of(entries: Sequence[Values], ways: Addresses) -> Grounds:
    """Look up where the figures and the words of entries stand."""
    pairs = [(one.get("document", ""), one.get(name, "")) for one in entries for name in _FIGURES]
    quotes = [(one.get("document", ""), one.get("quote", "")) for one in entries]
    asked = Asked(
        documents=frozenset(one["document"] for one in entries if one.get("document")),
        figures=frozenset(pair for pair in pairs if all(pair)),
        quotes=frozenset(pair for pair in quotes if all(pair)),
    )
    return Grounds(asked, ways)


def road_lines(entries: Sequence[Values], ways: Addresses, *, may_try: bool) -> Iterator[RoadLine]:
    """Show named roads, each figure with its sentence."""
    grounds = grounds_of(entries, ways)
    for one in entries:
        look, word = words.STAGES.get(one.get("stage", ""), ("unknown", "—"))
        ends = one.get("ends", "")
        yield RoadLine(
            to=Linked(label=one["name"], address=grounds.entry(ROADS, one["code"])),
            look=look,
            word=_(word),
            joins=one.get("joins", ""),
            length=grounds.number(ROADS, one, "length"),
            length_here=grounds.number(ROADS, one, "length_here"),
            budget=grounds.number(ROADS, one, "budget"),
            opened=one.get("opened", ""),
            quoted=grounds.quoted(one),
            note=one.get("note", ""),
            try_address=ways.to("/links/what-if", link=ends) if ends and may_try else "",
        )


def bus_lines(entries: Sequence[Values], ways: Addresses) -> Iterator[BusLine]:
    """Show bus lines across the border."""
    grounds = grounds_of(entries, ways)
    for one in entries:
        yield BusLine(
            to=Linked(label=one["name"], address=grounds.entry(BUSES, one["code"])),
            start=one.get("start", ""),
            end=one.get("end", ""),
            length=grounds.number(BUSES, one, "length"),
            ride=grounds.number(BUSES, one, "ride"),
            headway=grounds.number(BUSES, one, "headway"),
            quoted=grounds.quoted(one),
            note=one.get("note", ""),
        )
