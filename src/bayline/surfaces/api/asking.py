"""Read what a request asks for; what cannot be read is refused in a sentence."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from types import NoneType, UnionType
from typing import Annotated, Any, NotRequired, get_args, get_origin, get_type_hints
from urllib.parse import urlencode

import orjson
from django.http import HttpRequest
from django.utils import timezone

from bayline.platform.asking import as_of
from bayline.platform.people.visiting import visitor_of
from bayline.surfaces.api.cursors import position_of
from bayline.surfaces.api.problems import refusal
from bayline.surfaces.api.terms import MOST, USUAL, Asked, Filter, Kind, Listing, Single, Writing

_LONGEST = 300  # characters of a parameter
_LONGEST_CURSOR = 2_000
_OF_LISTS = ("limit", "cursor")
_YEARS = (1, 9990)


def question(request: HttpRequest, reads: Listing | Single, parts: Mapping[str, str]) -> Asked:
    """Read a question.

    Args:
        request: The request.
        reads: What its address gives.
        parts: The parts of the address.

    Raises:
        ProblemError: A parameter is not known, or says what it cannot.
    """
    filters = reads.filters if isinstance(reads, Listing) else ()
    known = {each.name for each in filters} | ({"as_of"} if reads.has_past else set())
    known |= {*_OF_LISTS} if isinstance(reads, Listing) else set()
    _refuse_unknown(request, known)
    cursor = request.GET.get("cursor", "")
    return Asked(
        parts=_clean(parts),
        values={each.name: _value(request, each) for each in filters if each.name in request.GET},
        as_of=as_of(request) if reads.has_past else None,
        size=_size(request.GET.get("limit", "")),
        behind=position_of(cursor[:_LONGEST_CURSOR], asked_for(request)) if cursor else None,
        visitor=visitor_of(request),
        now=timezone.now(),
    )


def asked_for(request: HttpRequest) -> str:
    """Give what is asked for without where and how much: what a cursor belongs to."""
    return f"{request.path}?{urlencode(parameters(request, but=_OF_LISTS))}"


def parameters(request: HttpRequest, *, but: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """List what a request asks by, some names left out."""
    asked = request.GET.lists()
    return [(name, value) for name, values in asked if name not in but for value in values]


def _clean(parts: Mapping[str, str]) -> dict[str, str]:
    for words in parts.values():
        _refuse_nul(words)
    return dict(parts)


def _refuse_nul(words: str) -> None:
    if "\0" in words or not words.isprintable():
        raise refusal(
            "the address holds characters that do not print",
            do="leave them out",
            zh=("地址里有显示不出的字符", "请去掉"),
        )


def _refuse_unknown(request: HttpRequest, known: set[str]) -> None:
    unknown = sorted({*request.GET} - known)
    if unknown:
        names = ", ".join(sorted(known))
        raise refusal(
            f"there is no parameter “{unknown[0][:40]}”",
            do=f"use one of: {names}",
            zh=(f"没有参数“{unknown[0][:40]}”", f"可用的有：{names}"),
        )
    for name in known & {*request.GET}:
        _refuse_repeated(request, name)
        _refuse_nul(request.GET[name])


def _refuse_repeated(request: HttpRequest, name: str) -> None:
    if len(request.GET.getlist(name)) > 1:
        raise refusal(
            f"the parameter “{name}” is given twice",
            do="give it once",
            zh=(f"参数“{name}”写了两次", "请只写一次"),
        )


def _size(written: str) -> int:
    if not written:
        return USUAL
    is_number = written.isascii() and written.isdigit() and len(written) <= len(str(MOST))
    if not is_number or not 1 <= int(written) <= MOST:
        raise refusal(
            f"“{written[:20]}” is no size of a page",
            do=f"give limit from 1 to {MOST}",
            zh=(f"“{written[:20]}”不是每页条数", f"limit请写1到{MOST}"),
        )
    return int(written)


def _value(request: HttpRequest, of: Filter) -> Any:  # noqa: ANN401 - by the kind of the filter
    written = request.GET[of.name]
    if of.kind is Kind.DAY:
        return _day(written, of)
    if of.kind is Kind.MOMENT:
        return _moment(written, of)
    if of.kind is Kind.CHOICE and written not in of.choices:
        names = ", ".join(of.choices)
        raise _refused(written, of, do=f"give one of: {names}", zh=f"可用的有：{names}")
    if len(written) > _LONGEST:
        raise _refused(written, of, do="shorten it", zh="请缩短")
    return written


def _day(written: str, of: Filter) -> date:
    try:
        found = date.fromisoformat(written)
    except ValueError:
        raise _refused(written, of, do="write it like 2021-11-05", zh="请写成2021-11-05") from None
    if not _YEARS[0] <= found.year <= _YEARS[1]:
        raise _refused(written, of, do="write it like 2021-11-05", zh="请写成2021-11-05")
    return found


def _moment(written: str, of: Filter) -> datetime:
    example = "2021-11-05T00:00:00Z"
    try:
        found = datetime.fromisoformat(written)
        zoned = found if found.tzinfo else timezone.make_aware(found)
        utc = zoned.astimezone(UTC)
    except (ValueError, OverflowError):
        utc = None
    if utc is None or not _YEARS[0] < utc.year <= _YEARS[1]:
        do, zh = f"write it like {example}", f"请写成{example}"
        raise _refused(written, of, do=do, zh=zh)
    return utc


def _refused(written: str, of: Filter, *, do: str, zh: str) -> Exception:
    return refusal(
        f"“{written[:40]}” is nothing that {of.name} can be",
        do=do,
        zh=(f"{of.name}不能是“{written[:40]}”", zh),
    )


def sending(request: HttpRequest, writes: Writing, parts: Mapping[str, str]) -> Asked:
    """Read what is sent in.

    Raises:
        ProblemError: It is no JSON, or not of the shape that is declared.
    """
    _refuse_unknown(request, set())
    _refuse_other_content(request.content_type or "")
    try:
        body = orjson.loads(request.body)
    except orjson.JSONDecodeError as error:
        raise _malformed(f"it is no JSON: {error}", "不是JSON") from None
    if not isinstance(body, dict):
        raise _malformed("it is no object", "不是对象")
    return Asked(
        parts=_clean(parts),
        body=_checked(body, writes.body),
        visitor=visitor_of(request),
        now=timezone.now(),
    )


def _refuse_other_content(kind: str) -> None:
    if kind != "application/json":
        raise refusal(
            f"what is sent is “{kind[:60]}”",
            do="send JSON, with Content-Type: application/json",
            zh=(f"送来的是“{kind[:60]}”", "请送JSON，写明Content-Type"),
            status=415,
        )


def _checked(body: dict[str, Any], shape: type) -> dict[str, Any]:
    hints = get_type_hints(shape, include_extras=True)
    unknown = sorted(body.keys() - hints.keys())
    if unknown:
        raise _malformed(f"“{unknown[0][:40]}” is not expected", f"多出“{unknown[0][:40]}”")
    if any("\0" in words for words in _words_in(body)):
        raise _malformed("it holds null characters", "有空字符")
    for name, hint in hints.items():
        is_optional, kind = _kind_of(hint)
        if name not in body and not is_optional:
            raise _malformed(f"“{name}” is missing", f"缺“{name}”")
        if name in body and not _fits(body[name], kind):
            raise _malformed(f"“{name}” is of another kind", f"“{name}”的类型不对")
    return body


def _words_in(body: Any) -> Iterator[str]:  # noqa: ANN401 - whatever JSON holds
    if isinstance(body, str):
        yield body
    elif isinstance(body, dict | list):
        for one in body.values() if isinstance(body, dict) else body:
            yield from _words_in(one)


def _kind_of(hint: Any) -> tuple[bool, Any]:  # noqa: ANN401 - a type
    is_optional = get_origin(hint) is NotRequired
    inner = get_args(hint)[0] if is_optional else hint
    return is_optional, get_args(inner)[0] if get_origin(inner) is Annotated else inner


def _fits(value: object, kind: Any) -> bool:  # noqa: ANN401 - a type
    if get_origin(kind) is dict:
        return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
    if get_origin(kind) is list:
        return isinstance(value, list) and all(_fits(one, get_args(kind)[0]) for one in value)
    if kind is NoneType:
        return value is None
    if isinstance(kind, UnionType):
        return any(_fits(value, one) for one in get_args(kind))
    return isinstance(value, kind) and not (kind is int and isinstance(value, bool))


def _malformed(why: str, zh: str) -> Exception:
    return refusal(
        f"what is sent cannot be taken: {why}",
        do="send it as the description of the interface says",
        zh=(f"送来的内容不能用：{zh}", "请按接口说明书写"),
        status=422,
    )
