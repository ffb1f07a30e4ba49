"""Which of the names found at one place stand: the longest, and what may be named within it."""

from bayline.engines.chinese.terms import Name, NameKind

_SHORT = 2  # characters of a short place, which stands in no longer name


def arranged(places: list[Name], found: list[Name]) -> list[Name]:
    """Sort names; drop what crosses or repeats a longer one, and short places within others.

    Args:
        places: What the gazetteer found.
        found: What endings and marks gave away.

    Returns:
        Names by start, the longer first.
    """
    coded = {(place.start, place.end): place for place in places if place.code}
    found = [_with_code(name, coded.get((name.start, name.end))) for name in found]
    ordered = sorted((*found, *places), key=lambda name: (name.start, -name.end))
    kept: list[Name] = []
    outer: Name | None = None
    for name in ordered:
        if outer is None or name.start >= outer.end:
            kept.append(name)
            outer = name
        elif name.end <= outer.end and _stands_within(name, outer):
            kept.append(name)
    return kept


def _with_code(name: Name, place: Name | None) -> Name:
    return name if place is None else name._replace(code=place.code, name=place.name)


def _stands_within(name: Name, outer: Name) -> bool:
    if (name.start, name.end) == (outer.start, outer.end) or outer.kind is NameKind.DOCUMENT:
        return False
    if name.kind is NameKind.PLACE:
        return name.end - name.start > _SHORT and name.code != ""
    return name.kind is NameKind.ROAD and outer.kind is NameKind.PROJECT
