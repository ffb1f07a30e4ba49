"""Whatever bytes a file holds, reading it as a table gives a table or a sentence."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bayline.kernel.errors import BaylineError
from bayline.systems.industry.queries.tables import opened
from bayline.systems.industry.rules.measures import measured
from bayline.systems.industry.terms import Wish

SOUND = "region,industry,value,year\nA,x,1,2021\nA,y,3,2021\nB,x,3,2021\nB,y,1,2021\n"
PIECES = st.sampled_from(
    [
        '"',
        ",",
        "\n",
        "\r",
        "\r\n",
        "，",
        "-",
        "1e999",
        "\x00",
        "\ufeff",
        "é",
        "表",
        "'",
        "1_0",
        "\t",
    ]
)


@st.composite
def spoiled(draw):
    """A table with some pieces put in, taken out, or in another encoding."""
    text = SOUND
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        end = at + draw(st.integers(0, 3))
        text = text[:at] + draw(PIECES) + text[end:]
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
    return text.encode(encoding)


def outcome(path):
    """Read and measure a file; give the objects, or the refusal."""
    try:
        with opened(str(path), asks=frozenset(), needs_industry=True) as table:
            return list(measured(table, "lq", Wish()))
    except BaylineError as refused:
        return refused


@given(data=spoiled() | st.binary(max_size=200))
@settings(max_examples=60)
def test_any_file_gives_a_table_or_a_sentence(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "t.csv"
    path.write_bytes(data)
    found = outcome(path)
    if isinstance(found, BaylineError):
        assert found.zh is not None
        assert str(path) in found.sentence()
    else:
        assert found
