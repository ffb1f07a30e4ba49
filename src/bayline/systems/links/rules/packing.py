"""Networks and timetables as a file of a pack: one a line, as they were taken in."""

from base64 import b64decode, b64encode
from hashlib import sha256
from typing import Any, NamedTuple

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.links.rules.preparing import network_read, timetable_read

PATH = "links/deliveries.jsonl"
NETWORK, TIMETABLE = "network", "timetable"
_READERS = {NETWORK: network_read, TIMETABLE: timetable_read}


class Packed(NamedTuple):
    """A network or a timetable as packs hold it.

    Attributes:
        kind: network or timetable.
        sha256: Of its content.
        told: What is told of it, as JSON.
        by: Who took it in.
        content: As `preparing` writes it.
    """

    kind: str
    sha256: str
    told: str
    by: str
    content: bytes


def packed_written(one: Packed) -> dict[str, Any]:
    """Write a delivery as JSON holds it."""
    content = b64encode(one.content).decode()
    return {**one._asdict(), "told": orjson.loads(one.told), "content": content}


def packed_read(told: Any, where: str) -> Packed:  # noqa: ANN401 - what JSON can hold
    """Read a delivery, which must be what it was when it was written.

    Raises:
        BaylineError: It is none, was changed, or is of another version of the program.
    """
    try:
        content = b64decode(told["content"], validate=True)
        found = Packed(
            str(told["kind"]),
            str(told["sha256"]),
            orjson.dumps(told["told"]).decode(),
            str(told["by"]),
            content,
        )
        reader = _READERS[found.kind]
    except (KeyError, TypeError, ValueError):
        raise _no_delivery(where) from None
    if sha256(content).hexdigest() != found.sha256:
        raise _changed(where)
    reader(content)
    return found


def _no_delivery(where: str) -> BaylineError:
    return BaylineError(
        "this is no network and no timetable",
        where=where,
        why="a line is JSON with kind, sha256, told, by and content",
        do="write it as the program exports it",
        zh=Words(
            "不是路网，也不是时刻表",
            "一行是一条JSON，有kind、sha256、told、by、content",
            "请按程序导出的样子写",
        ),
    )


def _changed(where: str) -> BaylineError:
    return BaylineError(
        "the content is not what it was written out with",
        where=where,
        why="it does not fit its hash",
        do="leave the file as it was exported; roads are taken in anew with bayline links import",
        zh=Words(
            "内容和写出时的不一样",
            "与哈希不符",
            "请用原样写出的文件；道路用bayline links import重新装入",
        ),
    )
