"""What is the same on every page of a language: words, addresses, names of files."""

from collections.abc import Callable, Mapping, Sequence

from django.template import Context
from django.template.base import Node
from django.urls import get_script_prefix, reverse
from django.utils.html import escape
from django.utils.translation import get_language, gettext, ngettext

Piece = str | Node | Callable[[], str]


def phrase(message: str) -> Callable[[], str]:
    """Give a message that is translated when it is asked for."""
    return lambda: gettext(message)


def counted(single: str, several: str, count: int) -> str:
    """Give the form of a sentence that goes with a number."""
    return ngettext(single, several, count)


def linked(view: str, args: Sequence[object], named: Mapping[str, object]) -> str:
    """Give an address with parts in it."""
    return escape(reverse(view, args=args, kwargs=dict(named)))


class Phrases:
    """The pieces of a function, put together once in each language."""

    def __init__(self, pieces: Sequence[tuple[Piece, ...]]) -> None:
        self._pieces = pieces
        self._known: dict[tuple[str | None, str], tuple[str, ...]] = {}

    def now(self) -> tuple[str, ...]:
        """Give them in the language of the page."""
        key = (get_language(), get_script_prefix())
        if key not in self._known:
            self._known[key] = tuple(map(_joined, self._pieces))
        return self._known[key]


def _joined(group: Sequence[Piece]) -> str:
    # What is given a name stands alone, and stays as safe or unsafe as it is.
    return _told(group[0]) if len(group) == 1 else "".join(map(_told, group))


def _told(piece: Piece) -> str:
    if not isinstance(piece, Node):
        return piece if isinstance(piece, str) else piece()
    context = Context()
    said = piece.render(context)
    name = getattr(piece, "asvar", None)
    return str(said) if name is None else context[name]
