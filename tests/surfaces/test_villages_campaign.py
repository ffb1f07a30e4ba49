"""Campaigns in the tables and on the command line: kept in a chain, told for any day."""

import json
import random
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from bayline.kernel.errors import BaylineError
from bayline.platform.append_only import removals
from bayline.platform.packs.actions import keep_files
from bayline.platform.registers import actions as registers
from bayline.platform.registers.queries import register
from bayline.platform.registers.terms import Edit, FaultyError
from bayline.systems.villages.actions import act, fill_missing, keep, keep_photos, rewrite, take
from bayline.systems.villages.actions.packing import check_events
from bayline.systems.villages.models import EventRow, PhotoUseRow, StandingRow
from bayline.systems.villages.queries import events_of, faults, grounds_for, kept_of, lines_on
from bayline.systems.villages.queries.events import written_events, written_photos
from bayline.systems.villages.rules.photos import taken
from bayline.systems.villages.rules.replaying import state_of
from bayline.systems.villages.rules.sheets import sample_sheet
from bayline.systems.villages.rules.tomls import toml_of_sheet
from bayline.systems.villages.rules.uploads import event_of
from bayline.systems.villages.rules.writing import digest_of, plain_of
from bayline.systems.villages.terms.events import Act, Event
from bayline.systems.villages.terms.standings import Stage

pytestmark = pytest.mark.django_db
NOW = datetime(2022, 6, 1, tzinfo=UTC)


PACK = Path(__file__).resolve().parents[2] / "regions" / "jinshan"


@pytest.fixture(scope="module", autouse=True)
def _campaign(kept_campaign):
    del kept_campaign


def stages(day):
    return {one.village[-1]: one.stage for one in lines_on("campaign", day)}


def all_events():
    return [event for some in events_of("campaign").values() for event in some]


def test_where_villages_stand_is_told_for_any_day():
    assert stages(date(2021, 10, 1)) == {}
    assert set(stages(date(2021, 11, 1)).values()) == {Stage.PLANNED}
    told = stages(date(2021, 12, 15))
    assert (told["1"], told["2"], told["3"]) == (
        Stage.ACCEPTED,
        Stage.UNDER_INSPECTION,
        Stage.RECTIFYING,
    )
    last = {one.village: one for one in lines_on("campaign", date(2030, 1, 1))}
    assert last["example-4"].conflicts == 1
    assert last["example-8"].stage is Stage.WITHDRAWN
    assert last["example-1"].total == "193/2"
    assert [*faults()] == []


def test_what_comes_again_is_kept_once_and_another_content_of_an_id_is_refused():
    before = EventRow.objects.count()
    shuffled = all_events()
    random.Random(7).shuffle(shuffled)  # noqa: S311 - no secret
    assert keep(shuffled + shuffled[:9], at=NOW) == ()
    forged = replace(shuffled[0], reason="改过")
    with pytest.raises(BaylineError, match=f"the id {forged.id} was sent before with other"):
        keep([forged], at=NOW)
    assert EventRow.objects.count() == before


def test_the_order_and_repetition_of_uploads_leave_no_trace():
    events = all_events()
    state = digest_of(state_of(kept_of("campaign"), grounds_for("campaign")))
    lines = lines_on("campaign", date(2030, 1, 1))
    with connection.cursor() as cursor:
        for statement in removals(connection.vendor, ["villages_event"]):
            cursor.execute(statement)
        cursor.execute("DELETE FROM villages_event")
        cursor.execute("DELETE FROM record_head WHERE chain = 'villages_event'")
    StandingRow.objects.all().delete()
    random.Random(3).shuffle(events)  # noqa: S311 - no secret
    for first in range(0, len(events), 40):
        keep(events[first : first + 60], at=NOW)  # the last twenty come again
    assert digest_of(state_of(kept_of("campaign"), grounds_for("campaign"))) == state
    assert lines_on("campaign", date(2030, 1, 1)) == lines
    assert [*faults()] == []


def test_a_device_is_told_of_each_event_what_became_of_it():
    scores = [one for one in all_events() if one.village == "example-4" and one.act is Act.SCORED]
    known = scores[0]
    new = replace(known, id="new", device="phone-9", score=known.score - 1)
    lacking = replace(new, id="dark", photos=(scores[-1].photos or events_with_photo())[:1])
    lacking = replace(lacking, photos=(lacking.photos[0]._replace(digest="0" * 64),))
    told = take(
        [
            known,
            replace(new, reason="", photos=()),
            lacking,
            replace(known, reason="改过"),
            replace(new, id="far", village="nowhere"),
            replace(new, id="desk", act=Act.ACCEPTED),
            replace(new, id="tomorrow", at=datetime(2023, 1, 1, tzinfo=UTC)),
        ],
        at=NOW,
    )
    assert [(one.is_kept, one.is_new) for one in told[:2]] == [(True, False), (True, True)]
    assert "no photo shows why" in told[1].problem
    assert "没有照片" in told[1].zh
    assert not any(one.is_kept for one in told[2:])
    for one, said in zip(
        told[2:],
        ("has not come yet", "sent before", "no village of this code", "on a device", "clock"),
        strict=True,
    ):
        assert said in one.problem


def events_with_photo():
    return next(one.photos for one in all_events() if one.photos)


def test_an_act_at_the_desk_counts_or_is_refused():
    told = {"campaign": "campaign", "village": "example-4", "by": "office", "at": NOW, "id": ""}
    with pytest.raises(BaylineError, match="before its inspection is complete"):
        act([Event(act=Act.ACCEPTED, **told)], at=NOW)
    with pytest.raises(BaylineError, match="in batch “first” already"):
        act([Event(act=Act.ENROLLED, batch="second", **told)], at=NOW)
    conflict = next(
        one.conflicts[0]
        for one in state_of(kept_of("campaign"), grounds_for("campaign")).standings.values()
        if one.conflicts
    )
    ids = tuple(one.event for one in conflict.held)
    act(
        [Event(act=Act.RESOLVED, replaces=ids[0], items=ids, reason="有照片的为准", **told)],
        at=NOW,
    )
    line = lines_on("campaign", date(2030, 1, 1), villages=["example-4"])[0]
    assert line.conflicts == 0


def test_histories_go_into_a_pack_and_come_back(tmp_path):
    del tmp_path
    assert written_events() == (PACK / "villages/events.jsonl").read_bytes()
    assert written_photos() == (PACK / "villages/photos.jsonl").read_bytes()
    for line, said in (
        (b"{}", "this is no event of a village"),
        (b'{"recorded":"2021-01-01T00:00:00+00:00","event":{"id":"a"}}', "campaign = None"),
        (b'{"recorded":"2031-01-01T00:00:00+00:00","event":' + one_event() + b"}", "later than"),
    ):
        with pytest.raises(BaylineError, match=said):
            check_events(line, "villages/events.jsonl", NOW)


def one_event():
    return json.dumps(plain_of(all_events()[0])).encode()


def test_events_are_guarded_and_a_change_behind_the_guard_is_told():
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        EventRow.objects.all().update(village="x")
    with pytest.raises(BaylineError, match=r"is [0-9a-f]{12}…, not 000"):
        taken(b"\xff\xd8\xff" + b"x", by="a", named="0" * 64)
    digest = keep_photos([taken(b"\xff\xd8\xff" + b"x", by="a")], at=NOW)[0]
    with connection.cursor() as cursor:
        for statement in removals(connection.vendor, ["villages_event", "villages_photo"]):
            cursor.execute(statement)
        cursor.execute(
            "UPDATE villages_photo SET sha256 = %s WHERE sha256 = %s", ["f" * 64, digest]
        )
        cursor.execute("UPDATE villages_event SET told = replace(told, '示意', '真的')")
    StandingRow.objects.filter(village="example-1").update(stage="planned")
    told = [*faults()]
    assert any("villages_photo ffff" in one for one in told)
    assert any("villages_event" in one for one in told)
    assert any("villages_standing campaign example-1" in one for one in told)
    rewrite()
    assert not any("villages_standing" in one for one in faults())
    there = {*PhotoUseRow.objects.values_list("photo", "event")}
    PhotoUseRow.objects.all().delete()  # as in a home of an earlier version
    fill_missing()
    assert {*PhotoUseRow.objects.values_list("photo", "event")} == there != set()


def test_a_change_of_the_grounds_is_followed():
    campaign = (PACK / "schemes/campaign.toml").read_text("utf-8")
    keep_files(
        {"schemes/campaign.toml": campaign.replace('"first"', '"erste"').encode()}, by="a", at=NOW
    )
    assert {one.batch for one in lines_on("campaign", date(2021, 12, 31))} == {""}
    one = replace(sample_sheet(), is_sample=False)
    sheets = {"a": one, "b": replace(one, edition="2")}
    files = {
        f"villages/sheets/{name}.toml": toml_of_sheet(it).encode() for name, it in sheets.items()
    }
    with pytest.raises(BaylineError, match="both hold on"):
        keep_files(files, by="a", at=NOW)


def test_steps_of_demonstration_villages_follow_one_another():
    steps = register("demonstration_steps")
    told = {"village": "310116112/水库村", "document": "a.md", "quote": "列入"}

    def enter(code, stage, on):
        values = {"code": code, "stage": stage, "on": on, **told}
        registers.save(steps, values, edit=Edit(by="a", at=NOW))

    enter("1", "listed", "2022-05")
    for code, stage, on, said in (
        ("2", "listed", "2022-06", "already"),
        ("3", "designed", "2022-03", "before an earlier step"),
        ("4", "built", "2023-01", "no examined design"),
    ):
        with pytest.raises(FaultyError, match=said):
            enter(code, stage, on)
    enter("5", "designed", "2022-08-15")
    enter("6", "built", "2023-01")


def test_the_command_tells_state_and_what_is_late(bayline):
    status, said, complaint = bayline(
        "villages", "state", "--on", "2021-12-31", "--format", "jsonl"
    )
    rows = [json.loads(line) for line in said.splitlines()]
    assert (status, len(rows)) == (0, 5)
    assert rows[2]["why"] == "mending is due 2022-01-10, acceptance 2021-12-31"
    assert "68 of N (30 + 38); N, the number of all villages, is not stated" in complaint
    status, said, complaint = bayline("villages", "late", "--on", "2022-01-02")
    assert status == 1
    assert [line.split("\t")[1] for line in said.splitlines()[1:]] == [
        "示意三村",
        "示意四村",
        "示意五村",
    ]
    first = bayline("villages", "replay")
    assert first == bayline("villages", "replay")
    assert first[2].startswith("bayline: sha256 ")


def test_the_command_names_a_photo_that_stands_for_two_villages(bayline):
    assert "stands for more than one" not in bayline("villages", "replay")[2]
    shown = next(one for one in all_events() if one.photos)
    other = next(one for one in all_events() if one.village != shown.village)
    keep([replace(other, id="again", photos=shown.photos, act=Act.SCORED)], at=NOW)
    complaint = bayline("villages", "replay")[2]
    assert f"photo {shown.photos[0].digest[:12]} stands for more than one occasion" in complaint
    assert f"{shown.village} in round {shown.round}" in complaint
    assert f"{other.village} in round {other.round}" in complaint


def test_the_command_draws_by_seed_and_keeps_the_draw(bayline):
    drawn = bayline("villages", "draw", "--seed", "x", "--format", "jsonl")
    assert drawn == bayline("villages", "draw", "--seed", "x", "--format", "jsonl")
    towns = {one.code: one.towns for one in grounds_for("campaign").inspectors.values()}
    for line in drawn[1].splitlines():
        row = json.loads(line)
        town = grounds_for("campaign").villages[row["village"]].town
        assert len(row["inspectors"]) == 3
        assert not any(town in towns[one] for one in row["inspectors"])
    assert bayline("villages", "draw", "--seed", "x", "--assign", "first")[0] == 0
    assert events_of("campaign", ["example-5"])["example-5"][-1].act is Act.ASSIGNED
    refused = bayline("villages", "draw", "--seed", "x", "--each", "7")
    assert refused[0] == 2
    assert "7 are needed" in refused[2]


def test_sheets_go_out_as_forms_and_come_back(bayline, written, folder):
    sample = "village_appearance@sample-1"
    assert bayline("villages", "sheet", "export", sample, "--out", "f.xlsx")[0] == 0
    status, said, _ = bayline("villages", "sheet", "import", "f.xlsx")
    assert (status, 'edition = "sample-1"' in said) == (0, True)
    name = written("own.toml", said.replace("sample = true", "sample = false"))
    assert bayline("villages", "sheet", "import", name, "--keep")[0] == 0
    listed = bayline("villages", "sheet", "list", "--format", "jsonl")[1]
    assert json.loads(listed)["is_sample"] is False
    assert bayline("villages", "sheet", "export", sample, "--out", "f.xml")[0] == 0
    form = (folder / "f.xml").read_text("utf-8")
    assert 'id="village_appearance"' in form
    assert "示意一村" in form


def test_uploads_and_submissions_are_taken_from_files(bayline, written):
    events = [plain_of(one) for one in all_events() if one.act in {Act.SCORED, Act.SUBMITTED}]
    new = {**events[0], "id": "late-1", "device": "phone-7"}
    name = written("up.json", json.dumps([*events, new], ensure_ascii=False))
    status, _, complaint = bayline("villages", "upload", name)
    assert (status, complaint.split(" ")[1:5]) == (0, ["1", "new,", str(len(events)), "known,"])
    assert event_of(new, where="x").id in {one.id for one in all_events()}
    bad = written("odk/a.xml", '<data id="village_appearance" version="0"/>')
    status, _, complaint = bayline("villages", "submissions", bad.rsplit("/", 1)[0])
    assert status == 1
    assert "it is of the form village_appearance@0" in complaint
