"""Readings that are taken in, found again with their cells, verified, backed up."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from bayline.kernel.errors import BaylineError
from bayline.platform.append_only import removals
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

pytestmark = pytest.mark.django_db
NOON = datetime(2024, 6, 1, 4, tzinfo=UTC)
HEADS = "section,time,ph,do,nh3n,tp\n"
MAY = HEADS + "A1,2024-05-01 08:00,7.2,6.1,0.31,0.12\n东泾,2024-05-02 08:00,7.1,5.9,<0.02,0.10\n"


@pytest.fixture
def section():
    values = {"code": "A1", "name": "东泾", "water_body": "river", "river": "东泾"}
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
    packed, digests = packed_readings(), [*DeliveryRow.objects.values_list("digest", flat=True)]
    check_readings(packed, "x", NOON)
    with connection.cursor() as cursor:
        for statement in removals(connection.vendor, ["ecology_stretch", "ecology_delivery"]):
            cursor.execute(statement)
    StretchRow.objects.all().delete()
    DeliveryRow.objects.all().delete()
    Head.objects.filter(chain="ecology_delivery").delete()
    take_readings(packed, "x")
    assert [*DeliveryRow.objects.values_list("digest", flat=True)] == digests
    assert packed_readings() == packed
    assert not [*verifying.faults()]
    for wrong in (b"{}", b"[1", packed.splitlines()[1], packed.replace(b"2024-06", b"2034-06")):
        with pytest.raises(BaylineError, match="x:1: this is no delivery"):
            check_readings(wrong, "x", NOON)
