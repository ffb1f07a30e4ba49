"""Files that show something, in pieces small enough for a message, and put together again."""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from bayline.kernel.errors import BaylineError, Words

KIND = "cooperation.proof"
LARGEST = 4 * 2**20  # bytes of a file that travels; of a larger one name and hash alone do
PIECE = 512 * 2**10  # bytes; as base64 it stays below what one message may hold
_MOST_PIECES = LARGEST // PIECE
_DIGEST_LENGTH = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a file.

    Attributes:
        task: Code of the task it shows something of.
        name: What the file is called in the record it comes from.
        title: What it is called by people.
        sha256: Of the whole file.
        number: Which part, from 1.
        of: How many there are.
        data: Its bytes.
    """

    task: str
    name: str
    title: str
    sha256: str
    number: int
    of: int
    data: bytes


def conversation(digest: str) -> str:
    """Name the conversation in which the pieces of a file travel."""
    return f"proof:{digest}"


def bodies(task: str, data: bytes, *, name: str, title: str) -> list[dict[str, Any]]:
    """Write a file as messages carry it.

    Args:
        task: Code of the task.
        data: At most `LARGEST` bytes.
        name: Of the file, in the record.
        title: Of the file, for people.
    """
    parts = [data[start : start + PIECE] for start in range(0, len(data), PIECE)]
    digest = sha256(data).hexdigest()
    return [
        {
            "task": task,
            "name": name,
            "title": title,
            "sha256": digest,
            "number": number,
            "of": len(parts),
            "data": b64encode(part).decode(),
        }
        for number, part in enumerate(parts, start=1)
    ]


def read(body: Mapping[str, Any]) -> Piece:
    """Read a piece as a message carries it.

    Raises:
        BaylineError: It is none.
    """
    words = {key: body.get(key) for key in ("task", "name", "title", "sha256", "data")}
    number, of = body.get("number"), body.get("of")
    is_worded = all(isinstance(one, str) for one in words.values())
    is_counted = type(number) is int and type(of) is int and 1 <= number <= of <= _MOST_PIECES
    if not is_worded or not is_counted or len(str(words["sha256"])) != _DIGEST_LENGTH:
        raise _refusal()
    try:
        data = b64decode(str(words.pop("data")), validate=True)
    except (NotBase64, ValueError):
        raise _refusal() from None
    if not 0 < len(data) <= PIECE:
        raise _refusal()
    assert isinstance(number, int)  # noqa: S101 - as was seen above
    assert isinstance(of, int)  # noqa: S101 - likewise
    return Piece(**{key: str(one) for key, one in words.items()}, number=number, of=of, data=data)


def joined(pieces: Iterable[Piece], digest: str) -> bytes | None:
    """Put a file together.

    Args:
        pieces: What came of it, in any order, some perhaps twice.
        digest: SHA-256 of the whole.

    Returns:
        Its bytes; None where pieces lack, or are not of this file.
    """
    parts = {one.number: one for one in pieces if one.sha256 == digest}
    if not parts or len({one.of for one in parts.values()}) != 1:
        return None
    data = b"".join(parts[number].data for number in sorted(parts))
    return data if sha256(data).hexdigest() == digest else None


def _refusal() -> BaylineError:
    return BaylineError(
        "the message carries no piece of a file",
        where=KIND,
        why="its name, its hash, its place among the pieces or its bytes are none",
        do="send it as the program wrote it",
        zh=Words(
            "这条消息里没有文件的一段", "名称、指纹、段号或内容不对", "请原样发送程序写出的内容"
        ),
    )
