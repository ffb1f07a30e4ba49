"""Addresses of settlement."""

from django.urls import URLPattern, path

from bayline.platform.pages import page, shown
from bayline.platform.people.terms import Audience
from bayline.systems.settlement.pages import (
    desk,
    explanation,
    orders,
    overview,
    receipt,
    statement,
    statistics,
)

_FORM = ("GET", "HEAD", "POST")

urlpatterns: list[URLPattern] = [
    *page("settlement", overview.overview, name="settlement", audience=Audience.PUBLIC),
    *page(
        "settlement/rules/<slug:name>",
        overview.rules,
        name="settlement-rules",
        audience=Audience.PUBLIC,
    ),
    # Of single persons: for whoever has a role in settlement, and each look is written down.
    *page("settlement/desk", desk.desk, name="settlement-desk", audience=Audience.WRITE),
    path(
        "settlement/settlements/<slug:name>",
        shown(receipt.receipt, audience=Audience.WRITE, methods=_FORM, expired=receipt.expired),
        name="settlement-receipt",
    ),
    # The twin opens no name, which asks for a form.
    page(
        "settlement/settlements/<slug:name>",
        receipt.receipt,
        name="settlement-receipt",
        audience=Audience.WRITE,
    )[1],
    *page(
        "settlement/settlements/<slug:name>/explanation",
        explanation.explanation,
        name="settlement-explanation",
        audience=Audience.WRITE,
    ),
    *page(
        "settlement/statistics",
        statistics.statistics,
        name="settlement-statistics",
        audience=Audience.READ,
    ),
    *page(
        "settlement/statements/<slug:month>",
        statement.statement,
        name="settlement-statement",
        audience=Audience.WRITE,
    ),
    path(
        "settlement/statements/<slug:month>/orders",
        shown(statement.order, audience=Audience.REVIEW, methods=("POST",)),
        name="settlement-statement-orders",
    ),
    *page(
        "settlement/orders", orders.orders_page, name="settlement-orders", audience=Audience.WRITE
    ),
    path(
        "settlement/orders/<slug:what>",
        shown(orders.prepay, audience=Audience.REVIEW, methods=("POST",)),
        name="settlement-advances",
    ),
    path(
        "settlement/statements/<slug:month>.pdf",
        shown(statement.as_pdf, audience=Audience.WRITE),
        name="settlement-statement-pdf",
    ),
]
