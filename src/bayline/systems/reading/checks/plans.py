"""Whether a share of a plan fits what was done and what was planned."""

from collections.abc import Sequence

from bayline.kernel.figures import agrees, ratio
from bayline.kernel.findings import Finding, Verdict
from bayline.systems.reading.rules.figures import is_loose, percent
from bayline.systems.reading.rules.passages import View
from bayline.systems.reading.rules.plans import Progress, progress_of
from bayline.systems.reading.rules.wording import (
    computed_row,
    finding,
    gap_in_unit,
    printed,
    row,
    weighed,
)


def share_of_plan(views: Sequence[View]) -> list[Finding]:
    """Recompute what share of a plan was done, where the plan is given in figures.

    title_zh: 完成计划的比例

    Recomputed: done ÷ planned, against the printed percentage. A plan without a figure, a single
    month and a part of the work (其中) are left alone.

    Verdicts: holds; contradiction.

    Example: 完成投资90亿元，占年度计划120亿元的75% holds.
    """
    return [made for view in views for each in progress_of(view) for made in _compared(view, each)]


def _compared(view: View, progress: Progress) -> list[Finding]:
    done, plan, share = progress
    low = plan.figure.tolerance().low
    if low is None or low <= 0 or done.figure.low is None:
        return []
    computed = ratio(done.figure, plan.figure)
    fits = agrees(share.figure, computed)
    if not fits and any(is_loose(item.figure) for item in progress):
        return []
    a, b, said = (printed(view, item) for item in progress)
    got = percent(computed)
    head, head_en = ("相符", "Agrees") if fits else ("不一致", "Does not agree")
    tail = "一致。" if fits else f"不符，差{gap_in_unit(computed, share.figure, share)}。"
    zh = f"{head}：{view.name}中完成{a}、计划{b}，完成计划的{got}，与文中{said}{tail}"
    en = f"{head_en}: in {view.name} {a} done of {b} planned is {got}; the text says {said}."
    sharp = ratio(done.figure.sharpened(), plan.figure.sharpened())
    made = finding(
        "share_of_plan",
        Verdict.HOLDS if fits else Verdict.CONTRADICTION,
        (zh, en),
        rows=(
            row(view, done, "完成", label_en="Done"),
            row(view, plan, "计划", label_en="Planned", operation="÷"),
            computed_row(computed, "算得", "Computed"),
            row(view, share, "文中写", label_en="Stated"),
        ),
        claims=[view.cite(item) for item in progress],
    )
    return [weighed(made, computed, sharp, stated=share) if fits else made]
