"""Queries with names over the interface, and those who subscribe to them."""

from typing import Any
from urllib.parse import urlsplit

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from bayline.engines.epcis.answers import time_told
from bayline.engines.epcis.faults import Fault, UnreadableError
from bayline.engines.epcis.queries import read_query
from bayline.platform.people.visiting import visitor_of
from bayline.systems.produce.actions.keeping import name_query
from bayline.systems.produce.actions.posting import NotPostedError, where
from bayline.systems.produce.actions.subscribing import forget_query, subscribe, unsubscribe
from bayline.systems.produce.pages.rest_events import answer, refuse
from bayline.systems.produce.pages.rest_frame import (
    answered,
    invalid,
    json_of,
    linked,
    made_at,
    must_be_document,
    must_write,
    no_such,
    numbered,
    page_asked,
    problem,
)
from bayline.systems.produce.queries import asking, subscribing
from bayline.systems.produce.rules.subscribing import read_wish
from bayline.systems.produce.terms import Subscription

_NAMELESS = Fault(None, "name", "query", "the query has no name; give it one", "查询没有名称")


def _queries(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        token, size = page_asked(request)
        start, names = numbered(token), asking.query_names()
        shown = [_query_told(name) for name in names[start : start + size]]
        return linked(json_of(shown), request, start + size if names[start + size :] else None)
    must_write(request)
    must_be_document(request)
    try:
        query = read_query(request.body)
    except UnreadableError as error:
        raise invalid(error.sentence()) from error
    refuse(query if query.name else query._replace(faults=[*query.faults, _NAMELESS]))
    by = visitor_of(request).name
    if not name_query(query.name, query.parameters, now=timezone.now(), by=by):
        detail = f"there is a query {query.name} already; take it away first, or name yours else"
        raise problem("ResourceAlreadyExistsException", 409, detail)
    return made_at(f"queries/{query.name}")


def _query_told(name: str) -> dict[str, object]:
    return {"name": name, "query": _named(name)}


def _named(name: str) -> dict[str, Any]:
    asked = asking.query_named(name)
    if asked is None:
        raise no_such(f"there is no query {name}", is_name=True)
    return asked


def _query(request: HttpRequest, name: str) -> HttpResponse:
    if request.method == "DELETE":
        must_write(request)
        if not forget_query(name):
            raise no_such(f"there is no query {name}", is_name=True)
        return HttpResponse(status=204)
    return json_of(_query_told(name))


def _query_events(request: HttpRequest, name: str) -> HttpResponse:
    return answer(request, _named(name), name=name)


def _subscriptions(request: HttpRequest, name: str) -> HttpResponse:
    if request.method == "POST":
        return _subscribed(request, name)
    _named(name)
    token, size = page_asked(request)
    start, all_ = numbered(token), subscribing.subscriptions(name)
    shown = [_told(one) for one in all_[start : start + size]]
    return linked(json_of(shown), request, start + size if all_[start + size :] else None)


def _subscribed(request: HttpRequest, name: str) -> HttpResponse:
    must_write(request)
    must_be_document(request)
    _named(name)
    try:
        told = orjson.loads(request.body)
        wish = read_wish(told if isinstance(told, dict) else {})
        _look_where(wish.dest)
    except orjson.JSONDecodeError as error:
        raise invalid(f"it is no JSON: {error}") from error
    except ValueError as error:
        raise problem("SubscriptionControlsException", 400, str(error)) from error
    by = visitor_of(request).name
    made = subscribe(name, wish, told=told, now=timezone.now(), by=by)
    response = json_of(_told(_subscription(name, made)), status=201)
    response["Location"] = made_at(f"queries/{name}/subscriptions/{made}")["Location"]
    return response


def _look_where(dest: str) -> None:
    """Refuse a receiver that may not be reached; one that is not found yet may come."""
    try:
        where(urlsplit(dest))
    except NotPostedError as error:
        if "is not found" not in str(error):
            raise ValueError(str(error)) from error


def _subscription(query: str, name: str) -> Subscription:
    found = subscribing.subscription(name)
    if found is None or found.query != query:
        raise no_such(f"there is no subscription {name} to {query}", is_name=True)
    return found


def _subscription_face(request: HttpRequest, name: str, identifier: str) -> HttpResponse:
    if request.method == "DELETE":
        must_write(request)
    found = _subscription(name, identifier)
    if request.method != "DELETE":
        return json_of(_told(found))
    unsubscribe(identifier)
    return HttpResponse(status=204)


def _told(one: Subscription) -> dict[str, object]:
    """Tell of a subscription what everybody may know, who may read: not its secret."""
    told: dict[str, object] = {
        "subscriptionID": one.name,
        "queryName": one.query,
        **one.wish,
        "createdAt": time_told(one.created),
    }
    if one.notified is not None:
        told["lastNotifiedAt"] = time_told(one.notified)
    if one.failures:
        told["failures"] = one.failures
        told["lastFailure"] = one.said
        told["nextAttemptAt"] = time_told(one.due)
    return told


queries = answered(_queries, "POST")
query = answered(_query, "DELETE")
query_events = answered(_query_events, tells_xml=True)
subscriptions = answered(_subscriptions, "POST")
subscription = answered(_subscription_face, "DELETE")
