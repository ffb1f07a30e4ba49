"""Which findings a list is asked for, and in which order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext_noop

from bayline.kernel.findings import Life, State
from bayline.platform.record.terms import StandingFinding
from bayline.systems.reading.pages import words

MINE, NOBODY = "-mine", "-nobody"
GONE, ALL = "gone", "all"
_PUBLIC = (Life.CORRECTED, Life.EXPLAINED)
WORST = [*State]
SORTS = {
    "weight": gettext_noop("重的在前"),
    "oldest": gettext_noop("久的在前"),
    "newest": gettext_noop("新的在前"),
    "due": gettext_noop("先到期的在前"),
    "owner": gettext_noop("按责任人"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the list is asked by; empty where nothing is said."""

    life: str = Life.OPEN.value
    look: str = ""
    check: str = ""
    owner: str = ""
    document: str = ""
    sort: str = "weight"

    def asked(self) -> dict[str, str]:
        """Give it as parameters of an address, without what is asked anyway."""
        own = {name: getattr(self, name) for name in self.__slots__}
        return {name: own[name] for name in own if own[name] != getattr(ANYWAY, name)}


ANYWAY = Wish()


def wish_of(request: HttpRequest) -> Wish:
    """Read what is asked; what nobody can have meant is left out."""
    given = {name: request.GET.get(name, "").strip() for name in Wish.__slots__}
    document = given["document"]
    is_named = document.isascii() and document.isalnum()
    lives = {*Life, GONE, ALL}
    return Wish(
        life=given["life"] if given["life"] in lives else ANYWAY.life,
        look=given["look"] if given["look"] in words.LOOKS else "",
        check=given["check"][:40],
        owner=given["owner"][:60],
        document=document if is_named else "",
        sort=given["sort"] if given["sort"] in SORTS else ANYWAY.sort,
    )


def is_public(life: str) -> bool:
    """Tell whether the public is shown a finding that came to stand so."""
    return life in _PUBLIC


def in_public(listed: Iterable[StandingFinding]) -> list[StandingFinding]:
    """List what was corrected or explained, the last one first."""
    closed = [one for one in listed if is_public(one.stands.life)]
    return sorted(closed, key=lambda one: one.stands.changed or one.recorded, reverse=True)


def chosen_of(listed: Iterable[StandingFinding], wish: Wish, *, by: str) -> list[StandingFinding]:
    """List what is asked for, in the order that is asked for.

    Args:
        listed: All findings.
        wish: What is asked.
        by: Whoever asks; what is theirs comes first.
    """
    fitting = [one for one in listed if fits(one, wish, by=by)]
    return sorted(fitting, key=_order(wish.sort, by=by))


def fits(one: StandingFinding, wish: Wish, *, by: str) -> bool:
    """Tell whether a finding is asked for; plain agreement only where it is asked for by look."""
    return (
        _lives(one, wish.life)
        and (not wish.look or words.look_of(one.state) == wish.look)
        and (bool(wish.look) or one.state != State.HOLDS or one.stands.life is not Life.OPEN)
        and wish.check in {"", one.check}
        and wish.owner in {"", one.stands.owner or NOBODY, MINE if _is_mine(one, by) else ""}
    )


def _lives(one: StandingFinding, life: str) -> bool:
    if life == ALL:
        return True
    is_open = one.stands.life is Life.OPEN
    if life == GONE:
        return is_open and not one.stands.is_present
    return one.stands.life == life and (one.stands.is_present or not is_open)


def _is_mine(one: StandingFinding, by: str) -> bool:
    return bool(by) and one.stands.owner == by


def _order(sort: str, *, by: str) -> Callable[[StandingFinding], tuple[object, ...]]:
    def weight(one: StandingFinding) -> tuple[object, ...]:
        return (not _is_mine(one, by), WORST.index(State(one.state)), one.recorded, one.key)

    def newest(one: StandingFinding) -> tuple[object, ...]:
        return (-one.recorded.timestamp(), one.key)

    orders: dict[str, Callable[[StandingFinding], tuple[object, ...]]] = {
        "weight": weight,
        "oldest": lambda one: (one.recorded, one.key),
        "newest": newest,
        "due": lambda one: (one.stands.due or date.max, *weight(one)),
        "owner": lambda one: (not one.stands.owner, one.stands.owner, *weight(one)),
    }
    return orders[sort]
