"""Fen and basis points as people write them."""


def yuan(fen: int) -> str:
    """Write fen as yuan: -12.30."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02}"


def percent(bp: int) -> str:
    """Write basis points as per cent: 86%, 62.5%."""
    return f"{bp // 100}.{bp % 100:02}".rstrip("0").rstrip(".") + "%"
