"""Parts of the pages of chains: accounts, segments with their members, the picture."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from bayline.platform.grounds import Grounds, Linked, Number
from bayline.platform.naming import page_of
from bayline.platform.registers.terms import Values
from bayline.systems.industry.pages import words
from bayline.systems.industry.pages.chain_context import (
    AccountView,
    BoxView,
    LineView,
    LinkView,
    MemberView,
    PictureView,
)
from bayline.systems.industry.queries.chains import Chain
from bayline.systems.industry.rules.chains import (
    Member,
    Role,
    Stand,
    account_of,
    empty_links,
    in_order,
)
from bayline.systems.industry.rules.entries import LINKS, MEMBERS, PROJECTS, STATEMENTS
from bayline.systems.industry.rules.picturing import Box, Picture, narrow, wide
from bayline.systems.industry.terms import Scheme

_TEXT = 12  # from the edge of a box to its words
_MARK = 20  # and to the names beside their marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the parts of a page are made of.

    Attributes:
        chain: The chain.
        grounds: Where things lead.
        projects: Names of projects by code.
        firms: Names of firms by code.
        schemes: The schemes at hand by id.
    """

    chain: Chain
    grounds: Grounds
    projects: Mapping[str, str]
    firms: Mapping[str, str]
    schemes: Mapping[str, Scheme]

    def subject(self, values: Values) -> Linked | None:
        """Name the project or the firm that an entry names."""
        project, firm = values.get("project", ""), values.get("firm", "")
        if project:
            where = self.grounds.ways.to(page_of(PROJECTS, project))
            return self._linked(project, self.projects.get(project, ""), where)
        where = self.grounds.ways.to(f"/organisations/{quote(firm)}")
        return self._linked(firm, self.firms.get(firm, ""), where) if firm else None

    def _linked(self, code: str, name: str, where: str) -> Linked:
        return Linked(label=name or code, address=where if name else "")

    def scheme_class(self, values: Values) -> Linked | None:
        """Name the class that an entry says it is of."""
        identifier, code = values.get("scheme", ""), values.get("class", "")
        scheme = self.schemes.get(identifier)
        found = scheme.classes.get(code) if scheme else None
        if scheme is None or found is None:
            label = " ".join(filter(None, (identifier, code)))
            return Linked(label=label) if label else None
        path = f"/industry/schemes/{quote(identifier)}"
        where = self.grounds.ways.to(path, **{"class": code})
        return Linked(
            label=words.class_word(found),
            address=f"{where}#chosen",
            note=words.scheme_word(scheme),
        )


def accounts_of(told: Told) -> Iterator[AccountView]:
    """Set what is published of a chain against who is listed, the last published first."""
    entries = told.chain.entries[STATEMENTS]
    known = sorted(told.chain.statements, key=lambda one: (entries[one[0]]["date"], one[0]))
    for key, statement in reversed(known):
        values, account = entries[key], account_of(statement, told.chain.members)
        stand = account.counted if account.counted is not Stand.NONE else account.valued
        look, word = words.stand_word(stand)
        yield AccountView(
            covers=statement.covers,
            word=words.covers_word(statement.covers),
            date=values["date"],
            count=told.grounds.number(STATEMENTS, values, "projects"),
            investment=told.grounds.number(STATEMENTS, values, "investment"),
            listed=account.listed,
            listed_amount=words.figure_word(account.amount),
            silent=account.silent,
            left=words.figure_word(account.count_left),
            left_amount=words.figure_word(account.amount_left),
            state=stand.value,
            look=look,
            state_word=word,
            quoted=told.grounds.quoted(values),
        )


def links_of(told: Told) -> Iterator[LinkView]:
    """Tell a chain segment by segment; members whose segment is not stated come first."""
    chain = told.chain
    codes = {link.code for link in chain.links}
    stray = [one for one in chain.members if one.link not in codes]
    if stray:
        yield LinkView(
            code="",
            name="",
            position_word="",
            supplies=(),
            is_empty=False,
            is_gap=False,
            look="",
            word="",
            quoted=None,
            members=(*_members(stray, told),),
        )
    empty = {link.code for link in empty_links(chain.links, chain.members)}
    names = {link.code: link.name for link in chain.links}
    for link in in_order(chain.links):
        is_empty = link.code in empty
        look, word = words.link_word(is_empty=is_empty, is_gap=link.is_gap)
        yield LinkView(
            code=link.code,
            name=link.name,
            position_word=words.position_word(link.position),
            supplies=tuple(names.get(code, code) for code in link.feeds),
            is_empty=is_empty,
            is_gap=link.is_gap,
            look=look,
            word=word,
            quoted=told.grounds.quoted(chain.entries[LINKS][link.code]),
            members=(*_members((one for one in chain.members if one.link == link.code), told),),
        )


def _members(members: Iterable[Member], told: Told) -> Iterator[MemberView]:
    ordered = sorted(members, key=lambda one: (one.role is not Role.ANCHOR, one.key))
    for member in ordered:
        values = told.chain.entries[MEMBERS][member.key]
        yield MemberView(
            label=Linked(label=member.label, address=told.grounds.entry(MEMBERS, member.key)),
            subject=told.subject(values),
            role=member.role.value,
            role_word=words.role_word(member.role),
            count=_count(values, told),
            amount=values.get("amount", "") or words.figure_word(member.amount),
            quoted=told.grounds.quoted(values),
        )


def _count(values: Values, told: Told) -> Number | None:
    return told.grounds.number(MEMBERS, values, "count")


def pictures_of(told: Told) -> tuple[PictureView, ...]:
    """Draw a chain for screens and paper, and for phones."""
    chain = told.chain
    if not chain.links and not chain.members:
        return ()
    drawn = (wide(chain.links, chain.members), narrow(chain.links, chain.members))
    return tuple(_picture(one, told) for one in drawn)


def _picture(picture: Picture, told: Told) -> PictureView:
    return PictureView(
        width=picture.width,
        height=picture.height,
        heads=tuple((words.position_word(one.position), one.x, one.y) for one in picture.heads),
        boxes=tuple(_box(box, told) for box in picture.boxes),
        arrows=picture.arrows,
    )


def _box(box: Box, told: Told) -> BoxView:
    names = {link.code: link.name for link in told.chain.links}
    is_stray = box.role is not None
    title = words.role_word(box.role) if box.role is not None else box.title
    word = words.link_word(is_empty=box.is_empty, is_gap=box.is_gap)[1]
    return BoxView(
        title=title,
        name=names.get(box.code, title),
        is_stray=is_stray,
        is_empty=box.is_empty,
        is_gap=box.is_gap,
        word=word if box.is_empty or box.is_gap else "",
        x=box.x,
        y=box.y,
        width=box.width,
        height=box.height,
        lines=(*_lines(box, told),),
    )


def _lines(box: Box, told: Told) -> Iterator[LineView]:
    entries = told.chain.entries[MEMBERS]
    for line in box.lines:
        subject = told.subject(entries[line.key]) if line.key else None
        where = subject.address if subject else ""
        yield LineView(
            text=line.text,
            name=entries[line.key]["name"] if line.key else "",
            address=where or (told.grounds.entry(MEMBERS, line.key) if line.key else ""),
            is_anchor=line.is_anchor,
            x=box.x + _TEXT + (_MARK if line.key else 0),
            y=line.y,
            more=line.more,
        )
