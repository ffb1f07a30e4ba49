"""A package breaks the project's own schema exactly where it breaks the official one."""

import copy
import csv
import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bayline.kernel.errors import BaylineError
from bayline.systems.projects.rules.oc4ids.advice import refusals_of, warnings_of
from bayline.systems.projects.rules.oc4ids.parsing import doubled_in, parsed
from bayline.systems.projects.rules.oc4ids.piecewise import errors_in_pieces
from bayline.systems.projects.rules.oc4ids.schema import Standard, joined, own_standard
from bayline.systems.projects.rules.oc4ids.streaming import NotPlainError
from bayline.systems.projects.rules.oc4ids.validating import compiled, errors_of

SMALL = {
    "uri": "https://example.org/packages/1",
    "publishedDate": "2026-03-01T00:00:00Z",
    "version": "0.9",
    "publisher": {"name": "计划办公室"},
    "projects": [
        {
            "id": "oc4ids-abc123-bridge",
            "title": "跨江大桥",
            "status": "implementation",
            "sector": ["transport.road"],
            "budget": {"amount": {"amount": 120000000, "currency": "CNY"}},
            "period": {"startDate": "2025-03-01T00:00:00Z", "endDate": "2027-06-30T00:00:00Z"},
            "parties": [{"id": "CN-1", "name": "交通局", "roles": ["publicAuthority"]}],
            "publicAuthority": {"id": "CN-1", "name": "交通局"},
        }
    ],
}


def changed(**fields):
    package = copy.deepcopy(SMALL)
    package["projects"][0].update(fields)
    return package


def told(package):
    return [(fault.path, fault.rule) for fault in errors_of(package, own_standard())]


def warned(package):
    return [(fault.path, fault.rule) for fault in warnings_of(package, own_standard())]


def test_what_the_standard_asks_for_is_valid_and_needs_no_warning():
    assert told(SMALL) == []
    assert warned(SMALL) == []


def test_each_error_names_its_place_and_its_rule():
    package = changed(id="", title=4, status="building", locations=[], completion={})
    package["projects"] += [{"title": "无编号"}, {"title": "无编号"}]
    assert told(package) == [
        ("/projects", "uniqueItems"),
        ("/projects/0/completion", "minProperties"),
        ("/projects/0/id", "minLength"),
        ("/projects/0/locations", "minItems"),
        ("/projects/0/status", "enum"),
        ("/projects/0/title", "type"),
        ("/projects/1", "required"),
        ("/projects/2", "required"),
    ]


def test_an_error_says_what_is_wrong_in_both_languages():
    (fault,) = errors_of(changed(status="building"), own_standard())
    assert fault.message.startswith('"building"不在这个代码表中：cancelled, completion')
    assert fault.message_en.startswith('"building" is none of the codes of this list: cancelled')


def test_a_long_value_and_a_long_list_are_cut_short():
    amount = {"amount": 1, "currency": "Y" * 200}
    (fault,) = errors_of(changed(budget={"amount": amount}), own_standard())
    assert "…" in fault.message
    assert "(302)" in fault.message
    assert len(fault.message) < 150


def test_items_of_a_list_are_told_by_number_not_by_digit():
    package = changed()
    package["projects"] = [{"id": f"p{index}", "title": ""} for index in range(12)]
    places = [path for path, _ in told(package)]
    assert places == [f"/projects/{index}/title" for index in range(12)]


def test_a_key_with_a_slash_is_escaped_as_json_pointers_ask():
    assert ("/projects/0/a~1b~0c", "unknown-field") in warned(changed(**{"a/b~c": 1}))


@pytest.mark.parametrize("package", [None, [], 3, "x", True])
def test_what_is_no_object_has_one_error_of_type(package):
    assert told(package) == [("", "type")]


def test_dates_and_addresses_in_another_format_are_warnings():
    package = changed(updated="2026-03-01")
    assert told(package) == []
    assert warned(package) == [("/projects/0/updated", "format")]


@pytest.mark.parametrize(
    ("fields", "place", "rule"),
    [
        ({"budget": {"amount": {"amount": 5}}}, "budget/amount", "missing-currency"),
        (
            {"budget": {"amount": {"amount": -5, "currency": "CNY"}}},
            "budget/amount/amount",
            "negative-amount",
        ),
        ({"description": "   "}, "description", "missing-values"),
        ({"publicAuthority": {"id": "CN-2"}}, "publicAuthority/id", "missing-org-refs"),
        ({"id": "bridge"}, "id", "invalid-project-ids"),
        ({"sector": ["spaceports"]}, "sector/0", "unlisted-code"),
        ({"nickname": "大桥"}, "nickname", "unknown-field"),
        (
            {"period": {"startDate": "2027-03-01T00:00:00Z", "endDate": "2026-03-01T00:00:00Z"}},
            "period",
            "period-order",
        ),
    ],
)
def test_what_a_permissive_schema_lets_pass_is_warned_of(fields, place, rule):
    package = changed(**fields)
    assert told(package) == []
    assert warned(package) == [(f"/projects/0/{place}", rule)]


def test_one_identifier_of_two_projects_is_warned_of():
    package = changed()
    package["projects"].append({"id": "oc4ids-abc123-bridge", "title": "另一座桥"})
    assert warned(package) == [("/projects/1/id", "duplicate-project-ids")]


@pytest.mark.parametrize("field", ["title", "parties"])
def test_what_is_nested_without_end_is_refused(field):
    deep: dict[str, object] = {}
    for _ in range(100_000):
        deep = {"a": deep}
    with pytest.raises(BaylineError, match="nested too deeply"):
        errors_of(changed(**{field: deep}), own_standard())


def test_half_a_character_is_refused_or_repeated():
    assert told(changed(title="\ud800")) == []
    with pytest.raises(BaylineError, match="part of a character"):
        errors_of(changed(status="\ud800"), own_standard())


def test_a_schema_that_refers_to_the_network_is_refused():
    with pytest.raises(BaylineError, match="cannot be used"):
        compiled({"$ref": "https://example.org/other.json"}, with_formats=False)


def test_a_package_schema_without_its_project_schema_is_refused():
    package = {"properties": {"projects": {"items": {"$ref": "https://example.org/p.json"}}}}
    with pytest.raises(BaylineError, match="put project-schema"):
        joined(package, None)


@pytest.fixture(scope="session")
def official(shared):
    folder = shared / "data/projects/oc4ids"
    schemas = (
        json.loads((folder / f"project{part}-schema.json").read_text("utf-8"))
        for part in ("-package", "")
    )
    return Standard(schema=joined(*schemas), codes=codes(folder / "codelists"))


def codes(folder):
    rows = {
        file.name: csv.DictReader(file.read_text("utf-8-sig").splitlines())
        for file in folder.glob("*.csv")
    }
    return {name: frozenset(row["Code"] for row in each) for name, each in rows.items()}


@pytest.fixture(scope="session")
def example(shared):
    return json.loads((shared / "data/projects/oc4ids/example.json").read_text("utf-8"))


# Errors of the official schema, by the fixtures of its checker and by the official example.
COUNTED = {
    "oc4ids/example.json": 0,
    "oc4ids_tests/example-data.json": 0,
    "oc4ids_tests/rubbish.json": 5,
    "oc4ids_tests/example-additional-checks.json": 2,
}


@pytest.mark.parametrize("name", COUNTED)
def test_counts_are_those_of_the_official_schema(shared, official, name):
    package = json.loads((shared / "data/projects" / name).read_text("utf-8"))
    assert len(errors_of(package, official)) == COUNTED[name]
    assert errors_of(package, own_standard()) == errors_of(package, official)
    assert warnings_of(package, own_standard()) == warnings_of(package, official)


def test_every_code_of_every_official_list_is_known(official):
    assert own_standard().codes == official.codes


def test_both_schemas_ask_the_same_of_every_field(official):
    own = own_standard().schema
    assert plain(own, own["definitions"]) == plain(official.schema, official.schema["definitions"])


ABOUT = {"title", "description"}
LEFT_OUT = {"definitions", "$schema", "default", "versionId"}


def plain(schema, definitions, inside=()):
    """Write a schema with all it refers to inside it and what only describes left out."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return name if name in inside else plain(definitions[name], definitions, (*inside, name))
    result: dict[str, object] = {}
    for key, value in schema.items():
        if key == "properties":
            result[key] = {name: plain(each, definitions, inside) for name, each in value.items()}
        elif isinstance(value, dict):
            result[key] = plain(value, definitions, inside)
        elif key not in LEFT_OUT and not (key in ABOUT and isinstance(value, str)):
            many = value if isinstance(value, list) else [value]
            result[key] = sorted(many, key=str)
    return {key: value for key, value in result.items() if key not in LEFT_OUT}


ODD: st.SearchStrategy[object] = st.sampled_from(
    [
        None,
        "",
        " ",
        "x",
        0,
        -1,
        1.0,
        1.5,
        10**30,
        True,
        [],
        {},
        [1, 1],
        [{}],
        {"id": ""},
        ["a", "a"],
    ]
)


def containers(value):
    if isinstance(value, dict | list) and value:
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from containers(inner)


def spoil(package, draw):
    """Change one place of a package in one way."""
    holder = draw(st.sampled_from([*containers(package)]))
    key = draw(st.sampled_from([*holder] if isinstance(holder, dict) else range(len(holder))))
    way = draw(st.sampled_from(["drop", "odd", "twice", "unknown", "swap"]))
    if way == "drop":
        del holder[key]
    elif way == "twice" and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[key]))
    elif way == "unknown" and isinstance(holder, dict):
        holder["zz"] = copy.deepcopy(draw(ODD))
    elif way == "swap":
        other = draw(st.sampled_from([*containers(package)]))
        holder[key] = copy.deepcopy(other)
    else:
        holder[key] = copy.deepcopy(draw(ODD))


@settings(max_examples=150)
@given(data=st.data())
def test_spoiled_packages_get_the_same_verdict_from_both(official, example, data):
    package = copy.deepcopy(example)
    for _ in range(data.draw(st.integers(1, 5))):
        if package:
            spoil(package, data.draw)
    own, theirs = errors_of(package, own_standard()), errors_of(package, official)
    assert Counter(own) == Counter(theirs)
    assert warnings_of(package, own_standard()) == warnings_of(package, official)
    assert piecewise(json.dumps(package).encode(), official) in (None, theirs)


@pytest.mark.parametrize("number", ["1e999", "-1E+400"])
def test_a_number_larger_than_any_is_refused_by_its_own_name(number):
    with pytest.raises(BaylineError, match="larger number than can be kept") as refused:
        parsed(f'{{"amount": {number}}}'.encode(), where="a.json")
    assert number in refused.value.why
    assert parsed(b'{"amount": 1.5e3}', where="a.json") == {"amount": 1500}


def piecewise(content, standard, size=61):
    """Give the errors of a package that is read in pieces; None where it has to be read whole."""
    cut = [content[at : at + size] for at in range(0, len(content), size)]
    try:
        return errors_in_pieces(lambda: cut, standard)
    except NotPlainError:
        return None


MANY = {**SMALL, "projects": [{**SMALL["projects"][0], "id": f"a-{at}"} for at in range(120)]}
SAME = [{"id": 1.0, "title": "工程"}, {"title": "工程", "id": 1}]
SPOILED = [{**MANY["projects"][0], "id": f"b-{at}", "title": at} for at in range(60)]


@pytest.mark.parametrize(
    "package",
    [
        MANY,
        {**MANY, "projects": [*MANY["projects"], *SPOILED, 7, None, [], {}], "version": "x"},
        {**MANY, "projects": [*MANY["projects"], *MANY["projects"][:1]]},
        {**MANY, "projects": SAME},
        {"projects": MANY["projects"], "uri": 3},
    ],
)
def test_in_pieces_a_package_has_the_errors_that_it_has_as_a_whole(package, official):
    for standard in (own_standard(), official):
        for content in (json.dumps(package, ensure_ascii=False), json.dumps(package, indent=1)):
            assert piecewise(content.encode(), standard) == errors_of(package, standard)


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + json.dumps(MANY).encode(),
        json.dumps(MANY).encode("utf-16"),
        json.dumps(MANY).encode()[:-1],
        json.dumps(MANY).encode() + b"x",
        json.dumps(MANY).encode().replace(b'"a-7"', b"NaN"),
        json.dumps(MANY).encode().replace(b'"a-7"', b"1e999"),
        json.dumps(MANY).replace("}]", "},]").encode(),
        b'{"projects": [1], "projects": [2]}',
        b'{"projects": []}',
        b'{"projects": {}}',
        b"[]",
        b"",
    ],
)
def test_what_is_not_plain_is_not_judged_in_pieces(content):
    assert piecewise(content, own_standard()) is None


def test_a_schema_that_refers_elsewhere_is_not_taken_apart():
    schema = {"properties": {"projects": {"items": {"$ref": "#/properties/one"}}, "one": {}}}
    assert piecewise(json.dumps(SMALL).encode(), Standard(schema=schema, codes={})) is None


def test_what_a_record_may_not_say_is_refused_though_the_standard_lets_it_pass():
    package = changed(
        milestones=[{"id": "m", "code": "commencement", "dateMet": "2025-02-30T00:00:00Z"}],
        metrics=[{"id": "f", "observations": [{"value": {"amount": -1, "currency": "CNY"}}]}],
        modifications=[{"id": "c", "value": {"amount": -1, "currency": "CNY"}}],
    )
    found = [("/".join(map(str, one.steps[2:])), one.rule) for one in refusals_of(package)]
    assert sorted(found) == [
        ("metrics/0/observations/0/value/amount", "negative-amount"),
        ("milestones/0/dateMet", "no-date"),
    ]


def test_a_name_that_stands_twice_is_told_with_its_place():
    content = b'{"a": 1, "projects": [{"id": "x"}, {"id": "y", "b": {"c": 1, "c": 2}, "id": "z"}]}'
    found = sorted("/".join(map(str, one.steps)) for one in doubled_in(content))
    assert found == ["projects/1/b/c", "projects/1/id"]
    assert doubled_in(json.dumps(SMALL).encode()) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x1f\x8b\x08\x00", "it is packed"),
        (b'{"a": "\xe9"}', "byte 8 (0xe9) is none of UTF-8"),
        (b'{"a": ' + b"9" * 5000 + b"}", "a number of 5000 digits"),
    ],
)
def test_why_a_file_is_no_json_is_said_in_plain_words(content, said):
    with pytest.raises(BaylineError) as caught:
        parsed(content, where="x.json")
    assert said in caught.value.sentence()
