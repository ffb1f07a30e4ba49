"""Keep the words of a report; every version stays."""

from datetime import datetime
from hashlib import sha256

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.packs.actions import keep_files
from bayline.platform.reporting.texts import blocks_of


def text_mark(text: str) -> str:
    """Tell one version of the words from others, so that nobody overwrites another's."""
    return sha256(text.encode()).hexdigest()[:16]


def keep_text(path: str, now: str, *, text: str, mark: str, by: str, at: datetime) -> None:
    """Keep the words of one edition as a file of the pack, whose versions are kept.

    Args:
        path: Where they are kept; see `bayline.platform.reporting.templates.text_path`.
        now: The words as they are.
        text: The words as they shall be.
        mark: Of the version that they were edited from; empty to overwrite whatever is there.
        by: Who wrote them.
        at: When.

    Raises:
        BaylineError: They name a figure wrongly, or somebody else changed them meanwhile.
    """
    plain = "\n".join(text.splitlines()) + "\n"
    blocks_of(plain, where=path)
    if mark and mark != text_mark(now):
        raise BaylineError(
            "somebody else changed these words meanwhile",
            where=path,
            why="they are not those that this change began with",
            do="look at theirs, and save again what shall stay",
            zh=Words("正文已被别人改过", "与打开时的不同", "请看过对方的改动，再保存要留下的"),
        )
    if plain != now:
        keep_files({path: plain.encode()}, by=by, at=at)
