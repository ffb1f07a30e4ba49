"""What has been made of a finding of a draft, and what may be made of it, as the list shows it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bayline.kernel.findings import Life
from bayline.systems.reading.actions.choosing import LONGEST_REASON, Misfit, Refused
from bayline.systems.reading.actions.noting import said_of
from bayline.systems.reading.pages.lives import life_word
from bayline.systems.reading.terms import Dealt

_MOST_NAMED = 8  # findings that one sentence of refusal leads to


@dataclass(frozen=True, slots=True, kw_only=True)
class DealView:
    """What is made of one finding.

    Attributes:
        key: What the form calls the finding.
        asks: Whether it asks anything of the writer.
        life: What has become of it: open, corrected, explained, dismissed.
        word: The same in a word.
        said: What was chosen, in a sentence; empty while it is open.
        old: The words that another value would replace; empty if it gives none.
        new: The other value.
        is_recorded: Whether the record gives that value; else it was recomputed.
        is_asking: Whether the field for a reason is open.
        reason: What is typed there.
        problem: Why the reason was not taken.
        after: Where the page goes on once the finding is set aside.
    """

    key: str
    asks: bool
    life: str
    word: str
    said: str
    old: str
    new: str
    is_recorded: bool
    is_asking: bool = False
    reason: str = ""
    problem: str = ""
    after: str = "findings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Why choices were not followed: one sentence, and the numbers of the findings it is about."""

    sentence: str
    findings: tuple[int, ...] = ()


def deal_views(
    dealt: Sequence[Dealt], *, asking: str = "", reason: str = "", problem: str = ""
) -> Iterator[DealView]:
    """Show what is made of every finding.

    Args:
        dealt: The findings as their writer dealt with them, in the order of the list.
        asking: The finding whose field for a reason is open.
        reason: What is typed there.
        problem: Why it was not taken.
    """
    for each in dealt:
        is_asking = each.key == asking
        yield DealView(
            key=each.key,
            asks=each.asks,
            life=each.life.value,
            word=life_word(each.life),
            said=said_of(each)[get_language() == "en"],
            old=each.change.old if each.change else "",
            new=each.change.new if each.change else "",
            is_recorded=each.change is not None and each.change.is_recorded,
            is_asking=is_asking,
            reason=reason if is_asking else "",
            problem=problem if is_asking else "",
        )


def going_on(deals: Iterable[DealView]) -> list[str]:
    """Give for each of the findings on a page the anchor of the next one that is open."""
    after, found = "findings", []
    for each in reversed([*deals]):
        found.append(after)
        if each.asks and each.life == Life.OPEN:
            after = f"d-{each.key}"
    return found[::-1]


def notices_of(refused: Sequence[Refused], *, is_whole: bool, is_known: bool) -> Iterator[Notice]:
    """Say why choices were not followed, each reason once.

    Args:
        refused: The choices.
        is_whole: Whether what the page carried could be read.
        is_known: Whether the button that was pressed is one of the page's.
    """
    if not is_whole:
        yield Notice(sentence=_("随页带来的处置读不出来，都没有采用。请重新处置。"))
    if not is_known:
        yield Notice(sentence=_("所按的不是页上的按钮，没有处置。"))
    for why in Misfit:
        about = [one for one in refused if one.why is why]
        if about:
            numbers = sorted({one.at + 1 for one in about if one.at >= 0})
            yield Notice(sentence=misfit_words(why, len(about)), findings=(*numbers[:_MOST_NAMED],))


def misfit_words(why: Misfit, count: int = 1) -> str:
    """Say why a choice is not followed."""
    words = {
        Misfit.GONE: _(
            "有%(n)d项处置与现在的文稿对不上，没有采用：所涉的字句已经改动，或已没有这一发现。"
        ),
        Misfit.NO_VALUE: _("有%(n)d项处置要采用别的数值，但核对没有给出，没有采用。"),
        Misfit.TAKEN: _(
            "有%(n)d项处置没有采用：同一处已经采用了另一个数值。请先把前一项改回待核。"
        ),
        Misfit.NO_REASON: _("没有写说明，还没有记下。请写一句为什么保留。"),
        Misfit.TOO_LONG: _("说明超过%(most)d字，还没有记下。请写短一些。"),
    }
    return words[why] % {"n": count, "most": LONGEST_REASON}
