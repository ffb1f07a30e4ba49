"""What documents say, held against what only a system keeps, such as its readings.

A system offers such checks, named `system.check`. They are run whenever a document is checked, and
the system has them run again whenever what it keeps has changed. What they find stands among the
findings like all others: it is gone by itself when it no longer holds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bayline.kernel.findings import State
from bayline.platform.offering import all_offered
from bayline.platform.record.actions import keep_findings
from bayline.platform.record.terms import Found, KeptFinding, KeptText


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A check of a system.

    Attributes:
        check: How its findings call it: the system before a point, ecology.published_share.
        title: What it compares, in Chinese and in English.
        advice: What would resolve its findings, in both languages.
        counted: What the other side is called, in both languages.
        hold: Gives what it finds about a document.
        path: Gives the path of the page of the other side, without language and day, and what that
            page is asked.
    """

    check: str
    title: tuple[str, str]
    advice: tuple[str, str]
    counted: tuple[str, str]
    hold: Callable[[KeptText], Sequence[Found]]
    path: Callable[[KeptFinding], tuple[str, dict[str, str]]]

    @property
    def system(self) -> str:
        """The system that offers it."""
        return self.check.rpartition(".")[0]


_HOLDINGS: dict[str, Holding] = {}


def offer_holding(holding: Holding) -> None:
    """Have documents held against what a system keeps."""
    _HOLDINGS[holding.check] = holding


def holdings() -> tuple[Holding, ...]:
    """Give all checks that systems offer."""
    all_offered()
    return tuple(_HOLDINGS.values())


def holding_of(check: str) -> Holding | None:
    """Find a check by its name; None where no system offers it."""
    all_offered()
    return _HOLDINGS.get(check)


def advice_of(check: str, state: State) -> tuple[str, str] | None:
    """Tell in both languages what would resolve a finding; None where nothing more is to be said.

    Args:
        check: The check that found it.
        state: What it asks of its reader.
    """
    found = holding_of(check)
    return found.advice if found and state is not State.HOLDS else None


def hold_text(text: KeptText, *, at: datetime, system: str = "") -> None:
    """Hold a document against what systems keep, and keep what is found.

    Args:
        text: The text of the document.
        at: When.
        system: Only against what this system keeps; empty for all.
    """
    asked = [one for one in holdings() if system in ("", one.system)]
    for name in dict.fromkeys(one.system for one in asked):
        found = [each for one in asked if one.system == name for each in one.hold(text)]
        keep_findings(found, about=text.source, at=at, system=name)
