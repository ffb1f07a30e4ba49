"""What ODK Collect asks for: the list of forms, a form, and a place to send submissions to.

Source: OpenRosa 1.0, Form Discovery (formList), Form Submission and HTTP Request (headers).
"""

from collections.abc import Mapping
from functools import lru_cache
from hashlib import md5
from xml.sax.saxutils import escape

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.pages import said
from bayline.platform.people.terms import Audience
from bayline.platform.people.visiting import visitor_of
from bayline.systems.villages.actions import Told, forget_parts, keep_part, keep_photos, take
from bayline.systems.villages.pages.words import in_language
from bayline.systems.villages.queries.events import part_photos
from bayline.systems.villages.queries.grounds import campaigns, sheet_named, sheets, villages_known
from bayline.systems.villages.rules.pictures import reduced
from bayline.systems.villages.rules.submissions import (
    Sent,
    events_of,
    finished_at,
    form_named,
    instance_named,
)
from bayline.systems.villages.rules.workbooks import workbook_of, xform_of
from bayline.systems.villages.rules.xlsforms import form_of
from bayline.systems.villages.terms.campaigns import Village
from bayline.systems.villages.terms.events import Photo
from bayline.systems.villages.terms.sheets import ScoreSheet

_LIST = "http://openrosa.org/xforms/xformsList"
_ANSWER = "http://openrosa.org/http/response"
_XML = "text/xml; charset=utf-8"
_INSTANCE, _PART = "xml_submission_file", "*isIncomplete*"
_KEPT, _READY, _WRONG, _FORBIDDEN = 201, 204, 400, 403


def form_list(request: HttpRequest, campaign: str) -> HttpResponseBase:
    """List the forms of a campaign: a form for each score sheet."""
    _known(campaign)
    base = request.build_absolute_uri(request.path).removesuffix("formList")
    forms = "".join(_listed(one, base) for one in sheets())
    return _answered(f'<xforms xmlns="{_LIST}">{forms}</xforms>')


def _listed(one: ScoreSheet, base: str) -> str:
    digest = md5(_form(one).encode(), usedforsecurity=False).hexdigest()
    told = {
        "formID": one.name,
        "name": one.title,
        "version": one.edition,
        "hash": f"md5:{digest}",
        "downloadUrl": f"{base}forms/{one.id}.xml",
    }
    members = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in told.items())
    return f"<xform>{members}</xform>"


def form(_request: HttpRequest, campaign: str, form: str) -> HttpResponseBase:
    """Hand a form over.

    Raises:
        Http404: There is no such campaign or form.
    """
    _known(campaign)
    try:
        found = sheet_named(form)
    except BaylineError:
        raise Http404 from None
    return _answered(_form(found))


def submission(request: HttpRequest, campaign: str) -> HttpResponseBase:
    """Take a submission in with its photos; what is refused stays on the device."""
    code = _known(campaign)
    if request.method == "HEAD":
        return _open_rosa(HttpResponse(status=_READY))
    if not visitor_of(request).may(Audience.WRITE, system="villages"):
        return _told(_("这把钥匙只能查阅，不能报送。"), status=_FORBIDDEN)
    try:
        told = _taken(request, code, is_part=bool(request.POST.get(_PART)))
    except BaylineError as error:
        return _told(said(error), status=_WRONG)
    if not told:
        return _told(_("这一部分已收到，还有其余的照片。"), status=_KEPT)
    problems = [in_language(one.zh, one.problem) for one in told if one.problem]
    is_whole = all(one.is_kept for one in told)
    words = " ".join(dict.fromkeys(problems)) or _("已收到。")
    return _told(words, status=_KEPT if is_whole else _WRONG)


def _taken(request: HttpRequest, campaign: str, *, is_part: bool) -> tuple[Told, ...]:
    """Take a submission in; of one in several parts nothing is told before the last."""
    files = {name: one for name, one in request.FILES.items() if isinstance(one, UploadedFile)}
    sent = files.pop(_INSTANCE, None)
    xml = sent.read() if sent else b""
    sheet = form_named(xml, sheets())
    photos = _photos(files, xml, by=visitor_of(request).name)
    instance = instance_named(xml, sheet)
    if is_part:
        keep_part(campaign, instance, photos)
        return ()
    photos = part_photos(campaign, instance) | photos
    told = take(events_of(xml, sheet, Sent(campaign, photos)), at=timezone.now())
    if all(one.is_kept for one in told):
        forget_parts(campaign, instance)
    return told


def _photos(files: "Mapping[str, UploadedFile[bytes]]", xml: bytes, *, by: str) -> dict[str, Photo]:
    """Keep photos reduced; one that does not say when it was taken is of the inspection."""
    end, found = finished_at(xml), {}
    for name, file in files.items():
        shot = reduced(file.read(), by=by, where=name, zone=end.tzinfo)
        keep_photos([shot.photo], at=timezone.now())
        taken_at = shot.taken_at or end
        found[file.name or name] = Photo(shot.photo.sha256, taken_at, shot.position)
    return found


def _known(campaign: str) -> str:
    found = campaigns().get(campaign)
    if found is None:
        raise Http404
    return found.code


def _form(sheet: ScoreSheet) -> str:
    return _made(sheet, tuple(villages_known().values()))


@lru_cache(maxsize=16)
def _made(sheet: ScoreSheet, villages: tuple[Village, ...]) -> str:
    return xform_of(workbook_of(form_of(sheet, villages)), where=sheet.id)


def _told(words: str, *, status: int) -> HttpResponse:
    body = (
        f'<OpenRosaResponse xmlns="{_ANSWER}"><message>{escape(words)}</message></OpenRosaResponse>'
    )
    return _answered(body, status=status)


def _answered(xml: str, status: int = 200) -> HttpResponse:
    head = "" if xml.startswith("<?xml") else '<?xml version="1.0" encoding="UTF-8"?>'
    return _open_rosa(HttpResponse(f"{head}{xml}", content_type=_XML, status=status))


def _open_rosa(response: HttpResponse) -> HttpResponse:
    response["X-OpenRosa-Version"] = "1.0"
    response["X-OpenRosa-Accept-Content-Length"] = str(settings.BODY_LIMIT - 2**16)
    return response
