"""Photos: named by their bytes, small enough to be kept, of a kind that every browser shows."""

from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from bayline.kernel.errors import Words
from bayline.systems.villages.rules.refusing import refusal

BYTES_MOST = 2 * 2**20
PIXELS_MOST = 1600  # of the longer side, as forms ask for
_KINDS: Mapping[str, bytes] = {"image/jpeg": b"\xff\xd8\xff", "image/webp": b"RIFF"}


class Taken(NamedTuple):
    """A photo as it is kept: what names it, its kind, its bytes, and who sent it."""

    sha256: str
    media_type: str
    data: bytes
    by: str


def taken(data: bytes, *, by: str, named: str = "") -> Taken:
    """Take a photo that a device has reduced.

    Args:
        data: Its bytes.
        by: Who sends it.
        named: The digest by which events name it; empty where nobody says.

    Raises:
        BaylineError: It is no photo, too large, or its bytes are not those that were named.
    """
    kind = next((name for name, head in _KINDS.items() if data.startswith(head)), "")
    digest = sha256(data).hexdigest()
    if not kind:
        raise refusal(
            named or "photo",
            Words("this is no photo", "JPEG and WebP are kept", "take it again"),
            Words("不是照片", "只收JPEG和WebP", "请重拍"),
        )
    if len(data) > BYTES_MOST:
        raise refusal(
            named or digest,
            Words(
                f"the photo has {len(data)} bytes", f"at most {BYTES_MOST} are kept", "reduce it"
            ),
            Words(f"照片有{len(data)}字节", f"最多收{BYTES_MOST}字节", "请缩小后再传"),
        )
    if named not in ("", digest):
        raise refusal(
            named,
            Words(
                f"the photo that was sent is {digest[:12]}…, not {named[:12]}…",
                "a photo is named by the SHA-256 of its content",
                "send it again",
            ),
            Words(
                f"传来的照片是{digest[:12]}…，不是{named[:12]}…",
                "照片按内容的SHA-256编号",
                "请重新上传",
            ),
        )
    return Taken(digest, kind, data, by)


def written(photo: Taken) -> dict[str, str]:
    """Write a photo as JSON holds it."""
    return {"sha256": photo.sha256, "by": photo.by, "data": b64encode(photo.data).decode()}


def read(found: Any, where: str) -> Taken:  # noqa: ANN401 - whatever JSON holds
    """Read a photo as it was written.

    Raises:
        BaylineError: It is none.
    """
    try:
        data, by, named = b64decode(found["data"], validate=True), found["by"], found["sha256"]
    except (KeyError, TypeError, ValueError, Error):
        raise refusal(
            where,
            Words("this is no photo", "it has “sha256”, “by” and “data”", "export it again"),
            Words("不是照片", "要有sha256、by和data", "请重新导出"),
        ) from None
    return taken(data, by=str(by), named=str(named))
