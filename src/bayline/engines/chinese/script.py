"""One spelling for all grammars: half-width, simplified, one dash, no character moved.

Documents mix full-width digits, traditional characters and half a dozen dashes. Every grammar of
the reader works on folded text; folding never changes the length, so spans hold in the original.
"""

import re
from functools import lru_cache

# Full-width letters, digits and signs that carry numbers; Chinese punctuation stays Chinese.
_KEPT_WIDE = frozenset("！（），：；？［］｛｝＂＇｀")
_SINGLES = {
    "　": " ",
    "\u00a0": " ",
    "\u2002": " ",
    "\u2003": " ",
    "\u2009": " ",
    "\u202f": " ",
    "〜": "~",
    "∼": "~",
    "∽": "~",
    "−": "-",
    "﹣": "-",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "―": "—",
    "─": "—",
    "━": "—",
    "﹪": "%",
    "￥": "¥",
    "µ": "μ",
    "º": "°",
    "˚": "°",
}
_CJK = range(0x3400, 0xA000)
_WIDE_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
# A half-width mark beside a Chinese character parts clauses as the wide one does; 1,200 stays.
_BESIDE = "一-龥）)」』”’%％》"
# The mark comes first, so that it alone is looked for.
_NARROW = re.compile(f"[,;:](?:(?<=[{_BESIDE}][,;:])|(?= ?[一-龥“‘「『（《]))")
_WIDER = str.maketrans(",;:", "，；：")
_ROUND_ZERO = re.compile(r"(?<=[一二三四五六七八九〇○])[○Ｏ]|[○Ｏ](?=[一二三四五六七八九])")


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    """Map each foldable character to its one folded character."""
    from opencc import OpenCC

    pairs = {
        code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in _KEPT_WIDE
    }
    # Half a character, which no tagger takes.
    pairs |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
    pairs |= {ord(odd): plain for odd, plain in _SINGLES.items()}
    characters = [chr(code) for code in _CJK]
    # One call on lines of one character: no phrase of the converter can reach across.
    simplified = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    for odd, plain in zip(characters, simplified, strict=True):
        if odd != plain and len(plain) == 1:
            pairs[ord(odd)] = plain
    return pairs


@lru_cache(maxsize=1)
def _foldable() -> re.Pattern[str]:
    """Runs of characters to fold: few in simplified texts, so they are looked for."""
    characters = "".join(re.escape(chr(code)) for code in sorted(_table()))
    return re.compile(f"[{characters}○]+")


def fold(text: str) -> str:
    """Fold a text to half-width, simplified characters of the same count.

    Chinese punctuation stays, but a full-width comma between full-width digits becomes a thousands
    comma, and a round zero (○) beside Chinese digits becomes 〇. A half-width comma, semicolon or
    colon beside a Chinese character becomes the wide one.

    Args:
        text: Any text.

    Returns:
        A text of the same length, character for character; the same object when nothing changes.
    """
    if text.isascii():
        return text
    if "," in text or ";" in text or ":" in text:
        text = _NARROW.sub(lambda mark: mark[0].translate(_WIDER), text)
    if _foldable().search(text) is None:
        return text
    if "，" in text:
        text = _WIDE_COMMA.sub(",", text)
    if "○" in text or "Ｏ" in text:
        text = _ROUND_ZERO.sub("〇", text)
    table = _table()
    return _foldable().sub(lambda run: run[0].translate(table), text)
