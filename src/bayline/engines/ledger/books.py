"""Postings, entries and balances: nothing is ever changed, an opposite entry takes back."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple


class LedgerError(ValueError):
    """An entry that no book may hold: it does not sum to zero, or an amount is no whole number."""


class Posting(NamedTuple):
    """An amount on an account.

    Attributes:
        account: Its name.
        amount: In the smallest unit of money; above zero is debit, below is credit.
    """

    account: str
    amount: int


Entry = tuple[Posting, ...]


def entry_of(amounts: Mapping[str, int]) -> Entry:
    """Make an entry of amounts by account; accounts without an amount are left out.

    Raises:
        LedgerError: It does not sum to zero, or an amount is no whole number.
    """
    return checked([Posting(account, amount) for account, amount in amounts.items() if amount])


def checked(postings: Iterable[Posting]) -> Entry:
    """Give postings as an entry.

    Raises:
        LedgerError: They do not sum to zero, or an amount is no whole number.
    """
    entry, off = tuple(postings), 0
    for account, amount in entry:
        if type(amount) is not int:
            raise LedgerError(f"{account}: {amount!r} is no whole number")
        off += amount
    if off:
        raise LedgerError(f"an entry of {len(entry)} postings is {off} off zero")
    return entry


def opposite(entry: Iterable[Posting]) -> Entry:
    """Give the entry that takes another back."""
    return tuple(Posting(account, -amount) for account, amount in entry)


def balances(entries: Iterable[Iterable[Posting]]) -> dict[str, int]:
    """Add up entries by account; accounts that come to zero are kept."""
    found: dict[str, int] = {}
    for entry in entries:
        for account, amount in entry:
            found[account] = found.get(account, 0) + amount
    return found


def disagreements(kept: Mapping[str, int], entries: Iterable[Entry]) -> Iterator[str]:
    """Say which kept balances are not what the entries add up to."""
    derived = balances(entries)
    for account in sorted({*kept, *derived}):
        if kept.get(account, 0) != derived.get(account, 0):
            held, sums = kept.get(account, 0), derived.get(account, 0)
            yield f"{account}: {held} is kept, its postings make {sums}"
