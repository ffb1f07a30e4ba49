"""业务: the systems that are ready, each with one line of state that leads to its lists."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.business import Group, Line, lines
from bayline.platform.pages import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class CountView:
    """How many of a system's things are in a state."""

    word: str
    count: int
    address: str
    is_due: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """What a system says of itself."""

    system: str
    title: str
    sentence: str
    address: str
    counts: tuple[CountView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """A part of the page."""

    name: str
    title: str
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPage:
    """The systems by part; parts without a system that is ready are left out."""

    groups: tuple[GroupView, ...]


def work(request: HttpRequest) -> Answer:
    """List the systems.

    Raises:
        BaylineError: The moment is none.
    """
    ways, found = addresses(request), lines(as_of(request))
    titles = {
        Group.DEVELOPMENT: _("发展"),
        Group.NATURE: _("生态与乡村"),
        Group.BORDERS: _("跨省"),
    }
    groups = tuple(
        GroupView(name=group.value, title=title, lines=_of_group(group, found, ways))
        for group, title in titles.items()
    )
    context = WorkPage(groups=tuple(group for group in groups if group.lines))
    return Answer(context=context, template="shell/work.html")


def _of_group(group: Group, found: tuple[Line, ...], ways: Addresses) -> tuple[LineView, ...]:
    return tuple(
        LineView(
            system=line.system,
            title=line.title,
            sentence=line.sentence,
            address=_address(line.path, ways),
            counts=tuple(
                CountView(
                    word=one.word,
                    count=one.count,
                    address=_address(one.path, ways),
                    is_due=one.is_due,
                )
                for one in line.counts
            ),
        )
        for line in found
        if line.group is group
    )


def _address(path: str, ways: Addresses) -> str:
    """Give the address of a path that may ask something itself."""
    bare, _mark, asked = path.partition("?")
    pairs = (pair.partition("=") for pair in asked.split("&") if pair)
    return ways.to(bare, **{name: value for name, _equals, value in pairs})
