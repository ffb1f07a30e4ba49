"""Every address with every role: what is declared is what happens, and forgetting closes."""

import re
from collections.abc import Callable, Iterator
from itertools import product
from typing import NamedTuple

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from django.utils.translation import override

from bayline.platform.keys.actions import create, revoke
from bayline.platform.keys.terms import Key, Scope
from bayline.platform.pages import Face, face_of
from bayline.platform.people.terms import Audience, Role, least_role
from bayline.platform.record import queries
from bayline.surfaces.api.resources import RESOURCES
from bayline.surfaces.people.gate import Gate

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
# What may stand for a part of an address; the gate looks at none of them.
PARTS = ("0123456789abcdef", "works", "310116", "1", f"{0:032x}")


class Place(NamedTuple):
    """An address and whom it is for."""

    path: str
    name: str
    face: Face


def walked(resolver: URLResolver, above: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in resolver.url_patterns:
        path = f"{above}{filled(each)}"
        if isinstance(each, URLResolver):
            yield from walked(each, path)
        else:
            yield path, each


def filled(each: URLPattern | URLResolver) -> str:
    route = str(each.pattern)
    for name, converter in each.pattern.converters.items():
        fitting = (part for part in PARTS if re.fullmatch(converter.regex, part))
        route = replaced(route, name, next(fitting))
    return route


def replaced(route: str, name: str, value: str) -> str:
    start = route.index("<")
    end = route.index(">", start)
    assert route[start + 1 : end].rpartition(":")[2] == name
    return f"{route[:start]}{value}{route[end + 1 :]}"


def places() -> list[Place]:
    found = []
    with override("zh-hans"):
        paths = [*walked(get_resolver())]
    for path, pattern in paths:
        face = face_of(pattern.callback)
        assert face is not None, f"/{path} says not whom it is for"
        found.append(Place(f"/{path}", str(pattern.name), face))
    return found


def of_browsers() -> list[Place]:
    """List the addresses that look at who is logged in; programs show a key instead."""
    return [place for place in places() if not place.path.startswith("/api")]


@pytest.fixture
def people(logged_in: Callable[..., Client]) -> dict[Role | None, Client]:
    """Somebody of each role, and the public."""
    clients: dict[Role | None, Client] = {
        role: logged_in(role.name, f"某{role.value}", account=role.name) for role in Role
    }
    return clients | {None: Client()}


def is_for(who: Role | None, audience: Audience) -> bool:
    least = least_role(audience)
    return least is None or (who is not None and who >= least)


def test_there_are_many_addresses_and_each_says_whom_it_is_for() -> None:
    found = places()
    assert len(found) > 60
    assert {place.face.audience for place in found} >= {*Audience} - {Audience.PUBLISH}


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_refuses_whoever_it_is_not_for(
    people: dict[Role | None, Client], method: str
) -> None:
    wrong = []
    for place in of_browsers():
        for who, client in people.items():
            if is_for(who, place.face.audience):
                continue
            for path in {place.path, f"/en{place.path}"}:
                response = getattr(client, method)(path)
                expected = turned_away(who, method, place)
                if (response.status_code, led(response)) != expected:
                    wrong.append(f"{method} {path} {who}: {response.status_code}")
    assert not wrong, "\n".join(wrong[:20])


def turned_away(who: Role | None, method: str, place: Place) -> tuple[int, bool]:
    if who is not None:
        return 403, False
    return (303, True) if method == "get" and not place.face.is_twin else (401, False)


def led(response: HttpResponse) -> bool:
    """Tell whether an answer leads to the log-in."""
    return response.headers.get("Location", "").startswith(("/login?next=", "/en/login?next="))


def test_every_address_opens_for_the_least_that_it_is_for(
    people: dict[Role | None, Client],
) -> None:
    wrong = []
    for place in of_browsers():
        client = people[least_role(place.face.audience)]
        if place.name == "logout":
            continue
        for path in {place.path, f"/en{place.path}"}:
            response = client.get(path)
            if response.status_code in {401, 403} or response.status_code >= 500 or led(response):
                if place.name == "account" and client is people[None]:
                    continue  # the own account: of whom, the page asks itself
                wrong.append(f"{path}: {response.status_code}")
    assert not wrong, "\n".join(wrong[:20])


def test_an_empty_form_from_whoever_may_send_one_breaks_nothing(
    people: dict[Role | None, Client],
) -> None:
    wrong = []
    for place in of_browsers():
        client = people[least_role(place.face.audience)]
        if place.name in {"login", "logout", "account"}:
            continue
        status = client.post(place.path).status_code
        if status in {401, 403} or status >= 500:
            wrong.append(f"{place.path}: {status}")
    assert not wrong, "\n".join(wrong[:20])
    assert queries.is_empty()


OTHER = ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW")


@pytest.mark.walk
def test_no_method_goes_around_the_gate_or_wakes_a_view(people: dict[Role | None, Client]) -> None:
    wrong = []
    for place in of_browsers():
        least = least_role(place.face.audience)
        below = None if least is None else next((one for one in Role if one == least - 1), None)
        for who, method in product({None, below, least}, OTHER):
            status = people[who].generic(method, place.path).status_code
            allowed = is_for(who, place.face.audience)
            if status != (405 if allowed else 401 if who is None else 403):
                wrong.append(f"{method} {place.path} {who}: {status}")
    assert not wrong, "\n".join(wrong[:20])
    assert queries.is_empty()


def program(scope: Scope | None, *, is_taken_back: bool = False) -> Client:
    """Give a program with a key of its own, or with none, whose cookies count for nothing."""
    if scope is None:
        return Client()
    wanted = Key(
        id="", name="甲", organisation="乙", scope=scope, made=timezone.now(), made_by="丙"
    )
    made = create(wanted)
    if is_taken_back:
        revoke(made.key.id, at=timezone.now())
    return Client(headers={"Authorization": f"Bearer {made.shown}"})


def told_to_programs(place: Place, method: str, scope: Scope | None) -> set[int]:
    """Give the statuses that an address may answer a program with: nothing of the kind is there."""
    resource = next((one for one in RESOURCES if place.name == f"api-{one.name}"), None)
    if scope is Scope.FEED:  # opens the own feeds and nothing else
        return {401}
    if least_role(place.face.audience) is not None and scope is None:
        return {401}
    if place.name.startswith("produce-epcis-"):
        return told_of_events(place, method, scope)
    if resource is None or method in {"GET", "HEAD"}:
        return {200, 404, 405} if resource is None else {200, 404}
    if method not in resource.writes:
        return {405}
    return {401} if scope is None else {403} if scope is Scope.READ else {415}


def told_of_events(place: Place, method: str, scope: Scope | None) -> set[int]:
    """Give what the interface of EPCIS may answer; its own standard says so of OPTIONS."""
    if method not in place.face.methods:
        return {405}
    if method in {"GET", "HEAD", "OPTIONS"}:
        return {204} if method == "OPTIONS" else {200, 400, 404}
    return {403} if scope is Scope.READ else {415} if method == "POST" else {404}


def test_every_address_for_programs_with_every_key_and_every_method(client: Client) -> None:
    programs = {scope: program(scope) for scope in (*Scope, None)}
    programs[None].cookies = client.cookies
    taken_back, wrong = program(Scope.WRITE, is_taken_back=True), []
    found = [
        place for place in places() if place.path.startswith("/api/") and place.path != "/api/"
    ]
    for place, method in product(found, ("GET", "HEAD", "POST", *OTHER)):
        if taken_back.generic(method, place.path).status_code != 401:
            wrong.append(f"{method} {place.path} with a key that was taken back")
        for scope, asking in programs.items():
            status = asking.generic(method, place.path, "{}", "text/plain").status_code
            if status not in told_to_programs(place, method, scope):
                wrong.append(f"{method} {place.path} {scope}: {status}")
    assert not wrong, "\n".join(wrong[:20])
    assert queries.is_empty()


def test_an_address_that_says_nothing_is_refused() -> None:
    gate = Gate(lambda _request: HttpResponse())
    with pytest.raises(PermissionDenied):
        gate.process_view(RequestFactory().get("/x"), lambda _request: HttpResponse(), (), {})


def test_a_refusal_says_which_role_and_who_gives_it(logged_in: Callable[..., Client]) -> None:
    client = logged_in("clerk")
    page = client.get("/review").content.decode()
    assert "要有审核以上的角色（现有角色：经办）。角色由管理员在“人员”页给" in page
    told = client.get("/en/review.json").json()
    assert told["status"] == 403
    assert "reviewer" in told["sentence"]


def test_a_role_of_one_system_opens_the_pages_of_that_system(
    logged_in: Callable[..., Client],
) -> None:
    here = logged_in("reviewer", "甲", account="here", system="reading")
    there = logged_in("administrator", "乙", account="there", system="elsewhere")
    assert here.get("/review").status_code == 200
    assert here.get("/registers/x/new").status_code == 403
    assert there.get("/review").status_code == 403
    assert there.get("/keys").status_code == 403
    assert there.get("/findings").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        *("//keys", "/./keys", "/audit/../keys", "/keys/", "/KEYS", "/keys;x=1", "/keys%00"),
        *(
            "/%6beys",
            "/en/en/keys",
            "/keys.json/",
            "/keys.html",
            "/keys%2F",
            "/en//keys",
            "/keys?/login",
        ),
        *("/login/../keys", "/static/../keys", "/static/%2e%2e/keys", "/keys#/login"),
    ],
)
def test_no_spelling_of_an_address_goes_around_the_gate(anonymous: Client, path: str) -> None:
    for more in ({}, {"x-original-url": "/keys"}, {"x-rewrite-url": "/keys"}):
        response = anonymous.get(path, headers=more)
        assert "接口钥匙" not in b"".join(response).decode()


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://evil.example", 403),
        ("null", 403),
        ("http://testserver.evil.example", 403),
        ("http://testserver", 302),
    ],
)
def test_a_form_from_a_foreign_page_is_refused(
    logged_in: Callable[..., Client], origin: str, status: int
) -> None:
    client = logged_in(is_strict=True)
    page = client.get("/documents").content.decode()
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    form = {"csrfmiddlewaretoken": token, "text": "全区有30个村。", "title": "a"}
    response = client.post("/documents/new", form, headers={"origin": origin})
    assert response.status_code == status
    assert len(queries.sources()) == (status == 302)


def test_what_may_not_be_done_is_not_offered(
    people: dict[Role | None, Client], client: Client
) -> None:
    client.post("/documents/new", {"text": "2021年，全区有30个村。", "title": "甲"})
    (source,) = queries.sources()
    (claim,) = queries.claims()
    offered = {
        "/documents": {"document-new": Role.CLERK},
        f"/documents/{source.id}": {"reread": Role.CLERK},
        f"/figures/{claim.id}": {f'href="/review?claim={claim.id}"': Role.REVIEWER},
    }
    for path, marks in offered.items():
        for who in Role:
            page = people[who].get(path).content.decode()
            for mark, least in marks.items():
                word = "documents/new" if mark == "document-new" else mark
                assert (word in page) == (who >= least), (path, who, mark)
            assert (
                'href="/keys"' in page if who is Role.ADMINISTRATOR else 'href="/keys"' not in page
            )
