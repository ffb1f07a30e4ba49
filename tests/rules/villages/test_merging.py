"""Uploads in any order, some twice, some late, give one state, bit for bit."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from hashlib import sha256
from random import Random

import pytest

from bayline.systems.villages.rules import merging, replaying, writing
from bayline.systems.villages.terms.campaigns import Inspector, Village
from bayline.systems.villages.terms.events import Act, Event, Photo
from bayline.systems.villages.terms.sheets import Item
from bayline.systems.villages.terms.standings import Stage

START = datetime(2021, 12, 1, 8, tzinfo=timezone(timedelta(hours=8)))
ORDERS = 1_000


def events_of(grounds, villages, *, seed):
    """What inspectors did: every item of every village, some scored on two devices."""
    chance = Random(seed)  # noqa: S311 - the same world each time
    sheet = grounds.sheets[0]
    names = tuple(grounds.inspectors)
    for at, village in enumerate(villages):
        base = START + timedelta(minutes=at)
        told = {"campaign": "c", "village": village, "device": "office", "by": "office"}
        yield Event(id=f"{village}-in", act=Act.ENROLLED, at=base, batch="first", **told)
        yield Event(
            id=f"{village}-who",
            act=Act.ASSIGNED,
            at=base + timedelta(seconds=1),
            inspectors=names,
            **told,
        )
        for name in names:
            yield from scores_of(village, name, sheet, base + timedelta(hours=1), chance)


def scores_of(village, name, sheet, base, chance):
    total = Decimal(0)
    for number, item in enumerate(sheet.items):
        left = max(Decimal(0), item.most - item.step * chance.choice((0, 0, 0, 1, 2)))
        total += left
        event = Event(
            id=f"{village}-{name}-{item.code}",
            campaign="c",
            village=village,
            act=Act.SCORED,
            at=base + timedelta(seconds=number),
            by=name,
            device=f"phone-{name}",
            item=item.code,
            score=left,
            photos=(Photo(sha256(f"{village}{item.code}".encode()).hexdigest(), base),),
            reason="一处",
        )
        yield event
        if chance.random() < 0.02:  # another device says something else
            other = Decimal(0) if left else item.most
            yield replace(event, id=f"{event.id}-2", device="phone-2", score=other)
    yield Event(
        id=f"{village}-{name}-done",
        campaign="c",
        village=village,
        act=Act.SUBMITTED,
        at=base + timedelta(hours=1),
        by=name,
        total=total,
    )


def uploads(events, chance):
    """The events in parcels: shuffled, an eighth of them twice, one parcel after all others."""
    sent = [*events, *chance.sample(events, len(events) // 8)]
    chance.shuffle(sent)
    late, sent = sent[:5], sent[5:]
    while sent:
        size = chance.randint(1, 400)
        yield sent[:size]
        sent = sent[size:]
    yield late


def arrived(events, chance, grounds):
    """The state after all parcels have come."""
    kept = merging.NOTHING
    for parcel in uploads(events, chance):
        kept = merging.merged(kept, parcel)
    return replaying.state_of(kept, grounds)


def grounds_of(world, *, villages, items, inspectors):
    """A campaign of a size; every inspector is from elsewhere."""
    sheet = world.grounds.sheets[0]
    listed = tuple(
        Item(code=f"i{n}", title=f"第{n}项", title_en="", most=Decimal(5), step=Decimal("0.5"))
        for n in range(items)
    )
    return replace(
        world.grounds,
        sheets=(replace(sheet, items=listed, inspectors=inspectors),),
        villages={f"v{n}": Village(code=f"v{n}", name=f"{n}村", town="t") for n in range(villages)},
        inspectors={
            f"p{n}": Inspector(code=f"p{n}", name=f"{n}", towns=frozenset({"far"}))
            for n in range(inspectors)
        },
    )


@pytest.fixture(scope="module")
def shuffles():
    return Random(20260712)  # noqa: S311 - the same orders each time


WHOLE = pytest.param(124, 30, 3, marks=pytest.mark.soak, id="a whole campaign")


@pytest.mark.parametrize(("villages", "items", "inspectors"), [(2, 3, 2), WHOLE])
def test_a_thousand_orders_of_arrival_give_one_state(world, shuffles, villages, items, inspectors):
    grounds = grounds_of(world, villages=villages, items=items, inspectors=inspectors)
    events = [*events_of(grounds, grounds.villages, seed=3)]
    forged = replace(events[4], score=Decimal(0), at=events[4].at + timedelta(seconds=30))
    events.append(forged)  # the same id with other content, which may come first or last
    digests: Counter[str] = Counter()
    for _ in range(ORDERS):
        digests[writing.digest_of(arrived(events, shuffles, grounds))] += 1
    assert [*digests.values()] == [ORDERS]


def test_three_inspectors_of_30_items_in_124_villages_merge_without_loss_or_double(world, shuffles):
    grounds = grounds_of(world, villages=124, items=30, inspectors=3)
    events = [*events_of(grounds, grounds.villages, seed=4)]
    scores = sum(one.act is Act.SCORED and not one.id.endswith("-2") for one in events)
    assert scores == 124 * 30 * 3
    state, other = (arrived(events, shuffles, grounds) for _ in range(2))
    assert writing.written(state) == writing.written(other)
    twice = sum(one.id.endswith("-2") for one in events)
    assert twice > 0
    assert sum(len(one.conflicts) for one in state.standings.values()) == twice
    assert not [one.refused for one in state.standings.values() if one.refused]
    done = [one for one in state.standings.values() if not one.conflicts]
    assert done
    for standing in done:
        (inspected,) = standing.rounds
        assert inspected.total == sum(inspected.scores.values())
        assert standing.stage in (Stage.INSPECTED, Stage.FAILED)


def test_merging_in_parts_is_merging_at_once(world):
    grounds = grounds_of(world, villages=1, items=2, inspectors=1)
    events = [*events_of(grounds, grounds.villages, seed=5)]
    left = merging.merged(merging.merged(merging.NOTHING, events[:3]), events[2:])
    assert left == merging.merged(merging.NOTHING, reversed(events))
    assert merging.merged(left, events) == left


def test_equal_numbers_are_one_content_and_other_words_are_another(world):
    event = world.event(Act.SUBMITTED, total=Decimal(95))
    assert writing.digest_of(event) == writing.digest_of(replace(event, total=Decimal("95.00")))
    assert writing.digest_of(event) != writing.digest_of(replace(event, reason="补"))
