"""A broken pack is refused with file, row, column and reason, whatever is broken in it."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from bayline.kernel.errors import BaylineError
from bayline.platform.packs import documents, reviews
from bayline.platform.packs.opening import pack_of
from bayline.platform.packs.tables import Column

NOW = datetime(2026, 11, 28, 4, tzinfo=UTC)
REGION = b'name = "\xe6\xb9\xbe\xe5\x8c\xba"\ncode = "310116"\n'
NOTICE = """---
title: 首季开工
published: 2021-03-05
recorded: 2021-03-08T09:00:00+08:00
---
全区首季开工12个项目。
""".encode()
OUTLINES = {
    "type": "FeatureCollection",
    "source": "手绘",
    "date": "2021-01-01",
    "licence": "CC0-1.0",
    "datum": "WGS-84",
    "features": [
        {
            "type": "Feature",
            "properties": {"code": "310116", "name": "金山区"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[121.3, 30.7], [121.4, 30.7], [121.4, 30.8], [121.3, 30.7]]],
            },
        }
    ],
}
SCHEME = 'title = "体系"\n[source]\ndocument = "a.md"\n[[item]]\ncode = "a"\nname = "甲"\n'
WORKS = """name = "works"
title = "工程"
title_en = "Works"
about = "各项工程"
about_en = "Works"
key = "code"
label = "code"
order = ["code"]
[[field]]
name = "code"
title = "编号"
title_en = "Code"
type = "text"
required = true
[[field]]
name = "length"
title = "长度"
title_en = "Length"
type = "figure"
[[field]]
name = "place"
title = "地方"
title_en = "Place"
type = "place"
[[field]]
name = "whole"
title = "所属"
title_en = "Part of"
type = "entry"
register = "works"
[[field]]
name = "document"
title = "出处"
title_en = "Document"
type = "document"
"""
ROAD = "code,length,place,whole,document\na,约1.6公里,310116,a,a.md\n"
STEP = "key,version,deleted,by,at,reason,file,sheet,row,values\n"
STEP += 'a,1,,小王,2021-03-09T10:00:00+08:00,,,,2,"{""code"":""a""}"\n'
OVERVIEW = '[[figure]]\ntitle = "项目"\ndocument = "a.md"\nquote = "12个"\nnth = 1\n'
# A good value for every column of every table.
GOOD = {
    documents.TABLE: (
        documents.COLUMNS,
        {
            "file": "b.pdf",
            "title": "表",
            "published": "2021-03-05",
            "recorded": "2021-03-09T09:00:00+08:00",
            "replaces": "a.md",
        },
    ),
    reviews.DECISIONS: (
        (*reviews.DECIDED, *reviews.SAID),
        {
            "document": "a.md",
            "quote": "12个",
            "nth": "1",
            "claim": "0123456789abcdef",
            "state": "accepted",
            "by": "小王",
            "at": "2021-03-09T10:00:00+08:00",
            "kind": "figure",
            "start": "0",
            "end": "3",
            "low": "12",
            "high": "12",
            "bound": "exact",
            "period_start": "2021-01-01",
            "period_end": "2021-04-01",
            "status": "actual",
            "change": "growth",
            "supersedes": "0123456789abcdee",
            "claim_at": "2021-03-09T10:00:00+08:00",
        },
    ),
    reviews.FINDINGS: (
        reviews.CHANGED,
        {
            "finding": "0123456789abcdef",
            "state": "explained",
            "due": "2021-12-01",
            "reason": "两项",
            "by": "小王",
            "at": "2021-03-09T10:00:00+08:00",
        },
    ),
}
PLACE_COLUMNS = ("code", "name", "level", "parent", "aliases", "from", "to", "lon", "lat")
GOOD_PLACE = "310116,金山区,county,310000,金山县,1997,2050,121.3,30.7"
PLACES = dict(zip(PLACE_COLUMNS, GOOD_PLACE.split(","), strict=True))
BROKEN_PLACE = "3 1,金,?,999999999,甲,?,?,?,91"
BROKEN_PLACES = dict(zip(PLACE_COLUMNS, BROKEN_PLACE.split(","), strict=True))


def table(row: dict[str, str]) -> bytes:
    written = io.StringIO()
    writer = csv.DictWriter(written, row)
    writer.writeheader()
    writer.writerow(row)
    return written.getvalue().encode()


def full(path: str) -> dict[str, str]:
    columns, row = GOOD[path]
    return {column.name: row.get(column.name, "") for column in columns}


def pack() -> dict[str, bytes]:
    """Give a pack in which every file and every column is used."""
    return {
        "region.toml": REGION,
        "overview.toml": OVERVIEW.encode(),
        "documents/a.md": NOTICE,
        "documents/b.pdf": b"%PDF",
        "geography/places.csv": table(PLACES),
        "geography/outlines.geojson": json.dumps(OUTLINES).encode(),
        "schemes/industry.toml": SCHEME.encode(),
        "registers/works.toml": WORKS.encode(),
        "registers/works.csv": ROAD.encode(),
        "registers/works.changes.csv": STEP.encode(),
        **{path: table(full(path)) for path in GOOD},
    }


def refused(files: dict[str, bytes]) -> str:
    with pytest.raises(BaylineError) as caught:
        pack_of(files, name="bay", now=NOW)
    assert caught.value.in_chinese() != caught.value.sentence()
    return caught.value.sentence()


def test_the_pack_that_is_broken_below_is_good() -> None:
    found = pack_of(pack(), name="bay", now=NOW)
    assert [document.file for document in found.documents] == ["a.md", "b.pdf"]
    assert found.decisions[0].columns["low"] == "12"
    assert found.changes[0].reason == "两项"


def every_column() -> Iterator[tuple[str, Column]]:
    for path, (columns, _) in GOOD.items():
        for column in columns:
            yield path, column


@pytest.mark.parametrize(
    ("path", "column"), [*every_column()], ids=lambda part: getattr(part, "name", part)
)
def test_a_bad_value_in_any_column_is_told_with_file_row_and_column(
    path: str, column: Column
) -> None:
    files = {**pack(), path: table({**full(path), column.name: "\x01?"})}
    assert refused(files).startswith(f"{path}: row 2, column {column.name}, value “\x01?”: ")


@pytest.mark.parametrize(
    ("path", "column"), [*every_column()], ids=lambda part: getattr(part, "name", part)
)
def test_an_empty_or_missing_needed_column_is_told(path: str, column: Column) -> None:
    row = full(path)
    without = {name: value for name, value in row.items() if name != column.name}
    if not column.is_needed:
        return
    assert f"{path}: row 2, column {column.name}" in refused(
        {**pack(), path: table({**row, column.name: " "})}
    )
    assert f"{path}: row 1, column {column.name}" in refused({**pack(), path: table(without)})


@pytest.mark.parametrize("column", PLACES)
def test_a_bad_value_in_any_column_of_places_is_told(column: str) -> None:
    bad = table({**PLACES, column: BROKEN_PLACES[column]})
    said = refused({**pack(), "geography/places.csv": bad})
    assert "geography/places.csv: row 2" in said
    assert f"column {column}" in said


@pytest.mark.parametrize("path", [*GOOD, "geography/places.csv"])
@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (lambda data: data + b"a,b,c\n", "row 3"),
        (lambda data: data.replace(b"\n", b"\n\xff", 1), "2"),
        (lambda data: b"nothing," + data.replace(b"\n", b"\nx,", 1), "column nothing"),
        (lambda data: data + b'"open', ""),
    ],
    ids=["ragged", "not UTF-8", "unknown head", "open quote"],
)
def test_a_table_that_is_no_table_is_told(
    path: str, broken: Callable[[bytes], bytes], told: str
) -> None:
    said = refused({**pack(), path: broken(pack()[path])})
    assert said.startswith(path)
    assert told in said


@pytest.mark.parametrize("path", sorted(pack()))
def test_any_file_of_noise_is_refused_by_its_name(path: str) -> None:
    if path.endswith((".pdf", ".md")):
        return  # documents are opened when the record is built
    assert path in refused({**pack(), path: b"\x00\xff\xfe noise"})


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        ("region.toml", b'name = "', b'label = "', "“name” is missing"),
        ("region.toml", b'"310116"', b'"31"', "no division code"),
        ("region.toml", b'"310116"', b"310116", "“code” is missing"),
        ("region.toml", b"code", b"color = 1\ncode", "“color” is none of"),
        ("overview.toml", b"a.md", b"z.md", "figure 1: “z.md” is no document"),
        ("overview.toml", b"quote", b"quotes", "“quote” is missing"),
        ("overview.toml", b"nth = 1", b"nth = 'x'", "“nth” has a value of another kind"),
        ("schemes/industry.toml", b"title", b"titles", "“title” is missing"),
        ("schemes/industry.toml", b"a.md", b"z.md", "“z.md” is no document"),
        ("schemes/industry.toml", b'code = "a"', b"", "item 1: “code” is missing"),
        ("geography/outlines.geojson", b"WGS-84", b"GCJ-02", "datum is “GCJ-02”"),
        ("geography/outlines.geojson", b'"datum"', b'"data"', "“datum” is missing"),
        ("geography/outlines.geojson", b"121.3,", b"421.3,", "no point in degrees"),
        ("geography/outlines.geojson", b'"310116"', b'""', "“code” is missing"),
        (
            "documents/a.md",
            b"published: 2021-03-05",
            b"published: Friday",
            "row 3, column published",
        ),
        ("documents/a.md", b"title: ", b"tittle: ", "row 2, column tittle"),
        ("documents/a.md", b"title: ", b"url: javascript:1\ntitle: ", "row 2, column url"),
        ("documents/a.md", b"2021-03-08", b"2999-03-08", "row 4, column recorded"),
        ("documents/a.md", b"\n---\n", b"\n", "does not end"),
        ("documents/a.md", b"title: ", b"title ", "is no key with a value"),
        ("documents/a.md", b"published", b"title: x\npublished", "“title” is said twice"),
        (
            "documents/documents.csv",
            b"a.md",
            b"z.md",
            "row 2, column replaces, value “z.md”: there is no such file",
        ),
        ("documents/documents.csv", b"a.md", b"b.pdf", "circle"),
        ("documents/documents.csv", b"2021-03-09", b"2999-03-09", "row 2, column recorded"),
        ("documents/documents.csv", b"2021-03-09", b"2021-03-07", "recorded later"),
        ("documents/b.pdf", b"%PDF", NOTICE, "it is the same as “a.md”"),
        ("review/decisions.csv", b"accepted", b"returned", "column reason"),
        ("review/decisions.csv", b"a.md", b"z.md", "column document"),
        ("review/decisions.csv", b"2021-03-09", b"2999-03-09", "row 2, column at"),
        ("review/findings.csv", b"2021-03-09", b"2999-03-09", "row 2, column at"),
        ("review/findings.csv", b"2021-03-09T10:00:00+08:00", b"0001-01-01T00:00:00+14:00", "zone"),
        ("review/findings.csv", "两项".encode(), b"", "column reason"),
        (
            "registers/works.csv",
            "约1.6公里".encode(),
            b"long",
            "row 2, column length, value “long”",
        ),
        ("registers/works.csv", b"310116", b"310999", "row 2, column place, value “310999”"),
        ("registers/works.csv", b",a,", b",z,", "row 2, column whole, value “z”"),
        ("registers/works.csv", b"a.md", b"z.md", "row 2, column document, value “z.md”"),
        ("registers/works.csv", b"\na,", b"\n,", "row 2, column code"),
        ("registers/works.csv", b"a.md\n", b"a.md\na,,,,\n", "row 3, column code"),
        ("registers/works.csv", b"length", b"width", "row 1, column width"),
        ("registers/works.toml", b'"figure"', b'"figures"', "figures"),
        ("registers/works.toml", b'"works"', b'"other"', "call it other.toml"),
        ("registers/works.changes.csv", b"{", b"[", "row 2, column values"),
        ("registers/works.changes.csv", b",1,", b",x,", "row 2, column version"),
        ("registers/works.changes.csv", b"2021-03-09", b"2999-03-09", "row 2, column at"),
        (
            "registers/works.toml",
            b'order = ["code"]',
            b"order = []\n[source]\ntitle = 'x'\nrecorded = 2999-03-09T10:00:00Z",
            "column source.recorded",
        ),
        (
            "registers/works.toml",
            b'order = ["code"]',
            b"order = []\n[source]\ntitle = 'x'\nurl = 'javascript:1'",
            "url “javascript:1”",
        ),
        ("geography/places.csv", b"310000", b"310116", "row 2, 金山区 (310116), column parent"),
    ],
)
def test_what_does_not_fit_together_is_told(path: str, old: bytes, new: bytes, told: str) -> None:
    files = pack()
    assert old in files[path]
    said = refused({**files, path: files[path].replace(old, new)})
    assert said.startswith(path)
    assert told in said


@pytest.mark.parametrize(
    ("key", "values", "told"),
    [
        ("a", {"code": "a", "length": "1e400"}, "values"),
        ("a", {"code": "a", "hack": "x"}, "has no field “hack”"),
        ("a", {"code": "b"}, "column key, value “a”"),
        ("../x", {"code": "../x"}, "column key, value “../x”"),
    ],
)
def test_a_step_that_no_form_would_take_is_told(key: str, values: object, told: str) -> None:
    row = {**next(csv.DictReader(STEP.splitlines())), "key": key, "values": json.dumps(values)}
    said = refused({**pack(), "registers/works.changes.csv": table(row)})
    assert "row 2" in said
    assert told in said


@pytest.mark.parametrize("path", sorted(path for path in pack() if "documents/" not in path))
@pytest.mark.parametrize(
    "data",
    [b"[" * 100_000, b"a = " + b"[" * 100_000, b"a = " + b"9" * 5000, b'{"a":' * 100_000],
    ids=["lists", "lists in toml", "digits", "objects"],
)
def test_what_nests_or_counts_without_end_is_refused_by_its_name(path: str, data: bytes) -> None:
    assert path in refused({**pack(), path: data})


@pytest.mark.parametrize(
    ("path", "data", "told"),
    [
        ("overview.toml", b"figure = [1]", "figure 1: it is no table"),
        ("overview.toml", OVERVIEW.replace("nth = 1", "nth = 0").encode(), "counts from 1"),
        ("schemes/industry.toml", b"title = 'x'\nitem = 5", "should be a list"),
        ("schemes/industry.toml", b"title = 'x'\nitem = [5]", "item 1: it is no table"),
        (
            "geography/outlines.geojson",
            json.dumps({**OUTLINES, "features": 5}).encode(),
            "should be a list",
        ),
        (
            "geography/outlines.geojson",
            json.dumps(OUTLINES).replace("121.3,", "NaN,").encode(),
            "no point in degrees",
        ),
    ],
)
def test_values_of_another_kind_are_told(path: str, data: bytes, told: str) -> None:
    said = refused({**pack(), path: data})
    assert said.startswith(path)
    assert told in said


def test_places_that_lie_in_each_other_are_told() -> None:
    rows = (
        "code,name,level,parent\n310116901,环湖镇,town,310116902\n310116902,环二镇,town,310116901\n"
    )
    said = refused({**pack(), "geography/places.csv": rows.encode()})
    assert "geography/places.csv: row 2, 环湖镇 (310116901), column parent" in said


def test_a_pack_without_its_region_is_told() -> None:
    files = pack()
    del files["region.toml"]
    assert refused(files).startswith("region.toml: the file is missing")
