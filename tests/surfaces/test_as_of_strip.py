"""A page as of a day says so under its bar, leads out of it, and its bar keeps the day."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

pytestmark = pytest.mark.django_db

PAGES = ("/", "/audit", "/record", "/findings", "/changes", "/overview", "/work")


@pytest.fixture
def client(logged_in: Callable[..., Client]) -> Client:
    return logged_in(is_strict=True)


def strip(page: str) -> str:
    found = re.search('<nav class="as-of-strip".*?</nav>', page, re.DOTALL)
    return found[0] if found else ""


@pytest.mark.parametrize("address", PAGES)
def test_every_page_says_as_of_which_day_it_is_shown(client: Client, address: str) -> None:
    chinese = strip(client.get(f"{address}?as_of=2021-11-05").content.decode())
    english = strip(client.get(f"/en{address}?as_of=2021-11-05").content.decode())
    assert re.sub("<[^>]+>", "", chinese).startswith("截至2021年11月5日所知")
    assert "As known on" in english
    assert "5 November 2021" in english
    assert strip(client.get(address).content.decode()) == ""


def test_the_strip_leads_to_today_a_day_before_and_after_and_to_what_changed(
    client: Client,
) -> None:
    links = re.findall(
        'href="([^"]+)"',
        strip(client.get("/findings?look=bad&page=2&as_of=2021-11-05").content.decode()),
    )
    assert links == [
        "/findings?look=bad",
        "/findings?look=bad&amp;as_of=2021-11-04",
        "/findings?look=bad&amp;as_of=2021-11-06",
        "/changes?since=2021-11-05",
    ]


def test_there_is_no_later_day_than_yesterday(client: Client) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    found = strip(client.get(f"/findings?as_of={yesterday}").content.decode())
    assert "早一天" in found
    assert "晚一天" not in found


def test_the_bar_and_the_other_language_keep_the_day(client: Client) -> None:
    page = client.get("/findings?as_of=2021-11-05").content.decode()
    bar = page[page.index('class="entries"') : page.index('class="switches"')]
    assert all(link.endswith("?as_of=2021-11-05") for link in re.findall('href="([^"]+)"', bar))
    assert 'href="/en/findings?as_of=2021-11-05"' in page


def test_the_foot_asks_for_another_day_and_keeps_what_was_asked(client: Client) -> None:
    page = client.get("/findings?look=bad&page=2").content.decode()
    form = page[page.index('class="day-form"') :]
    assert 'action="/findings"' in form
    assert '<input type="hidden" name="look" value="bad">' in form
    assert 'name="page"' not in form
    assert 'type="date" name="as_of" value=""' in form


@pytest.mark.parametrize("written", ["gestern", "9999-12-31", "0001-01-01", "2021-02-30"])
def test_what_is_no_day_is_said_in_one_sentence(client: Client, written: str) -> None:
    response = client.get("/findings", {"as_of": written})
    assert response.status_code == 400
    assert "请写成2021-11-05" in response.content.decode()
    assert strip(response.content.decode()) == ""


def test_a_moment_of_a_day_is_told_by_its_day_in_the_region(client: Client) -> None:
    moment = datetime(2021, 11, 5, 20, tzinfo=UTC).isoformat()
    page = client.get("/findings", {"as_of": moment}).content.decode()
    assert f'datetime="{date(2021, 11, 6)}"' in strip(page)
