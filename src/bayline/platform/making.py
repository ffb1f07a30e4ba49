"""What is made of what is kept, such as where projects stand, is compared with it when verified.

A system that keeps such a table offers how it is checked; `bayline verify` asks all of them.
"""

from collections.abc import Callable, Iterable

from bayline.platform.offering import all_offered

Check = Callable[[], Iterable[str]]
_CHECKS: list[Check] = []


def offer_check(check: Check) -> None:
    """Have a table compared with what it is made of, whenever a home is verified.

    Args:
        check: Gives a sentence for each difference, which names the command that mends it.
    """
    if check not in _CHECKS:
        _CHECKS.append(check)


def faults() -> tuple[str, ...]:
    """Give all differences."""
    all_offered()
    return tuple(fault for check in _CHECKS for fault in check())
