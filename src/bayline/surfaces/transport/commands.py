"""The transport from the command line: own name and key, partners, what waits."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from bayline.platform.languages import either, is_chinese
from bayline.platform.terminal import escaped, text_or_json
from bayline.platform.transport.terms import Partner, Standing

_COMMAND_LINE = "命令行"


@click.group()
def transport() -> None:
    """Exchange signed messages with other installations."""


@transport.command()
@click.argument("identifier", metavar="ID")
@click.option("--name", required=True, help="What people call this installation.")
@click.option("--address", default="", help="Where partners reach it, such as https://HOST.")
def start(identifier: str, *, name: str, address: str) -> None:
    """Name this installation and make its key; later change its name or address.

    ID is what partners call it for good: small letters, digits, hyphens.
    """
    _open()
    from bayline.platform.transport.actions import keys

    keys.start(identifier, name=name, address=address, at=_now())
    click.echo(keys.card(at=_now()), nl=False)


@transport.command()
def card() -> None:
    """Print the card to hand to a partner; tell the fingerprint by another way."""
    _open()
    from bayline.platform.transport.actions import keys

    click.echo(keys.card(at=_now()), nl=False)


@transport.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--fingerprint", required=True, help="As the partner told it by another way.")
@click.option("--by", default=_COMMAND_LINE, help="Who compared it.")
def accept(file: Path, *, fingerprint: str, by: str) -> None:
    """Take in the partner whose card is in FILE, or its new key."""
    _open()
    from bayline.platform.transport.actions import partners

    found = partners.accept(
        file.read_text("utf-8", errors="replace"), told=fingerprint, by=by, at=_now()
    )
    click.echo(escaped(either(f"已收为伙伴：{found.name}", f"accepted: {found.name}")))


@transport.command(name="list")
@text_or_json
def list_(form: str) -> None:
    """List the partners, what waits for each, and what is in the way."""
    _open()
    from bayline.platform.pages import plain
    from bayline.platform.transport import queries

    found, queues = queries.partners(), queries.queues()
    if form == "json":
        rows = [
            {**plain(one), "queue": plain(queues.get(one.id, queries.Queue()))} for one in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for one in found:
        queue = queues.get(one.id, queries.Queue())
        click.echo(escaped(_line(one, queue.waiting, queue.held)))


def _line(one: Partner, waiting: int, held: int) -> str:
    from bayline.platform.transport.naming import fault_words

    contact = f"{one.contact:%Y-%m-%d %H:%M}Z" if one.contact else either("从未", "never")
    counts = either(f"待发{waiting} 搁置{held}", f"waiting {waiting} held {held}")
    fault = fault_words(one.fault, english=not is_chinese()) if one.fault else ""
    parts = (one.id, one.name, one.standing.value, counts, contact, fault, one.detail)
    return "  ".join(filter(None, parts))


@transport.command()
@click.option("--lost", is_flag=True, help="The old key is gone or known to others: revoke it.")
@click.option("--reason", default="", help="What happened, where it is lost.")
def rotate(*, lost: bool, reason: str) -> None:
    """Replace the key; partners are told by a message that the old key signs."""
    _open()
    from bayline.platform.transport.actions import keys

    keys.rotate(at=_now(), is_lost=lost, reason=reason)
    if lost:
        click.echo(
            either(
                "旧密钥已作废。请把新名片交给每个伙伴，核对指纹：",
                "The old key is revoked. Hand the new card to every partner and compare:",
            ),
            err=True,
        )
    click.echo(keys.card(at=_now()), nl=False)


@transport.command()
@click.argument("partner", metavar="PARTNER")
@click.argument("key", metavar="KEY")
@click.option("--reason", required=True, help="Who reported what.")
@click.option("--by", default=_COMMAND_LINE, help="Who revokes it.")
def revoke(partner: str, key: str, *, reason: str, by: str) -> None:
    """Revoke a KEY of a PARTNER: nothing that it has signed is taken any more."""
    _open()
    from bayline.platform.transport.actions import partners

    partners.revoke_key(partner, key, reason=reason, by=by, at=_now())
    click.echo(either("已作废。", "revoked"))


_STANDINGS = {"pause": Standing.PAUSED, "resume": Standing.ACTIVE, "end": Standing.ENDED}


@transport.command(name="set")
@click.argument("partner", metavar="PARTNER")
@click.argument("standing", type=click.Choice([*_STANDINGS]))
@click.option("--by", default=_COMMAND_LINE, help="Who decides it.")
def set_(partner: str, standing: str, *, by: str) -> None:
    """Pause, resume or end the exchange with a PARTNER."""
    _open()
    from bayline.platform.transport.actions import partners

    found = partners.set_standing(partner, _STANDINGS[standing], by=by, at=_now())
    click.echo(escaped(f"{found.id}  {found.standing.value}"))


@transport.command()
@click.argument("partner", metavar="PARTNER")
def deliver(partner: str) -> None:
    """Send what waits for a PARTNER now, what was held as well."""
    _open()
    from bayline.platform.transport.actions import partners
    from bayline.platform.transport.delivering import deliver as delivered
    from bayline.platform.transport.naming import fault_words

    partners.retry(partner, by=_COMMAND_LINE, at=_now())
    fault = delivered(partner)
    click.echo(
        either("已送到。", "delivered")
        if fault is None
        else fault_words(fault, english=not is_chinese())
    )


@transport.command()
@click.argument("partner", metavar="PARTNER", default="")
def compare(partner: str) -> None:
    """Compare with a PARTNER what both hold, and bring back what one has lost.

    Without PARTNER all are compared that can be reached, as a daily task would. The exit status is
    1 where something differs or somebody cannot be asked; both sides are told what differs.
    """
    _open()
    from bayline.platform.transport import queries

    named = [partner] if partner else [one.id for one in queries.partners() if _is_asked(one)]
    alike = [_is_alike(one) for one in named]
    if not all(alike):
        raise SystemExit(1)


def _is_asked(one: Partner) -> bool:
    return one.standing is Standing.ACTIVE and bool(one.address)


def _is_alike(partner: str) -> bool:
    from bayline.kernel.errors import BaylineError
    from bayline.platform.transport import queries
    from bayline.platform.transport.actions.comparing import compare as compared
    from bayline.platform.transport.delivering import asking

    known = queries.partner(partner)
    try:
        found = compared(partner, asking=asking(known), now=_now(), by=_COMMAND_LINE)
    except BaylineError as error:
        said = error.in_chinese() if is_chinese() else error.sentence()
        click.echo(escaped(f"{partner}  {said}"), err=True)
        return False
    click.echo(
        escaped(
            f"{partner}  "
            + either(
                f"核对{found.conversations}个会话：再发{found.sent_again}条，"
                f"请对方再发{found.asked_again}个会话，补回{found.given_back}条，"
                f"不一致{len(found.differing)}个 {' '.join(found.differing)}",
                f"{found.conversations} conversations: {found.sent_again} sent again, "
                f"{found.asked_again} asked for again, {found.given_back} given back, "
                f"{len(found.differing)} differ {' '.join(found.differing)}",
            )
        )
    )
    return not found.differing


@transport.command(name="export")
@click.argument("partner", metavar="PARTNER")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--by", default=_COMMAND_LINE, help="Who sends it.")
def export_(partner: str, file: Path, *, by: str) -> None:
    """Write what waits for a PARTNER into FILE, which any browser shows."""
    _open()
    from bayline.platform.transport.actions import letters

    file.write_text(letters.export(partner, at=_now(), by=by), "utf-8")


@transport.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", default=_COMMAND_LINE, help="Who takes it in.")
def import_(file: Path, *, by: str) -> None:
    """Take in the FILE that a partner has exported, once its signature holds."""
    _open()
    from bayline.platform.transport.actions import letters

    found = letters.take_letter(file.read_bytes(), at=_now(), by=by)
    click.echo(
        either(
            f"收下{found.taken}条，早已收过{found.known}条，按规则不办{found.refused}条，"
            f"暂不能收{found.left}条，回执{found.receipts}份。",
            f"{found.taken} taken, {found.known} known, {found.refused} refused, "
            f"{found.left} left, {found.receipts} receipts",
        )
    )


@transport.command()
@click.argument("codes", metavar="CODES")
@click.option("--partner", default="", help="Whose they are.  [default: of this installation]")
@click.option("--by", default=_COMMAND_LINE, help="Who says so.")
def codes(codes: str, *, partner: str, by: str) -> None:
    """Say for which organisations a side speaks: CODES with commas between."""
    _open()
    from bayline.platform.transport.actions import partners

    partners.set_codes(partner, codes, by=by, at=_now())
    click.echo(either("已改。", "changed"))


def _now() -> datetime:
    return datetime.now(UTC)


def _open() -> None:
    from bayline.platform.homes import open_home

    open_home()
