"""Words that show nothing are no words."""

import pytest

from bayline.kernel.visible import shows


@pytest.mark.parametrize("words", ["王", "Wang", " 7 ", "…", "+", "é", "\u200b王\u200b"])
def test_what_is_drawn_shows(words: str) -> None:
    assert shows(words)


@pytest.mark.parametrize(
    "words",
    ["", " ", "\u3000\xa0", " \u200b ", "\ufeff\u2060", "\0\x07\x1b", "\u202e", "\u3164", "\u2800"],
)
def test_blanks_controls_and_what_has_no_width_do_not(words: str) -> None:
    assert not shows(words)
