"""Opens a recall and keeps what is done in it."""

from collections.abc import Mapping
from datetime import datetime
from time import perf_counter
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.record.actions.turns import take_turn
from bayline.systems.produce.actions.acting import keep_act
from bayline.systems.produce.queries.acts import RECALL, count_subjects
from bayline.systems.produce.queries.events import facts_of
from bayline.systems.produce.queries.known import residue_named
from bayline.systems.produce.queries.recalls import reach_of, recall_named, roots_of
from bayline.systems.produce.rules.facts import name_of
from bayline.systems.produce.rules.recalls import Act, Kind, Recall, Scope, check_act


class Opening(NamedTuple):
    """What a recall is opened for.

    Attributes:
        lot: The lot that failed, in any way to write it; empty where the sample names it.
        sample: The code of the test that failed; empty if there is none.
        scope: How far it goes.
        reason: Why.
        is_drill: Whether it is a drill, which calls nothing back.
    """

    lot: str
    sample: str
    scope: Scope
    reason: str
    is_drill: bool


@transaction.atomic
def open_recall(asked: Opening, *, by: str, at: datetime) -> Recall:
    """Open a recall: list everything, and keep how long that took.

    Raises:
        BaylineError: Nothing is known of the lot or the sample, or no reason is given.
    """
    take_turn()
    begun = perf_counter()
    start = name_of(_lot(asked))
    if not facts_of([start])[start]:
        raise _refused(
            f"no event is about {start}",
            "check how the lot is written, or capture its events",
            Words(f"没有关于{start}的事件", do="请核对批次的写法，或先收录它的事件"),
        )
    if not asked.reason.strip():
        raise _refused(
            "nothing says why it is called back",
            "write what failed",
            Words("没有写召回的理由", do="请写明什么不合格"),
        )
    reach_of(start, asked.scope)
    number = f"R{timezone.localtime(at):%y%m%d}-{count_subjects(RECALL) + 1}"
    told = {
        "kind": Kind.OPENED,
        "start": start,
        "roots": [*roots_of(start, asked.scope)],
        "scope": asked.scope,
        "sample": asked.sample,
        "reason": asked.reason.strip(),
        "drill": asked.is_drill,
        "listed_ms": round((perf_counter() - begun) * 1000),
    }
    keep_act(RECALL, number, told, lot=start, by=by, at=at)
    return known_recall(number)


def _lot(asked: Opening) -> str:
    if asked.lot.strip():
        return asked.lot.strip()
    found = residue_named(asked.sample.strip())
    if not found:
        raise _refused(
            f"there is no test “{asked.sample[:40]}”" if asked.sample else "no lot is named",
            "name the lot that failed, or a test of the register",
            Words(
                f"没有“{asked.sample[:40]}”这份检测" if asked.sample else "没有写哪一批",
                do="请写不合格的批次，或名册里的检测编号",
            ),
        )
    return found["lot"]


@transaction.atomic
def act_on(number: str, kind: Kind, told: Mapping[str, Any], *, by: str, at: datetime) -> Recall:
    """Keep what was done in a recall.

    Args:
        number: Of the recall.
        kind: What was done.
        told: buyer, how, kilograms, note or reason, as the kind asks for.
        by: Who did it.
        at: When.

    Raises:
        BaylineError: There is no such recall, or the act cannot follow.
    """
    take_turn()
    recall = known_recall(number)
    act = Act(number, kind, told, by, at)
    check_act(recall, act)
    keep_act(RECALL, number, {**told, "kind": kind}, lot=recall.start, by=by, at=at)
    return known_recall(number)


def known_recall(number: str) -> Recall:
    """Give a recall.

    Raises:
        BaylineError: There is none of that number.
    """
    found = recall_named(number)
    if found is None:
        raise _refused(
            f"there is no recall “{number[:40]}”",
            "see the list of recalls",
            Words(f"没有“{number[:40]}”这次召回", do="请看召回清单"),
        )
    return found


def _refused(what: str, do: str, zh: Words) -> BaylineError:
    return BaylineError(what, do=do, zh=zh)
