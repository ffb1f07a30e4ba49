"""Files that travel in pieces: put together in any order, refused where a piece is none."""

from hashlib import sha256
from random import Random
from typing import Any

import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.cooperation.rules import carrying
from bayline.systems.cooperation.rules.carrying import PIECE

CHANCE = Random(3)  # noqa: S311 - bytes to carry, not secrets


def told(data: bytes) -> list[dict[str, Any]]:
    return carrying.bodies("t-1", data, name="t-1-照片.jpg", title="照片")


@pytest.mark.parametrize("size", [1, PIECE, PIECE + 1, carrying.LARGEST])
def test_pieces_make_the_file_in_whatever_order_and_however_often(size: int) -> None:
    data = CHANCE.randbytes(size)
    pieces = [carrying.read(one) for one in told(data)] * 2
    CHANCE.shuffle(pieces)
    assert carrying.joined(pieces, sha256(data).hexdigest()) == data
    assert (pieces[0].task, pieces[0].name, pieces[0].title) == ("t-1", "t-1-照片.jpg", "照片")


def test_what_lacks_a_piece_or_is_changed_is_no_file() -> None:
    data = CHANCE.randbytes(PIECE * 2)
    digest = sha256(data).hexdigest()
    first, second = told(data)
    assert carrying.joined([carrying.read(second)], digest) is None
    assert carrying.joined([], digest) is None
    other = carrying.read(told(CHANCE.randbytes(PIECE))[0])
    assert carrying.joined([carrying.read(first), other], digest) is None
    forged = first | {"data": told(b"x")[0]["data"]}
    assert carrying.joined([carrying.read(forged), carrying.read(second)], digest) is None


@pytest.mark.parametrize(
    "change",
    [
        {"data": "%%%"},
        {"data": ""},
        {"data": None},
        {"number": 0},
        {"number": 2},
        {"number": True},
        {"of": 10**9},
        {"sha256": "ab"},
        {"task": 7},
    ],
)
def test_a_piece_that_is_none_is_refused_in_a_sentence(change: dict[str, Any]) -> None:
    with pytest.raises(BaylineError, match="carries no piece of a file"):
        carrying.read(told(b"photo")[0] | change)


def test_a_piece_fits_into_a_message() -> None:
    from bayline.platform.transport.sealing import LONGEST

    (body,) = told(CHANCE.randbytes(PIECE))
    # In a message signed as a whole, what is base64 already is written so once more.
    assert len(body["data"]) * 4 / 3 + 2000 < LONGEST
