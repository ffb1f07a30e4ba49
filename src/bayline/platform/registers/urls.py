"""Addresses of registers. A register's own pages stand before its entries, whose keys may hold a /.

What is sent by a form is taken by the page only: its twin asks for no token, so it stores nothing.
"""

from collections.abc import Mapping
from typing import Any

from django.urls import URLPattern, path

from bayline.platform.pages import Expired, View, belonging, page, remembered, shown
from bayline.platform.people.terms import Audience
from bayline.platform.registers import converters, pages
from bayline.platform.registers.brought import system_of

converters.register()

_FORM = ("GET", "HEAD", "POST")


def _belongs(parts: Mapping[str, Any]) -> str:
    return system_of(parts["name"])


def _form(address: str, view: View, *, name: str, expired: Expired) -> list[URLPattern]:
    form = shown(view, audience=Audience.WRITE, methods=_FORM, expired=expired)
    twin = page(address, view, name=name, audience=Audience.WRITE)[1]
    return [path(address, form, name=name), twin]


_LIST = "registers/<register:name>"
_ENTRY = f"{_LIST}/<entry:key>"

_OF_ONE: list[URLPattern] = [
    *remembered(
        page(
            _LIST,
            pages.entries_page,
            name="registers-list",
            audience=Audience.PUBLISHED,
        )
    ),
    path(
        f"{_LIST}/export.csv",
        shown(pages.download_csv, audience=Audience.PUBLISHED),
        name="registers-csv",
    ),
    path(
        f"{_LIST}/export.xlsx",
        shown(pages.download_xlsx, audience=Audience.PUBLISHED),
        name="registers-xlsx",
    ),
    *_form(f"{_LIST}/new", pages.add, name="registers-new", expired=pages.form_expired),
    *_form(f"{_LIST}/import", pages.bench, name="registers-import", expired=pages.bench_expired),
    *_form(f"{_ENTRY}/edit", pages.change, name="registers-edit", expired=pages.form_expired),
    *remembered(
        page(
            _ENTRY,
            pages.item,
            name="registers-entry",
            audience=Audience.PUBLISHED,
        )
    ),
]
urlpatterns: list[URLPattern] = [
    *remembered(
        page("registers", pages.registers_page, name="registers", audience=Audience.PUBLISHED)
    ),
    *belonging(_OF_ONE, _belongs),
]
