"""The one rule of rounding: to the whole fen, half a fen upwards, once for each share taken.

Source: ours; the documents of the packs do not say. Each line of a bill and each band is rounded by
itself; what is left is found by subtraction and never by a second rounding, so that no fen is lost.
"""

from bayline.systems.settlement.terms import BP

WORDS = "half a fen is rounded up, once for each line of a bill and for each band"
WORDS_ZH = "四舍五入到分，每一行费用、每一段比例各取整一次"
TWICE = BP * BP  # a share times a multiplier


def share(amount: int, bp: int) -> int:
    """Give a share of an amount.

    Args:
        amount: Fen, not negative.
        bp: Basis points.
    """
    return (amount * bp + BP // 2) // BP


def product_share(amount: int, parts: int) -> int:
    """Give a share that is a product of two.

    Args:
        amount: Fen, not negative.
        parts: Basis points times basis points.
    """
    return (amount * parts + TWICE // 2) // TWICE


def amount_behind(paid: int, parts: int) -> int:
    """Give the least amount whose exact share is not below what is paid.

    Args:
        paid: Fen.
        parts: Basis points times basis points, above zero.
    """
    return -(-paid * TWICE // parts)
