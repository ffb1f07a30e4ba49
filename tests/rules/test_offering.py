"""Offers that wait until somebody asks."""

import pytest

from bayline.platform import offering
from bayline.platform.offering import all_offered, offer_when_asked


@pytest.fixture
def nothing_waits(monkeypatch):
    monkeypatch.setattr(offering, "_WAITING", [])


@pytest.mark.usefixtures("nothing_waits")
def test_offers_are_made_once_in_their_order_when_somebody_asks():
    made: list[str] = []

    def second():
        all_offered()  # who offers may look at what was offered before
        made.append(f"second after {made}")

    offer_when_asked(lambda: made.append("first"))
    offer_when_asked(second)
    assert made == []
    all_offered()
    all_offered()
    assert made == ["first", "second after ['first']"]


@pytest.mark.usefixtures("nothing_waits")
def test_offers_that_fail_are_made_when_somebody_asks_again():
    made = []

    def failing():
        made.append(1)
        if len(made) == 1:
            raise OSError

    offer_when_asked(failing)
    with pytest.raises(OSError):  # noqa: PT011 - whatever it says is handed on
        all_offered()
    all_offered()
    assert made == [1, 1]
