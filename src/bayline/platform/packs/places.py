"""The places of a pack, as the reader finds them in texts."""

from bayline.engines.chinese.gazetteer import Gazetteer
from bayline.kernel.errors import BaylineError, Words

PLACES = "geography/places.csv"


def gazetteer_of(data: bytes) -> Gazetteer:
    """Read the places of a pack.

    Raises:
        BaylineError: A row that cannot be used: which one, and why.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BaylineError(
            "it is not UTF-8",
            where=f"{PLACES}:{line}",
            do="save it as CSV in UTF-8",
            zh=Words("不是UTF-8编码", do="请另存为UTF-8的csv"),
        ) from None
    return Gazetteer.load(text, where=PLACES)
