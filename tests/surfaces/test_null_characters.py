"""Addresses with a null character, which PostgreSQL takes into no question."""

import pytest
from django.db import DataError
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.translation import override

from bayline.surfaces.middleware import Refusals

pytestmark = pytest.mark.django_db


def answer(rf: RequestFactory, address: str) -> HttpResponse | None:
    fault = DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")
    refusals = Refusals(lambda _request: HttpResponse())
    with override("zh-hans"):  # a test before may have asked in English
        return refusals.process_exception(rf.get(address), fault)


@pytest.mark.parametrize("address", ["/figures?attribute=a%00b", "/projects/a%00b"])
def test_a_null_character_is_refused_with_a_sentence(rf: RequestFactory, address: str) -> None:
    found = answer(rf, address)
    assert found is not None
    assert found.status_code == 400
    assert "不可见的字符" in found.content.decode()


def test_another_fault_of_the_data_is_not_put_down_to_the_address(rf: RequestFactory) -> None:
    assert answer(rf, "/figures?attribute=a") is None
