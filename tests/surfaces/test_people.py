"""Who may come in: logging in and out, sessions and their ends, passwords, what is guessed."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from bayline.kernel.errors import BaylineError
from bayline.platform.people import actions, limiting, passwords, queries
from bayline.platform.people.models import Account, Failure
from bayline.platform.people.terms import PUBLIC, Audience, Grant, Person, Role, Visitor

pytestmark = pytest.mark.django_db
WORD, OTHER = "潮来潮去-72 words", "潮落潮起-73 words"


@pytest.fixture
def cheap(settings: Settings) -> None:
    """Passwords that cost no work, where many are looked at."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def xiaowang(cheap: None) -> Person:
    """A clerk with a password."""
    del cheap
    return actions.create(person("xiaowang", "小王", Role.CLERK), password=WORD)


def person(account: str, name: str, *roles: Role) -> Person:
    grants = tuple(Grant(role=role) for role in roles)
    now = timezone.now()
    return Person(
        account=account, name=name, organisation="", is_active=True, grants=grants, made=now
    )


def entering(client: Client, password: str = WORD, **more: str) -> int:
    sent = {"account": "xiaowang", "password": password, **more}
    return client.post("/login", sent).status_code


@pytest.mark.usefixtures("xiaowang")
def test_whoever_knows_the_password_comes_in_and_goes_out(anonymous: Client) -> None:
    client = Client()
    assert client.get("/audit").headers["Location"] == "/login?next=%2Faudit"
    response = client.post(
        "/login", {"account": " ＸiaoWang ", "password": WORD, "next": "/audit?x=1"}
    )
    assert (response.status_code, response.headers["Location"]) == (303, "/audit?x=1")
    page = client.get("/audit?x=1").content.decode()
    assert "小王" in page
    assert "退出登录" in page
    assert client.get("/login").headers["Location"] == "/"
    assert client.get("/logout").status_code == 303  # a link ends no session
    assert client.get("/audit").status_code == 200
    assert client.post("/logout").headers["Location"] == "/"
    assert client.get("/audit").status_code == 303
    assert anonymous.post("/login", {"account": "xiaowang", "password": WORD}).status_code == 403


@pytest.mark.usefixtures("xiaowang")
def test_wrong_and_unknown_are_told_the_same(client: Client) -> None:
    del client
    told = []
    for account in ("xiaowang", "nobody"):
        response = Client().post("/login", {"account": account, "password": "x" * 12})
        page = response.content.decode().replace(account, "")
        told.append(re.sub('name="csrfmiddlewaretoken" value="[^"]*"', "", page))
    assert "登录名或密码不对" in told[0]
    assert told[0] == told[1]


def test_an_unknown_name_costs_as_much_work_as_a_wrong_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept, worked = passwords.hashed(WORD), []
    hasher = "django.contrib.auth.hashers.ScryptPasswordHasher.encode"
    from django.contrib.auth.hashers import ScryptPasswordHasher

    encode = ScryptPasswordHasher.encode

    def counted(*given: object, **more: object) -> str:
        worked.append(1)
        return str(encode(*given, **more))

    monkeypatch.setattr(hasher, counted)
    costs = []
    for stored in (kept, None, passwords.hashed("")):
        worked.clear()
        assert not passwords.fits("wrong", stored)
        costs.append(len(worked))
    assert costs == [1, 1, 1]


@pytest.mark.usefixtures("xiaowang")
def test_a_session_begins_under_a_new_name() -> None:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "planted" * 4
    assert entering(client) == 303
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie.value != "planted" * 4
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    first = cookie.value
    client.post("/logout")
    assert entering(client) == 303
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != first
    stolen = Client()
    stolen.cookies[settings.SESSION_COOKIE_NAME] = first
    assert stolen.get("/audit").status_code == 303


def test_sessions_that_are_over_are_cleared_and_nobody_fills_the_table(
    anonymous: Client, logged_in: Callable[..., Client]
) -> None:
    over = SessionStore()
    over.set_expiry(-60)
    over.create()
    for _ in range(3):
        assert anonymous.get("/login/openid").status_code == 404  # no provider is named
    assert Session.objects.count() == 1
    logged_in("viewer")
    assert not Session.objects.filter(pk=over.session_key)


@pytest.mark.usefixtures("xiaowang")
def test_a_session_ends_unused_and_after_a_day_in_any_case(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client, begun = Client(), timezone.now()
    assert entering(client) == 303

    def status(after: timedelta) -> int:
        monkeypatch.setattr("bayline.surfaces.people.gate.timezone.now", lambda: begun + after)
        return client.get("/audit").status_code

    idle = timedelta(seconds=settings.SESSION_IDLE_S) - timedelta(minutes=1)
    used = timedelta()
    while used + idle < timedelta(seconds=settings.SESSION_COOKIE_AGE):
        used += idle
        assert status(used) == 200
    assert status(timedelta(seconds=settings.SESSION_COOKIE_AGE + 5)) == 303
    assert entering(client) == 303
    monkeypatch.undo()
    assert "登录已过期" not in client.get("/login").content.decode()
    assert entering(client) == 303
    assert status(timedelta(days=1) + timedelta(seconds=settings.SESSION_IDLE_S)) == 303


@pytest.mark.usefixtures("xiaowang")
def test_a_full_disk_keeps_nobody_from_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    client, begun = Client(), timezone.now()
    assert entering(client) == 303

    def full(*_: object, **__: object) -> None:
        raise DatabaseError("database or disk is full")

    later = begun + timedelta(minutes=5)
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", full)
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.delete", full)
    monkeypatch.setattr("bayline.surfaces.people.gate.timezone.now", lambda: later)
    assert client.get("/audit").status_code == 200
    later = begun + timedelta(days=2)
    assert client.get("/audit").status_code == 303


@pytest.mark.parametrize("end", ["password", "closed", "role"])
def test_a_new_password_and_a_closed_account_end_every_session(
    end: str, xiaowang: Person, logged_in: Callable[..., Client]
) -> None:
    del xiaowang
    logged_in()  # somebody has to remain who gives roles
    client = Client()
    assert entering(client) == 303
    assert client.get("/documents/new").status_code == 302
    if end == "password":
        actions.set_password("xiaowang", OTHER)
    elif end == "closed":
        actions.set_active("xiaowang", is_active=False)
    else:
        actions.set_grants("xiaowang", (Grant(role=Role.VIEWER),))
        assert client.get("/documents/new").status_code == 403
        return
    assert client.get("/audit").status_code == 303
    assert entering(client, OTHER if end == "password" else WORD) == (
        303 if end == "password" else 403
    )


@pytest.mark.usefixtures("xiaowang")
def test_the_own_password_is_changed_and_ends_the_other_sessions() -> None:
    here, elsewhere = Client(), Client()
    assert (entering(here), entering(elsewhere)) == (303, 303)
    form = {"old": "wrong", "new": OTHER, "again": OTHER}
    assert "现在的密码不对" in here.post("/account", form).content.decode()
    form["old"] = WORD
    twice = here.post("/account", {**form, "again": "x"})
    assert "不一样" in twice.content.decode()
    weak = here.post("/account", {**form, "new": "xiaowang12", "again": "xiaowang12"})
    assert "和名字太像" in weak.content.decode()
    assert here.post("/account", form).headers["Location"] == "/account?changed=1"
    assert "密码已改" in here.get("/account?changed=1").content.decode()
    assert elsewhere.get("/audit").status_code == 303
    assert Client().get("/account").headers["Location"] == "/login?next=%2Faccount"


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "要有10到200个"),
        ("x" * 201, "要有10到200个"),
        ("1234567890", "密码太常见"),
        ("xiaowang-1", "和名字太像"),
    ],
)
def test_a_weak_password_is_refused(password: str, why: str) -> None:
    with pytest.raises(BaylineError) as refused:
        actions.create(person("xiaowang", "小王"), password=password)
    assert why in refused.value.in_chinese()
    assert queries.is_empty()


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/x",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/%0d%0aSet-Cookie:x=1",
        "/audit\r\nSet-Cookie: x=1",
        "javascript:alert(1)",
        "/nowhere",
        "audit",
        "///evil.example/audit",
        "/" + "a" * 3000,
    ],
)
@pytest.mark.usefixtures("xiaowang")
def test_nobody_is_led_elsewhere(address: str) -> None:
    client = Client()
    page = client.get("/login", {"next": address}).content.decode()
    assert 'name="next"' not in page
    response = client.post("/login", {"account": "xiaowang", "password": WORD, "next": address})
    assert response.headers["Location"] == "/"
    assert "x" not in response.cookies


@pytest.mark.parametrize(
    "name",
    [
        "' OR 1=1 --",
        "{{ request }}",
        "{% csrf_token %}",
        "<script>",
        "a\x00b",
        "../../etc",
        "小" * 90,
    ],
)
@pytest.mark.usefixtures("xiaowang")
def test_whatever_is_typed_as_a_name_is_only_a_name(name: str) -> None:
    response = Client().post("/login", {"account": name, "password": WORD})
    page = response.content.decode()
    assert response.status_code == 403
    assert "<script>" not in page
    assert "WSGIRequest" not in page
    with pytest.raises(BaylineError):
        actions.create(person(name, "某人"), password="")


def test_a_name_is_shown_as_it_is_and_never_run(logged_in: Callable[..., Client]) -> None:
    client = logged_in(name="<b>{{ 7 }}'\"</b>", account="odd")
    page = client.get("/audit").content.decode()
    assert "&lt;b&gt;{{ 7 }}&#x27;&quot;&lt;/b&gt;" in page


@pytest.mark.usefixtures("xiaowang")
def test_whoever_guesses_must_wait_and_a_restart_forgets_nothing() -> None:
    now = timezone.now()

    def guessed(account: str, address: str, *, later: timedelta = timedelta()) -> str:
        with pytest.raises(BaylineError) as refused:
            actions.log_in(account, "wrong", address=address, now=now + later)
        return refused.value.in_chinese()

    for number in range(10):
        assert "不对" in guessed("xiaowang", f"10.0.0.{number}")
    assert "错得太多" in guessed("xiaowang", "10.0.1.1")
    with pytest.raises(BaylineError, match="too many"):
        actions.log_in("xiaowang", WORD, address="10.0.1.2", now=now)
    after = limiting.WINDOW + timedelta(seconds=1)
    assert actions.log_in("xiaowang", WORD, address="10.0.1.2", now=now + after).name == "xiaowang"
    assert not Failure.objects.exists()
    for number in range(50):
        assert "不对" in guessed(f"unknown-{number}", "10.9.9.9", later=after)
    assert "错得太多" in guessed("unknown-x", "10.9.9.9", later=after)
    kept = {row.subject for row in Failure.objects.all()}
    assert not [word for word in kept if "unknown" in word or "10." in word]


def test_a_name_belongs_to_one_person(cheap: None) -> None:
    del cheap
    actions.create(person("xiaowang", "小王"), password="")
    for account, name in (("XIAOWANG", "王"), ("other", "小王")):
        with pytest.raises(BaylineError, match="already"):
            actions.create(person(account, name), password="")
    assert Account.objects.count() == 1


def test_the_last_administrator_stays(client: Client) -> None:
    del client
    (one,) = queries.people()
    for done in (
        lambda: actions.set_grants(one.account, (Grant(role=Role.VIEWER),)),
        lambda: actions.set_grants(one.account, (Grant(role=Role.ADMINISTRATOR, system="x"),)),
        lambda: actions.set_active(one.account, is_active=False),
    ):
        with pytest.raises(BaylineError, match="nobody would be left"):
            done()
    assert queries.person(one.account) == one


def test_a_role_for_one_system_ends_there_and_reading_does_not() -> None:
    assert not PUBLIC.may(Audience.READ)
    assert PUBLIC.may(Audience.PUBLISHED)
    held = Visitor(name="甲", grants=(Grant(role=Role.REVIEWER, system="reading"),))
    assert held.may(Audience.REVIEW, system="reading")
    assert held.may(Audience.READ)
    assert not held.may(Audience.WRITE)
    assert not held.may(Audience.REVIEW, system="projects")


def test_the_log_in_page_lists_the_accounts_of_a_demonstration(cheap: None) -> None:
    del cheap
    assert "示范账号" not in Client().get("/login").content.decode()
    assert actions.add_demonstration(at=timezone.now()) == 5
    assert actions.add_demonstration(at=timezone.now()) == 0
    page = Client().get("/login").content.decode()
    assert "bayline-demo-reviewer" in page
    client = Client()
    sent = {"account": "demo-reviewer", "password": "bayline-demo-reviewer"}
    assert client.post("/login", sent).status_code == 303
    assert client.get("/review").status_code == 200
    assert client.get("/keys").status_code == 403
    actions.set_password("demo-reviewer", OTHER)
    actions.set_active("demo-clerk", is_active=False)
    page = Client().get("/login").content.decode()
    assert "bayline-demo-reviewer" not in page
    assert "bayline-demo-clerk" not in page
