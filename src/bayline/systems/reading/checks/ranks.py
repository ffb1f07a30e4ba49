"""Whether a rank moved the way, and by the places, that the text says."""

from collections.abc import Sequence

from bayline.kernel.figures import Figure
from bayline.kernel.findings import Finding, Row, Verdict
from bayline.systems.reading.rules.passages import View
from bayline.systems.reading.rules.ranks import RankMove, places_gained, rank_moves
from bayline.systems.reading.rules.wording import computed_row, finding


def moves_of_rank(views: Sequence[View]) -> list[Finding]:
    """Recompute by how many places a rank moved.

    title_zh: 位次升降

    Recomputed: the rank before minus the rank after. The smaller number is the better rank, so
    that 上升 leads to a smaller one.

    Verdicts: holds; contradiction where the places differ or the direction is the other one.

    Example: 由第9位上升到第5位，上升4位 holds.
    """
    return [_move(view, move) for view in views for move in rank_moves(view)]


def _move(view: View, move: RankMove) -> Finding:
    gained = places_gained(move)
    said = gained if move.rises else -gained
    fits = said > 0 and move.places in {None, int(said)}
    text = view.document.reading.text
    a, b = (text[rank.start : rank.end] for rank in (move.start, move.end))
    way, way_en = ("上升", "up") if gained > 0 else ("下降", "down")
    head, head_en = ("相符", "Agrees") if fits else ("不一致", "Does not agree")
    words, places = text[slice(*move.span)], abs(gained)
    zh = f"{head}：{view.name}由{a}到{b}，为{way}{places}位，文中写“{words}”。"
    en = f"{head_en}: {view.name}, from {a} to {b}, is {places} place(s) {way_en}; the text says "
    en += f"“{words}”."
    rows = [
        Row(
            label=label,
            label_en=label_en,
            figure=Figure.exactly(rank.value or 0, "位"),
            operation=sign,
            reference=view.reference(rank.start, rank.end),
        )
        for label, label_en, rank, sign in (
            ("原位次", "Rank before", move.start, ""),
            ("现位次", "Rank after", move.end, "-"),
        )
    ]
    result = computed_row(Figure.exactly(gained, "位"), "位次变化", "Places gained")
    return finding(
        "moves_of_rank",
        Verdict.HOLDS if fits else Verdict.CONTRADICTION,
        (zh, en),
        rows=(*rows, result),
        claims=(view.reference(*move.span),),
    )
