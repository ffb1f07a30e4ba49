"""The pages of the transport, for administrators: partners, what waits, what is in the way."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.asking import typed_line
from bayline.platform.pages import Answer, is_english, refused, said
from bayline.platform.people.visiting import visitor_of
from bayline.platform.transport import queries, rules
from bayline.platform.transport.actions import comparing, keys, partners
from bayline.platform.transport.cards import LONGEST_CARD
from bayline.platform.transport.delivering import asking
from bayline.platform.transport.kinds import kinds
from bayline.platform.transport.naming import fault_words, note_words
from bayline.platform.transport.queries import Queue
from bayline.platform.transport.sealing import fingerprint
from bayline.platform.transport.terms import Own, Partner, PublicKey, Standing
from bayline.surfaces.transport import letters
from bayline.surfaces.transport.contexts import (
    KeyLine,
    MessageLine,
    NoteLine,
    OwnLines,
    PartnerLine,
    PartnerPage,
    TransportPage,
)

_LIST, _ITEM = "transport/transport.html", "transport/partner.html"
_FIELDS = ("fingerprint", "id", "name", "codes")
_LONGEST, _MOST_NOTES, _MOST_MESSAGES = 500, 30, 50


def transport(request: HttpRequest) -> Answer:
    """Show the partners; take one in."""
    if request.method != "POST":
        return Answer(context=_page(), template=_LIST)
    typed, card = _typed(request), request.POST.get("card", "")[:LONGEST_CARD]
    try:
        done = _taken_in(request, typed, card)
    except BaylineError as error:
        context = _page(typed, card=card, problem=said(error))
        return Answer(context=context, template=_LIST, status=400)
    return Answer(context=_page(done=done), template=_LIST)


def transport_expired(request: HttpRequest) -> Answer:
    """Give the forms back whose token has expired."""
    card = request.POST.get("card", "")[:LONGEST_CARD]
    context = _page(_typed(request), card=card, problem=_expired())
    return Answer(context=context, template=_LIST, status=403)


def _expired() -> str:
    return _("表单已过期，或浏览器没有送回 cookie，未作处理。内容都在，请再按一次。")


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: typed_line(request, name, _LONGEST) for name in _FIELDS}


def _taken_in(request: HttpRequest, typed: Mapping[str, str], card: str) -> str:
    by, now = visitor_of(request).name, timezone.now()
    do = request.POST.get("do", "")
    if do == "letter":
        return letters.taken_in(request)
    if do == "codes":
        partners.set_codes("", typed["codes"], by=by, at=now)
    elif do == "paper":
        partners.add_without_key(typed["id"], name=typed["name"], by=by, at=now)
    else:
        partners.accept(card, told=typed["fingerprint"], by=by, at=now)
    return _("已改。")


def partner(request: HttpRequest, *, identifier: str) -> Answer:
    """Show a partner; do what the form asks for."""
    try:
        queries.partner(identifier)
    except BaylineError as error:
        return refused(error, status=404)
    if request.method != "POST":
        return Answer(context=_partner_page(identifier), template=_ITEM)
    try:
        done = _done(request, identifier)
    except BaylineError as error:
        context = _partner_page(identifier, problem=said(error))
        return Answer(context=context, template=_ITEM, status=400)
    return Answer(context=_partner_page(identifier, done=done), template=_ITEM)


def partner_expired(request: HttpRequest) -> Answer:
    """Give the page back where the token of its form has expired."""
    match = request.resolver_match
    identifier = str(match.kwargs["identifier"]) if match else ""
    try:
        context = _partner_page(identifier, problem=_expired())
    except BaylineError as error:
        return refused(error, status=404)
    return Answer(context=context, template=_ITEM, status=403)


def _done(request: HttpRequest, identifier: str) -> str:
    do, by = request.POST.get("do", ""), visitor_of(request).name
    action = _ACTIONS.get(do)
    return action(request, identifier, by, timezone.now()) if action else ""


def _retried(_request: HttpRequest, identifier: str, by: str, now: datetime) -> str:
    partners.retry(identifier, by=by, at=now)
    return _("马上再发，过一会儿刷新看结果。")


def _compared(_request: HttpRequest, identifier: str, by: str, now: datetime) -> str:
    found = comparing.compare(
        identifier, asking=asking(queries.partner(identifier)), now=now, by=by
    )
    told = _(
        "核对了{all}个会话：我方再发{sent}条，请对方再发{asked}个会话，补回我方{back}条。"
    ).format(
        all=found.conversations,
        sent=found.sent_again,
        asked=found.asked_again,
        back=found.given_back,
    )
    if found.differing:
        told += _("仍不一致：{names}。请两边管理员对照。").format(names=" ".join(found.differing))
    return told


def _revoked(request: HttpRequest, identifier: str, by: str, now: datetime) -> str:
    kid, reason = typed_line(request, "kid", _LONGEST), typed_line(request, "reason", _LONGEST)
    partners.revoke_key(identifier, kid, reason=reason, by=by, at=now)
    return _("密钥已作废，对方要交新名片。")


def _coded(request: HttpRequest, identifier: str, by: str, now: datetime) -> str:
    partners.set_codes(identifier, typed_line(request, "codes", _LONGEST), by=by, at=now)
    return _("已改。")


def _standing(standing: Standing) -> "_Action":
    def act(_request: HttpRequest, identifier: str, by: str, now: datetime) -> str:
        partners.set_standing(identifier, standing, by=by, at=now)
        return _("已改。")

    return act


_Action = Callable[[HttpRequest, str, str, datetime], str]
_ACTIONS: Mapping[str, _Action] = {
    "retry": _retried,
    "compare": _compared,
    "revoke": _revoked,
    "codes": _coded,
    "pause": _standing(Standing.PAUSED),
    "resume": _standing(Standing.ACTIVE),
    "end": _standing(Standing.ENDED),
}


def _page(
    typed: Mapping[str, str] | None = None, *, card: str = "", problem: str = "", done: str = ""
) -> TransportPage:
    queues = queries.queues()
    lines = (_line(one, queues.get(one.id, Queue())) for one in queries.partners())
    own = queries.own_or_none()
    return TransportPage(
        own=None if own is None else _own(own),
        partners=tuple(lines),
        notes=_notes(""),
        typed=typed or dict.fromkeys(_FIELDS, ""),
        card=card,
        problem=problem,
        done=done,
    )


def _own(own: Own) -> OwnLines:
    try:
        card, problem = keys.card(at=timezone.now()), ""
    except BaylineError as error:
        card, problem = "", said(error)
    return OwnLines(
        id=own.id,
        name=own.name,
        address=own.address,
        codes=" ".join(own.speaks_for),
        keys=tuple(map(_key_line, own.keys)),
        card=card,
        problem=problem,
    )


def _partner_page(identifier: str, *, done: str = "", problem: str = "") -> PartnerPage:
    found = queries.partner(identifier)
    return PartnerPage(
        partner=_line(found, queries.queues().get(identifier, Queue())),
        standing=found.standing.value,
        accepted=timezone.localtime(found.accepted),
        accepted_by=found.accepted_by,
        skew_s=found.skew_s,
        codes=" ".join(found.speaks_for),
        keys=tuple(map(_key_line, found.keys)),
        messages=tuple(map(_message, queries.messages(identifier, limit=_MOST_MESSAGES))),
        notes=_notes(identifier),
        done=done,
        problem=problem,
    )


def _line(found: Partner, queue: Queue) -> PartnerLine:
    now = timezone.now()
    is_stuck = rules.is_stuck(found, oldest=queue.oldest, held=queue.held, now=now)
    look, word = _state(found, queue, is_stuck=is_stuck)
    return PartnerLine(
        id=found.id,
        name=found.name,
        address=found.address,
        look=look,
        word=word,
        waiting=queue.waiting,
        held=queue.held,
        delivered=queue.delivered,
        taken=queue.taken,
        contact=_local(found.contact),
        next_try=_local(found.next_try),
        fault=fault_words(found.fault, english=is_english()) if found.fault else "",
        detail=found.detail,
    )


def _state(found: Partner, queue: Queue, *, is_stuck: bool) -> tuple[str, str]:
    if found.standing is Standing.ENDED:
        return "unknown", _("已结束")
    if found.standing is Standing.PAUSED:
        return "unknown", _("已暂停")
    if is_stuck:
        return "warn", _("消息受阻")
    if found.fault:
        return "warn", _("在重试")
    if queue.waiting:
        return "pending", _("待发") if found.address else _("待导出")
    return "good", _("都已送到") if queue.delivered else _("没有待发")


def _key_line(key: PublicKey) -> KeyLine:
    return KeyLine(
        kid=key.kid,
        fingerprint=fingerprint(key.x),
        begins=timezone.localtime(key.begins),
        ends=_local(key.ends),
        revoked=_local(key.revoked),
        reason=key.reason,
        by=key.by,
        is_counting=key.counts(timezone.now()),
    )


def _notes(identifier: str) -> tuple[NoteLine, ...]:
    english = is_english()
    return tuple(
        NoteLine(
            at=timezone.localtime(one.at),
            partner=one.partner,
            words=note_words(one.word, english=english),
            detail=one.detail,
            by=one.by,
        )
        for one in queries.notes(identifier, limit=_MOST_NOTES)
    )


def _message(kept: queries.Kept) -> MessageLine:
    kind = kinds().get(kept.kind)
    title = kept.kind if kind is None else kind.title_en if is_english() else kind.title
    look, word = _where(kept)
    return MessageLine(
        uid=kept.uid,
        is_ours=kept.is_ours,
        kind=title,
        conversation=kept.conversation,
        number=kept.number,
        sent=timezone.localtime(kept.sent),
        recorded=timezone.localtime(kept.recorded),
        look=look,
        word=word,
        on_behalf=kept.on_behalf,
    )


def _where(kept: queries.Kept) -> tuple[str, str]:
    words = {
        "waiting": ("pending", _("待发")),
        "delivered": ("good", _("已送到")),
        "held": ("warn", _("搁置")),
        "replaced": ("unknown", _("另有一条代替")),
        "taken": ("good", _("已收")),
        "refused": ("bad", _("已收，未办")),
    }
    return words.get(kept.state or kept.status, ("unknown", kept.status))


def _local(moment: datetime | None) -> datetime | None:
    return None if moment is None else timezone.localtime(moment)
