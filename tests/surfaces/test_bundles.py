"""What pages load: little, but where there is a map or a chart; every bundle beside its licence."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

pytestmark = pytest.mark.django_db

BUILT = Path(__file__).resolve().parents[2] / "src/bayline/surfaces/static/built"
MOST_BYTES = 300 * 1024
LINKED = re.compile(r'(?:src|href)="/static/([^"]+)"')
HASH = re.compile(r"\.[0-9a-f]{12}(?=\.\w+$)")


def weight(client: Client, address: str) -> int:
    """Add up a page and all that it loads, as it travels without compression."""
    page = client.get(address).content
    names = {HASH.sub("", name) for name in LINKED.findall(page.decode())}
    files = [Path(str(finders.find(name))) for name in sorted(names)]
    return len(page) + sum(file.stat().st_size for file in files)


@pytest.mark.parametrize("address", ["/", "/record", "/figures", "/places", "/findings", "/audit"])
def test_pages_without_map_and_chart_stay_within_300_kb(client: Client, address: str) -> None:
    assert weight(client, address) <= MOST_BYTES


def test_licences_lie_beside_what_is_bundled() -> None:
    for name in ("maplibre-gl", "echarts", "zrender"):
        assert "copyright" in (BUILT / f"LICENSE.{name}.txt").read_text("utf-8").lower()


@pytest.mark.parametrize(
    ("name", "most"), [("map.js", 330), ("map-worker.cjs", 170), ("chart.js", 220), ("app.js", 16)]
)
def test_bundles_stay_as_small_as_they_were(name: str, most: int) -> None:
    packed = len(gzip.compress((BUILT / name).read_bytes(), 9))
    assert packed <= most * 1024


def test_no_bundle_speaks_to_another_host_by_itself() -> None:
    for file in BUILT.glob("*.css"):
        outside = re.findall(r"url\(['\"]?(?:https?:)?//[^)]*\)", file.read_text("utf-8"))
        assert outside == []
