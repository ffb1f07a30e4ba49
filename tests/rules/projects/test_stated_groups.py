"""Published groups of figures: recomputed for whoever hands a file over, with no false alarm."""

import json

import pytest
from click.testing import CliRunner

from bayline.kernel.errors import BaylineError
from bayline.systems.projects.commands import projects

REASONS = {  # as recomputed by hand in the file's own words
    "2021FY": ("holds", "661亿元相符，但只因为2021Q4不是确数"),
    "2021JanMay": ("holds", "200亿元"),
    "2022-06-16": ("holds", "是不同的阶段"),
    "2023-01-03": ("contradiction", "对others_yi是44.7%，对main_yi+others_yi是39.5%"),
    "2020clusters": ("holds", "1,357"),
}


def told(*lines, options=()):
    given = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    done = CliRunner().invoke(projects, ["groups", "-", "--format", "jsonl", *options], input=given)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return [json.loads(line) for line in done.stdout.splitlines()]


def sentences(found):
    return "；".join(one["sentence"] for one in found["checks"])


def test_real_groups_are_as_recomputed_and_nothing_else_is_accused(shared):
    listed = shared / "data" / "projects" / "jinshan_starts_reconciliation.jsonl"
    found = {one["id"]: one for one in told(*listed.read_text("utf-8").splitlines())}
    for name, (verdict, reason) in REASONS.items():
        assert (found[name]["verdict"], reason in sentences(found[name])) == (verdict, True), name
    rest = {one["verdict"] for name, one in found.items() if name not in REASONS}
    assert rest == {"nothing_to_check"}


QUARTERS = [{"id": f"2022Q{n}", "projects": 10 + n, "invest_yi": 100.5 + n} for n in range(1, 5)]


@pytest.mark.parametrize(
    ("group", "verdict", "reason"),
    [
        ({"id": "2022FY", "projects": 50, "invest_yi": 412}, "holds", "412亿元"),
        ({"id": "2022FY", "projects": 51}, "contradiction", "各项合计50个，公布的是51个"),
        ({"id": "2022FY", "invest_yi": 430}, "contradiction", "各项合计412亿元"),
        (
            {"id": "a", "signed_yi": 80, "started_yi": 70, "headline_yi": 155},
            "contradiction",
            "150",
        ),
        (
            {"id": "b", "main_yi": 40, "others_yi": 60, "tools_yi": 30, "tools_share_pct": 30},
            "holds",
            "",
        ),
        ({"id": "c", "projects": 9, "tools": 10, "tools_yi": 3}, "contradiction", "tools是10个"),
        (
            {"id": "e", "tools": 2, "tools_yi": 3, "cars": 1, "cars_yi": 4, "headline_yi": 90},
            "nothing_to_check",
            "",
        ),
        (
            {
                "id": "f",
                "projects": 3,
                "tools": 2,
                "tools_yi": 3,
                "cars": 1,
                "cars_yi": 4,
                "headline_yi": 90,
            },
            "contradiction",
            "7亿元",
        ),
        ({"id": "d", "projects": 12, "invest_yi": 80, "qualifier": "超"}, "nothing_to_check", ""),
    ],
)
def test_a_group_is_held_against_what_can_be_computed(group, verdict, reason):
    found = told(*QUARTERS, group)[-1]
    assert (found["verdict"], reason in sentences(found)) == (verdict, True), found


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("[1]", "-:2: the line is no JSON object"),
        ('{"id": "x", "headline_yi": "九", "a_yi": 1}', "-:2: headline_yi is “九”"),
    ],
)
def test_a_line_that_is_no_group_is_named(line, sentence):
    done = CliRunner().invoke(projects, ["groups", "-"], input=f'{{"id": "y"}}\n{line}\n')
    assert isinstance(done.exception, BaylineError)
    assert sentence in done.exception.sentence()
