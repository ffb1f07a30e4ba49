"""What every test may lean on."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real texts and peers' cases that lies beside the checkout, if it is there."""
    folder = Path(os.environ.get("BAYLINE_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("no shared data beside this checkout")
    return folder
