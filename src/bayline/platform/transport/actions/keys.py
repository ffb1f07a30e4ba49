"""Name this installation, make its keys, replace and revoke them; take a partner's new one."""

from datetime import datetime, timedelta

from django.db import transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.visible import one_line
from bayline.platform.transport import cards, keyring, models, queries
from bayline.platform.transport.actions.addressing import checked_address
from bayline.platform.transport.actions.noting import note
from bayline.platform.transport.actions.receiving import KEY_CHANGE
from bayline.platform.transport.actions.sending import send, signing_key
from bayline.platform.transport.envelopes import is_name
from bayline.platform.transport.sealing import moment_of, moment_text, thumbprint
from bayline.platform.transport.terms import Body, Card, Delivery, Own, PublicKey, Standing

_OVERLAP = timedelta(days=7)  # in which what was signed with the old key is still on its way


@transaction.atomic
def start(identifier: str, *, name: str, address: str, at: datetime) -> Own:
    """Give this installation its name and its first key; later only name and address change.

    Args:
        identifier: What it is called in envelopes: small letters, digits, hyphens.
        name: What people call it.
        address: Where partners reach it, such as https://example.gov.cn; empty where messages
            travel as files only.
        at: When.

    Raises:
        BaylineError: A part is not as it must be, or it has another id already.
    """
    shown = one_line(name, cards.LONGEST_NAME)
    if not is_name(identifier) or not shown:
        raise _bad_name(identifier)
    there = models.Own.objects.first()
    if there is not None and there.id != identifier:
        raise _named(there.id)
    where = checked_address(address)
    models.Own.objects.update_or_create(pk=identifier, defaults={"name": shown, "address": where})
    if there is None:
        _keep_new_key(at)
        note(None, "started", at=at)
    return queries.own()


def _keep_new_key(at: datetime) -> PublicKey:
    kid, x = keyring.make_key()
    models.Key.objects.create(kid=kid, x=x, begins=at)
    return PublicKey(kid=kid, x=x, begins=at)


def card(*, at: datetime) -> str:
    """Write the card of this installation.

    Raises:
        BaylineError: It has no name, or no key that signs.
    """
    own = queries.own()
    key = signing_key(own, at)
    made = Card(id=own.id, name=own.name, address=own.address, x=key.x, made=key.begins)
    return cards.written(made, key=keyring.private_key(key.kid))


@transaction.atomic
def rotate(*, at: datetime, is_lost: bool = False, reason: str = "") -> Own:
    """Replace the key: partners are told by a message that the old one signs.

    Args:
        at: When.
        is_lost: Whether the old key is gone or known to others; then it is revoked at once, no
            partner is told by it, and each must accept the new card.
        reason: Why it was lost.
    """
    own = queries.own()
    if is_lost:
        counting = models.Key.objects.filter(partner__isnull=True, revoked__isnull=True)
        counting.update(revoked=at, reason=reason)
        _keep_new_key(at)
        note(None, "key_lost", at=at, detail=reason)
        return queries.own()
    old = signing_key(own, at)
    kid, x = keyring.make_key()
    for partner in queries.partners():
        if partner.keys and partner.standing is not Standing.ENDED:
            body = {"x": x, "begins": moment_text(at), "ends": moment_text(at + _OVERLAP)}
            send(partner.id, conversation="transport", kind=KEY_CHANGE, body=body, at=at)
    models.Key.objects.filter(pk=old.kid).update(ends=at + _OVERLAP)
    models.Key.objects.create(kid=kid, x=x, begins=at)
    note(None, "key_changed", at=at)
    return queries.own()


def take_key(delivery: Delivery) -> Body:
    """Take the new key of a partner, which its old one has signed for.

    Raises:
        BaylineError: It was recorded by hand, or is no key.
    """
    body = delivery.envelope.body
    if delivery.is_own:
        return {}
    x = str(body.get("x", ""))
    try:
        kid = thumbprint(x)
    except (ValueError, TypeError, KeyError):
        kid = ""
    if not kid or delivery.on_behalf or models.Key.objects.filter(pk=kid).exists():
        raise BaylineError(
            "this is no new key",
            do="send one that was not used before",
            zh=Words("不是新的密钥", do="请发没有用过的密钥"),
        )
    begins, ends = moment_of(body.get("begins")), moment_of(body.get("ends"))
    partner = delivery.partner.id
    models.Key.objects.filter(partner=partner, ends__isnull=True).update(ends=ends)
    models.Key.objects.create(
        kid=kid, partner_id=partner, x=x, begins=begins, by=delivery.partner.name
    )
    note(partner, "key_changed", at=delivery.at)
    return {"kid": kid}


def _bad_name(identifier: str) -> BaylineError:
    return BaylineError(
        f"“{identifier[:40]}” cannot be the id of an installation, or it has no name",
        why="partners tell installations apart by it, for good",
        do="write 2 to 40 small letters, digits or hyphens, such as jinshan, and a name",
        zh=Words(
            f"“{identifier[:40]}”不能作代号，或没有写名称",
            "伙伴一直靠代号分辨",
            "代号请写2至40个小写字母、数字或连字符，如jinshan，并写名称",
        ),
    )


def _named(there: str) -> BaylineError:
    return BaylineError(
        f"this installation is called “{there}” already",
        why="what partners hold is signed under this id",
        do="keep the id; name and address may change",
        zh=Words(
            f"本处已叫“{there}”", "伙伴手里的消息都签着这个代号", "请保留代号；名称和地址可以改"
        ),
    )
