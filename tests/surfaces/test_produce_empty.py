"""A home without produce says what to do first."""

import pytest

from bayline.platform.warming import warm_all

pytestmark = pytest.mark.django_db


def test_a_home_without_produce_says_what_to_do(client):
    assert "还没有登记品牌" in client.get("/produce").content.decode()
    for path in ("bases", "lots", "inspection", "season"):
        page = client.get(f"/en/produce/{path}")
        assert page.status_code == 200
        assert 'class="empty"' in page.content.decode()
    warm_all()


def test_a_season_without_demand_is_refused(refusal):
    assert "enter the weekly demand first" in refusal("produce", "season")
