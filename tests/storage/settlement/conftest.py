"""Two offices that have accepted each other: here Jiaxing, and Shanghai in memory."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import LazySettings
from joserfc.jwk import OKPKey

from bayline.platform.transport import cards
from bayline.platform.transport.actions import keys, partners
from bayline.platform.transport.sealing import fingerprint, thumbprint
from bayline.platform.transport.terms import Card
from bayline.systems.settlement.queries.sealing import OfficeSeal, seal_with
from bayline.systems.settlement.rules.packs import editions
from bayline.systems.settlement.rules.protocol.core import Office
from bayline.systems.settlement.rules.protocol.journal import Stored
from bayline.systems.settlement.rules.protocol.node import Node

BEGIN = datetime(2025, 6, 2, 1, 0, tzinfo=UTC)
AMOUNTS = ("borne", "major", "assistance", "stays")
KINDS = ("pool_inpatient", "pool_outpatient", "deductible_inpatient", "deductible_outpatient")


@pytest.fixture
def filed() -> list[dict[str, str]]:
    """Lives in Shanghai, and has said so."""
    return [{"kind": "long_term", "area": "shanghai", "from": "2025-01-01"}]


@pytest.fixture
def year() -> dict[str, int]:
    """What somebody has used up who was never ill."""
    return {**dict.fromkeys((*AMOUNTS, *KINDS), 0), "account": 20_000}


@pytest.fixture
def bill() -> Callable[[str, str], dict[str, Any]]:
    """A stay in Shanghai of somebody insured in Jiaxing."""

    def bill(visit: str, person: str) -> dict[str, Any]:
        return {
            "visit_id": visit,
            "person": person,
            "hospital": "H31011600001",
            "visit": "inpatient",
            "on": "2025-05-20",
            "enrollment_area": "jiaxing",
            "treatment_area": "shanghai",
            "level": 3,
            "status": "active",
            "filing": "long_term",
            "scope": {"own": 10_000, "over": 0, "advance": 5_000, "inside": 900_000},
        }

    return bill


@pytest.fixture
def memory(settings: LazySettings, tmp_path: Path) -> SimpleNamespace:
    """The node of Shanghai, its keys and rows; each side has the card of the other."""
    settings.HOME = tmp_path
    keys.start("jiaxing", name="嘉兴市医保中心", address="https://jx.example", at=BEGIN)
    key = OKPKey.generate_key("Ed25519")
    x = str(key.as_dict(private=False)["x"])
    card = Card(id="shanghai", name="上海", address="https://sh.example", x=x, made=BEGIN)
    partners.accept(cards.written(card, key=key), told=fingerprint(x), by="小林", at=BEGIN)
    known = seal_with("shanghai", now=BEGIN).known
    seal = OfficeSeal(thumbprint(x), key.raw_value, known)
    rows: list[Stored] = []
    office = Office("shanghai", "jiaxing", seal, rows.append, editions("shanghai"), 1)
    return SimpleNamespace(node=Node(office, rows), seal=seal, rows=rows)
