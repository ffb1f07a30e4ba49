"""Demonstration villages: step by step from application to acceptance, each shown and dated.

Two numbers nine are two things: a batch of the whole city, and the villages of one district in
all batches. They are counted apart, each with the size of the batch where a source gives it.

Source: 上海市农业农村委员会, 2022-08-08: districts apply, the city reviews, lists, examines the
designs; 不设计、不施工 (nothing is built without a design).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple, NoReturn

from bayline.kernel.errors import Words
from bayline.systems.villages.rules.declaring import DAY, TEXT, WANTED, is_said, table_of
from bayline.systems.villages.rules.refusing import refusal
from bayline.systems.villages.terms.campaigns import (
    DemonstrationStage,
    DemonstrationVillage,
    Step,
)

FILE = "demonstration-2022.toml"
_RULE = {
    "name": WANTED,
    "title": WANTED,
    "since": DAY._replace(needed=True),
    "source": WANTED,
    "note": TEXT,
}
_ORDER = tuple(DemonstrationStage)
_TITLES = {
    DemonstrationStage.APPLIED: "申报",
    DemonstrationStage.REVIEWED: "评审",
    DemonstrationStage.LISTED: "列入",
    DemonstrationStage.DESIGNED: "设计评审",
    DemonstrationStage.BUILT: "建成",
    DemonstrationStage.ACCEPTED: "验收",
}


@cache
def design_first_since() -> date:
    """Give the first day on which nothing is built without a design."""
    file = files("bayline.systems.villages").joinpath("parameters", FILE)
    top = table_of(file.read_bytes(), where=FILE)
    top.check(_RULE)
    since: date = top.found["since"]
    return since


def advanced(village: DemonstrationVillage, step: Step) -> DemonstrationVillage:
    """Take a step.

    Args:
        village: The village before.
        step: Stage, when, and what shows it.

    Raises:
        BaylineError: A stage is left out or goes back, the day is before that of the last step,
            nothing shows it, or it is built without a design.
    """
    _refuse_unshown(village, step)
    _refuse_out_of_turn(village, step)
    last = village.steps[-1] if village.steps else None
    if last and step.on.end and last.on.start and step.on.end <= last.on.start:
        _bad(
            village,
            (
                f"{step.stage.value} {step.on.edtf} is before {last.stage.value} {last.on.edtf}",
                "steps follow one another",
                "correct one of the days",
            ),
            (
                f"{_TITLES[step.stage]}（{step.on.edtf}）早于{_TITLES[last.stage]}（{last.on.edtf}）",
                "各步依次进行",
                "请改正其中一个日期",
            ),
        )
    return replace(village, steps=(*village.steps, step))


def _refuse_unshown(village: DemonstrationVillage, step: Step) -> None:
    if not step.shown_by or not all(
        is_said(one.document) and is_said(one.quote) for one in step.shown_by
    ):
        _bad(
            village,
            (f"nothing shows that it was {step.stage.value}", "", "name document and words"),
            (f"{_TITLES[step.stage]}没有依据", "", "请写明文件和原句"),
        )


def _refuse_out_of_turn(village: DemonstrationVillage, step: Step) -> None:
    next_ = _next_of(village.stage)
    allowed = {next_} if next_ else set()
    if next_ is DemonstrationStage.DESIGNED and not _needs_design(step):
        allowed |= {DemonstrationStage.BUILT}
    if step.stage in allowed:
        return
    now = village.stage.value if village.stage else "nothing yet"
    now_zh = _TITLES[village.stage] if village.stage else "尚无"
    if next_ is DemonstrationStage.DESIGNED and step.stage is DemonstrationStage.BUILT:
        _bad(
            village,
            (
                "it was built without a design",
                f"since {design_first_since()} nothing is built without one",
                "record the review of the design first",
            ),
            ("没有设计就施工", f"{design_first_since()}起不设计、不施工", "请先登记设计评审"),
        )
    wanted = next_.value if next_ else "nothing more"
    wanted_zh = _TITLES[next_] if next_ else "没有下一步"
    _bad(
        village,
        (
            f"{now} cannot become {step.stage.value}",
            f"next is {wanted}",
            "record the steps between",
        ),
        (
            f"“{now_zh}”之后不能是“{_TITLES[step.stage]}”",
            f"下一步是“{wanted_zh}”",
            "请先登记中间的步骤",
        ),
    )


def _next_of(stage: DemonstrationStage | None) -> DemonstrationStage | None:
    at = 0 if stage is None else _ORDER.index(stage) + 1
    return _ORDER[at] if at < len(_ORDER) else None


def _needs_design(step: Step) -> bool:
    return step.on.end is None or step.on.end > design_first_since()


def _bad(
    village: DemonstrationVillage, en: tuple[str, str, str], zh: tuple[str, str, str]
) -> NoReturn:
    raise refusal(village.village, Words(*en), Words(*zh))


class Named(NamedTuple):
    """Villages of one region in a batch of the city: so many of so many, or of N."""

    batch: str
    villages: tuple[str, ...]
    of: int | None
    sentence: str
    zh: str


def named(villages: Iterable[DemonstrationVillage], sizes: Mapping[str, int]) -> tuple[Named, ...]:
    """Count the villages of a region by batch of the city.

    Args:
        villages: The villages of the region.
        sizes: How many villages the whole batch has, where a source says.

    Raises:
        BaylineError: A village is in two batches, or a batch has fewer than are named.
    """
    known = [*villages]
    _refuse_two_batches(known)
    batches = sorted({one.batch for one in known})
    return tuple(_named(batch, known, sizes.get(batch)) for batch in batches)


def _refuse_two_batches(villages: Sequence[DemonstrationVillage]) -> None:
    for code, count in Counter(one.village for one in villages).items():
        if count > 1:
            batches = [one.batch for one in villages if one.village == code]
            raise refusal(
                code,
                Words(
                    f"it is in the batches {', '.join(batches)}",
                    "a village is in one batch, once",
                    "take it out of the others",
                ),
                Words(
                    f"列在批次{'、'.join(batches)}", "一个村只在一批，只列一次", "请从其余批次去掉"
                ),
            )


def _named(batch: str, villages: Iterable[DemonstrationVillage], size: int | None) -> Named:
    own = tuple(sorted(one.village for one in villages if one.batch == batch))
    if size is not None and size < len(own):
        raise refusal(
            batch,
            Words(
                f"{len(own)} villages are named, the whole batch has {size}",
                "",
                "correct one of them",
            ),
            Words(f"列出{len(own)}个村，全市这一批只有{size}个", "", "请改正其中一个"),
        )
    if size is None:
        return Named(
            batch,
            own,
            None,
            f"{len(own)} of N; how many the whole batch has is not stated",
            f"{len(own)}个；全市这一批共几个没有写明",
        )
    return Named(batch, own, size, f"{len(own)} of {size}", f"全市{size}个中的{len(own)}个")
