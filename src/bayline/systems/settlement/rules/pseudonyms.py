"""Persons without their numbers: a keyed pseudonym (HMAC-SM3) that both offices can compute.

A bare hash of an identity number can be tried out, as there are few; with a key that only the two
offices have it cannot. Letters and the digits 2 to 7 are all that a pseudonym has, so that none
ever looks like an identity number.
"""

from base64 import b32encode
from typing import NamedTuple

from cryptography.hazmat.primitives.hashes import SM3, Hash
from cryptography.hazmat.primitives.hmac import HMAC

LENGTH = 32  # bytes of a key
_KEPT = 16  # bytes of the HMAC: 128 bits, so that two persons never share a pseudonym
_WORD = b"bayline-settlement-person\n"
_NAMED = 5  # bytes of the name of a key


class Naming(NamedTuple):
    """The key by which persons are named towards a partner in a year.

    Attributes:
        kid: Its name, which pseudonyms begin with.
        key: 32 bytes.
    """

    kid: str
    key: bytes


def hmac_sm3(key: bytes, content: bytes) -> bytes:
    """Give the HMAC of a content with SM3 (GB/T 32905, GB/T 15852.2)."""
    found = HMAC(key, SM3())
    found.update(content)
    return found.finalize()


def pseudonym(number: str, naming: Naming) -> str:
    """Name a person, whose identity number was looked at, as the journal may name them."""
    digest = hmac_sm3(naming.key, _WORD + number.encode())
    return f"{naming.kid}.{_text_of(digest[:_KEPT])}"


def name_of(key: bytes) -> str:
    """Name a key by its digest, so that two offices see whether theirs is the same."""
    found = Hash(SM3())
    found.update(b"bayline-settlement-key\n" + key)
    return _text_of(found.finalize()[:_NAMED])


def _text_of(value: bytes) -> str:
    return b32encode(value).decode().rstrip("=").lower()
