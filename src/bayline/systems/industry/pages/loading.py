"""The form that takes a whole classification into the home."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.addresses import addresses
from bayline.platform.asking import refuse_past, typed_line
from bayline.platform.pages import Answer, said
from bayline.platform.people.visiting import visitor_of
from bayline.systems.industry.actions import load_classification
from bayline.systems.industry.rules.schemes import NATIONAL

_ID = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
_LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadingPage:
    """The form, and what was wrong with what it sent."""

    scheme: str
    problem: str = ""


def loading(request: HttpRequest) -> Answer | HttpResponseBase:
    """Show the form, or keep the classification that it sends."""
    refuse_past(request)
    if request.method != "POST":
        return _answer(NATIONAL)
    identifier = typed_line(request, "scheme", _LONGEST)
    try:
        _loaded(request, identifier)
    except BaylineError as error:
        return _answer(identifier, said(error), status=422)
    where = addresses(request).to(f"/industry/schemes/{quote(identifier)}")
    return HttpResponseRedirect(where, status=303)


def expired(request: HttpRequest) -> Answer:
    """Show the form again where its token is too old."""
    problem = _("表单已过期，还没有存入。请再选一次文件。")
    return _answer(typed_line(request, "scheme", _LONGEST), problem, status=403)


def _answer(scheme: str, problem: str = "", *, status: int = 200) -> Answer:
    page = LoadingPage(scheme=scheme, problem=problem)
    return Answer(context=page, template="industry/loading.html", status=status)


def _loaded(request: HttpRequest, identifier: str) -> None:
    file = request.FILES.get("file")
    if file is None:
        raise BaylineError(
            "no file was sent",
            do="choose a CSV file with the columns code, parent, name",
            zh=Words("没有选文件", do="请选一个CSV文件，有code、parent、name三栏"),
        )
    if not _ID.fullmatch(identifier):
        raise BaylineError(
            f"“{identifier}” is no id",
            why="it becomes the name of a file and part of addresses",
            do="use small letters, digits and hyphens",
            zh=Words(
                f"“{identifier}”不能作体系的编号",
                "它是文件名，也在网址里",
                "请用小写字母、数字和连字符",
            ),
        )
    load_classification(
        file.read(),
        name=file.name or "",
        identifier=identifier,
        by=visitor_of(request).name,
        at=timezone.now(),
    )
