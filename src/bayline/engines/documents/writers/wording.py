"""Say findings in words: their state, and their arithmetic as printed and as computed."""

from collections.abc import Sequence
from pathlib import PurePath

from bayline.kernel.amounts import adds_nothing, said_in
from bayline.kernel.english import DRAFT
from bayline.kernel.findings import Finding, Row, state_of

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
    return rest if not is_english(lang) else opened(rest, finding)


def opened(sentence: str, finding: Finding) -> str:
    """Open an English sentence with a capital, unless it opens with the name of a document."""
    names = {claim.document for claim in finding.claims}
    names |= {PurePath(name).name for name in names}
    if sentence.startswith(tuple(names - {DRAFT})):
        return sentence
    return sentence[:1].upper() + sentence[1:]


def label_of(row: Row, lang: str) -> str:
    """Return what a line of arithmetic is called in a language."""
    return (row.label_en or row.label) if is_english(lang) else row.label


def amount_of(row: Row, rows: Sequence[Row], lang: str) -> str:
    """Say the figure of a row in the unit of its neighbors; empty where that only repeats it."""
    return "" if adds_nothing(row) else said_in(rows, row, english=is_english(lang))


def row_words(row: Row, rows: Sequence[Row], lang: str) -> str:
    """Say a line of arithmetic: its sign, what it is, as printed and what that means."""
    printed = row.reference.quote if row.reference else ""
    amount = amount_of(row, rows, lang)
    shown = f"{printed} ({amount})" if printed and amount else printed or amount
    sign = f"{row.operation.replace('-', '−')} " if row.operation else ""
    return f"{sign}{label_of(row, lang)} {shown}".strip()
