"""Addresses that were asked for before lead where they led, each in its own language."""

import pytest
from django.urls import Resolver404, resolve
from django.utils import translation

ENTRY = {"name": "projects", "key": "a/b"}


def test_an_address_leads_to_the_same_view_again() -> None:
    for _ in range(2):
        assert resolve("/figures").url_name == "figures"
        assert resolve("/registers/projects/a/b").kwargs == ENTRY
        assert resolve("/registers/projects/a/c").kwargs != ENTRY
        for unknown in ("/en/figures", "/no-such-page"):
            with pytest.raises(Resolver404):
                resolve(unknown)
        with translation.override("en"):
            assert resolve("/en/figures").url_name == "figures"
            with pytest.raises(Resolver404):
                resolve("/figures")
