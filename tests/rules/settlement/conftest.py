"""Bills and rules to judge them by."""

from collections.abc import Callable

import pytest

from bayline.systems.settlement.rules.packs import read_pack
from bayline.systems.settlement.terms import Pack

BANDED = """
id = "banded-2025"
family = "benefits"
area = "banded"
scheme = "employee"
title = "分段"
since = 2025-01-01
verified = true
yearly_deductible = ["outpatient"]

[documents]
a = "某办法第一条"

[[deductible]]
visit = "inpatient"
fen = 30_001
source = "a"

[[deductible]]
visit = "outpatient"
fen = 10_000
source = "a"

[[stay]]
bp = 10_000
source = "a"

[[stay]]
bp = 3_333
source = "a"

[[share]]
visit = "inpatient"
to_fen = 1_000_000
bp = 8_000
source = "a"

[[share]]
visit = "inpatient"
from_fen = 1_000_000
bp = 9_001
source = "a"

[[share]]
visit = "outpatient"
bp = 5_000
source = "a"

[[ceiling]]
visit = "inpatient"
counts_as = "pool"
fen = 2_000_000
source = "a"

[above]
bp = 7_777
source = "a"

[major]
fen = 300_000
source = "a"

[[major.band]]
from_fen = 100_000
to_fen = 200_000
bp = 5_000
source = "a"

[[major.band]]
from_fen = 200_000
bp = 6_123
source = "a"

[[assistance]]
class = "low_income"
bp = 7_000
fen = 100_000
source = "a"

[[remote]]
filing = "local"
bp = 10_000
source = "a"

[[remote]]
filing = "transfer"
bp = 8_765
source = "a"
"""


@pytest.fixture(scope="session")
def banded_text() -> str:
    """The file of those rules."""
    return BANDED


@pytest.fixture(scope="session")
def banded() -> Pack:
    """Rules with bands of shares, a ceiling on the way, assistance, an odd deductible."""
    return read_pack(BANDED, where="banded.toml")


@pytest.fixture(scope="session")
def bill() -> Callable[..., dict[str, object]]:
    """Make a bill; a word takes the place of what it has by itself, None takes it away."""

    def bill(**other: object) -> dict[str, object]:
        usual = {
            "id": "a",
            "visit": "inpatient",
            "on": "2025-03-14",
            "enrollment_area": "jiaxing",
            "treatment_area": "shanghai",
            "level": 3,
            "status": "active",
            "filing": {"kind": "long_term", "from": "2025-01-01"},
            "items": [{"code": "D0001", "fee": 100_000}],
        }
        return {name: value for name, value in {**usual, **other}.items() if value is not None}

    return bill
