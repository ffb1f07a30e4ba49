"""Turn the bytes of a text file into characters, telling GB18030 from Big5 and UTF-16.

Almost any bytes decode as GB18030, and most Chinese bytes as Big5, so decoding without an error
proves nothing. What proves it is how people write: in the right decoding most characters are
among the few hundred frequent ones, in a wrong one nearly none.
"""

import codecs
import re
import unicodedata
from functools import cache
from typing import NamedTuple

from bayline.engines.documents.frequent import SIMPLIFIED, TRADITIONAL
from bayline.engines.documents.refusals import DocumentError, Reason
from bayline.engines.documents.terms import Note

_SAMPLE = 60_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ("gb18030", "cp950", "big5hkscs", "utf-16-le", "utf-16-be")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_PUNCTUATION = frozenset("，。、；：！？（）《》“”‘’「」『』【】〔〕—…·％－＋～　＝／") | frozenset(
    chr(code) for code in range(0xFF10, 0xFF1A)
)
_LEAST_SCORE = 0.0
_TOLERATED = 0.002  # share of characters that may be unreadable before the file is refused


class Decoded(NamedTuple):
    """Characters, the name of their encoding, and what could not be read."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


def decode(data: bytes, *, declared: str = "") -> Decoded:
    """Decode the bytes of a text file.

    Args:
        data: The whole file.
        declared: The encoding that the file itself names, tried first.

    Returns:
        The characters without a byte order mark.

    Raises:
        DocumentError: The bytes are no text, or in none of the known encodings.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_decode_as(data[len(mark) :], encoding))
    for encoding in dict.fromkeys((_known(declared), "utf-8")):
        if encoding and (text := _strict(data, encoding)) is not None:
            return _checked(Decoded(text, encoding))
    if _is_broken_utf8(data):
        return _checked(_decode_as(data, "utf-8"))
    return _checked(_decode_as(data, _likeliest(data)))


def _known(name: str) -> str:
    """Name a declared encoding as it is meant: what calls itself GB2312 is mostly GB18030."""
    plain = name.strip().lower().replace("_", "-")
    if plain in {"gb2312", "gbk", "gb-2312", "x-gbk", "cp936", "gb18030"}:
        return "gb18030"
    if plain in {"big5", "big5-hkscs", "cp950", "x-x-big5"}:
        return "big5hkscs" if "hk" in plain else "cp950"
    return ""


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _decode_as(data: bytes, encoding: str) -> Decoded:
    text = _strict(data, encoding)
    if text is not None:
        return Decoded(text, encoding)
    text = data.decode(encoding, errors="replace")
    missing = text.count("\ufffd")
    if missing > 1 + len(text) * _TOLERATED:
        raise DocumentError(Reason.UNKNOWN_ENCODING)
    note = Note(
        f"有{missing}处字符读不出，已用“\ufffd”代替",
        f"characters that could not be read stand as “\ufffd”: {missing}",
    )
    return Decoded(text, encoding, (note,))


def _checked(decoded: Decoded) -> Decoded:
    """Refuse what holds control characters no text has."""
    controls = len(_CONTROL.findall(decoded.text))
    if controls > len(decoded.text) * _TOLERATED or "\x00" in decoded.text:
        raise DocumentError(Reason.BINARY)
    return decoded


def _is_broken_utf8(data: bytes) -> bool:
    """Say whether the bytes are UTF-8 but for a few: a file cut off or pasted together."""
    sample = data[:_SAMPLE]
    text = sample.decode("utf-8", errors="replace")
    missing = text.count("\ufffd")
    wide = sum(1 for char in text if char >= "\u0800") - missing
    return wide >= 20 * missing


def _likeliest(data: bytes) -> str:
    sample = data[:_SAMPLE]
    scores = {}
    for encoding in _CANDIDATES:
        text = _sampled(sample, encoding)
        if text is not None:
            scores[encoding] = score(text)
    best = max(scores, key=lambda name: scores[name], default="")
    if not best or scores[best] < _LEAST_SCORE:
        is_binary = len(_CONTROL.findall(sample.decode("latin-1"))) > len(sample) * _TOLERATED
        raise DocumentError(Reason.BINARY if is_binary else Reason.UNKNOWN_ENCODING)
    return best


def _sampled(sample: bytes, encoding: str) -> str | None:
    """Decode a sample that may end inside a character; None if too much of it is unreadable."""
    if encoding.startswith("utf-16") and len(sample) % 2:
        sample = sample[:-1]
    text = codecs.getincrementaldecoder(encoding)(errors="replace").decode(sample)
    return None if text.count("\ufffd") > 1 + len(text) * _TOLERATED else text


def score(text: str) -> float:
    """Say how much decoded text looks like Chinese that somebody wrote: near 1 yes, below 0 no."""
    weights = _weights()
    wide = [char for char in text if char >= "\x80"]
    if not wide:
        return -1.0
    total = 0.0
    for char in wide:
        weight = weights.get(char)
        if weight is None:
            weight = weights[char] = _weight(char)
        total += weight
    return total / len(wide)


@cache
def _weights() -> dict[str, float]:
    weights = dict.fromkeys(_level_one("gb2312", 0xB0, 0xD7), 0.3)
    weights.update(dict.fromkeys(_level_one("big5", 0xA4, 0xC6), 0.3))
    weights.update(dict.fromkeys(SIMPLIFIED + TRADITIONAL, 1.0))
    weights.update(dict.fromkeys(_PUNCTUATION, 1.0))
    return weights


def _level_one(encoding: str, first: int, last: int) -> str:
    """List the characters that a national standard puts among the common ones."""
    pairs = (bytes((high, low)) for high in range(first, last + 1) for low in range(0x40, 0xFF))
    return "".join(pair.decode(encoding, errors="ignore") for pair in pairs)


def _weight(char: str) -> float:
    if "\u4e00" <= char <= "\u9fff":
        return -0.5
    return 0.0 if unicodedata.category(char) in {"Ps", "Pe", "Po", "Sm", "Nl", "No"} else -1.5
