"""Refusals as pages: one sentence that says what to do, or the same sentence for programs."""

import sys

from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.homes import meaning_of
from bayline.platform.pages import Face, said
from bayline.surfaces.api.gate import is_of_interface
from bayline.surfaces.api.problems import problem


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400: the request is not whole."""
    del exception
    return _refusal(request, 400, gettext_noop("请求不完整，未作处理。请回到上一页重新提交。"))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403: not for this reader."""
    del exception
    return _refusal(request, 403, gettext_noop("此页不对外开放。"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Answer 403: the form is too old, or its cookie did not come back."""
    del reason
    face = resolve(request.path_info).func
    if isinstance(face, Face) and face.expired is not None:
        return face.answer(request, face.expired(request))
    sentence = gettext_noop("表单已过期，或浏览器没有送回 cookie，未作处理。请重新打开该页再提交。")
    return _refusal(request, 403, sentence)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404: there is nothing at this address."""
    del exception
    sentence = gettext_noop("没有这个地址：%(address)s。请从上方各栏进入。")
    return _refusal(request, 404, sentence, address=request.path)


def too_large(request: HttpRequest, *, limit: int) -> HttpResponse:
    """Answer 413: the body exceeds the limit, in bytes, and was not read."""
    size = limit // 2**20
    sentence = gettext_noop(
        "提交的内容超过 %(size)d MB，未读取。请拆成几份再提交，或改用命令行 bayline audit。"
    )
    return _refusal(request, 413, sentence, size=size)


def refused(request: HttpRequest, error: BaylineError, *, status: int = 400) -> HttpResponse:
    """Answer with the sentence of a refusal, in the language of the page."""
    if is_of_interface(request):
        return problem(error, status=status)
    return _shown(request, status, said(error))


def unavailable(request: HttpRequest, error: BaylineError) -> HttpResponse:
    """Answer 503 where the database does not; nothing on the page asks it again."""
    if is_of_interface(request):
        return problem(error, status=503)
    return _bare(request, 503, said(error))


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without leaning on anything that may have failed; 503 where the database did."""
    error = sys.exception()
    meant = meaning_of(error) if isinstance(error, Error) else None
    if meant is not None:
        return unavailable(request, meant)
    sentence = gettext_noop(
        "服务器没能完成这一步，文稿未保存。请再试一次；仍不行时，请把操作步骤告诉管理员。"
    )
    if is_of_interface(request):
        return problem(_in_both(sentence), status=500)
    return _bare(request, 500, _(sentence))


def _bare(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    if request.path.endswith(".json"):
        return _as_json(status, sentence)
    # No request is passed: the shell's own context might be what failed.
    return render(None, "errors/500.html", {"status": status, "sentence": sentence}, status=status)


def _refusal(request: HttpRequest, status: int, sentence: str, **values: str | int) -> HttpResponse:
    if is_of_interface(request):
        return problem(_in_both(sentence, **values), status=status)
    return _shown(request, status, _(sentence) % values if values else _(sentence))


def _in_both(sentence: str, **values: str | int) -> BaylineError:
    """Say a sentence of the pages to a program, which is told in both languages."""
    told = []
    for language in ("en", "zh-hans"):
        with override(language):
            told.append(_(sentence) % values if values else _(sentence))
    return BaylineError(told[0].rstrip("."), zh=Words(told[1].rstrip("。")))


def _shown(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    if request.path.endswith(".json"):
        return _as_json(status, sentence)
    context = {"page": {"status": status, "sentence": sentence}}
    return render(request, "errors/page.html", context, status=status)


def _as_json(status: int, sentence: str) -> HttpResponse:
    body = {"status": status, "sentence": sentence}
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
