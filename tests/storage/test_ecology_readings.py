"""Readings that are taken in, found again with their cells, verified, backed up."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from django.db import DatabaseError, connection, transaction

from bayline.kernel.errors import BaylineError
from bayline.kernel.periods import parse
from bayline.platform.append_only import removals
from bayline.platform.indicators import Wanted, measured
from bayline.platform.record.models import Head
from bayline.platform.registers import actions as registers
from bayline.platform.registers.queries import register
from bayline.platform.registers.terms import Edit
from bayline.systems.ecology.actions.packing import check_readings, take_readings
from bayline.systems.ecology.actions.taking import BarredError, Handed, looked_at, take_in
from bayline.systems.ecology.models import DeliveryRow, StretchRow
from bayline.systems.ecology.queries import readings, verifying
from bayline.systems.ecology.queries.packing import packed_readings
from bayline.systems.ecology.queries.stations import stations
from bayline.systems.ecology.rules.intake.mending import changed_by

pytestmark = pytest.mark.django_db
NOON = datetime(2024, 6, 1, 4, tzinfo=UTC)
HEADS = "section,time,ph,do,nh3n,tp\n"
MAY = HEADS + "A1,2024-05-01 08:00,7.2,6.1,0.31,0.12\n东泾,2024-05-02 08:00,7.1,5.9,<0.02,0.10\n"


@pytest.fixture
def section():
    values = {"code": "A1", "name": "东泾", "water_body": "river", "river": "东泾"}
    values["place"] = "310116"
    edit = Edit(by="测试", at=NOON)
    registers.save(register("water_sections"), values, edit=edit)
    air = {"code": "K1", "name": "朱泾站"}
    registers.save(register("air_stations"), air, edit=edit)


def hand(text, **wish):
    return Handed(name="五月.csv", data=text.encode(), **wish)


def take(text, **wish):
    return take_in(hand(text, **wish), by="测试", at=NOON)


@pytest.mark.usefixtures("section")
def test_every_value_leads_back_to_its_cell_and_what_is_barred_leaves_nothing():
    kept = take(MAY)
    (one, two) = readings.samples_kept(stations()[0], ["2024-05"])
    assert (kept.samples, one.delivery, one.sample.line) == (2, kept.delivery, 2)
    assert two.sample.readings["nh3n"].text == "<0.02"
    assert readings.delivery(kept.delivery).heads["nh3n"].place == 4
    with pytest.raises(BarredError, match=r"row 2, column do, value “x”.*; 1 more cells") as barred:
        take(HEADS + "A1,2024-05-09,7,x,0.3,\n")
    assert [spot.word for spot in barred.value.intake.bars] == ["value", "empty"]
    mended = hand(HEADS + "A1,2024-05-09,7,x,0.3,\n", mends=((2, 3, "6.5"), (2, 5, "--")))
    assert not looked_at(mended, at=NOON).bars
    assert [*changed_by([(2, ["A1", "", "7", "x"])], [(2, 2, "7 "), (2, 3, "6.5")])] == [
        {"line": 2, "place": 3, "text": "6.5", "was": "x"}  # what is only confirmed is not changed
    ]
    assert StretchRow.objects.count() == DeliveryRow.objects.count() == 1


@pytest.mark.usefixtures("section")
def test_sums_add_up_over_deliveries_and_corrections():
    take(MAY)
    take(MAY + "A1,2024-05-03 08:00,7,6,0.5,0.1\n", skips_known=True)
    take(HEADS + "A1,2024-05-03 08:00,7,6,1.7,0.1\n", corrects=True)
    (month,) = readings.sums_between("2024-05", "2024-05")
    assert month.sums.samples == (0, 0, 0, 2, 0, 1, 0)
    assert str(month.sums.items["nh3n"].total) == "2.02"
    assert [
        one.sample.readings["nh3n"].text
        for one in readings.samples_kept(stations()[0], ["2024-05"])
    ] == [
        "0.31",
        "<0.02",
        "1.7",
    ]
    with pytest.raises(BaylineError, match="kept already, with other values"):
        take(HEADS + "A1,2024-05-03 08:00,7,6,0.5,0.1\n")
    assert readings.past(stations()).usual("A1")["nh3n"] == pytest.approx(2.02 / 3)


@pytest.mark.usefixtures("section")
def test_a_large_file_and_a_small_one_are_read_alike(tmp_path: Path):
    plain, quoted = tmp_path / "plain.csv", tmp_path / "quoted.csv"
    plain.write_text(MAY)
    quoted.write_text(MAY.replace("A1", '"A1"'))
    looks = [
        [*looked_at(Handed(name=one.name, file=one), at=NOON).stretches()]
        for one in (plain, quoted)
    ]
    assert looks[0] == looks[1]
    uneven = tmp_path / "uneven.csv"
    uneven.write_text(HEADS + "A1,2024-05-01,7,6,0.3\nA1,2024-05-02,7,6,0.3,0.1,9\n")
    assert [one.word for one in looked_at(Handed(name="u", file=uneven), at=NOON).bars] == [
        "uneven",
        "uneven",
    ]


@pytest.mark.usefixtures("section")
def test_air_is_kept_by_station_and_month_and_its_faults_are_told():
    heads = "站点,时间,PM2.5,CO\n"
    take(heads + "朱泾站,2024-05-01,35,0.6\nK1,2024-05-02,80,0.7\n", kind="air")
    (cells,) = readings.air_cells("air", "K1", ["2024-05"])
    assert cells.cells.items["PM2.5"] == ["35", "80"]
    for line, sentence in (
        ("K1,2024-05-02,80,0.7", "kept already"),
        ("K7,2024-05-03,80,0.7", "no station of that code"),
        ("K1,2024-06-03,80,0.7", "in the future"),
        ("K1,2024-05-03,many,0.7", "row 2, column pm25"),
    ):
        with pytest.raises(BaylineError, match=sentence):
            take(f"{heads}{line}\n", kind="air")


@pytest.mark.usefixtures("section")
def test_verification_tells_of_cells_that_were_changed():
    take(MAY)
    take(HEADS + "A1,2024-05-05,7,6,0.3,0.1\n")
    assert not [*verifying.faults()]
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        StretchRow.objects.update(month="2020-01")
    with connection.cursor() as cursor:
        for statement in removals(connection.vendor, ["ecology_stretch", "ecology_delivery"]):
            cursor.execute(statement)
    first, second = DeliveryRow.objects.order_by("pk").values_list("pk", flat=True)
    changed = StretchRow.objects.filter(delivery_id=first)
    changed.update(month="2020-01")
    DeliveryRow.objects.filter(pk=second).update(stretches=3)
    faults = "\n".join(verifying.faults())
    assert f"ecology_stretch {changed[0].pk}:" in faults
    assert f"ecology_delivery {second}:" in faults


@pytest.mark.usefixtures("section")
def test_a_pack_holds_what_was_taken_in_and_builds_the_same_chain():
    take(MAY)
    take(HEADS + "A1,2024-05-03 08:00,7,6,1.7,<3\n")
    packed, digests = (
        b"".join(packed_readings()),
        [*DeliveryRow.objects.order_by("pk").values_list("digest", flat=True)],
    )
    check_readings(packed, "x", NOON)
    with connection.cursor() as cursor:
        for statement in removals(connection.vendor, ["ecology_stretch", "ecology_delivery"]):
            cursor.execute(statement)
    StretchRow.objects.all().delete()
    DeliveryRow.objects.all().delete()
    Head.objects.filter(chain="ecology_delivery").delete()
    take_readings(packed, "x", NOON)
    assert [*DeliveryRow.objects.order_by("pk").values_list("digest", flat=True)] == digests
    assert b"".join(packed_readings()) == packed
    assert not [*verifying.faults()]
    for wrong in (b"{}", b"[1", packed.splitlines()[1], packed.replace(b"2024-06", b"2034-06")):
        with pytest.raises(BaylineError, match="x:1: this is no delivery"):
            check_readings(wrong, "x", NOON)
    with pytest.raises(BaylineError, match="x:1: the readings of this delivery are not those"):
        check_readings(packed.replace(b"7.2", b"7.3"), "x", NOON)  # its sums left as they were


@pytest.mark.usefixtures("section")
def test_files_of_offices_are_read_as_they_are_saved(tmp_path):
    take(MAY)  # what is kept already must not trip over rows of unknown sections
    text = "断面,时间,pH,溶解氧,氨氮,总磷\n东泾,2024-05-09 08:00,7.2,6.1,0.31,0.3\n"
    file = tmp_path / "五月.csv"
    for written in (
        *(text.encode(encoding) for encoding in ("gbk", "utf-8-sig", "utf-16")),
        *(text.replace(",", mark).encode() for mark in "\t;"),
        f"五月水质监测表,,,,,\n{text}".encode(),
    ):
        file.write_bytes(written)
        intake = looked_at(Handed(name=file.name, file=file), at=NOON)
        assert not intake.bars
        assert [one.cells.items["tp"] for one in intake.stretches()] == [["0.3"]]
    file.write_text(text.replace("东泾", "西泾"))
    (spot,) = looked_at(Handed(name=file.name, file=file), at=NOON).bars
    assert (spot.word, spot.line) == ("section", 2)


def workbook(*sheets):
    """Write rows into sheets, each below a title; the section of two rows is merged."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.add_worksheet("说明").write(0, 0, "本表说明")
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        sheet.merge_range(0, 0, 0, 3, "五月水质监测表")
        sheet.write_row(1, 0, ["斷面", "时间", "溶解氧", "總磷"])
        for number, row in enumerate(rows, 2):
            sheet.write_row(number, 0, row)
        if len(rows) > 1:
            sheet.merge_range(2, 0, len(rows) + 1, 0, rows[0][0])
    book.close()
    return Handed(name="五月.xlsx", data=file.getvalue())


@pytest.mark.usefixtures("section")
def test_workbooks_are_read_as_they_are_shown_from_the_sheet_that_has_the_readings():
    day = ["A1", "2024-05-09 08:00", 6, 0.1 + 0.2]
    (one,) = looked_at(workbook(("数据", [day])), at=NOON).stretches()
    assert (one.cells.lines, one.cells.items) == ([3], {"do": ["6"], "tp": ["0.3"]})
    below = ["", "2024-05-10 08:00", 6, 0.1]
    intake = looked_at(workbook(("数据", [day, below]), ("空表", [])), at=NOON)
    assert (intake.samples, intake.bars) == (2, ())
    with pytest.raises(BaylineError, match="several sheets hold readings: 上旬, 下旬"):
        looked_at(workbook(("上旬", [day]), ("下旬", [["A1", "2024-05-21", 6, 1]])), at=NOON)


@pytest.mark.usefixtures("section")
@pytest.mark.parametrize(
    ("row", "bars"),
    [
        ("35,0.6", []),
        ("35", [("fault", "uneven")]),
        (",0.6", [("doubt", "empty")]),
        ("--,0.6", []),
        ("35000,0.6", [("doubt", "unit")]),
        ("0.035,600", [("doubt", "unit")] * 2),
    ],
)
def test_what_is_odd_in_a_table_of_air_bars_it_below_its_title(row, bars):
    text = f"空气日报,,,\n站点,日期,PM2.5,CO\nK1,2024-05-01,{row}\n"
    intake = looked_at(hand(text, kind="air"), at=NOON)
    assert [(one.weight.value, one.word) for one in intake.bars] == bars
    assert {one.line for one in intake.bars} <= {3}
    faults = [pair for pair in bars if pair[0] == "fault"]
    assert len(looked_at(hand(text, kind="air", holds=True), at=NOON).bars) == len(faults)


@pytest.mark.usefixtures("section")
def test_targets_are_held_against_the_readings_of_their_place_and_period():
    take(MAY)
    take("站点,时间,so2,no2,co,o3,pm10,pm25\nK1,2024-05-01,9,20,0.6,90,40,20\n", kind="air")
    wanted = [
        Wanted(named, place, parse(period))
        for named, place, period in (
            ("ecology.good-water:days", "310116", "2024-05"),
            ("ecology.section-class:A1", "310116", "2024-05"),
            ("ecology.good-water:days", "310117", "2024-05"),
            ("ecology.good-water:towns", "310116", "2024-05"),
            ("ecology.good-water:days", "310116", "2023/2024"),
            ("ecology.section-class:A9", "310116", "2024-05"),
            ("ecology.good-air-days:K1", "310116", "2024-05"),
            ("ecology.good-air-days:K1", "310116", "2024"),
        )
    ]
    told = [one for (one,) in measured(wanted, at=None)]
    assert [one.printed for one in told] == ["100.0%", "Ⅲ类", *[""] * 6]
    assert told[0].why == "2个里的2个"
    assert told[2].why_en.startswith("no readings of the place and the period make a class")
    assert [one.why_en for one in told[3:]] == [
        "“towns” is none of sections, days, samples",
        "only months, quarters and years are assessed",
        "no section of this code is registered",
        "too few days count",
        "too few days count",
    ]
