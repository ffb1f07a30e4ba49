"""What comparing published figures came to, as pages show it: a word, its look, its sentence."""

from collections.abc import Iterable
from dataclasses import dataclass

from bayline.kernel.errors import BaylineError
from bayline.kernel.findings import Verdict
from bayline.platform.pages import is_english, said
from bayline.systems.projects.pages import words
from bayline.systems.projects.rules.reconciling import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A verdict.

    Attributes:
        verdict: holds, contradiction, not_comparable, needs_basis; refused where none is given.
        look: How it looks.
        word: The same in a word.
        sentence: What was compared, with the numbers.
        about: What is compared, in a few words; empty where the page says so.
    """

    verdict: str
    look: str
    word: str
    sentence: str
    about: str = ""


def checked(answer: Answer, *, about: str = "") -> Checked:
    """Show an answer."""
    look, word = words.verdict_word(answer.verdict)
    sentence = answer.sentence_en if is_english() else answer.sentence
    return Checked(
        verdict=answer.verdict.value,
        look=look,
        word=word,
        sentence=sentence[:1].upper() + sentence[1:],
        about=about,
    )


def contradicted(error: BaylineError, *, about: str = "") -> Checked:
    """Show a refusal of figures that cannot all be true."""
    look, word = words.verdict_word(Verdict.CONTRADICTION)
    return Checked(verdict="refused", look=look, word=word, sentence=said(error), about=about)


_OPEN = frozenset({"refused", Verdict.CONTRADICTION.value, Verdict.NEEDS_BASIS.value})


def shown(checks: Iterable[Checked], *, is_told: bool) -> tuple[Checked, ...]:
    """Give the verdicts that a reader sees: what is open between offices is for staff.

    Args:
        checks: All verdicts of a page.
        is_told: Whether the reader is of the staff.
    """
    return tuple(one for one in checks if is_told or one.verdict not in _OPEN)


def shown_one(check: Checked | None, *, is_told: bool) -> Checked | None:
    """Give a verdict that a reader sees; None where it is for staff, or where there is none."""
    return next(iter(shown((check,) if check else (), is_told=is_told)), None)
