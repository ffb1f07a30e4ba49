"""What reading keeps ready for others: for now, the draft to try the check with."""

from importlib.resources import files


def sample_draft() -> str:
    """Give the sample draft: an invented bulletin with some figures that do not agree."""
    return (files("bayline.systems.reading") / "samples" / "draft.txt").read_text("utf-8")
