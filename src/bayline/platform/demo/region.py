"""The files of the made-up region's pack, and what stands in its registers."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random

from bayline.platform.demo.places import District

_ABOUT = "由 bayline demo 编写的虚构区域，地名、单位和数字都不是真的。"
_ABOUT_EN = "A made-up region; no name, body or figure of it is real."
_KINDS = ("工业", "农业", "文旅", "道路", "民生")
_STAGES = {
    "proposed": ("储备", "Proposed"),
    "started": ("在建", "Started"),
    "done": ("建成", "Done"),
}
_WORKS = ("技术改造", "厂房新建", "标准农田", "道路提升", "管网更新", "游园", "仓储物流")
_FIRST_DAY = date(2019, 1, 7)
_DAYS = 2400


def pack_files(district: District) -> dict[str, bytes]:
    """Give the files of the region's pack by their paths."""
    files = {
        "region.toml": _region(district),
        "geography/places.csv": _places(district),
        "registers/projects.toml": _PROJECTS,
        "registers/villages.toml": _VILLAGES,
        "registers/organisations.toml": _ORGANISATIONS,
    }
    return {path: text.encode() for path, text in files.items()}


def _region(district: District) -> str:
    whole = district.whole
    return (
        f'name = "{whole.name}"\nname_en = "Chengchuan District"\ncode = "{whole.code}"\n'
        f'sentence = "{whole.name}是{_ABOUT.removeprefix("由 bayline demo 编写的")}"\n'
        f'sentence_en = "{_ABOUT_EN}"\n'
    )


def _places(district: District) -> str:
    made = io.StringIO()
    sheet = csv.writer(made, lineterminator="\n")
    sheet.writerow(("code", "name", "level", "parent", "aliases", "from", "to", "lon", "lat"))
    for spot in district.spots:
        head = (spot.code, spot.name, spot.level, spot.parent)
        sheet.writerow((*head, "", "", "", spot.lon, spot.lat))
    return made.getvalue()


Rows = Iterator[Mapping[str, str]]


def villages(district: District) -> Rows:
    """Give the rows of the register of villages."""
    for spot in district.villages:
        yield {"code": spot.code, "name": spot.name, "town": spot.parent}


def organisations(district: District) -> Rows:
    """Give the rows of the register of organisations."""
    for number, town in enumerate(district.towns, start=1):
        yield {"code": f"O{number:03}", "name": f"{town.name}人民政府", "place": town.code}
    for number, name in enumerate(("统计局", "农业农村局", "融媒体中心"), start=1):
        whole = district.whole
        yield {"code": f"D{number:03}", "name": f"{whole.name}{name}", "place": whole.code}


def projects(district: District, *, count: int, seed: int) -> Rows:
    """Give the rows of the register of projects.

    Args:
        district: The region.
        count: How many.
        seed: The same seed gives the same ones.
    """
    chance = Random(f"projects {seed}")  # noqa: S311 - rows, not secrets
    for number in range(1, count + 1):
        town = chance.choice(district.towns)
        stage = chance.choices([*_STAGES], (2, 4, 4))[0]
        started = _FIRST_DAY + timedelta(days=chance.randrange(_DAYS))
        row = {
            "code": f"P{number:06}",
            "name": f"{town.name}{chance.choice(_WORKS)}项目（{number}号）",
            "place": town.code,
            "kind": chance.choice(_KINDS),
            "stage": stage,
            "investment": f"{chance.randrange(2, 900) / 10:.1f}亿元",
        }
        yield row if stage == "proposed" else {**row, "started": started.isoformat()}


def _declaration(name: str, titles: tuple[str, str], order: str, fields: str) -> str:
    return (
        f'name = "{name}"\ntitle = "{titles[0]}"\ntitle_en = "{titles[1]}"\n'
        f'about = "{_ABOUT}"\nabout_en = "{_ABOUT_EN}"\n'
        f'key = "code"\nlabel = "name"\norder = ["{order}"]\n'
        f'\n[source]\ntitle = "虚构的名册"\nlicence = "CC0-1.0"\n{fields}'
    )


def _field(name: str, title: str, title_en: str, kind: str, more: str = "") -> str:
    head = f'name = "{name}"\ntitle = "{title}"\ntitle_en = "{title_en}"\ntype = "{kind}"\n'
    return f"\n[[field]]\n{head}{more}"


_CODE = _field("code", "编号", "Code", "text", "required = true\n")
_NAME = _field("name", "名称", "Name", "text", "required = true\n")
_CHOICES = "".join(
    f'\n[[field.choices]]\ncode = "{code}"\ntitle = "{titles[0]}"\ntitle_en = "{titles[1]}"\n'
    for code, titles in _STAGES.items()
)
_PROJECTS = _declaration(
    "projects",
    ("项目", "Projects"),
    "name",
    _CODE
    + _NAME
    + _field("place", "所在地", "Place", "place", "facet = true\n")
    + _field("kind", "类别", "Kind", "text", "facet = true\n")
    + _field("investment", "总投资", "Investment", "figure", 'unit = "亿元"\n')
    + _field("started", "开工日期", "Started", "date")
    + _field("stage", "阶段", "Stage", "choice", f"facet = true\n{_CHOICES}"),
)
_VILLAGES = _declaration(
    "villages",
    ("村", "Villages"),
    "name",
    _CODE + _NAME + _field("town", "所在镇", "Town", "place", "facet = true\n"),
)
_ORGANISATIONS = _declaration(
    "organisations",
    ("组织", "Organisations"),
    "name",
    _CODE + _NAME + _field("place", "所在地", "Place", "place", "facet = true\n"),
)
