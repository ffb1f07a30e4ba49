"""What publishing.toml opens, and what it may not say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.kernel.errors import BaylineError
from bayline.kernel.visible import shows
from bayline.platform.packs.regions import openness_of, openness_text
from bayline.platform.packs.terms import Openness

NAMES = st.lists(st.text().filter(shows), max_size=4)


def test_a_document_that_is_not_named_stays_inside() -> None:
    assert not openness_of(None).opens("a.md")
    openness = openness_of(b'[documents]\npublic = ["2021-*.md"]\ninternal = ["*-draft.md"]')
    opened = [name for name in ("2021-a.md", "2022-a.md", "2021-draft.md") if openness.opens(name)]
    assert opened == ["2021-a.md"]


@pytest.mark.parametrize(
    "written",
    [
        "documents = 1",
        "[documents]\npublik = []",
        '[documents]\npublic = "a.md"',
        "[documents]\npublic = [1]",
        '[documents]\npublic = [" "]',
        "[other]\npublic = []",
        "public = [",
    ],
)
def test_what_cannot_be_meant_is_refused(written: str) -> None:
    with pytest.raises(BaylineError, match=r"publishing\.toml"):
        openness_of(written.encode())


@given(NAMES, NAMES)
def test_what_is_written_reads_back(public: list[str], internal: list[str]) -> None:
    openness = Openness(public=(*public,), internal=(*internal,))
    assert openness_of(openness_text(openness)) == openness
