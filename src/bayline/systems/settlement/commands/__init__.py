"""The commands of settlement; nothing heavy is imported before a command runs."""

from pathlib import Path
from typing import Any

import click

from bayline.platform.terminal import table_or_lines

_partner = click.option(
    "--partner", default="", help="The other office, where there are several partners."
)
_wait = click.option(
    "--wait",
    type=click.IntRange(0, 600),
    default=10,
    show_default=True,
    help="Seconds for which the outcome is waited for; the order stays where it is later.",
)


@click.group()
def settlement() -> None:
    """Divide the bills of people treated elsewhere, and say by which rule each fen is paid."""


@settlement.command()
@click.argument("file", metavar="FILE.jsonl|-")
@click.option(
    "--rules",
    required=True,
    metavar="PACK",
    help="Rules of the place of enrollment: a place, one edition, or a file ending in .toml.",
)
@table_or_lines
def adjudicate(file: str, *, rules: str, form: str) -> int:
    """Divide each bill of a file, step by step; hold receipts against the rules.

    Exits with 1 if a bill is refused or a receipt is not explained.
    """
    from bayline.systems.settlement.commands import adjudicating

    return adjudicating.show(file, rules=rules, form=form)


@settlement.command()
@click.option("--seed", type=int, default=1, show_default=True, help="The first seed.")
@click.option(
    "--runs", type=click.IntRange(1), default=1, show_default=True, help="How many seeds from it."
)
@click.option(
    "--steps",
    type=click.IntRange(1),
    default=120,
    show_default=True,
    help="How many things happen in a run before all is healed.",
)
@table_or_lines
def simulate(*, seed: int, runs: int, steps: int, form: str) -> int:
    """Run two offices through seeded faults; exits with 1 if something that must hold did not."""
    from bayline.systems.settlement.commands import simulating

    return simulating.show(seed=seed, runs=runs, steps=steps, form=form)


@settlement.command()
@click.option(
    "--config",
    "file",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE.toml",
    help="Partner, rules, address and certificates of the node.",
)
def node(file: Path) -> None:
    """Run the node of this installation until Ctrl-C: HTTPS, each side pinning the other.

    The partner and its keys are those of `bayline transport`.
    """
    from bayline.platform.homes import open_home
    from bayline.systems.settlement.node.configuring import configured

    told = configured(file)
    open_home()
    from bayline.systems.settlement.commands import running

    running.run(told)


@settlement.command()
@click.argument("name")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="Where NAME.pem and NAME.key are put.",
)
def certificate(name: str, *, folder: Path) -> None:
    """Make a certificate for a node; hand NAME.pem to the partner, and keep NAME.key."""
    from bayline.systems.settlement.commands import certifying

    certifying.certify(name, folder)


@settlement.command()
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("settlement-demo"),
    show_default=True,
    help="A new folder, where both homes are left.",
)
def demo(folder: Path) -> None:
    """Run two offices and a hospital through a day, its totals and the clearing of its month."""
    from bayline.systems.settlement.commands import demonstrating

    demonstrating.demonstrate(folder)


@settlement.command()
@click.argument("side", type=click.Choice(["claimed", "owed"]))
@_partner
def standing(side: str, *, partner: str) -> None:
    """Print as JSON how days, differences and months of one direction stand by the journal."""
    from bayline.platform.homes import open_home

    open_home()
    from bayline.systems.settlement.commands import showing

    showing.show(side, partner=partner)


def _ordered(verb: str, *, partner: str, wait: int, **told: Any) -> int:  # noqa: ANN401 - of an order
    from bayline.platform.homes import open_home

    open_home()
    from bayline.systems.settlement.commands import ordering
    from bayline.systems.settlement.rules.protocol.ordering import Order

    return ordering.order(Order("", verb)._replace(**told), partner=partner, wait_s=wait)


@settlement.command()
@click.argument("month")
@click.option(
    "--leave-out",
    multiple=True,
    metavar="ID",
    help="An item on which the offices differ; all of them are named, and stay open.",
)
@_partner
@_wait
def clear(month: str, *, leave_out: tuple[str, ...], partner: str, wait: int) -> int:
    """Have the node clear a month that is claimed, leaving out what differs.

    Exits with 1 if it is refused.
    """
    return _ordered("clear", month=month, left_out=leave_out, partner=partner, wait=wait)


@settlement.command()
@click.argument("month")
@_partner
@_wait
def withdraw(month: str, *, partner: str, wait: int) -> int:
    """Have the node take back the statement of a month that is claimed."""
    return _ordered("withdraw", month=month, partner=partner, wait=wait)


@settlement.command()
@click.argument("fen", type=click.IntRange(1, 2**35 - 1))
@_partner
@_wait
def prepay(fen: int, *, partner: str, wait: int) -> int:
    """Have the node tell the partner what was paid to it in advance, in fen."""
    return _ordered("prepay", fen=fen, partner=partner, wait=wait)


@settlement.command()
@click.argument("side", type=click.Choice(["claimed", "owed"]))
@click.argument("month")
@_partner
@_wait
def paid(side: str, month: str, *, partner: str, wait: int) -> int:
    """Have the node enter that the rest of a month was paid; each office enters it for itself."""
    return _ordered("paid", side=side, month=month, partner=partner, wait=wait)


@settlement.command()
@_partner
@table_or_lines
def orders(*, partner: str, form: str) -> None:
    """List what was ordered of the node, and what became of it."""
    from bayline.platform.homes import open_home

    open_home()
    from bayline.systems.settlement.commands import ordering

    ordering.show(partner=partner, form=form)


@settlement.group()
def keys() -> None:
    """The keys two offices share: persons are named, names and diagnoses encrypted with them."""


@keys.command()
@click.option("--partner", required=True, metavar="NAME", help="The other office.")
@click.option("--year", required=True, type=click.IntRange(2000, 2999), help="Of the visits.")
@click.option(
    "--file",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The new file that is handed to the partner in person, then destroyed.",
)
def make(partner: str, *, year: int, file: Path) -> None:
    """Make keys for a year; those made before still open what they sealed."""
    from bayline.platform.homes import open_home

    open_home()
    from bayline.systems.settlement.commands import keying

    keying.make(partner, year=year, file=file)


@keys.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--partner", required=True, metavar="NAME", help="Who made them.")
def take(file: Path, *, partner: str) -> None:
    """Take the keys of a file; compare their names with the partner by telephone."""
    from bayline.platform.homes import open_home

    open_home()
    from bayline.systems.settlement.commands import keying

    keying.take(partner, file=file)


@keys.command(name="list")
def list_keys() -> None:
    """List the keys that are here, by name; their bytes are never shown."""
    from bayline.platform.homes import open_home

    open_home()
    from bayline.systems.settlement.commands import keying

    keying.show()


@settlement.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--rules",
    default="",
    metavar="PACK",
    help="Answer a Claim by the rules of this place or edition, as a ClaimResponse.",
)
@table_or_lines
def fhir(file: Path, *, rules: str, form: str) -> int:
    """Check a Claim or ClaimResponse of FHIR R5: path, rule and reason of all that is wrong.

    Exits with 1 if anything is.
    """
    from bayline.systems.settlement.commands import exchanging

    return exchanging.show(file, rules=rules, form=form)
