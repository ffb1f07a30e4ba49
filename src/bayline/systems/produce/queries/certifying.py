"""What a certificate of a batch says, as events and registers have it."""

from datetime import date
from typing import Any

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.produce.queries.events import facts_of
from bayline.systems.produce.queries.known import place_name
from bayline.systems.produce.queries.stories import story_of
from bayline.systems.produce.rules.certificates import Certificate, certificate_of
from bayline.systems.produce.rules.linking import Link


def drafted(lot: Link, *, day: date, typed: dict[str, str]) -> Certificate:
    """Draft a certificate of a batch.

    Args:
        lot: The batch.
        day: When it is issued.
        typed: What is to stand there instead, by field; empty ones are left to the registers.

    Raises:
        BaylineError: Nothing is known of the batch, or its product is not in the scope.
    """
    story = story_of(lot)
    if story is None:
        raise BaylineError(
            f"no event is about {lot.elements}",
            do="capture the harvest of the batch first",
            zh=Words(f"没有关于{lot.elements}的事件", do="请先收录这一批的采收事件"),
        )
    if story.product and story.product.get("certificate") != "yes":
        raise BaylineError(
            f"{story.product['name']} needs no certificate",
            why="it is not in the scope of the rule",
            do="ship it without",
            zh=Words(f"{story.product['name']}不用合格证", "不在规定的范围内", "不开也能发货"),
        )
    place = next((one.place for one in story.origins if one.place), None)
    base, grower = (place.base, place.grower) if place else ({}, {})
    told: dict[str, Any] = {
        "lot": lot.name,
        "date": f"{day}",
        "name": story.product.get("name", ""),
        "quantity": _mass(lot.name),
        "origin": f"{place_name(base.get('town', ''))}{base.get('name', '')}",
        "issuer": grower.get("name", ""),
        "contact": grower.get("contact", ""),
    }
    return certificate_of(told | {name: value for name, value in typed.items() if value.strip()})


def _mass(lot: str) -> str:
    """Weigh a batch by the event that made it; empty where none says."""
    made = [
        fact.masses[lot]
        for fact in facts_of([lot])[lot]
        if lot in fact.masses and (lot in fact.outputs or fact.step == "commissioning")
    ]
    return f"{sum(made):f}" if made else ""
