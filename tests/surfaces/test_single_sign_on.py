"""Single sign-on against a provider that runs beside the test: who comes in, and every way not."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener, urlopen

import pytest
from django.test import Client
from django.utils import timezone

from bayline.kernel.errors import BaylineError
from bayline.platform.people import openid, queries
from bayline.platform.people.models import Deed
from bayline.platform.people.terms import Grant, Role

pytestmark = pytest.mark.django_db
BACK = "http://testserver/login/openid/back"


class Stay(HTTPRedirectHandler):
    """Follows no redirect, so that a test can read where one leads."""

    def redirect_request(self, *_: object) -> None:
        """Give no other request."""


@pytest.fixture(scope="module")
def provider(
    free_port: Callable[[], int], until: Callable[[Callable[[], bool]], None]
) -> Iterator[str]:
    """The address of a provider that knows xiaowang, who audits, and nobody, who has no group."""
    port = free_port()
    words = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "-p", str(port)]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        until(lambda: answers(f"{address}/.well-known/openid-configuration"))
        known = {"preferred_username": "xiaowang", "name": "小王", "groups": ["audit", "other"]}
        put(f"{address}/users/100", known)
        put(f"{address}/users/200", {**known, "groups": ["other"]})
        yield address
        running.terminate()


def answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=5):  # noqa: S310 - an address of this machine
            return True
    except (URLError, ConnectionError):
        return False


def put(address: str, claims: dict[str, Any]) -> None:
    body, head = json.dumps(claims).encode(), {"Content-Type": "application/json"}
    with urlopen(Request(address, data=body, headers=head, method="PUT"), timeout=5):  # noqa: S310 - as above
        pass


@pytest.fixture
def office(provider: str, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A browser of an office whose accounts the provider vouches for."""
    settings = {
        "ISSUER": provider,
        "CLIENT_ID": "bayline",
        "CLIENT_SECRET": "between us",
        "ROLES": "audit=reviewer, lead = administrator:reading",
        "NAME": "政务通",
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"BAYLINE_OIDC_{name}", value)
    return Client()


def logged_in_there(client: Client, subject: str = "100", onward: str = "/audit") -> str:
    """Leave for the provider and log in there; gives the address that it leads back to."""
    left = client.get("/login/openid", {"next": onward})
    assert left.status_code == 303
    asked = parse_qs(urlsplit(left.headers["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [BACK]
    form = urlencode({"sub": subject}).encode()
    try:
        build_opener(Stay).open(Request(left.headers["Location"], data=form), timeout=5)  # noqa: S310 - as above
    except HTTPError as answer:
        return str(answer.headers["Location"])
    pytest.fail("the provider leads nowhere")


def back(client: Client, address: str) -> Any:
    return client.get(f"/login/openid/back?{urlsplit(address).query}")


def test_whom_the_provider_vouches_for_comes_in_with_the_roles_of_the_groups(
    office: Client,
) -> None:
    assert "用政务通登录" in office.get("/login").content.decode()
    response = back(office, logged_in_there(office))
    assert (response.status_code, response.headers["Location"]) == (303, "/audit")
    found = queries.person("xiaowang")
    assert (found.name, found.grants) == ("小王", (Grant(role=Role.REVIEWER),))
    assert office.get("/review").status_code == 200
    assert [*Deed.objects.values_list("who", "address")] == [("xiaowang", "openid-back")]
    again = Client()
    assert back(again, logged_in_there(again, onward="//evil.example")).headers["Location"] == "/"
    assert len(queries.people()) == 1


def test_an_answer_serves_once_and_only_whoever_left(office: Client) -> None:
    address = logged_in_there(office)
    thief = Client()
    assert back(thief, address).status_code == 400
    assert back(office, address).status_code == 303
    office.post("/logout")
    again = back(office, address)
    assert again.status_code == 400
    assert "不是从这里去登录的" in again.content.decode()


def test_a_wrong_state_lets_nobody_in(office: Client) -> None:
    address = logged_in_there(office)
    wrong = address.replace("state=", "state=x")
    assert "不是这一次登录" in back(office, wrong).content.decode()
    assert back(office, address).status_code == 400  # what was kept is used up
    assert queries.is_empty()


def test_a_wrong_nonce_lets_nobody_in(office: Client) -> None:
    address = logged_in_there(office)
    session = office.session
    session["openid"] = {**session["openid"], "nonce": "another"}
    session.save()
    assert "凭据不可信" in back(office, address).content.decode()
    assert queries.is_empty()


def test_whoever_takes_too_long_or_brings_an_old_token_is_not_let_in(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = timezone.now()
    name = "bayline.surfaces.people.single_sign_on.timezone.now"
    address = logged_in_there(office)
    monkeypatch.setattr(name, lambda: begun + timedelta(minutes=11))
    assert "用时太久" in back(office, address).content.decode()
    monkeypatch.setattr(name, lambda: begun + timedelta(hours=2))  # the token lives for one
    address = logged_in_there(office)
    assert "凭据不可信" in back(office, address).content.decode()
    assert queries.is_empty()


def test_whoever_has_no_role_or_a_closed_account_is_not_let_in(office: Client) -> None:
    refused = back(office, logged_in_there(office, subject="200"))
    assert refused.status_code == 400
    assert "所在的组没有角色" in refused.content.decode()
    assert queries.is_empty()


@pytest.mark.usefixtures("client")
def test_an_account_of_the_same_name_is_not_taken_over(
    office: Client, logged_in: Callable[..., Client]
) -> None:
    logged_in("viewer", "另一个小王", account="xiaowang")
    refused = back(office, logged_in_there(office))
    assert refused.status_code == 400
    assert "已有人用" in refused.content.decode()
    assert queries.person("xiaowang").grants == (Grant(role=Role.VIEWER),)


def test_without_a_provider_there_is_no_such_address(anonymous: Client) -> None:
    assert anonymous.get("/login/openid").status_code == 404
    assert anonymous.get("/login/openid/back?state=x&code=y").status_code == 404
    assert "openid" not in anonymous.get("/login").content.decode()


PLAIN = {"BAYLINE_OIDC_ISSUER": "https://id.example", "BAYLINE_OIDC_CLIENT_ID": "bayline"}


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"BAYLINE_OIDC_ISSUER": "http://id.example"}, "must begin with https"),
        ({"BAYLINE_OIDC_CLIENT_ID": ""}, "is missing"),
        ({"BAYLINE_OIDC_ROLES": "audit"}, "gives no role"),
        ({"BAYLINE_OIDC_ROLES": "audit=king"}, "gives no role"),
    ],
)
def test_settings_that_cannot_work_are_refused_in_a_sentence(
    more: dict[str, str], why: str
) -> None:
    with pytest.raises(BaylineError, match=why):
        openid.provider_of({**PLAIN, **more})


def test_a_provider_that_calls_itself_another_or_is_asked_in_the_clear_is_refused() -> None:
    provider = openid.provider_of(PLAIN)
    assert provider
    left = openid.leaving(onward="", now=datetime.now(UTC))
    with pytest.raises(BaylineError, match="another issuer"):
        openid.address_to(provider, left, back=BACK, fetch=lambda *_: {"issuer": "https://x"})
    with pytest.raises(BaylineError, match="without https"):
        openid.fetched("http://id.example/x", None)
    with pytest.raises(BaylineError, match="another log-in"):
        openid.vouched(
            provider,
            replace(left, state="a"),
            {"state": "b", "code": "c"},
            back=BACK,
            now=datetime.now(UTC),
            fetch=lambda *_: {},
        )
