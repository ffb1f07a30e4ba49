"""What keeps words from being read as names, and names from being cut out of words."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

_REACH = 6  # characters on either side that decide where words end
_MARKS = "，。、；：！？（）()“”‘’《》【】\n\r\t ,;:!?…—-·|/0123456789%"
_EDGES = frozenset(_MARKS + "和与及同跟在从于对向至到经由使让为")
_FREE_RIGHT = _EDGES | set("人籍方")


class Guards(NamedTuple):
    """The tables of guards.toml."""

    stops: tuple[str, ...]  # words that hold a name and are none
    words: frozenset[str]  # short names that are ordinary words
    regions: tuple[str, ...]  # places without a code
    world: tuple[str, ...]  # countries, and cities and seas abroad
    before: frozenset[str]  # what ends right before a whole name
    behind: frozenset[str]  # what begins right behind one


@lru_cache(maxsize=1)
def guards() -> Guards:
    """Read the tables once."""
    text = files("bayline.engines.chinese.gazetteer").joinpath("guards.toml").read_text("utf-8")
    tables = tomllib.loads(text)
    return Guards(
        stops=tuple(dict.fromkeys(tables["stops"].split())),
        words=frozenset(tables["words"].split()),
        regions=tuple(dict.fromkeys(tables["regions"].split())),
        world=tuple(dict.fromkeys(tables["world"].split())),
        before=frozenset(tables["before"].split()),
        behind=frozenset(tables["behind"].split()),
    )


def splits_word(text: str, start: int, end: int, *, is_known: bool = False) -> bool:
    """Tell whether a stretch begins or ends inside a word: 成都 in 形成都市圈.

    Args:
        text: The text.
        start: Where the stretch starts.
        end: Where it ends.
        is_known: Whether it is so well known a name that longer words begin with it (香港回归).
    """
    known = guards()
    free_left = start == 0 or text[start - 1] in _EDGES or text[start - 2 : start] in known.before
    free_right = end >= len(text) or text[end] in _FREE_RIGHT or text[end : end + 2] in known.behind
    if free_left and free_right:
        return False
    return not _is_whole(text, start, end, left=free_left, right=free_right, is_known=is_known)


_NAMES = frozenset(["ns", "nt", "nr", "nz", "j"])


def _is_whole(text: str, start: int, end: int, *, left: bool, right: bool, is_known: bool) -> bool:
    """Whether words end where the stretch does, on the sides that no mark frees."""
    import rjieba

    position = start if left else max(0, start - _REACH)
    for word, tag in rjieba.tag(text[position : end if right else end + _REACH]):
        following = position + len(word)
        left = left or position == start
        right = right or following == end
        begins_longer = is_known and position == start and following > end + 1
        if begins_longer and tag not in _NAMES:
            right = True
        position = following
    return left and right
