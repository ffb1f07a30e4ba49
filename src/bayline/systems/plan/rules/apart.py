"""What sets a figure apart from a target, and the words in which that is looked for."""

from dataclasses import dataclass

from bayline.kernel.english import in_english
from bayline.systems.plan.rules.sentences import words
from bayline.systems.plan.terms.results import Result
from bayline.systems.plan.terms.targets import Rule
from bayline.systems.plan.terms.verdicts import Trap, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """What sets a figure apart from a target.

    Attributes:
        trap: Its kind.
        note: The sentence on it.
    """

    trap: Trap
    note: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The words around a target and around a figure.

    Attributes:
        asked: Those of the target.
        own: Those of the figure's clause.
        context: Those of its sentence since the figure before it.
        sentence: Those of its sentence up to it, other figures included.
        rule: The target.
        result: The figure.
    """

    asked: str
    own: str
    context: str
    sentence: str
    rule: Rule
    result: Result


def differs(said: Said, zh: str, en: str, trap: Trap = Trap.OTHER_INDICATOR) -> Apart:
    """Say what sets a figure apart.

    Args:
        said: The words around target and figure.
        zh: What the figure is, behind 文中的….
        en: The same, behind … in the text.
        trap: Its kind.
    """
    printed = said.result.words
    shown = in_english(printed)
    return Apart(trap=trap, note=words(f"文中的{printed}{zh}。", f"{shown} in the text {en}."))
