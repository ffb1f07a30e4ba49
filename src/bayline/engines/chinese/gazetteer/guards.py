"""What keeps words from being read as names, and names from being cut out of words."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

_REACH = 6  # characters on either side that decide where words end
_MARKS = "，。、；：！？（）()“”‘’《》【】\n\r\t ,;:!?…—-·|/0123456789%"
_EDGES = frozenset(_MARKS + "和与及同跟在从于对向至到经由使让为")


class Guards(NamedTuple):
    """The tables of guards.toml."""

    stops: tuple[str, ...]  # words that hold a name and are none
    words: frozenset[str]  # short names that are ordinary words
    regions: tuple[str, ...]  # places without a code
    countries: tuple[tuple[str, str], ...]  # name and ISO 3166 code


@lru_cache(maxsize=1)
def guards() -> Guards:
    """Read the tables once."""
    text = files("bayline.engines.chinese.gazetteer").joinpath("guards.toml").read_text("utf-8")
    tables = tomllib.loads(text)
    countries = tables["countries"].split()
    return Guards(
        stops=tuple(dict.fromkeys(tables["stops"].split())),
        words=frozenset(tables["words"].split()),
        regions=tuple(dict.fromkeys(tables["regions"].split())),
        countries=tuple(zip(countries[::2], countries[1::2], strict=True)),
    )


def splits_word(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch begins or ends inside a word: 成都 in 形成都市圈."""
    left = max(0, start - _REACH)
    free_left = start == 0 or text[start - 1] in _EDGES
    free_right = end >= len(text) or text[end] in _EDGES
    if free_left and free_right:
        return False
    import rjieba

    edges = {left}
    position = left
    for word in rjieba.cut(text[left : end + _REACH]):
        position += len(word)
        edges.add(position)
    return not ((free_left or start in edges) and (free_right or end in edges))
