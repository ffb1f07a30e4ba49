"""A small campaign: two batches, a few villages of three towns, a sheet of three items."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from bayline.systems.villages.rules import merging, replaying
from bayline.systems.villages.rules.campaigns import campaign_of
from bayline.systems.villages.rules.limits import own_limits
from bayline.systems.villages.rules.sheets import sheet_of
from bayline.systems.villages.terms.campaigns import Inspector, Village
from bayline.systems.villages.terms.events import Act, Event, Grounds, Photo, Signature

LOCAL = timezone(timedelta(hours=8))
CAMPAIGN = """
title = "村庄提升"
[source]
document = "plan.md"
[[item]]
code = "first"
name = "第一批"
villages = "30个"
start = "2021-10"
acceptance = "2021-12"
status = "预计"
[[item]]
code = "second"
name = "第二批"
villages = "38个"
start = "2022-04"
status = "预计"
"""
SHEET = """
name = "looks"
edition = "1"
title = "评分表"
since = 2021-10-01
source = "某区文件"
inspectors = 2
[[item]]
code = "waste"
title = "垃圾"
most = 50
step = 5
[[item.zero]]
code = "burning"
title = "露天焚烧"
[[item]]
code = "water"
title = "河沟"
most = 30
step = 0.5
[[item]]
code = "homes"
title = "农户"
most = 20
step = 3
[item.sample]
at_least = 5
of = "农户"
in_each = "村民小组"
[[grade]]
code = "good"
title = "优秀"
at_least = 90
passes = true
[[grade]]
code = "passed"
title = "合格"
at_least = 80
passes = true
[[grade]]
code = "failed"
title = "不合格"
at_least = 0
passes = false
"""
HERE = (Decimal("121.30"), Decimal("30.80"))
MOST = {"waste": "50", "water": "30", "homes": "20"}


def photo(name="a" * 64, at="2021-12-03T09:05", place=HERE, accuracy=10):
    return Photo(name, datetime.fromisoformat(at).replace(tzinfo=LOCAL), place, accuracy)


class World:
    """Grounds, and events one after another."""

    def __init__(self):
        villages = [
            Village(code="v1", name="东村", town="t1", point=HERE),
            Village(code="v2", name="西村", town="t2", point=HERE),
            Village(code="v3", name="南村", town="t3"),
        ]
        inspectors = [
            Inspector(code=code, name=f"检查员{code}", towns=frozenset({town}))
            for code, town in (("a", "t2"), ("b", "t3"), ("c", "t3"), ("d", "t1"), ("e", "t4"))
        ]
        self.grounds = Grounds(
            campaign=campaign_of(CAMPAIGN.encode(), where="campaign.toml", code="c"),
            sheets=(sheet_of(SHEET.encode(), where="sheet.toml"),),
            villages={one.code: one for one in villages},
            inspectors={one.code: one for one in inspectors},
            limits=own_limits(),
        )
        self.events = []

    def event(self, act, at="2021-12-03T09:00", village="v1", by="a", **rest):
        """Make an event a second after the last."""
        number = len(self.events) + 1
        moment = datetime.fromisoformat(at).replace(tzinfo=LOCAL) + timedelta(seconds=number)
        if isinstance(rest.get("score"), str):
            rest["score"] = Decimal(rest["score"])
        if rest.get("item") == "homes":
            rest.setdefault("visited", (("一组", 5), ("二组", 6)))
        rest = {"id": f"e{number}", "campaign": "c", "device": f"phone-{by}", **rest}
        return Event(village=village, act=act, at=moment, by=by, **rest)

    def add(self, act, at="2021-12-03T09:00", village="v1", by="a", **rest):
        """Make an event and keep it."""
        self.events.append(self.event(act, at, village, by, **rest))
        return self.events[-1]

    def refused(self, act, *args, **rest):
        """The sentence by which an event is refused that would come now."""
        error = replaying.why_not(self.kept, self.event(act, *args, **rest), self.grounds)
        assert error is not None
        assert error.zh is not None
        return error.sentence()

    def begun(self, village="v1", batch="first", inspectors=("a", "b")):
        """Put a village into a batch and give it its inspectors."""
        day = "2021-12-02T08:00"
        self.add(Act.ENROLLED, day, village=village, by="office", batch=batch)
        self.add(Act.ASSIGNED, day, village=village, by="office", inspectors=inspectors)

    def score(self, item, score, by="a", **rest):
        """Score an item, with photo and reason where that is needed."""
        shown = {} if score == MOST[item] else {"photos": (photo(),), "reason": "村口两处"}
        return self.add(Act.SCORED, by=by, item=item, score=score, **{**shown, **rest})

    def inspected(self, scores=None, village="v1", by=("a", "b"), **rest):
        """All scores of all inspectors, and that they are done."""
        scores = {**MOST, **(scores or {})}
        for one in by:
            for item, score in scores.items():
                self.score(item, score, by=one, village=village, **rest)
            total = sum(map(Decimal, scores.values()))
            self.add(Act.SUBMITTED, by=one, village=village, total=total, **rest)

    def accepted(self, at="2021-12-20T10:00", village="v1", **rest):
        """Accept a village by a signature over its last round."""
        digest = self.standing(village).rounds[-1].digest
        signature = Signature("王某", "区农业农村委", digest)
        return self.add(
            Act.ACCEPTED, at, village=village, by="office", **{"signature": signature, **rest}
        )

    @property
    def kept(self):
        """Everything that has come."""
        return merging.merged(merging.NOTHING, self.events)

    def state(self, on=None):
        """Where all stand, on a day."""
        return replaying.state_of(self.kept, self.grounds, on=on and date.fromisoformat(on))

    def standing(self, village="v1", on=None):
        """Where one village stands, on a day."""
        return self.state(on).standings[village]

    def with_village(self, **changes):
        """Say something else of the first village."""
        known = dict(self.grounds.villages)
        known["v1"] = replace(known["v1"], **changes)
        self.grounds = replace(self.grounds, villages=known)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def sheet_text() -> str:
    return SHEET


@pytest.fixture
def campaign_text() -> str:
    return CAMPAIGN


@pytest.fixture
def taken():
    """Makes a photo: of a content, at a time, at a place."""
    return photo
