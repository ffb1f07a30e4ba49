"""What every test may lean on."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Tables load at the first example and machines differ: no test fails on a time.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real texts and peers' cases that lies beside the checkout, if it is there."""
    folder = Path(os.environ.get("BAYLINE_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("no shared data beside this checkout")
    return folder
