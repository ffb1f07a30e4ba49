"""Take partners in, pause and end the exchange with them, revoke a key of theirs."""

import re
from datetime import datetime

from django.db import transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.visible import one_line
from bayline.platform.transport import cards, kinds, models, queries
from bayline.platform.transport.actions.addressing import checked_address
from bayline.platform.transport.actions.noting import note
from bayline.platform.transport.envelopes import is_name
from bayline.platform.transport.sealing import is_same_fingerprint, thumbprint
from bayline.platform.transport.terms import Card, Partner, Sending, Standing


@transaction.atomic
def accept(text: str, *, told: str, by: str, at: datetime) -> Partner:
    """Take in the partner of a card, or the new key of one that is there.

    Args:
        text: The card.
        told: The fingerprint as the other side told it by another way, such as the telephone.
        by: Who compared.
        at: When.

    Raises:
        BaylineError: The card is none or was changed, it is our own, or the fingerprint is that of
            another key.
    """
    card = cards.read(text)
    if not is_same_fingerprint(told, card.x):
        raise _other_fingerprint(card.name)
    own = queries.own_or_none()
    if own is not None and own.id == card.id:
        raise _ourselves(card.id)
    address = checked_address(card.address)
    _keep(card, address, by=by, at=at)
    _keep_key(card, by=by, at=at)
    note(card.id, "accepted", at=at, by=by)
    return queries.partner(card.id)


def _keep(card: Card, address: str, *, by: str, at: datetime) -> None:
    row = models.Partner.objects.filter(pk=card.id).first()
    if row is None:
        models.Partner.objects.create(
            id=card.id,
            name=card.name,
            address=address,
            standing=Standing.ACTIVE.value,
            accepted=at,
            accepted_by=by,
        )
        return
    row.name, row.address, row.standing = card.name, address, Standing.ACTIVE.value
    row.next_try = at if queries.is_any_waiting(card.id) else None
    row.save(update_fields=["name", "address", "standing", "next_try"])


def _keep_key(card: Card, *, by: str, at: datetime) -> None:
    kid = thumbprint(card.x)
    there = models.Key.objects.filter(pk=kid).first()
    if there is not None and (str(there.partner_id or "") != card.id or there.revoked is not None):
        raise _used_key()
    others = models.Key.objects.filter(partner=card.id, ends__isnull=True).exclude(pk=kid)
    others.update(ends=at)
    if there is None:
        begins = min(card.made, at)
        models.Key.objects.create(kid=kid, partner_id=card.id, x=card.x, begins=begins, by=by)
    else:
        models.Key.objects.filter(pk=kid).update(ends=None)


@transaction.atomic
def add_without_key(identifier: str, *, name: str, by: str, at: datetime) -> Partner:
    """Take in a partner who has installed nothing; messages travel as files and on paper.

    Raises:
        BaylineError: The id or the name is none, or is taken.
    """
    shown = one_line(name, cards.LONGEST_NAME)
    own = queries.own_or_none()
    is_taken = models.Partner.objects.filter(pk=identifier).exists()
    if not is_name(identifier) or not shown or is_taken or (own and own.id == identifier):
        raise _bad_id(identifier, is_taken=is_taken)
    models.Partner.objects.create(
        id=identifier,
        name=shown,
        address="",
        standing=Standing.ACTIVE.value,
        accepted=at,
        accepted_by=by,
    )
    note(identifier, "accepted", at=at, by=by)
    return queries.partner(identifier)


@transaction.atomic
def set_standing(identifier: str, standing: Standing, *, by: str, at: datetime) -> Partner:
    """Pause, resume or end the exchange with a partner.

    Raises:
        BaylineError: There is no such partner.
    """
    found = queries.partner(identifier)
    waits = standing is Standing.ACTIVE and found.address and queries.is_any_waiting(identifier)
    models.Partner.objects.filter(pk=identifier).update(
        standing=standing.value, next_try=at if waits else None, failures=0
    )
    note(identifier, standing.value, at=at, by=by)
    return queries.partner(identifier)


_CODE = re.compile(r"\S{1,80}")
_MOST_CODES = 200


@transaction.atomic
def set_codes(identifier: str, codes: str, *, by: str, at: datetime) -> None:
    """Say for which organisations a partner speaks; an empty id means this installation.

    Args:
        identifier: The partner.
        codes: Codes of organisations, with blanks or commas between.
        by: Who says so.
        at: When.

    Raises:
        BaylineError: There is no such partner, two sides would speak for the same, or an
            organisation is not known here.
    """
    typed = _CODE.findall(re.sub(r"[，,、;；]", " ", codes))[:_MOST_CODES]
    chosen = tuple(dict.fromkeys(kinds.speaker(one) for one in typed))
    own = queries.own()
    others = {
        code: one.name
        for one in queries.partners()
        if one.id != identifier
        for code in one.speaks_for
    }
    if identifier:
        others |= dict.fromkeys(own.speaks_for, own.name)
    taken = next((code for code in chosen if code in others), "")
    if taken:
        raise _spoken_for(taken, others[taken])
    written = " ".join(chosen)
    if identifier:
        queries.partner(identifier)
        models.Partner.objects.filter(pk=identifier).update(speaks_for=written)
    else:
        models.Own.objects.update(speaks_for=written)
    note(identifier or None, "codes", at=at, detail=written, by=by)
    kinds.open_all(at=at)


@transaction.atomic
def revoke_key(identifier: str, kid: str, *, reason: str, by: str, at: datetime) -> Partner:
    """Revoke a key of a partner: nothing that it has signed counts from now on.

    Raises:
        BaylineError: It is no key of this partner, or no reason is given.
    """
    found = queries.partner(identifier)
    why = one_line(reason, 300)
    if found.key(kid) is None or not why:
        raise BaylineError(
            f"“{found.name}” has no such key, or no reason was given",
            do="choose a key from its page and say who reported what",
            zh=Words(
                f"“{found.name}”没有这把密钥，或没有写理由", do="请从页上选密钥，写明谁报告了什么"
            ),
        )
    models.Key.objects.filter(pk=kid, revoked__isnull=True).update(revoked=at, reason=why)
    note(identifier, "key_revoked", at=at, detail=why, by=by)
    return queries.partner(identifier)


@transaction.atomic
def retry(identifier: str, *, by: str, at: datetime) -> Partner:
    """Have a partner tried at once, with what was held as well.

    Raises:
        BaylineError: There is no such partner, or no address to send to.
    """
    found = queries.partner(identifier)
    if not found.address or found.standing is not Standing.ACTIVE:
        raise BaylineError(
            f"nothing is sent to “{found.name}” by the network",
            why="it has no address, or the exchange is paused",
            do="export a file for it, or resume the exchange",
            zh=Words(
                f"现在不经网络给“{found.name}”发消息",
                "没有地址，或往来已暂停",
                "请导出文件交给对方，或恢复往来",
            ),
        )
    postings = models.Posting.objects.filter(partner=identifier, state=Sending.HELD.value)
    postings.update(state=Sending.WAITING.value)
    models.Partner.objects.filter(pk=identifier).update(next_try=at, failures=0)
    note(identifier, "retried", at=at, by=by)
    return queries.partner(identifier)


def _spoken_for(code: str, name: str) -> BaylineError:
    return BaylineError(
        f"“{name}” speaks for “{code}” already",
        why="an act counts only from the side whose organisation acts",
        do="take the code away there first",
        zh=Words(
            f"“{code}”已由“{name}”代表",
            "谁的单位办的，只认谁那一处发来的",
            "请先在那里去掉这个代码",
        ),
    )


def _other_fingerprint(name: str) -> BaylineError:
    return BaylineError(
        f"the fingerprint that was told is not that of the key on the card of “{name}”",
        why="the card may have been exchanged on the way, or digits were misheard",
        do="compare all 40 digits again; if they differ, trust neither and ask for a new card",
        zh=Words(
            f"对方报的指纹与“{name}”名片上的密钥不符",
            "名片可能在途中被换过，也可能听错了数字",
            "请再逐位核对40个数字；仍不同就不要采用，请对方另发名片",
        ),
    )


def _ourselves(identifier: str) -> BaylineError:
    return BaylineError(
        f"the card is of this installation, “{identifier}”, or of one with the same id",
        do="ask the partner for its own card; two installations may not share an id",
        zh=Words(
            f"这是本处“{identifier}”自己的名片，或代号与本处相同",
            do="请向对方要它的名片；两处不能同用一个代号",
        ),
    )


def _used_key() -> BaylineError:
    return BaylineError(
        "this key belongs to another partner, or was revoked",
        do="ask the partner for a card with a new key",
        zh=Words("这把密钥属于别的伙伴，或已作废", do="请对方换一把密钥，重发名片"),
    )


def _bad_id(identifier: str, *, is_taken: bool) -> BaylineError:
    return BaylineError(
        f"“{identifier[:40]}” cannot be the id of a new partner, or the name is missing",
        why="it is taken" if is_taken else "an id has 2 to 40 small letters, digits, hyphens",
        do="write another id, such as pinghu, and the name",
        zh=Words(
            f"“{identifier[:40]}”不能作新伙伴的代号，或没有写名称",
            "已有同名代号" if is_taken else "代号是2至40个小写字母、数字或连字符",
            "请另写代号，如pinghu，并写名称",
        ),
    )
