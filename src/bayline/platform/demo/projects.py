"""The projects of the made-up region: what they are, which stage they reached, what they cost.

The registers are those that the system of projects brings; all rows rest on one document.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bayline.platform.demo.documents import Paper
from bayline.platform.demo.places import District
from bayline.platform.demo.sentences import Sentence

_KINDS = ("工业", "农业", "文旅", "道路", "民生")
_WORKS = ("技术改造", "厂房新建", "标准农田", "道路提升", "管网更新", "游园", "仓储物流")
_STAGES = ("reserved", "started", "completed")
_FIRST_DAY, _DAYS = date(2019, 1, 7), 2400
_LAST_DAY = date(2025, 11, 1)  # that anything was reached on
_MONTH = timedelta(days=30)
_OPERATES, _REPORTS = 0.4, 0.3  # of those completed; of all, with money of the year
_YEAR = 2025

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows of the registers of projects, by the name of the register."""

    projects: tuple[Row, ...]
    project_stages: tuple[Row, ...]
    project_amounts: tuple[Row, ...]


def list_of(district: District) -> Paper:
    """Give the document that all rows rest on; it names no figure, so nothing is read of it."""
    words = "本清单列出全区的在库项目，各自的阶段和金额记在名册里。"
    return Paper(
        name="项目清单.txt",
        title=f"{district.whole.name}项目清单",
        publisher=f"{district.whole.name}人民政府",
        published=_FIRST_DAY,
        sentences=(Sentence(words=words, sayings=()),),
    )


def rows(district: District, *, count: int, seed: int, document: str) -> Rows:
    """Give the rows of the registers of projects.

    Args:
        district: The region.
        count: How many projects.
        seed: The same seed gives the same ones.
        document: Name of the document that they rest on.
    """
    chance = Random(f"projects {seed}")  # noqa: S311 - rows, not secrets
    projects: list[Row] = []
    stages: list[Row] = []
    amounts: list[Row] = []
    for number in range(1, count + 1):
        one = _project(district, number, chance, document)
        projects.append(one)
        stages += _stages(one["code"], chance, document)
        amounts += _amounts(one["code"], chance, document)
    return Rows(projects=(*projects,), project_stages=(*stages,), project_amounts=(*amounts,))


def _project(district: District, number: int, chance: Random, document: str) -> Row:
    at = chance.randrange(len(district.towns))
    town = district.towns[at]
    lon, lat = (each + chance.uniform(-0.01, 0.01) for each in (town.lon, town.lat))
    return {
        "code": f"P{number:06}",
        "name": f"{town.name}{chance.choice(_WORKS)}项目（{number}号）",
        "category": chance.choice(_KINDS),
        "place": town.code,
        "point": f"{lon:.5f},{lat:.5f}",
        "lead": f"O{at + 1:03}",
        "document": document,
    }


def _stages(code: str, chance: Random, document: str) -> Iterator[Row]:
    """Walk a project along: in reserve, started, completed, some in operation; the next planned."""
    reached = chance.choices(_STAGES, (2, 4, 4))[0]
    day = _FIRST_DAY + timedelta(days=chance.randrange(_DAYS))

    def step(stage: str, on: str, **more: str) -> Row:
        head = {"code": f"{code}/{stage}", "project": code, "stage": stage}
        return {**head, "nature": "actual", "date": on, "document": document, **more}

    def plan(stage: str, on: date) -> Row:
        told = step(stage, f"{on:%Y-%m}", nature="planned", stated=day.isoformat())
        return {**told, "code": f"{code}/{stage}-plan"}

    if reached == "reserved":
        yield step("reserved", day.isoformat())
        yield plan("started", max(day, _LAST_DAY) + _MONTH * chance.randrange(1, 18))
        return
    yield step("started", day.isoformat())
    due = day + _MONTH * chance.randrange(10, 30)
    yield plan("completed", due)
    ended = due + timedelta(days=chance.randrange(-90, 150))
    if reached == "completed" and ended <= _LAST_DAY:
        yield step("completed", ended.isoformat())
        begun = ended + _MONTH * 3
        if chance.random() < _OPERATES and begun <= _LAST_DAY:
            yield step("operating", f"{begun:%Y-%m}")


def _amounts(code: str, chance: Random, document: str) -> Iterator[Row]:
    tenths = chance.randrange(2, 900)

    def amount(kind: str, money: str, **more: str) -> Row:
        head = {"code": f"{code}/{kind}", "project": code, "kind": kind, "amount": money}
        return {**head, "document": document, **more}

    yield amount("planned_investment", f"{tenths / 10:.1f}亿元")
    if chance.random() < _REPORTS:
        planned = max(10, tenths * 1000 // chance.randrange(3, 6))
        done = planned * chance.randrange(40, 100) // 100
        yield amount("annual_plan", f"{planned}万元", period=str(_YEAR))
        yield amount("completed", f"{done}万元", period=f"{_YEAR}-01/{_YEAR}-10")
