"""Who inspects which village: drawn by a seed, never from the same town, as evenly as can be.

The draw needs no generator of random numbers: each pair of village and inspector has a lot, the
SHA-256 of seed, village and inspector, so anybody can draw again by hand and get the same.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.villages.rules.refusing import refusal
from bayline.systems.villages.terms.campaigns import Inspector, Village
from bayline.systems.villages.terms.events import Event

Drawn = dict[str, tuple[str, ...]]


def lot(seed: str, *names: str) -> str:
    """Give the lot of a pair: 64 hexadecimal digits; the lowest is drawn first."""
    return sha256("\n".join((seed, *names)).encode()).hexdigest()


def drawn(
    villages: Sequence[Village],
    inspectors: Sequence[Inspector],
    *,
    each: int,
    seed: str,
    most: int | None = None,
) -> Drawn:
    """Draw the inspectors of each village.

    Args:
        villages: The villages.
        inspectors: Who may inspect.
        each: How many inspect a village.
        seed: What the draw rests on; the same seed draws the same.
        most: How many villages one inspector takes at most; None for as few as can be.

    Returns:
        By village the codes of its inspectors, in the order of the codes.

    Raises:
        BaylineError: A village has too few inspectors from other towns, or all of them together
            cannot take so many; the sentence says which.
    """
    in_order = sorted(villages, key=lambda one: one.code)
    eligible = {one.code: _eligible(one, inspectors, seed) for one in in_order}
    for village in villages:
        if len(eligible[village.code]) < each:
            raise _too_few(village, inspectors, len(eligible[village.code]), each)
    if not villages:
        return {}
    least = -(-len(villages) * each // len(inspectors))
    for load in range(least, (most if most is not None else len(villages)) + 1):
        found, _ = _matched(eligible, each, load)
        if found is not None:
            return found
    _, stuck = _matched(eligible, each, most or 0)
    raise _too_loaded(stuck, villages, len(inspectors), each=each, most=most or 0)


def _eligible(village: Village, inspectors: Sequence[Inspector], seed: str) -> list[str]:
    away = [one.code for one in inspectors if village.town not in one.towns]
    return sorted(away, key=lambda code: lot(seed, village.code, code))


def _matched(
    eligible: Mapping[str, Sequence[str]], each: int, load: int
) -> tuple[Drawn | None, str]:
    """Fill the places of all villages, nobody taking more than a load; else say which fails."""
    taken: dict[str, set[str]] = {code: set() for some in eligible.values() for code in some}
    for village in eligible:
        for _ in range(each):
            if not _place(village, eligible, taken, load):
                return None, village
    found = {
        village: tuple(sorted(code for code, some in taken.items() if village in some))
        for village in eligible
    }
    return found, ""


def _place(
    start: str, eligible: Mapping[str, Sequence[str]], taken: dict[str, set[str]], load: int
) -> bool:
    """Give a village one more inspector, moving others where that makes room (breadth first)."""
    came: dict[str, tuple[str, str]] = {}  # by inspector a village to take over, and from whom
    waiting = [(start, "")]
    for village, holder in waiting:
        for code in eligible[village]:
            if code in came or village in taken[code]:
                continue
            came[code] = (village, holder)
            if len(taken[code]) < load:
                _move(code, came, taken)
                return True
            waiting += [(other, code) for other in sorted(taken[code])]
    return False


def _move(code: str, came: Mapping[str, tuple[str, str]], taken: dict[str, set[str]]) -> None:
    """Go back along the chain: each takes a village over from the next, the last a free place."""
    while code:
        village, holder = came[code]
        taken[code].add(village)
        if holder:
            taken[holder].discard(village)
        code = holder


def _too_few(
    village: Village, inspectors: Sequence[Inspector], away: int, each: int
) -> BaylineError:
    own = len(inspectors) - away
    return refusal(
        village.name,
        Words(
            f"{away} inspectors can be drawn, {each} are needed",
            f"of {len(inspectors)} inspectors {own} belong to the same town",
            "name more inspectors from other towns",
        ),
        Words(
            f"可抽的检查员{away}名，要{each}名",
            f"{len(inspectors)}名检查员中{own}名属于同一个镇，须回避",
            "请增加外镇的检查员",
        ),
    )


def _too_loaded(
    stuck: str, villages: Sequence[Village], inspectors: int, *, each: int, most: int
) -> BaylineError:
    name = next(one.name for one in villages if one.code == stuck)
    places, room = len(villages) * each, most * inspectors
    return refusal(
        name,
        Words(
            f"no inspector is left for it when each takes {most} villages at most",
            f"{len(villages)} villages need {places} places, the inspectors have {room}, "
            "and none from the same town",
            "name more inspectors, or let each take more",
        ),
        Words(
            f"每人至多{most}个村时，已没有检查员可派",
            f"{len(villages)}个村要{places}人次，检查员共{room}人次，还要回避本镇",
            "请增加检查员，或放宽每人的村数",
        ),
    )


def check_inspectors(
    event: Event, village: Village, known: Mapping[str, Inspector], *, needed: int
) -> None:
    """Refuse inspectors of a village that are not as the draw would give them.

    Raises:
        BaylineError: One is unknown, named twice, or from the same town; or there are not as many
            as the sheet says.
    """
    for code in event.inspectors:
        inspector = known.get(code)
        if inspector is None:
            raise refusal(
                event.id,
                Words(f"there is no inspector “{code}”", "", "name one of the list"),
                Words(f"没有检查员“{code}”", "", "请从名单中选"),
            )
        if village.town in inspector.towns:
            raise refusal(
                event.id,
                Words(
                    f"inspector {inspector.name} is from the town of {village.name}",
                    "inspectors are never from the same town",
                    "draw another",
                ),
                Words(
                    f"检查员{inspector.name}与{village.name}同属一个镇",
                    "检查员须回避本镇",
                    "请另抽一名",
                ),
            )
    count = len({*event.inspectors})
    if count != needed or len(event.inspectors) != needed:
        raise refusal(
            event.id,
            Words(
                f"{count} inspectors are named, the sheet asks for {needed}",
                "each is named once",
                "draw as many",
            ),
            Words(f"派了{count}名检查员，评分表要{needed}名", "一人只写一次", "请补足"),
        )
