"""Classes suggested for the projects of a file, with the words that speak for them."""

import json
from pathlib import Path

import pytest

PROJECTS = "code,name,description\np1,某镇污水处理厂,\np2,甲乙丙,\np3,新材料基地,年产百万吨乙烯\n"
PACK = str(Path(__file__).resolve().parents[2] / "regions" / "jinshan")


@pytest.fixture
def classified(bayline, written):
    """Suggest classes; gives the objects."""

    def classified(*options):
        name = written("p.csv", PROJECTS)
        status, said, complaint = bayline(
            *("industry", "classify", name, "--pack", PACK, "--format", "jsonl"), *options
        )
        assert (status, complaint) == (0, "")
        return [json.loads(line) for line in said.splitlines()]

    return classified


def test_each_project_has_its_suggestions_with_their_words(classified):
    found = classified()
    assert [(one["id"], one["rank"]) for one in found] == [
        *(("p1", 1), ("p1", 2), ("p1", 3)),
        ("p2", None),
        *(("p3", 1), ("p3", 2), ("p3", 3)),
    ]
    first = found[0]
    assert (first["code"], first["name"]) == ("46", "水的生产和供应业")
    assert {"word": "污水", "cue": True} in [
        {"word": each["word"], "cue": each["cue"]} for each in first["words"]
    ]
    assert found[3]["reason_zh"] == "没有能说明问题的词"
    assert found[4]["code"] == "26"


def test_the_local_scheme_is_reached_through_its_crosswalk(classified):
    found = classified("--scheme", "industry", "--group", "clusters", "--top", "1")
    assert (found[-1]["code"], found[-1]["via"]) == ("new-materials", "26")


def test_people_are_shown_the_words(bayline, written):
    asked = ("industry", "classify", written("p.csv", PROJECTS), "--pack", PACK, "--top", "1")
    rows = bayline(*asked)[1].splitlines()
    assert rows[0].startswith("project\trank\tcode\tname\tshare\twords")
    assert "污水 +" in rows[1]
    assert rows[2].endswith("no word says anything")


def test_quality_is_printed_for_each_method(bayline):
    _, said, _ = bayline("industry", "check-classifier", "--pack", PACK, "--format", "jsonl")
    methods = {one["method"]: one for one in map(json.loads, said.splitlines())}
    assert methods["both"]["top_1"] > methods["class names"]["top_1"]
    asked = ("industry", "check-classifier", "--pack", PACK, "--scheme", "strategic-emerging-2018")
    assert "learned words, where there is a class" in bayline(*asked)[1]


@pytest.mark.parametrize("scheme", ["none", "industry"])
def test_quality_is_told_of_labeled_schemes_only(refusal, scheme):
    said = refusal("industry", "check-classifier", "--pack", PACK, "--scheme", scheme)
    assert f"nothing can be suggested from “{scheme}”" in said


def test_a_scheme_that_nothing_leads_to_is_refused(refusal, written):
    name = written("p.csv", PROJECTS)
    written("q/schemes/local.toml", "title='x'\ndivides='economy'\n[[item]]\ncode='a'\nname='a'\n")
    said = refusal("industry", "classify", name, "--pack", "q", "--scheme", "local")
    assert "no crosswalk leads from gbt4754-2017" in said
    assert "the schemes are" in refusal(
        "industry", "classify", name, "--pack", "q", "--scheme", "z"
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("title\nx\n", "row 1, column name, value “name”: the column is missing"),
        ("name\nx\n\nx,y\n", "row 4, column name, value “y”: the row has 2 cells"),
        ("name,code\nx,1\n,2\n", "row 3, column name, value “”: it is empty"),
    ],
)
def test_a_bad_file_is_refused_with_its_row(refusal, written, content, told):
    name = written("p.csv", content)
    said = refusal("industry", "classify", name, "--pack", PACK)
    assert told in said
