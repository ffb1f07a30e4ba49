"""Parts of the page of a scheme: the tree with tallies, the class that is looked at."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from bayline.kernel.amounts import percent
from bayline.platform.addresses import Addresses
from bayline.platform.grounds import Grounds, Linked, asked_by
from bayline.platform.listing import Pager
from bayline.platform.naming import page_of
from bayline.platform.registers.terms import Values
from bayline.systems.industry.pages import words
from bayline.systems.industry.pages.scheme_context import (
    ChosenClass,
    ClassRow,
    DivisionView,
    Equivalent,
    Stray,
    SubjectRow,
    TallyView,
)
from bayline.systems.industry.queries import AtHand
from bayline.systems.industry.queries.chains import names_of_members
from bayline.systems.industry.queries.classes import assignments
from bayline.systems.industry.rules.assigning import Tallies, Tally
from bayline.systems.industry.rules.entries import ASSIGNMENTS, PROJECTS, YES
from bayline.systems.industry.rules.ruling import assignment_of
from bayline.systems.industry.terms import Link, Scheme

FOLDED_FROM = 300  # classes of a scheme whose lower levels are shown class by class
_FOLDED_LEVELS = 2
_ROWS = 50
_NONE = Tally()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the page of a scheme is asked for.

    Attributes:
        scheme: The scheme.
        hand: All schemes and crosswalks.
        tallies: What is of its classes.
        ways: How pages are named.
        at: As of when.
        code: The class that is looked at; empty for none.
        is_used_only: Whether classes that nothing is of are left out.
        page: Which page of the subjects of the class.
    """

    scheme: Scheme
    hand: AtHand
    tallies: Tallies
    ways: Addresses
    at: datetime | None
    code: str
    is_used_only: bool
    page: int

    def to(self, **asked: object) -> str:
        """Give the address of the page with something asked of it."""
        return self.ways.to(f"/industry/schemes/{quote(self.scheme.id)}", **asked)

    def tally(self, code: str) -> Tally:
        """Give what is of a class."""
        return self.tallies.classes.get(code, _NONE)


def tally_view(tally: Tally) -> TallyView:
    """Show a tally."""
    return TallyView(
        projects=tally.projects,
        firms=tally.firms,
        amounts=tuple(map(words.figure_word, tally.amounts)),
        silent=tally.silent,
    )


def divisions_of(asked: Asked) -> Iterator[DivisionView]:
    """Give the tree, division by division; of a large scheme only what is looked at is unfolded."""
    scheme = asked.scheme
    shown = _shown(asked)
    below = Counter(above for code in scheme.classes for above in scheme.line(code)[1:])
    visible = Counter(above for code in shown for above in scheme.line(code)[1:])
    for group in dict.fromkeys(one.group for one in scheme.classes.values()):
        codes = [code for code in shown if scheme.classes[code].group == group]
        yield DivisionView(
            code=group,
            word=words.group_word(scheme, group) if group else "",
            rows=tuple(_row(code, asked, hidden=below[code] - visible[code]) for code in codes),
            tally=tally_view(asked.tallies.groups.get(group, _NONE)),
        )


def _shown(asked: Asked) -> list[str]:
    scheme = asked.scheme
    if asked.is_used_only:
        return [code for code in _in_tree(scheme) if code in asked.tallies.classes]
    if len(scheme.classes) < FOLDED_FROM:
        return _in_tree(scheme)
    line = {*scheme.line(asked.code)} if asked.code else set()
    return [
        code
        for code in _in_tree(scheme)
        if scheme.level(code) <= _FOLDED_LEVELS or scheme.classes[code].parent in line
    ]


def _in_tree(scheme: Scheme) -> list[str]:
    """Sort classes so that each stands below its parent, else as the file has them."""
    below: dict[str, list[str]] = {}
    for code, one in scheme.classes.items():
        below.setdefault(one.parent, []).append(code)
    found: list[str] = []
    waiting = below.get("", [])[::-1]
    while waiting:
        code = waiting.pop()
        found.append(code)
        waiting += below.get(code, [])[::-1]
    return found


def _row(code: str, asked: Asked, *, hidden: int) -> ClassRow:
    return ClassRow(
        code=code,
        name=words.class_word(asked.scheme.classes[code]),
        level=asked.scheme.level(code),
        below=0 if asked.is_used_only else hidden,
        tally=tally_view(asked.tally(code)),
        address=f"{asked.to(**{'class': code})}#chosen",
    )


def chosen_of(asked: Asked) -> ChosenClass | None:
    """Give the class that is looked at: what it is elsewhere, and who is of it."""
    scheme, code = asked.scheme, asked.code
    if code not in scheme.classes:
        return None
    of_class = {one for one in scheme.classes if code in scheme.line(one)}
    entries = assignments(scheme.id, at=asked.at).values()
    mine = sorted((one for one in entries if one["class"] in of_class), key=_place)
    pager = Pager.of(
        asked.page,
        len(mine),
        size=_ROWS,
        address=lambda page: f"{asked.to(**{'class': code}, page=page)}#chosen",
    )
    return ChosenClass(
        code=code,
        name=words.class_word(scheme.classes[code]),
        line=tuple(_linked(above, asked) for above in scheme.line(code)[:0:-1]),
        equivalents=(*_equivalents(asked),),
        pager=pager,
        total=len(mine),
        rows=(*_subjects(pager.cut(mine, size=_ROWS), asked),),
    )


def _place(values: Values) -> tuple[bool, str, str]:
    return ("project" not in values, values["class"], values["code"])


def _linked(code: str, asked: Asked) -> Linked:
    name = words.class_word(asked.scheme.classes[code])
    return Linked(label=f"{code} {name}", address=f"{asked.to(**{'class': code})}#chosen")


def _subjects(entries: Iterable[Values], asked: Asked) -> Iterator[SubjectRow]:
    known = [*entries]
    projects, firms = names_of_members(known, at=asked.at)
    grounds = Grounds(asked_by(known), asked.ways)
    for values in known:
        assignment = assignment_of(values)
        kind, code = assignment.subject
        names = projects if kind == "project" else firms
        path = page_of(PROJECTS, code) if kind == "project" else f"/organisations/{quote(code)}"
        where = asked.ways.to(path) if code in names else ""
        yield SubjectRow(
            kind=kind,
            subject=Linked(label=names.get(code, code), address=where),
            one=_linked(values["class"], asked),
            share="" if assignment.share is None else percent(assignment.share),
            is_main=values.get("main") == YES,
            quoted=grounds.quoted(values),
            confirmed=values["date"],
            entry_address=grounds.entry(ASSIGNMENTS, values["code"]),
        )


def _equivalents(asked: Asked) -> Iterator[Equivalent]:
    """Give what the class is in other schemes, by the links of the nearest class above with any."""
    for walk in asked.hand.crosswalks.values():
        if walk.source == asked.scheme.id:
            line = asked.scheme.line(asked.code)
            linked = {link.source for link in walk.links}
            nearest = next((code for code in line if code in linked), "")
            for link in walk.links:
                if link.source == nearest:
                    yield _equivalent(asked, walk.target, link.target, link, is_from=False)
        elif walk.target == asked.scheme.id:
            for link in walk.links:
                if link.target == asked.code:
                    yield _equivalent(asked, walk.source, link.source, link, is_from=True)


def _equivalent(
    asked: Asked, identifier: str, code: str, link: Link, *, is_from: bool
) -> Equivalent:
    scheme = asked.hand.schemes[identifier]
    where = asked.ways.to(f"/industry/schemes/{quote(identifier)}", **{"class": code})
    return Equivalent(
        scheme=words.scheme_word(scheme),
        one=Linked(
            label=f"{code} {words.class_word(scheme.classes[code])}", address=f"{where}#chosen"
        ),
        share="" if link.share is None else percent(link.share),
        is_from=is_from,
    )


def strays_of(asked: Asked) -> Iterator[Stray]:
    """Give the classes that the scheme does not have and that something is said to be of."""
    counts: Mapping[str, int] = Counter(one.code for one in asked.tallies.strays)
    for code, count in sorted(counts.items()):
        address = asked.ways.to(f"/registers/{ASSIGNMENTS}", q=code)
        yield Stray(code=code, count=count, address=address)
