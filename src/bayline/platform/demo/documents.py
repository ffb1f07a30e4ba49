"""Made-up documents of several kinds: reports, bulletins, lists and news, one after the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple

from bayline.kernel.bounds import Bound
from bayline.platform.demo.measures import OF_TOWNS, OF_VILLAGES, Measure, World
from bayline.platform.demo.places import District, Spot
from bayline.platform.demo.sentences import (
    Amount,
    Sentence,
    Span,
    agreement,
    promise,
    result,
    span_of,
    target,
)

_MOST_IN_A_LIST = 240
_MISPRINTED = 0.006  # of all numbers
_HEDGED = 0.06
_THINGS = ("公园", "停车场", "充电桩", "健身点", "文化广场")
BULLETIN = "bulletin"
_KINDS = ("news", "report", "list", BULLETIN)
_OFTEN = (4, 6, 4, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A made-up document.

    Attributes:
        name: The name of its file.
        title: Its title.
        publisher: Who published it.
        published: When.
        sentences: What stands in it, one to a line, below its title.
    """

    name: str
    title: str
    publisher: str
    published: date
    sentences: tuple[Sentence, ...]


class Scene(NamedTuple):
    """What documents are made up of."""

    district: District
    world: World


class Moment(NamedTuple):
    """When a document is written, and the chance that decides what stands in it."""

    on: date
    chance: Random

    @property
    def last_year(self) -> Span:
        """The year before."""
        return span_of(self.on.year - 1)

    @property
    def last_quarter(self) -> Span:
        """The quarter before."""
        passed = (self.on.month - 1) // 3
        return span_of(self.on.year, passed) if passed else span_of(self.on.year - 1, 4)


def written(scene: Scene, number: int, at: datetime) -> Paper:
    """Write a document.

    Args:
        scene: The region and its numbers.
        number: Its number; the same one is the same document.
        at: When it is handed over; it was published some days before.
    """
    chance = Random(f"{scene.world.seed} {number}")  # noqa: S311 - documents, not secrets
    moment = Moment(at.date() - timedelta(days=chance.randrange(1, 9)), chance)
    kind = chance.choices(_KINDS, _OFTEN)[0]
    title, publisher, sentences = _WRITERS[kind](scene, moment)
    return Paper(
        name=f"{moment.on:%Y-%m-%d}-{kind}-{number:06}.txt",
        title=title,
        publisher=publisher,
        published=moment.on,
        sentences=(*sentences,),
    )


_Written = tuple[str, str, Iterator[Sentence]]


def _report(scene: Scene, moment: Moment) -> _Written:
    town, span = moment.chance.choice(scene.district.towns), moment.last_year
    title = f"{town.name}{span.year}年工作总结"
    return title, f"{town.name}人民政府", _of_report(scene, moment, town)


def _of_report(scene: Scene, moment: Moment, town: Spot) -> Iterator[Sentence]:
    span, chance = moment.last_year, moment.chance
    for measure in OF_TOWNS:
        yield _result(scene, moment, (town, measure, span))
    for village in (one for one in scene.district.villages if one.parent == town.code):
        for measure in chance.sample(OF_VILLAGES, 5):
            yield _result(scene, moment, (village, measure, span))
    for thing in chance.sample(_THINGS, 3):
        yield promise(town, thing, chance.randrange(2, 60), moment.on.year + chance.randrange(3))
    for measure in chance.sample(OF_TOWNS[:6], 2):
        aim = scene.world.number(town, measure, moment.on.year)
        yield target(town, measure, aim.quantize(aim), moment.on.year)
    yield _agreement(scene, moment, town)


def _bulletin(scene: Scene, moment: Moment) -> _Written:
    span, whole = moment.last_quarter, scene.district.whole
    title = f"{whole.name}{span.words}经济运行情况"
    return title, f"{whole.name}统计局", _of_bulletin(scene, moment)


def _of_bulletin(scene: Scene, moment: Moment) -> Iterator[Sentence]:
    chance = moment.chance
    flowing = [measure for measure in OF_TOWNS if measure.flows]
    for town in chance.sample(scene.district.towns, min(24, len(scene.district.towns))):
        for measure in chance.sample(flowing, 5):
            yield _result(scene, moment, (town, measure, moment.last_quarter))


def _list(scene: Scene, moment: Moment) -> _Written:
    measure, span = moment.chance.choice(OF_VILLAGES), moment.last_year
    title = f"{scene.district.whole.name}{span.year}年各村{measure.name}一览"
    villages = scene.district.villages
    first = moment.chance.randrange(max(1, len(villages) - _MOST_IN_A_LIST))
    told = (
        _result(scene, moment, (village, measure, span))
        for village in villages[first : first + _MOST_IN_A_LIST]
    )
    return title, f"{scene.district.whole.name}农业农村局", told


def _news(scene: Scene, moment: Moment) -> _Written:
    town = moment.chance.choice(scene.district.towns)
    title = f"{town.name}工作见闻"
    return title, f"{scene.district.whole.name}融媒体中心", _of_news(scene, moment, town)


def _of_news(scene: Scene, moment: Moment, town: Spot) -> Iterator[Sentence]:
    chance = moment.chance
    flowing = [measure for measure in OF_TOWNS if measure.flows]
    for measure in chance.sample(flowing, 4):
        yield _result(scene, moment, (town, measure, moment.last_quarter))
    villages = [one for one in scene.district.villages if one.parent == town.code]
    for village in chance.sample(villages, 4):
        yield _result(scene, moment, (village, chance.choice(OF_VILLAGES), moment.last_year))
    if chance.random() < 1 / 2:
        yield _agreement(scene, moment, town)


_WRITERS = {"report": _report, BULLETIN: _bulletin, "list": _list, "news": _news}


def _agreement(scene: Scene, moment: Moment, town: Spot) -> Sentence:
    others = [one for one in scene.district.towns if one is not town]
    on = moment.on - timedelta(days=moment.chance.randrange(2, 40))
    return agreement(town, moment.chance.choice(others), on)


def _result(scene: Scene, moment: Moment, of: tuple[Spot, Measure, Span]) -> Sentence:
    spot, measure, span = of
    chance, world = moment.chance, scene.world
    number = world.number(spot, measure, span.year, span.quarter)
    before = world.number(spot, measure, span.year - 1, span.quarter) if measure.grows else None
    luck = chance.random()
    if luck < _MISPRINTED and not measure.is_counted:
        number += number.quantize(number) * 3  # four times as much: somebody's slip of the pen
        before = None
    bound = Bound.EXACT
    if measure.places and luck > 1 - _HEDGED:
        bound, before = chance.choice((Bound.ABOUT, Bound.OVER)), None
    amount = Amount(number, before, bound)
    return result(spot, measure, span, amount, verb=chance.choice(measure.verbs))
