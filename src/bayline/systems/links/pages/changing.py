"""Parameters of new roads as a page changes them: class, speed, costs."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.listing import Option
from bayline.platform.pages import said
from bayline.systems.links.pages import words
from bayline.systems.links.pages.contexts import ParametersView
from bayline.systems.links.pages.lines import estimates_in
from bayline.systems.links.queries.networks import Standing
from bayline.systems.links.rules.parameters import Edition, changed, of_class, remarks_on

NUMBERS = ("kmh", "yuan_per_m", "bridge_yuan_per_m")
_CLASS = "class"
Written = tuple[tuple[str, str], ...]


def written_parameters(request: HttpRequest) -> Written:
    """Read what is changed, as it was written."""
    asked = ((name, request.GET.get(name, "").strip()) for name in (_CLASS, *NUMBERS))
    return tuple((name, one) for name, one in asked if one)


def edition_asked(standing: Standing | None, written: Written) -> tuple[Edition | None, str]:
    """Give the parameters that are asked for; where one cannot be, none, and say why."""
    if standing is None:
        return None, ""
    try:
        return edition_wished(standing, written), ""
    except BaylineError as error:
        return None, said(error)


def edition_wished(standing: Standing, written: Written) -> Edition:
    """Give the parameters that are asked for; those of the network where none is.

    Raises:
        BaylineError: One cannot be.
    """
    base, told = standing.edition, dict(written)
    if road_class := told.pop(_CLASS, ""):
        base = of_class(base, road_class, where=_("道路等级"))
    return _changed(base, {name: _number(name, one) for name, one in told.items()})


def _changed(base: Edition, numbers: dict[str, float]) -> Edition:
    if not numbers:
        return base
    sections: dict[str, dict[str, Any]] = {name: dict(one) for name, one in base.changed.items()}
    sections["link"] = {**sections.get("link", {}), **numbers}
    head = [_("页面上试算"), f"{timezone.localdate()}", _("没有出处，只供试算")]
    return changed(sections, head, where=_("参数"))


def _number(name: str, written: str) -> float:
    try:
        found = float(written.replace(",", ""))
    except ValueError:
        raise BaylineError(
            f"“{written[:20]}” is no number",
            where=name,
            do="write a number",
            zh=Words(f"“{written[:20]}”不是数", do="请写一个数"),
        ) from None
    return int(found) if found.is_integer() else found


def parameters_view(
    standing: Standing | None, asked: Edition | None, written: Written
) -> ParametersView | None:
    """Show the parameters in force."""
    if standing is None:
        return None
    used, told = asked or standing.edition, dict(written)
    link = used.sections["link"]
    return ParametersView(
        edition=_cited(used),
        kmh=f"{link['kmh']:g}",
        yuan_per_m=f"{link['yuan_per_m']:g}",
        bridge_yuan_per_m=f"{link['bridge_yuan_per_m']:g}",
        classes=tuple(_classes(used, told.get(_CLASS, ""))),
        changed=tuple(words.in_language(one.zh, one.en) for one in remarks_on(used)),
        estimated=estimates_in(used),
        is_changed=bool(written),
        is_refused=bool(written) and asked is None,
    )


def _cited(used: Edition) -> str:
    told = {"name": used.name, "since": used.since}
    return _("%(name)s，%(since)s起") % told


def _classes(used: Edition, chosen: str) -> Sequence[Option]:
    return [
        Option(value=name, word=name, is_chosen=name == chosen)
        for name in used.sections["costs_yuan_per_m"]
    ]
