"""Tokens are those that Django takes; pages in pieces unpack to what they were."""

import gzip
from collections import Counter
from typing import Any

import pytest
from django.http import HttpRequest
from django.middleware import csrf

from bayline.surfaces.packing import around, packed, whole
from bayline.surfaces.people.tokens import token_of

SECRET = "abcXYZ0123456789abcdefghijkLMNOP"  # noqa: S105 - of nobody
matches: Any = vars(csrf)["_does_token_match"]  # the check that forms meet


def test_a_token_is_one_that_django_takes() -> None:
    request = HttpRequest()
    request.META["CSRF_COOKIE"] = SECRET
    tokens = {token_of(request) for _ in range(20)}
    assert len(tokens) == 20
    for token in tokens:
        assert matches(token, SECRET)
        assert not matches(token, SECRET[::-1])
    assert request.META["CSRF_COOKIE"] == SECRET
    assert request.META["CSRF_COOKIE_NEEDS_UPDATE"]


def test_who_has_no_secret_is_given_one() -> None:
    asked = [HttpRequest() for _ in range(300)]
    tokens = [token_of(each) for each in asked]
    secrets = [each.META["CSRF_COOKIE"] for each in asked]
    assert len(set(secrets)) == len(asked)
    assert all(map(matches, tokens, secrets))
    for drawn in (secrets, [each[:32] for each in tokens]):
        counted = Counter("".join(drawn))  # 9,600 letters, of which each is to come 155 times
        assert set(counted) == set(csrf.CSRF_ALLOWED_CHARS)
        assert 90 < min(counted.values()) <= max(counted.values()) < 230


@pytest.mark.parametrize("count", [1, 2, 3])
def test_pieces_unpack_to_the_whole(count: int) -> None:
    pieces = [f"第{n}段 <p>汇总</p>".encode() * 400 for n in range(count)]
    token = "t" * 64
    body = token.encode().join(pieces)
    sent = [whole(around(token, [*map(packed, pieces)]), body) for _ in range(40)]
    assert {gzip.decompress(each) for each in sent} == {body}
    assert len(set(map(len, sent))) > 10  # no length tells what stands in a page
    assert max(map(len, sent)) < len(body) / 10
