"""The form on a phone scores as the rules do, on sheets of any kind."""

import json
import os
import random
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bayline.kernel.figures import plain
from bayline.systems.villages.pages.field import field_sheet
from bayline.systems.villages.rules.scoring import is_on_grid, left_of, total_of
from bayline.systems.villages.rules.sheets import sample_sheet
from bayline.systems.villages.terms.sheets import Item, Method, ScoreSheet

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import {{ scoreOf, totalOf, written }} from "{module}";
let text = "";
for await (const part of process.stdin) text += part;
const told = JSON.parse(text).map(({{ sheet, answers }}) => {{
  const isWeighted = sheet.is_weighted;
  const scores = sheet.items.map((item, at) =>
    scoreOf(item, answers[at].typed, {{ isWeighted, isZeroed: answers[at].is_zeroed }}));
  const total = totalOf(sheet.items, scores);
  return {{
    scores: scores.map((one) => (one === null ? null : written(one))),
    total: total === null ? null : written(total),
  }};
}});
console.log(JSON.stringify(told));
"""


def number(chance: random.Random, low: int, high: int, places: int) -> Decimal:
    return Decimal(chance.randint(low * 10**places, high * 10**places)).scaleb(-places)


def an_item(chance: random.Random, code: str, method: Method) -> Item:
    most = number(chance, 1, 100, chance.randint(0, 4))
    step = min(most, max(number(chance, 0, 5, chance.randint(0, 4)), Decimal("0.0001")))
    weight = number(chance, 1, 9, chance.randint(0, 4)) if method is Method.WEIGHTED else Decimal(1)
    return Item(code=code, title=code, title_en=code, most=most, step=step, weight=weight)


def a_sheet(chance: random.Random) -> ScoreSheet:
    method = chance.choice([*Method])
    items = tuple(an_item(chance, f"i{n}", method) for n in range(chance.randint(1, 12)))
    return replace(sample_sheet(), method=method, items=items)


def an_answer(chance: random.Random, item: Item, method: Method) -> dict[str, object]:
    if method is Method.DEDUCTION:
        good = [str(chance.randint(0, 40)) for _ in range(15)]
        typed = chance.choice(["", "0", *good, "99999", "-1", "1.5", "x"])
    else:
        steps = chance.randint(0, min(int(item.most // item.step), 50))
        right = plain(item.most - item.step * steps)
        typed = chance.choice([*[right] * 15, "0", plain(item.most + 1), "", "0.123456789"])
    return {"typed": typed, "is_zeroed": chance.random() < 0.1}


def expected(item: Item, answer: dict[str, object], method: Method) -> Decimal | None:
    typed = str(answer["typed"])
    if answer["is_zeroed"]:
        return Decimal(0)
    if method is Method.DEDUCTION:
        count = typed or "0"
        return left_of(item, int(count)) if count.isdecimal() else None
    try:
        given = Decimal(typed)
    except ArithmeticError:
        return None
    return given if is_on_grid(item, given) else None


def test_a_phone_scores_random_sheets_as_the_rules_do() -> None:
    chance = random.Random(31)  # noqa: S311 - made up, the same in every run
    worlds = []
    for _ in range(400):
        sheet = a_sheet(chance)
        worlds.append((sheet, [an_answer(chance, one, sheet.method) for one in sheet.items]))
    asked = [
        {"sheet": json.loads(json.dumps(field_sheet(sheet), default=shown)), "answers": answers}
        for sheet, answers in worlds
    ]
    path = f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    node = shutil.which("node", path=path)
    assert node, "the front end is built by Node.js, so it is there"
    script = SCRIPT.format(module=(ROOT / "frontend/src/js/field_score.js").as_uri())
    command = [node, "--input-type=module", "--no-warnings", "-e", script]
    done = subprocess.run(
        command, input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    seen = 0
    for (sheet, answers), told in zip(worlds, json.loads(done.stdout), strict=True):
        pairs = zip(sheet.items, answers, strict=True)
        scores = {one.code: expected(one, answer, sheet.method) for one, answer in pairs}
        assert told["scores"] == [None if one is None else plain(one) for one in scores.values()]
        known = {code: one for code, one in scores.items() if one is not None}
        if len(known) == len(scores):
            assert told["total"] == plain(total_of(sheet, known))
            seen += 1
        else:
            assert told["total"] is None
    assert seen > 50


def shown(value: object) -> object:
    return {name: getattr(value, name) for name in value.__slots__}  # type: ignore[attr-defined]  # - named by slots


@pytest.mark.parametrize("places", [0, 4])
def test_a_form_writes_numbers_without_zeros_at_their_end(places: int) -> None:
    item = replace(sample_sheet().items[0], most=Decimal(25).quantize(Decimal(1).scaleb(-places)))
    assert field_sheet(replace(sample_sheet(), items=(item,))).items[0].most == "25"
