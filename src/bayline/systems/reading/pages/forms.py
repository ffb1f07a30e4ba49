"""What was asked: a draft pasted, chosen as a file or carried along, with its date; or why not."""

import base64
import json
import re
from dataclasses import dataclass, replace
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from bayline.engines.documents.refusals import DocumentError, Reason
from bayline.kernel.errors import BaylineError
from bayline.platform.pages import said
from bayline.systems.reading.pages.context import Form, Problem
from bayline.systems.reading.rules.dates import publication_date

CARRY_LIMIT = 2 * 2**20  # bytes of a file that travels on inside the page

_UNNAMED = "upload"
_LONGEST_NAME = 200
_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)
_HALVES = re.compile("[\ud800-\udfff]")
_TOO_MUCH = frozenset(
    {
        Reason.TOO_LARGE,
        Reason.TOO_LONG,
        Reason.TOO_MANY_CELLS,
        Reason.TOO_MANY_NUMBERS,
        Reason.TOO_MANY_PAGES,
    }
)


class FormError(Exception):
    """A form that goes back to its sender, with its input kept."""

    def __init__(self, field: str, sentence: str, *, status: int) -> None:
        super().__init__(sentence)
        self.status = status
        self.problem = Problem(field=field, sentence=sentence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A draft to be checked."""

    published: date | None
    text: str = ""  # empty when a file is given
    name: str = ""  # of the file
    content: bytes = b""  # of the file


def form_of(request: HttpRequest) -> Form:
    """Take over what was typed, so that a form that goes back keeps it.

    Raises:
        FormError: The body says it is JSON and is not.
    """
    given = _fields(request)
    return Form(
        text=_lines(given.get("text", "")),
        published=given.get("published", "").strip(),
        name=_name(given.get("name", "")),
        document=given.get("document", ""),
        choices=given.get("choices", ""),
        choose=given.get("choose", ""),
        asking=given.get("asking", ""),
        reason=given.get("reason", ""),
        part=given.get("part") or given.get("at", ""),
    )


def form_with_file(request: HttpRequest) -> Form:
    """Take over what was typed and a chosen file, as far as a page can carry it."""
    form = form_of(request)
    upload = request.FILES.get("file")
    if not isinstance(upload, UploadedFile):
        return form
    document = carried(upload.read())
    return replace(form, name=_name(upload.name or "") or _UNNAMED, document=document)


def asked_of(request: HttpRequest, form: Form) -> Asked:
    """Decide what is to be checked: a chosen file before a pasted text before a carried file.

    Args:
        request: The request, for its file.
        form: What was typed.

    Raises:
        FormError: Nothing is given, too much is given, or the date is none.
    """
    published = _published(form.published)
    upload = request.FILES.get("file")
    if isinstance(upload, UploadedFile):
        return Asked(
            name=_name(upload.name or "") or _UNNAMED, content=upload.read(), published=published
        )
    if form.text.strip():
        return Asked(text=form.text, published=published)
    if form.document:
        content = _carried(form.document)
        return Asked(name=form.name or _UNNAMED, content=content, published=published)
    raise FormError("text", _("没有文稿。请贴入文字，或选一个文件。"), status=400)


def carried(content: bytes) -> str:
    """Pack a file so that it can travel in the page's form; empty when it is too large for that."""
    return base64.b64encode(content).decode("ascii") if len(content) <= CARRY_LIMIT else ""


def unreadable(error: BaylineError, asked: Asked) -> FormError:
    """Turn a draft that cannot be read into the form's problem, in the language of the page."""
    field = "file" if asked.name else "text"
    is_too_much = isinstance(error, DocumentError) and error.reason in _TOO_MUCH
    return FormError(field, said(error), status=413 if is_too_much else 422)


def _fields(request: HttpRequest) -> dict[str, str]:
    if request.content_type != "application/json":
        return {name: _whole(str(value)) for name, value in request.POST.items()}
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        sentence = _("请求的正文不是 JSON 对象。请给出 text，可加 published。")
        raise FormError("text", sentence, status=400)
    return {name: _whole(value) for name, value in body.items() if isinstance(value, str)}


def _whole(text: str) -> str:
    """Replace halves of characters, which JSON can carry and no text holds, one for one."""
    return _HALVES.sub("\ufffd", text)


def _name(stated: str) -> str:
    """Keep of a file's name what can be shown: no folders, no control characters."""
    last = _FOLDERS.sub("", stated)
    return "".join(filter(str.isprintable, last)).strip()[:_LONGEST_NAME]


def _lines(text: str) -> str:
    # Browsers send every line end as two characters; spans count the lines as they were typed.
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _published(typed: str) -> date | None:
    try:
        return publication_date(typed) if typed else None
    except BaylineError:
        sentence = _("发布日期“%(typed)s”不是日期。请写成 2021-11-01，或留空。") % {"typed": typed}
        raise FormError("published", sentence, status=422) from None


def _carried(document: str) -> bytes:
    try:
        return base64.b64decode(document, validate=True)
    except ValueError:
        raise FormError("file", _("随页带来的文件不完整。请重新选择文件。"), status=400) from None
