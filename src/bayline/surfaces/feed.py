"""The feed: every publication with what it changed, for programs that watch."""

from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.freezing.comparing import Change, changes
from bayline.platform.publishing import queries
from bayline.platform.publishing.terms import Published
from bayline.surfaces.corrections import altered_words
from bayline.surfaces.publications import TITLES, earlier_than, line_of, pair_of

_MOST, _FEW = 20, 10
_NOBODY = datetime(1970, 1, 1, tzinfo=UTC)


class _Feed(Atom1Feed):
    """A feed that says when it was changed last, also where nothing is in it yet."""

    def latest_post_date(self) -> datetime:
        """Give when the latest publication was cut, or taken back."""
        return max((one["updateddate"] for one in self.items), default=_NOBODY)


def feed(request: HttpRequest) -> HttpResponse:
    """Give the publications as Atom, the latest first."""
    to, address = addresses(request), request.build_absolute_uri(request.path)
    made = _Feed(
        title=_("Bayline发布"),
        link=request.build_absolute_uri(to.to("/publications", as_of="")),
        description=None,
        language=get_language() or "zh-hans",
        author_name="Bayline",
        feed_url=address,
        feed_guid=_identifier(address.partition("://")[2]),
    )
    for one in queries.publications()[:_MOST]:
        line = line_of(one, to)
        made.add_item(
            title=one.title,
            link=request.build_absolute_uri(line.address),
            description=_content(one, to, request),
            pubdate=one.moment,
            updateddate=one.withdrawn or one.moment,
            unique_id=_identifier(f"bayline publication {one.id}"),
        )
    text = made.writeString("utf-8")
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


def _identifier(name: str) -> str:
    """Give an identifier that stays the same, whatever address the program has."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, name)}"


def _content(one: Published, to: Addresses, request: HttpRequest) -> str:
    if one.withdrawn:
        return format_html("<p>{}</p>", _("这一期已撤下。"))
    counted = _("文件%(sources)d份，已审%(claims)d条，其中数字%(figures)d个。") % {
        "sources": one.facts.sources,
        "claims": one.facts.claims,
        "figures": one.facts.figures,
    }
    return format_html("<p>{}</p>{}", counted, _changed(one, to, request))


def _changed(one: Published, to: Addresses, request: HttpRequest) -> str:
    earlier = earlier_than(one)
    if earlier is None:
        return ""
    pair = pair_of(earlier, one)
    try:
        found = changes(pair, last=_FEW)
    except BaylineError:  # the files of one of them are not here
        return ""
    lines = (
        (_(TITLES[part]), total, _words(listed, to, request))
        for part, (total, listed) in found.items()
        if total
    )
    return format_html_join("", "<p>{} {}</p><ul>{}</ul>", lines)


def _words(listed: list[Change], to: Addresses, request: HttpRequest) -> str:
    def shown(one: Change) -> tuple[str, str, str]:
        said = one.new or one.old
        assert said is not None  # noqa: S101 - a change has a side
        printed = " → ".join(side.quote for side in (one.old, one.new) if side)
        read = "、".join(altered_words(one))
        told = f"{printed}（{read}）" if read else printed
        return request.build_absolute_uri(to.figure(said.id)), one.about, told

    return format_html_join("", '<li><a href="{}">{} {}</a></li>', map(shown, listed))
