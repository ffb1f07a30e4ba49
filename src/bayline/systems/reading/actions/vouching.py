"""Read a kept text again and compare what the record holds of it with what the reader reads."""

from bayline.platform.record import queries
from bayline.platform.record.rows import Said, said
from bayline.systems.reading.actions.recording import drafts_of

_Stated = set[tuple[Said, tuple[int, int] | None]]


def misread(key: int) -> int:
    """Count what a text is kept to state and the reader does not read in it, and the reverse.

    Args:
        key: Number of the text; what people put right in it is left out.
    """
    text = queries.text(key)
    versions = queries.readings_of(text)
    read: _Stated = {
        (said(draft.claim, quote=draft.quote), draft.sentence)
        for draft in drafts_of(text, reader="")
    }
    kept: _Stated = {
        (said(one.claim, quote=one.quote), one.sentence)
        for one in queries.claims(text=key)
        if one.claim.reader in versions
    }
    return len(read ^ kept)
