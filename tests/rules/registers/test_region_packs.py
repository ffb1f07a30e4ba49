"""Every register of the region packs is declared well, and every row of it can be kept."""

from pathlib import Path

import pytest

from bayline.platform.registers.declaring import declared
from bayline.platform.registers.exporting import pack_csv_of
from bayline.platform.registers.importing import compared, table_in, typed
from bayline.platform.registers.terms import Entry

REGIONS = Path(__file__).resolve().parents[3] / "regions"
FILES = sorted(REGIONS.glob("*/registers/*.toml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_row_of_a_pack_can_be_kept_and_written_back(file: Path) -> None:
    register = declared(file.read_bytes(), where=file.name)
    assert register.name == file.stem
    rows = file.with_suffix(".csv").read_bytes()
    table = table_in(register, f"{file.stem}.csv", rows)
    found = compared(register, table, typed(register, table), standing={})
    said = [spot.fault.sentence(spot.field, english=True, row=spot.row) for spot in found.spots]
    assert not said
    assert not table.unknown
    entries = [Entry(key=row.key, version=1, values=row.values) for row in found.new]
    again = table_in(register, "again.csv", b"".join(pack_csv_of(register, entries)))
    standing = {entry.key: entry for entry in entries}
    assert compared(register, again, typed(register, again), standing=standing).same == len(entries)
