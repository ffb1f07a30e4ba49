"""Read the words of pictures and scanned pages: an optional part, `bayline[ocr]`.

RapidOCR recognizes them; its models lie inside its package, so that nothing is fetched when it
runs. What it reads may be wrong, and is told as recognized wherever it is shown.
"""

import io
import threading
from functools import cache
from importlib.util import find_spec
from typing import Any, NamedTuple

from bayline.engines.documents.refusals import DocumentError, Reason

_PARTS = ("rapidocr", "onnxruntime")
_LOCK = threading.Lock()
_MOST_PIXELS = 40_000_000  # of a picture; a page of A3 at 300 dots an inch has 17 million
_DOTS = 150  # an inch, which a picture that stands for a page is taken for


class Seen(NamedTuple):
    """Words that were recognized, with their box in pixels from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float
    words: str


def is_installed() -> bool:
    """Tell whether the optional part is there."""
    return all(find_spec(part) is not None for part in _PARTS)


def seen(picture: Any) -> list[Seen]:  # noqa: ANN401 - an array of pixels
    """Recognize the words of a picture, line by line from the top.

    Args:
        picture: Its pixels, as an array of rows, columns and colors.
    """
    with _LOCK:  # one page takes both cores for seconds
        result = _engine()(picture)
    if result.boxes is None:
        return []
    found = [
        Seen(
            min(float(x) for x, _ in box),
            min(float(y) for _, y in box),
            max(float(x) for x, _ in box),
            max(float(y) for _, y in box),
            words,
        )
        for box, words in zip(result.boxes, result.txts, strict=True)
    ]
    return _in_rows(found)


def _in_rows(found: list[Seen]) -> list[Seen]:
    """Put what stands beside one another in order, though one box begins a little higher."""
    rows: list[list[Seen]] = []
    for one in sorted(found, key=lambda each: (each.top + each.bottom) / 2):
        last = rows[-1][0] if rows else None
        if last is not None and (one.top + one.bottom) / 2 < last.bottom:
            rows[-1].append(one)
        else:
            rows.append([one])
    return [one for row in rows for one in sorted(row, key=lambda each: each.left)]


@cache
def _engine() -> Any:  # noqa: ANN401 - of a library without types
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "error"})


def as_page(picture: bytes, *, kind: str) -> bytes:
    """Give a picture as a PDF of one scanned page.

    Args:
        picture: The file.
        kind: What it is called in a refusal: PNG, JPEG.

    Raises:
        DocumentError: It cannot be opened, or has too many pixels.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(picture)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise DocumentError(Reason.HUGE_PICTURE, name=kind, limit=f"{_MOST_PIXELS:,}")
            page = io.BytesIO()
            opened.convert("RGB").save(page, "PDF", resolution=_DOTS, quality=95)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise DocumentError(Reason.BROKEN_PICTURE, name=kind) from None
    return page.getvalue()
