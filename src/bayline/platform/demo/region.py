"""The files of the made-up region's pack, and what stands in its registers."""

import csv
import io
from collections.abc import Iterator, Mapping

from bayline.platform.demo.places import District

_ABOUT = "由 bayline demo 编写的虚构区域，地名、单位和数字都不是真的。"
_ABOUT_EN = "A made-up region; no name, body or figure of it is real."


def pack_files(district: District) -> dict[str, bytes]:
    """Give the files of the region's pack by their paths."""
    files = {
        "region.toml": _region(district),
        "geography/places.csv": _places(district),
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
