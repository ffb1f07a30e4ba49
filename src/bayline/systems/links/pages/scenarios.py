"""Scenarios that were kept, side by side on the same network."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.grounds import Linked
from bayline.platform.pages import Answer, said
from bayline.platform.registers.terms import Values
from bayline.systems.links.pages import words
from bayline.systems.links.pages.contexts import ScenarioLine, ScenariosPage
from bayline.systems.links.pages.lines import indicator_lines, network_view, summed
from bayline.systems.links.pages.trying import address_of
from bayline.systems.links.queries.networks import Standing, network_at
from bayline.systems.links.queries.registers import SCENARIOS, listed
from bayline.systems.links.rules.naming import lines_of, written_ends

_MOST = 30  # scenarios that are computed for one page


def scenarios_page(request: HttpRequest) -> Answer:
    """Show kept scenarios side by side."""
    at, ways = as_of(request), addresses(request)
    standing = network_at(at)
    entries = listed(SCENARIOS, at)[:_MOST]
    page = ScenariosPage(
        network=network_view(standing),
        heads=tuple(words.indicator_word(name) for name in words.INDICATORS),
        rows=tuple(_rows(standing, entries, ways)) if standing else (),
        new_address=ways.to("/links/what-if"),
    )
    return Answer(context=page, template="links/scenarios.html")


def _rows(standing: Standing, entries: list[Values], ways: Addresses) -> Iterator[ScenarioLine]:
    for one in entries:
        to = Linked(label=one["name"], address=ways.to(f"/registers/{SCENARIOS}/{one['code']}"))
        try:
            yield _row(standing, one, to, ways)
        except BaylineError as error:
            yield ScenarioLine(
                to=to, open_address="", links=0, cost="—", values=(), problem=said(error)
            )


def _row(standing: Standing, one: Values, to: Linked, ways: Addresses) -> ScenarioLine:
    links = lines_of(one["links"], where=_("方案"))
    tried = standing.bench.tried(links)
    gains = summed(each.gains for each in tried)
    across = summed(each.gains_across for each in tried)
    shown = indicator_lines(standing.bench.totals, gains, across)
    return ScenarioLine(
        to=to,
        open_address=address_of(ways, "/links/what-if", [*map(written_ends, links)]),
        links=len(links),
        cost=words.million(sum(each.cost_yuan for each in tried)),
        values=tuple(f"{each.change}（{each.share}）" for each in shown),
        problem="",
    )
