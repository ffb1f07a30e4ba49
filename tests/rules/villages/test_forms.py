"""Score sheets as XLSForm and back; submissions of ODK as events that score the same."""

import re
from decimal import Decimal

import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.villages.rules import sheets
from bayline.systems.villages.rules.submissions import BYTES_MOST, Sent, events_of
from bayline.systems.villages.rules.xlsforms import form_of, sheet_of_form
from bayline.systems.villages.terms.events import Act
from bayline.systems.villages.terms.standings import Stage


def sheet_of(text):
    return sheets.sheet_of(text.encode(), where="s.toml")


def test_a_sheet_reads_back_from_its_form_as_it_was(sheet_text, world):
    weighted = sheet_text.replace("inspectors = 2", 'method = "weighted"').replace(
        "most = 50", "most = 50\nweight = 1.25"
    )
    for sheet in (sheets.sample_sheet(), sheet_of(sheet_text), sheet_of(weighted)):
        form = form_of(sheet, world.grounds.villages.values())
        assert sheet_of_form(form, where="f.xlsx") == sheet
    form = form_of(sheet_of(weighted), [])
    asked = [one["name"] for one in form["survey"] if "waste__" in one["name"]]
    assert asked[1:3] == ["waste__zero", "waste__score"]  # what leaves nothing is asked first
    score = next(one for one in form["survey"] if one["name"] == "waste__score")
    held = " and (. = 0 or count-selected(${waste__zero}) = 0)"
    assert score["constraint"] == f". >= 0 and . <= 50{held}"


def test_a_form_asks_for_photo_and_reason_where_points_are_lost(sheet_text, world):
    form = form_of(sheet_of(sheet_text), world.grounds.villages.values())
    rows = {one["name"]: one for one in form["survey"] if not one["type"].startswith("end_")}
    assert rows["water__count"]["constraint"] == ". >= 0 and . <= 60"
    assert rows["water__score"]["calculation"] == "max(0, 30 - 0.5 * ${water__count})"
    assert rows["waste__score"]["calculation"].startswith("if(count-selected(${waste__zero}) > 0")
    for name in ("waste__photo", "waste__reason"):
        assert rows[name]["relevant"] == "${waste__score} < 50"
        assert rows[name]["required"] == "yes"
    assert rows["total"]["calculation"] == "${waste__score} + ${water__score} + ${homes__score}"
    assert "is_sample" not in rows
    sample = form_of(sheets.sample_sheet(), [])
    assert (
        "示例"
        in next(one for one in sample["survey"] if one["name"] == "is_sample")["label::中文 (zh)"]
    )
    bad = sheet_of(sheet_text.replace('code = "waste"', 'code = "waste__1"'))
    with pytest.raises(BaylineError, match="item “waste__1” cannot be a question of a form"):
        form_of(bad, [])


FOREIGN = [
    {"type": "text", "name": "village", "label": "村"},
    {"type": "integer", "name": "roads", "label": "道路", "constraint": ".>=0 and .<=60"},
    {"type": "integer", "name": "walls", "label": "墙面", "constraint": ". >= 0 and . <= 40"},
    {"type": "calculate", "name": "sum", "calculation": "${roads} + ${walls}"},
]
SETTINGS = [
    {"form_id": "f", "version": "3", "form_title": "表", "since": "2022-01-01", "source": "某文件"}
]
GRADES = [
    {"code": "yes", "title": "合格", "at_least": "80", "passes": "true"},
    {"code": "no", "title": "不合格", "at_least": "0", "passes": "false"},
]


def foreign(**changes):
    form = {"survey": FOREIGN, "settings": SETTINGS, "grades": GRADES, **changes}
    return sheet_of_form(form, where="f.xlsx")


def test_a_form_of_other_making_is_read_where_questions_give_points():
    sheet = foreign()
    assert [(one.code, one.most, one.step) for one in sheet.items] == [
        ("roads", 60, 1),
        ("walls", 40, 1),
    ]
    assert (sheet.id, sheet.most) == ("f@3", 100)


def changed(rows, at, **changes):
    return [*rows[:at], {**rows[at], **changes}, *rows[at + 1 :]]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"survey": []}, r"f.xlsx: it has no sheet “survey”"),
        ({"survey": FOREIGN[:1]}, r"f.xlsx: there are no items"),
        (
            {"survey": changed(FOREIGN, 2, name="roads")},
            r"f.xlsx, survey row 4: the name “roads” stands twice: also in row 3; rename one",
        ),
        (
            {"survey": changed(FOREIGN, 2, score_most="forty", score_step="1")},
            r"f.xlsx, survey row 4: item 2: most = 'forty': it is not a number",
        ),
        (
            {"survey": changed(FOREIGN, 2, score_most="40", score_step="41")},
            r"f.xlsx, survey row 4: step 41 of item “walls” is above its most 40",
        ),
        (
            {"survey": changed(FOREIGN, 1, type="numeral")},
            r"f.xlsx, survey row 3: type “numeral”: XLSForm has no such type; correct it",
        ),
        (
            {"survey": changed(FOREIGN, 1, type="select_one yes_no")},
            r"f.xlsx, survey row 3: there is no list “yes_no”",
        ),
        (
            {"survey": changed(FOREIGN, 2, constraint=". >= 0 and . =< 40")},
            r"f.xlsx, survey row 4: constraint “. >= 0 and . =< 40” cannot be read",
        ),
        (
            {"survey": changed(FOREIGN, 2, constraint=". >= 0 and (. <= 40")},
            r"f.xlsx, survey row 4: constraint “. >= 0 and \(. <= 40” cannot be read",
        ),
        (
            {"survey": changed(FOREIGN, 2, relevant="${rods} > 3")},
            r"f.xlsx, survey row 4: relevant asks for “rods”: no question has that name",
        ),
        ({"grades": []}, r"f.xlsx, grades: there are no grades"),
        (
            {"grades": changed(GRADES, 0, at_least="101")},
            r"grades row 2: grade “yes” begins at 101",
        ),
        (
            {"grades": changed(GRADES, 1, passes="maybe")},
            r"grades row 3: grade 2: passes = 'maybe'",
        ),
        (
            {"settings": changed(SETTINGS, 0, since="soon")},
            r"settings row 2: since = 'soon': it is",
        ),
        ({"settings": []}, r"f.xlsx: name is missing"),
    ],
)
def test_a_form_that_is_no_score_sheet_is_refused_by_sheet_and_row(changes, sentence):
    with pytest.raises(BaylineError, match=sentence):
        foreign(**changes)


XML = """<data id="looks" version="1"><start>2021-12-03T09:00:00.000+08:00</start>
<end>2021-12-03T09:30:00.000+08:00</end><device>phone-a</device><sheet>looks@1</sheet>
<village>v1</village><inspector>a</inspector><round>1</round><place>30.80 121.30 4.0 12.5</place>
<waste__item><waste__count>1</waste__count><waste__zero/><waste__score>45</waste__score>
<waste__photo>p.jpg</waste__photo><waste__reason>村口一处</waste__reason></waste__item>
<water__item><water__count>1</water__count><water__score>29.499999999999996</water__score>
<water__photo>p.jpg</water__photo><water__reason>东沟</water__reason></water__item>
<homes__item><homes__count>0</homes__count><homes__score>20</homes__score>
<homes__visited><homes__part>一组</homes__part><homes__in_part>5</homes__in_part></homes__visited>
<homes__visited><homes__part>二组</homes__part><homes__in_part>7</homes__in_part></homes__visited>
<homes__photo/><homes__reason/></homes__item>
<total>94.499999999999996</total><meta><instanceID>uuid:1</instanceID></meta></data>"""


@pytest.fixture
def read(world, taken):
    """Reads a submission, with one photo that was sent along."""

    def reading(xml, *, photos=None):
        sent = Sent("c", {"p.jpg": taken(place=None)} if photos is None else photos)
        data = xml if isinstance(xml, bytes) else xml.encode()
        return events_of(data, world.grounds.sheets[0], sent)

    return reading


def test_a_submission_scores_exactly_what_its_occurrences_leave(world, read):
    world.begun()
    found = read(XML)
    assert [(one.item, one.score) for one in found[:-1]] == [
        ("waste", Decimal(45)),
        ("water", Decimal("29.5")),
        ("homes", Decimal(20)),
    ]
    assert found[2].visited == (("一组", 5), ("二组", 7))
    assert found[0].photos[0].position == (Decimal("121.30"), Decimal("30.80"))
    assert found[0].photos[0].accuracy_m == 12
    assert (found[3].act, found[3].total) == (Act.SUBMITTED, Decimal("94.5"))
    world.events += [*reversed(found), *read(XML)]
    given = world.standing().rounds[0].inspections["a"]
    assert (given.total, given.is_submitted) == (Decimal("94.5"), True)
    assert world.standing().refused == ()


def test_an_edited_submission_replaces_the_one_it_names(world, read):
    world.begun()
    edited = XML.replace("uuid:1<", "uuid:2</instanceID><deprecatedID>uuid:1</deprecatedID><x><")
    edited = edited.replace("<x></instanceID>", "").replace("waste__count>1", "waste__count>0")
    edited = edited.replace(">45<", ">50<").replace("94.49", "99.49").replace("09:30", "09:45")
    world.events += [*read(XML), *read(edited)]
    given = world.standing().rounds[0].inspections["a"]
    assert given.total == Decimal("99.5")
    assert world.standing().conflicts == ()
    assert world.standing().stage is Stage.UNDER_INSPECTION  # the other inspector is not done


BOMB = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('version="1"', 'version="0"', r"uuid:1: it is of the form looks@0, not of looks@1"),
        ("uuid:1", "", r"submission.xml: it has no instanceID"),
        (">45<", ">50<", r"“waste” shows 50, 1 occurrences leave 45: scores follow"),
        ("<waste__count>1", "<waste__count>1.5", r"waste__count is 1.5: occurrences are counted"),
        ("<waste__count>1", "<waste__count>-1", r"waste__count is -1: occurrences are counted"),
        ("<waste__count>1", "<waste__count>one", r"waste__count “one” is no number"),
        ("<waste__count>1", "<waste__count>1e9", r"waste__count “1e9” is no number"),
        ("<waste__count>1", "<waste__count>", r"waste__count is not answered"),
        ("<village>v1", "<village>", r"village is not answered"),
        ("<village>v1", "<village>v2</village><village>v1", r"village is answered 2 times"),
        ("09:30:00.000+08:00", "noon", r"end “2021-12-03Tnoon” is no time"),
        ("09:30:00.000+08:00", "09:30:00", r"uuid:1#waste: the time .* says no offset"),
        ("p.jpg", "q.jpg", r"the photo q.jpg was not sent with it"),
        ("</data>", "", r"submission.xml: no XML"),
        ("<data", BOMB + "<data", r"it has a document type: submissions need none"),
    ],
)
def test_a_submission_that_cannot_be_trusted_is_refused_in_a_sentence(read, old, new, sentence):
    with pytest.raises(BaylineError, match=sentence) as caught:
        read(XML.replace(old, new, 1))
    assert caught.value.zh is not None


def test_entities_are_never_read_and_size_has_a_limit(read):
    outside = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    with pytest.raises(BaylineError, match="it has a document type"):
        read((outside + XML.replace("东沟", "&x;")).encode("utf-16"))
    with pytest.raises(BaylineError, match=f"a submission has at most {BYTES_MOST}"):
        read(XML + " " * BYTES_MOST)
    with pytest.raises(BaylineError, match="no XML"):
        read("<a>" * 2000)


def test_a_submission_without_an_item_is_not_complete(world, read):
    world.begun()
    world.events += read(re.sub(r"(?s)<water__item>.*</water__item>", "", XML))
    (refused,) = world.standing().refused
    assert "1 items are not scored: water" in refused.sentence
