"""Texts of CSV that a spreadsheet would take for a formula: kept harmless, and given back whole."""

GUARD = "'"
# Full-width signs are taken for the others by spreadsheets that are set to Chinese or Japanese.
_GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guarded(text: str) -> str:
    """Keep a text harmless for spreadsheets, which would take it for a formula.

    An apostrophe is put before it; `unguarded` takes exactly that one away.
    """
    return f"{GUARD}{text}" if text.lstrip(GUARD).startswith(_GUARDED) else text


def unguarded(text: str) -> str:
    """Give back the text that was guarded; other texts as they are."""
    is_guarded = text.startswith(GUARD) and text.lstrip(GUARD).startswith(_GUARDED)
    return text[1:] if is_guarded else text
