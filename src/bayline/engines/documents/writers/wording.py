"""Say findings in words: their state, and their arithmetic as printed and as computed."""

from decimal import Decimal

from bayline.kernel.figures import Figure, to_places
from bayline.kernel.findings import Finding, Row, state_of
from bayline.kernel.units import unit

_PLACES = 6
# Looks as on every page: the word and the glyph always, the color third.
_STATES = {
    "contradiction": ("bad", "✕", "不一致", "Does not agree"),
    "warning": ("warn", "△", "注意", "Check"),
    "not_comparable": ("differ", "≠", "口径不同", "Not comparable"),
    "needs_basis": ("unknown", "?", "口径待补", "Basis missing"),
    "holds": ("good", "✓", "相符", "Agrees"),
}


def is_english(lang: str) -> bool:
    """Say whether a language code asks for English; everything else gets Chinese."""
    return lang.lower().startswith("en")


def look_of(finding: Finding) -> str:
    """Return the look of a finding's state."""
    return _STATES[state_of(finding)][0]


def glyph_of(finding: Finding) -> str:
    """Return the sign of a finding's state."""
    return _STATES[state_of(finding)][1]


def state_word(finding: Finding, lang: str) -> str:
    """Say the state of a finding in one word."""
    return _STATES[state_of(finding)][3 if is_english(lang) else 2]


def sentence_of(finding: Finding, lang: str) -> str:
    """Return the sentence of a finding in a language."""
    return finding.sentence_en if is_english(lang) else finding.sentence


def remark_of(finding: Finding, lang: str) -> str:
    """Return the sentence without the word of its state, which is shown before it."""
    sentence = sentence_of(finding, lang)
    head, mark, rest = sentence.partition(": " if is_english(lang) else "：")
    if not mark or head.casefold() != state_word(finding, lang).casefold():
        return sentence
    return rest[:1].upper() + rest[1:]


def label_of(row: Row, lang: str) -> str:
    """Return what a line of arithmetic is called in a language."""
    return (row.label_en or row.label) if is_english(lang) else row.label


def amount_of(figure: Figure, lang: str) -> str:
    """Print a computed or stated figure exactly: 206亿元, or > 8200000000 元."""
    name = "" if figure.unit == "1" else _unit_name(figure.unit, lang)
    low, high = figure.low, figure.high
    if low is not None and low == high:
        words = _plain(low)
    elif low is not None and high is not None:
        words = f"{_plain(low)}–{_plain(high)}"
    elif low is not None:
        words = f"{'>' if figure.low_open else '≥'} {_plain(low)}"
    elif high is not None:
        words = f"{'<' if figure.high_open else '≤'} {_plain(high)}"
    else:
        words = "?"
    return f"{words} {name}".rstrip()


def _unit_name(code: str, lang: str) -> str:
    named = unit(code)
    return named.en if is_english(lang) else named.zh


def _plain(value: Decimal) -> str:
    words = f"{to_places(value, _PLACES):,f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


def row_words(row: Row, lang: str) -> str:
    """Print a line of arithmetic: its sign, what it is, as printed and exactly."""
    printed = row.reference.quote if row.reference else ""
    amount = amount_of(row.figure, lang)
    shown = f"{printed} ({amount})" if printed and printed != amount else amount
    sign = f"{row.operation.replace('-', '−')} " if row.operation else ""
    return f"{sign}{label_of(row, lang)} {shown}".strip()
