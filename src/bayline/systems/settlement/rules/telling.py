"""What is said of a divided bill: every step in words of two languages, the whole as a record."""

import re
from dataclasses import asdict
from typing import Any

from bayline.systems.settlement.rules.adjudicating import Compared, amounts
from bayline.systems.settlement.rules.rounding import WORDS, WORDS_ZH
from bayline.systems.settlement.rules.writing import percent, yuan
from bayline.systems.settlement.terms import Adjudicated, Step, Trial

Record = dict[str, Any]
UNVERIFIED = "for demonstration: the numbers were not compared with the documents"
UNVERIFIED_ZH = "供演示：参数没有核对过原文"

# Of each rule its words in English and in Chinese; base, amount and number are filled in.
RULES: dict[str, tuple[str, str]] = {
    "not_payable": ("{what}: not payable, {amount} borne by the patient", "{what}：自费{amount}元"),
    "price_limit": (
        "{what}: {base} billed, at most {yuan} a unit, {amount} above it",
        "{what}：费用{base}元，限价每单位{yuan}元，超限价自费{amount}元",
    ),
    "advance": (
        "{what}: {percent} of {base} borne first, {amount}",
        "{what}：{base}元先行自付{percent}，为{amount}元",
    ),
    "inside": ("{what}: {amount} inside of the catalog", "{what}：范围内{amount}元"),
    "deductible": ("deductible of {what}: {yuan}", "起付标准（{what}）{yuan}元"),
    "deductible_of_stay": (
        "{what} of the year: {percent} of the deductible, {amount}",
        "本年{what}：起付标准按{percent}计，为{amount}元",
    ),
    "deductible_used": (
        "borne of it this year already: {amount}",
        "今年已经负担的起付部分{amount}元",
    ),
    "deductible_borne": (
        "of {base} inside, {amount} borne as deductible",
        "范围内{base}元中，起付部分{amount}元由个人负担",
    ),
    "remote": ("shares are multiplied by {percent} ({what})", "支付比例按{percent}计（{what}）"),
    "share": (
        "pool ({what}): {percent} of {base}, {amount}",
        "统筹（{what}）：{base}元的{percent}，为{amount}元",
    ),
    "ceiling": (
        "the pool pays at most {yuan} a year; {amount} lies above that",
        "统筹年度最高支付{yuan}元，超出的范围内费用{amount}元",
    ),
    "above_ceiling": (
        "add-on fund: {percent} of {base}, {amount}",
        "附加基金：{base}元的{percent}，为{amount}元",
    ),
    "major": (
        "catastrophic insurance: {percent} of {base} that lies {what} of the year, {amount}",
        "大病保险：本年自付累计落在这一段（{what}）的{base}元的{percent}，为{amount}元",
    ),
    "assistance": (
        "assistance ({what}): {percent} of {base}, {amount}",
        "医疗救助（{what}）：{base}元的{percent}，为{amount}元",
    ),
    "account": (
        "personal account: balance {yuan}, pays {amount} of {base}",
        "个人账户：余额{yuan}元，{base}元中支付{amount}元",
    ),
    "cash": (
        "the patient pays {amount} of {base} in cash",
        "总费用{base}元，个人现金支付{amount}元",
    ),
}


# What parameters are called in Chinese, where a rule names them by words of the program.
_PARAMETERS_ZH = {
    "outpatient": "门诊",
    "inpatient": "住院",
    "active": "在职",
    "retired": "退休",
    "long_term": "长期居住备案",
    "transfer": "转诊备案",
    "emergency": "急诊未备案",
    "unfiled": "未备案",
    "local": "本地",
    "balance": "余额",
    "level 0": "基层",
}
_PARAMETER = re.compile(
    r"\b(?:stay (?P<stay>\d+)|level (?P<level>[1-3])|"
    + "|".join(map(re.escape, _PARAMETERS_ZH))
    + r")\b"
)


def parameter_in_chinese(parameter: str) -> str:
    """Say in Chinese which number a step has used."""
    return _PARAMETER.sub(_word_in_chinese, parameter)


def _word_in_chinese(found: re.Match[str]) -> str:
    if found["stay"]:
        return f"第{found['stay']}次住院"
    return f"{found['level']}级医院" if found["level"] else _PARAMETERS_ZH[found[0]]


def said(step: Step, *, is_chinese: bool) -> str:
    """Say a step in words."""
    value = step.value or 0
    return RULES[step.rule][is_chinese].format(
        what=parameter_in_chinese(step.parameter) if is_chinese else step.parameter,
        base=yuan(step.base),
        amount=yuan(step.amount),
        yuan=yuan(value),
        percent=percent(value),
    )


def record_of(found: Adjudicated, *, is_chinese: bool) -> Record:
    """Give a divided bill as a record, every step with rule, parameter, document and amount."""
    return {
        "id": found.claim.id,
        "state": "divided",
        "rules": found.pack,
        "catalog": found.catalog,
        "verified": found.is_verified,
        "note": "" if found.is_verified else UNVERIFIED_ZH if is_chinese else UNVERIFIED,
        "rounding": WORDS_ZH if is_chinese else WORDS,
        "amounts": amounts(found.scope, found.split),
        "deductible": found.split.deductible,
        "steps": [_step(one, is_chinese=is_chinese) for one in found.steps],
    }


def _step(step: Step, *, is_chinese: bool) -> Record:
    return {**step._asdict(), "text": said(step, is_chinese=is_chinese)}


def record_of_receipt(found: Compared, *, is_chinese: bool) -> Record:
    """Give a receipt beside the rules: explained, or unexplained with the difference."""
    record = record_of(found.closest, is_chinese=is_chinese)
    trials = [{**asdict(one), "status": one.status.value} for one in found.trials]
    closest = _closest(found)
    stated = dict(found.closest.claim.stated or {})
    return record | {
        "state": "explained" if found.is_explained else "unexplained",
        "in_force": found.in_force,
        "stated": stated,
        "differences": {name: off for name, off in closest.differences.items() if off},
        "trials": trials,
        "text": _verdict(found, is_chinese=is_chinese),
    }


def _closest(found: Compared) -> Trial:
    return min(found.trials, key=lambda one: sum(map(abs, one.differences.values())))


def _verdict(found: Compared, *, is_chinese: bool) -> str:
    if found.is_explained:
        return "规则算出的与票据一分不差" if is_chinese else "the rules give the receipt to the fen"
    closest = _closest(found)
    off = closest.differences.get("hifp_pay", 0)
    if is_chinese:
        force = "" if found.in_force else "那一天没有规则，借用最近的一份；"
        return f"{force}规则算不出这张票据，统筹支付相差{yuan(off)}元"
    force = "" if found.in_force else "no rules hold on that day, the nearest were tried; "
    return f"{force}the rules do not give the receipt, the pool differs by {yuan(off)} yuan"
