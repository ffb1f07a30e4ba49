"""What many pages ask for, asked once until something in the home moves.

The titles of a filter, how many figures there are, a file of the pack: each page of a list needs
them, and they are the same as long as no chain has moved. A request that has asked where the chains
end says so here; what it reads besides is then kept for the next one, by what is asked and by how
far is seen. A request that has not asked, such as one that writes, reads everything itself.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from threading import Lock
from typing import NamedTuple, ParamSpec, TypeVar

from bayline.platform.reaching import present_reach

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")
_Asked = TypeVar("_Asked", bound=Hashable)
_MOST = 2_000  # answers that are kept; the oldest make room
_NONE = object()
_STATE: ContextVar["_Kept | None"] = ContextVar("standstill", default=None)
_TURN = Lock()


class _Kept(NamedTuple):
    """What was read since the chains moved last."""

    state: Hashable
    answers: dict[Hashable, object]


_KEPT = [_Kept(None, {})]  # one, put in the place of the one before as a whole
_UNASKED = _Kept(None, {})  # where a request has not asked yet where the chains end


@contextmanager
def movable() -> Iterator[None]:
    """Know nothing of the chains at the beginning of the block, and forget at its end."""
    token = _STATE.set(_UNASKED)
    try:
        yield
    finally:
        _STATE.reset(token)


def stands(state: Hashable) -> None:
    """Say where all chains end, for the rest of the request; outside of one it changes nothing.

    Args:
        state: The ends; where they are others than before, everything that was kept is dropped.
    """
    kept = _of(state)
    if _STATE.get() is not None:
        _STATE.set(kept)


def known_at(state: Hashable, read: Callable[[_Asked], _Found], asked: _Asked) -> _Found:
    """Give what was read while the chains ended where they do; for what is read before the reach.

    Args:
        state: Where all chains end.
        read: Reads it; leans on what is asked and on what the chains hold, and on nothing else.
        asked: What is asked.
    """
    return _kept(_of(state).answers, (read, asked), lambda: read(asked))


def _of(state: Hashable) -> _Kept:
    """Give what is kept of a state; looked at once, for another thread may put the next there."""
    kept = _KEPT[0]
    if kept.state != state:
        kept = _KEPT[0] = _Kept(state, {})
    return kept


def drop() -> None:
    """Drop everything that was kept."""
    _KEPT[0] = _Kept(None, {})


def once(read: Callable[_Given, _Found]) -> Callable[_Given, _Found]:
    """Let a reading function be asked once until something moves.

    It leans on its arguments, on the reach and on what the chains hold, and on nothing else, such
    as language or hour; nobody changes what it gives.
    """

    @wraps(read)
    def reading(*given: _Given.args, **named: _Given.kwargs) -> _Found:
        kept = _STATE.get()
        if kept is None or kept is _UNASKED:
            return read(*given, **named)
        key = (read, present_reach(), given, (*named.items(),))
        return _kept(kept.answers, key, lambda: read(*given, **named))

    return reading


def _kept(answers: dict[Hashable, object], key: Hashable, read: Callable[[], _Found]) -> _Found:
    found = answers.get(key, _NONE)
    if found is _NONE:
        found = read()
        with _TURN:
            if len(answers) >= _MOST:
                del answers[next(iter(answers))]
            answers[key] = found
    return found  # type: ignore[return-value]  # what this key was read for
