"""Strangers are counted by the address they come from, also behind a proxy of ours."""

from ipaddress import ip_network

import pytest
from django.http import HttpRequest
from django.test import Client

from bayline.kernel.errors import BaylineError
from bayline.platform.callers import caller_of, networks
from bayline.platform.people import limiting

PROXIES = (ip_network("127.0.0.1"), ip_network("172.16.0.0/12"))


@pytest.mark.parametrize(
    ("connected", "forwarded", "caller"),
    [
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "10.9.9.9, 203.0.113.9", "203.0.113.9"),  # the first is the stranger's own
        ("127.0.0.1", "203.0.113.9, 172.18.0.1", "203.0.113.9"),
        ("203.0.113.9", "10.0.0.5", "203.0.113.9"),  # no proxy of ours says so
        ("127.0.0.1", "unknown", "unknown"),
        ("127.0.0.1", " , ", "127.0.0.1"),
        ("", "203.0.113.9", ""),
    ],
)
def test_the_last_that_a_proxy_of_ours_names_is_the_caller(
    settings, connected: str, forwarded: str, caller: str
) -> None:
    settings.PROXIES = PROXIES
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": connected, "HTTP_X_FORWARDED_FOR": forwarded}
    assert caller_of(request) == caller


def test_what_is_no_address_is_refused_by_the_name_of_its_setting() -> None:
    assert networks("127.0.0.1, ::1,,172.16.0.0/12", setting="X")[2] == PROXIES[1]
    with pytest.raises(BaylineError, match=r"BAYLINE_PROXIES: “proxy\.local” is no address"):
        networks("proxy.local", setting="BAYLINE_PROXIES")


@pytest.mark.django_db
def test_a_stranger_behind_the_proxy_keeps_nobody_else_out(
    settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PROXIES = PROXIES
    monkeypatch.setattr(limiting, "_OF_ADDRESS", 3)
    there = "HTTP_X_FORWARDED_FOR"

    def told(account: str, caller: str) -> str:
        sent = {"account": account, "password": "x"}
        return Client().post("/login", sent, **{there: caller}).content.decode()

    told_to_it = [told(f"nobody{number}", "203.0.113.9") for number in range(4)]
    assert "密码错得太多" in told_to_it[-1]
    assert "密码错得太多" not in told("x", "10.0.0.5")
