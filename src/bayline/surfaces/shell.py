"""What stands around every page: the bar, the languages, and which entry is the present one."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_noop


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the bar."""

    name: str  # of the address
    title: str
    is_ready: bool = False


ENTRIES = (
    Entry(name="today", title=gettext_noop("今日"), is_ready=True),
    Entry(name="audit", title=gettext_noop("核稿"), is_ready=True),
    Entry(name="record", title=gettext_noop("资料")),
    Entry(name="findings", title=gettext_noop("问题"), is_ready=True),
    Entry(name="plan", title=gettext_noop("目标")),
    Entry(name="work", title=gettext_noop("业务")),
    Entry(name="reports", title=gettext_noop("报告")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An entry as one page shows it."""

    title: str
    address: str
    is_ready: bool
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """Everything the bar shows on one page."""

    links: tuple[Link, ...]
    language: str  # as HTML names it
    other_language: str
    other_name: str
    other_address: str


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Give the bar of this request to every template."""
    is_english = get_language() == "en"
    found = Shell(
        links=tuple(_link(request, entry) for entry in ENTRIES),
        language="en" if is_english else "zh-Hans",
        other_language="zh-Hans" if is_english else "en",
        other_name="中文" if is_english else "English",
        other_address=_other_address(request, is_english=is_english),
    )
    return {"shell": found}


def _link(request: HttpRequest, entry: Entry) -> Link:
    address = reverse(entry.name)
    # The front page is above every address, so only itself counts as being there.
    is_below = entry.name != "today" and request.path.startswith(f"{address}/")
    return Link(
        title=gettext(entry.title),
        address=address,
        is_ready=entry.is_ready,
        is_here=request.path == address or is_below,
    )


def _other_address(request: HttpRequest, *, is_english: bool) -> str:
    """Give the same address in the other language, with what was asked of it."""
    path = request.path
    other = (path.removeprefix("/en") or "/") if is_english else f"/en{path}"
    query = request.META.get("QUERY_STRING", "") if request.method == "GET" else ""
    return f"{other}?{query}" if query else other
