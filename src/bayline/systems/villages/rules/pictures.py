"""Photos reduced to what is kept: smaller, upright, without what they say of their owner.

What a camera writes beside a photo (when, where) is read before it is left out.

Source: Exif 2.32 (CIPA DC-008): DateTimeOriginal, OffsetTimeOriginal, GPSLatitude, GPSLongitude.
"""

import io
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from bayline.kernel.errors import Words
from bayline.systems.villages.rules.photos import PIXELS_MOST, Taken, taken
from bayline.systems.villages.rules.refusing import refusal
from bayline.systems.villages.terms.campaigns import Point

if TYPE_CHECKING:
    from PIL.Image import Exif, Image

_QUALITY = 80
_PIXELS_READ = 100_000_000
_CAMERA, _PLACES = 0x8769, 0x8825  # where Exif keeps what the camera and the satellites said
_TAKEN, _OFFSET = 0x9003, 0x9011
_PARTS = 3
_BROKEN = (ValueError, SyntaxError)  # what the reader of pictures stumbles over
_DEGREE = Decimal("0.000001")


class Shot(NamedTuple):
    """A photo as it is kept, with when and where it says it was taken."""

    photo: Taken
    taken_at: datetime | None
    position: Point | None


def reduced(data: bytes, *, by: str, where: str, zone: tzinfo | None = None) -> Shot:
    """Reduce a photo.

    Args:
        data: The file as it came.
        by: Who sends it.
        where: Its name, for refusals.
        zone: The clock of a camera that does not say its offset; None where nobody knows.

    Raises:
        BaylineError: It is no picture that can be read.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        image = Image.open(io.BytesIO(data))
        _refuse_huge(image, where)
        exif = image.getexif()
        upright = ImageOps.exif_transpose(image).convert("RGB")
        upright.thumbnail((PIXELS_MOST, PIXELS_MOST))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, *_BROKEN):
        raise refusal(
            where,
            Words("this is no photo that can be read", "", "take it again"),
            Words("照片读不了", "", "请重拍"),
        ) from None
    return Shot(taken(_jpeg(upright), by=by), _moment(exif, zone), _position(exif))


def _refuse_huge(image: "Image", where: str) -> None:
    if image.width * image.height > _PIXELS_READ:
        raise refusal(
            where,
            Words(f"the photo has {image.width} × {image.height} pixels", "", "reduce it"),
            Words(f"照片有{image.width}×{image.height}像素", "", "请缩小"),
        )


def _jpeg(image: "Image") -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()


def _moment(exif: "Exif", zone: tzinfo | None) -> datetime | None:
    """Give when it was taken; None where it does not say, or nobody knows by which clock."""
    told = exif.get_ifd(_CAMERA)
    text, offset = str(told.get(_TAKEN, "")).strip("\0 "), str(told.get(_OFFSET, "")).strip("\0 ")
    try:
        if offset:
            return datetime.strptime(f"{text} {offset}", "%Y:%m:%d %H:%M:%S %z")
        found = datetime.strptime(text, "%Y:%m:%d %H:%M:%S").replace(tzinfo=zone)
    except ValueError:
        return None
    return found if zone else None


def _position(exif: "Exif") -> Point | None:
    told = exif.get_ifd(_PLACES)
    try:
        latitude = _degrees(told[2], is_negative=told[1] == "S")
        longitude = _degrees(told[4], is_negative=told[3] == "W")
    except (KeyError, ValueError, TypeError, ArithmeticError):
        return None
    return longitude, latitude


def _degrees(parts: Any, *, is_negative: bool) -> Decimal:  # noqa: ANN401 - as Exif holds it
    degrees, minutes, seconds = (Decimal(str(float(one))) for one in parts[:_PARTS])
    found = (degrees + minutes / 60 + seconds / 3600).quantize(_DEGREE)
    return -found if is_negative else found
