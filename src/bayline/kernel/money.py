"""Money in whole fen: amounts that are owed or paid, where not one fen may appear or vanish.

A document's 约41亿元 is a `Figure`; a settlement's 1 234.56 is `Money`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, InvalidOperation
from fractions import Fraction
from typing import Self

from bayline.kernel.errors import BaylineError

_FEN_IN_YUAN = 100
_EXACT = Context(prec=1000, Emin=MIN_EMIN, Emax=MAX_EMAX)


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount in hundredths of its currency.

    Attributes:
        fen: Whole hundredths; negative is owed the other way.
        currency: ISO 4217 code.
    """

    fen: int
    currency: str = "CNY"

    @classmethod
    def of_yuan(cls, amount: Decimal, currency: str = "CNY") -> Self:
        """Make money from an exact amount in yuan.

        Raises:
            BaylineError: If the amount has parts of a fen or is no number.
        """
        try:
            fen = _EXACT.multiply(amount, _FEN_IN_YUAN)
            whole = int(fen)
        except (InvalidOperation, ValueError, OverflowError):
            whole, fen = 0, Decimal(1)
        if whole != fen:
            raise BaylineError(
                f"{amount} {currency} is no whole number of fen",
                why="money is kept in whole fen so that nothing is lost",
                do="round the amount where the rule says how",
            )
        return cls(fen=whole, currency=currency)

    @property
    def yuan(self) -> Decimal:
        """The exact amount in yuan."""
        return Decimal(self.fen).scaleb(-2, _EXACT)

    def plus(self, other: "Money") -> "Money":
        """Add an amount of the same currency."""
        return Money(fen=self.fen + _fen(other, self.currency), currency=self.currency)

    def minus(self, other: "Money") -> "Money":
        """Subtract an amount of the same currency."""
        return Money(fen=self.fen - _fen(other, self.currency), currency=self.currency)

    def split(self, weights: Sequence[int | Decimal]) -> tuple["Money", ...]:
        """Share the amount by weights, to the fen, by the largest remainder.

        Args:
            weights: One for each share, none below zero and not all zero.

        Returns:
            Shares in the order of the weights; together exactly the amount.

        Raises:
            BaylineError: If no weight is above zero or one is below.
        """
        if not any(weights) or min(weights) < 0:
            raise BaylineError(
                f"shares by the weights {', '.join(map(str, weights)) or 'none'}",
                why="shares need weights of zero or more, at least one above zero",
                do="give the weight of each share",
            )
        shares = _largest_remainder(self.fen, [Fraction(weight) for weight in weights])
        return tuple(Money(fen=share, currency=self.currency) for share in shares)


def total(amounts: Sequence[Money], currency: str = "CNY") -> Money:
    """Add amounts of one currency; the total of none is zero."""
    result = Money(fen=0, currency=amounts[0].currency if amounts else currency)
    for amount in amounts:
        result = result.plus(amount)
    return result


def _fen(money: Money, currency: str) -> int:
    if money.currency == currency:
        return money.fen
    raise BaylineError(
        f"{money.currency} together with {currency}",
        why="two currencies have no common sum without a dated rate",
        do="exchange one of them first, naming rate and day",
    )


def _largest_remainder(fen: int, weights: list[Fraction]) -> list[int]:
    whole = sum(weights)
    exact = [fen * weight / whole for weight in weights]
    shares = [int(share // 1) for share in exact]
    # Ties go to the earlier share, and a share without weight never gets a leftover fen.
    by_remainder = sorted(range(len(exact)), key=lambda i: (shares[i] - exact[i], i))
    for i in by_remainder[: fen - sum(shares)]:
        shares[i] += 1
    return shares
