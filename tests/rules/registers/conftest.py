"""A register with one field of every type, from the cases."""

from pathlib import Path

import pytest

from bayline.platform.registers.declaring import declared
from bayline.platform.registers.terms import Register

CASES = Path(__file__).resolve().parents[2] / "cases"


@pytest.fixture(scope="session")
def works() -> Register:
    """The declared register."""
    toml = CASES / "register_of_every_type.toml"
    return declared(toml.read_bytes(), where="works.toml")
