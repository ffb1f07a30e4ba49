"""Classifications kept in a home, schemes listed, amounts told in another scheme."""

import json

import pytest
from django.conf import settings

from bayline.platform.packs import queries as packs
from bayline.systems.industry import queries

NATIONAL = "schemes/gbt4754-2017.csv"
SMALL = "code,parent,name\n1,,一\n11,1,一一\n2,,二\n"


@pytest.fixture
def whole(shared):
    """The whole table of GB/T 4754-2017."""
    return (shared / "data" / "projects" / "gbt4754_2017.csv").read_text("utf-8")


@pytest.fixture
def load(bayline, written, tmp_path, monkeypatch):
    """Load a classification with some content into the home."""
    monkeypatch.setattr(settings, "HOME", tmp_path / "home")

    def load(content, *options):
        name = written("c.csv", content)
        return bayline("industry", "load-classification", name, "--by", "小林", *options)

    return load


@pytest.mark.django_db
def test_the_whole_national_table_is_kept_once(load, whole):
    status, said, complaint = load(whole)
    assert (status, said) == (0, "loaded gbt4754-2017, by level 20, 97, 473, 1381\n")
    assert "the text in force has 1382" in complaint
    assert "kept already" in load(whole)[1]
    assert packs.file(NATIONAL).decode() == whole
    assert len(queries.at_hand().schemes["gbt4754-2017"].classes) == 1971
    assert packs.faults() == ()


@pytest.mark.django_db
def test_a_later_table_is_a_version_and_the_earlier_stays(load):
    load(SMALL, "--scheme", "local-2020")
    _, said, _ = load(f"{SMALL}3,,三\n", "--scheme", "local-2020")
    assert said == "loaded local-2020, by level 3, 1\n"
    assert len(queries.at_hand().schemes["local-2020"].classes) == 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("4,A,0112,011,", "4,A,0111,011,"), "row 6, column code, value “0111”: row 5 has it"),
        (("4,A,0112,011,", "4,A,0112,012,"), "row 6, column parent, value “012”"),
        (("4,A,0112,011,小麦种植,,source\n", ""), "it has 1380 classes"),
        (("4,A,0112,011,小麦种植", "4,A,0112,011,"), "row 6, column name, value “”: it is empty"),
        (("4,A,0112,", "4,B,0112,"), "row 6, column section, value “B”: it lies in section A"),
        (("level,section", "grade,section"), "row 1, column grade"),
    ],
)
def test_a_table_that_is_not_whole_leaves_the_home_alone(load, whole, change, told):
    status, said, complaint = load(whole.replace(*change, 1))
    assert (status, said) == (2, "")
    assert told in complaint
    assert packs.file(NATIONAL) is None


def test_an_id_is_no_path(refusal, written):
    name = written("c.csv", SMALL)
    told = refusal("industry", "load-classification", name, "--scheme", "../evil")
    assert "is no id" in told


@pytest.fixture
def pack(written):
    """A folder with a scheme and a crosswalk."""
    written("p/schemes/local.toml", "title = '本地'\ndivides = 'economy'\n" + item("a") + item("b"))
    written(
        "p/schemes/walk.toml",
        "title = '对照'\nfrom = 'gbt4754-2017'\nto = 'local'\n"
        "[[link]]\nfrom = '26'\nto = 'a'\nshare = '0.25'\n"
        "[[link]]\nfrom = 'C'\nto = 'b'\npart = true\n",
    )
    written("p/schemes/brand.toml", "title = '品牌'\n" + item("a"))
    return "p"


def item(code):
    return f"[[item]]\ncode = '{code}'\nname = '{code}'\n"


def test_schemes_of_a_folder_are_listed_beside_those_shipped(bayline, pack):
    _, said, _ = bayline("industry", "schemes", "--pack", pack, "--format", "jsonl")
    listed = {one["id"]: one for one in map(json.loads, said.splitlines())}
    assert [*listed] == ["gbt4754-2017", "strategic-emerging-2018", "local", "walk"]
    assert listed["gbt4754-2017"]["levels"] == [20, 97]
    assert (listed["walk"]["from"], listed["walk"]["links"]) == ("gbt4754-2017", 2)
    assert "walk" in bayline("industry", "schemes", "--pack", pack)[1]


def test_amounts_are_told_in_another_scheme(bayline, pack, written):
    name = written("t.csv", "region,industry,value\n金山,26,100\n金山,27,10\n")
    asked = ("industry", "convert", name, "--crosswalk", "walk", "--pack", pack)
    _, said, _ = bayline(*asked, "--format", "jsonl")
    told = [
        (one["industry"], one["low"], one["high"]) for one in map(json.loads, said.splitlines())
    ]
    assert told == [("a", 25, 25), ("b", 0, 10), ("", 75, 85)]
    assert bayline(*asked)[1].splitlines()[1] == "金山\ta\t25\t25"


def test_a_group_that_is_not_there_is_refused(refusal, pack, written):
    name = written("t.csv", "region,industry,value\n金山,26,100\n")
    asked = ("industry", "convert", name, "--crosswalk", "walk", "--pack", pack, "--group", "z")
    assert "no group “z”" in refusal(*asked)


def test_a_crosswalk_with_a_code_that_is_not_there_is_refused(refusal, pack, written):
    written(
        "p/schemes/bad.toml",
        "title='x'\nfrom='local'\nto='local'\n[[link]]\nfrom='a'\nto='z'\nshare='1'\n",
    )
    told = refusal("industry", "schemes", "--pack", pack)
    assert "schemes/bad.toml: link 1, to: “z” is no code of local" in told
