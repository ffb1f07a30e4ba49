"""A set of keys on its way from one office to the other: a small file, handed over in person."""

from base64 import b64decode, b64encode
from typing import NamedTuple

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.settlement.rules import ciphers, pseudonyms

PERSONS, TEXTS = "persons", "texts"  # what a key is for
LENGTHS = {PERSONS: pseudonyms.LENGTH, TEXTS: ciphers.LENGTH}
_FIRST, _LAST = 2000, 2999


class Shared(NamedTuple):
    """One key that two offices share.

    Attributes:
        kid: Its name, made of its digest.
        use: `persons` names persons, `texts` encrypts names and diagnoses.
        year: The year of the visits it is for.
        key: Its bytes.
    """

    kid: str
    use: str
    year: int
    key: bytes


def shared(use: str, year: int, key: bytes) -> Shared:
    """Give a key its name."""
    return Shared(pseudonyms.name_of(key), use, year, key)


def written(keys: tuple[Shared, ...]) -> bytes:
    """Write keys into a file."""
    rows = [{"use": one.use, "year": one.year, "key": b64encode(one.key).decode()} for one in keys]
    told = {"bayline": "settlement-keys", "version": 1, "keys": rows}
    return orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def read(data: bytes, *, where: str) -> tuple[Shared, ...]:
    """Read the keys of a file.

    Raises:
        BaylineError: It is none that the partner wrote; nothing of it is repeated.
    """
    try:
        told = orjson.loads(data)
        if (told["bayline"], told["version"]) != ("settlement-keys", 1):
            raise ValueError("not of this kind")  # noqa: TRY301 - one sentence for all
        keys = tuple(_key(one) for one in told["keys"])
        if not keys:
            raise ValueError("no keys")  # noqa: TRY301 - one sentence for all
    except (KeyError, TypeError, ValueError):
        raise BaylineError(
            "the file holds no keys of settlement",
            where=where,
            why="it is not as `bayline settlement keys make` writes it",
            do="ask the partner for it again",
            zh=Words(
                "文件里没有结算密钥",
                "与 bayline settlement keys make 写出的不一样",
                "请向对方再要一份",
            ),
        ) from None
    return keys


def _key(row: dict[str, object]) -> Shared:
    use, year, key = str(row["use"]), row["year"], b64decode(str(row["key"]), validate=True)
    if type(year) is not int or not _FIRST <= year <= _LAST or len(key) != LENGTHS[use]:
        raise ValueError("no such key")
    return shared(use, year, key)
