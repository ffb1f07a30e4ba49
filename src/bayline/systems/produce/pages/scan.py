"""The public page behind the code on a box, at the address that GS1 Digital Link gives it.

Nobody logs in for it and no script is needed. It tells what is public and nothing of others: an
address that leads to nothing says the same whatever is not there, and who guesses must be slow.
"""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.asking import as_of
from bayline.platform.callers import caller_of
from bayline.platform.pages import Answer, said
from bayline.platform.transport.limiting import STRETCH_S, Limit
from bayline.systems.produce.pages import links
from bayline.systems.produce.pages.scan_context import NothingPage, ScanPage
from bayline.systems.produce.pages.scan_views import page_of, product_page_of
from bayline.systems.produce.queries import known
from bayline.systems.produce.queries.labels import story_of_label
from bayline.systems.produce.rules.linking import Link, link_in

_TEMPLATE, _NOTHING = "produce/scan.html", "produce/nothing.html"
_MISSES = 30  # of one address in a minute
GUESSES = Limit(_MISSES)


def scan(request: HttpRequest, parts: str) -> Answer | HttpResponseBase:
    """Show what a label leads to.

    Args:
        request: Who asks; the public as well as the office.
        parts: What follows `/01/` in the address.
    """
    second = int(timezone.now().timestamp())
    caller = caller_of(request)
    if not GUESSES.is_open(caller, second=second):
        return _too_often()
    try:
        link = link_in(parts)
    except BaylineError as error:  # it tells nothing to who guesses, so it is not counted
        return _nothing(said(error), status=400)
    page = _page(link, as_of(request))
    if page is None:
        GUESSES.admits(caller, second=second)
        return _nothing(_("这个标签没有记录。"), status=404)
    return links.answer(request, link) or Answer(context=page, template=_TEMPLATE)


def _page(link: Link, at: datetime | None) -> ScanPage | None:
    """Tell what is known; a product alone is told where a register has it."""
    if not link.lot and not link.serial:
        product = known.product_of(link.gtin, at)
        return product_page_of(link, product) if product else None
    story = story_of_label(link, at)
    return None if story is None else page_of(story)


def _too_often() -> HttpResponseBase:
    response = HttpResponse(
        _("这里问得太多了，请过一分钟再扫。"), content_type="text/plain; charset=utf-8", status=429
    )
    response["Retry-After"] = str(STRETCH_S)
    return response


def _nothing(sentence: str, *, status: int) -> Answer:
    advice = _("请核对标签上的数字，或再扫一次。标签是旧的，也可能已经下架。")
    return Answer(
        context=NothingPage(sentence=sentence, advice=advice), template=_NOTHING, status=status
    )
