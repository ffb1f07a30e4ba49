"""What is no part of a whole, and what no sum may be held against."""

import pytest

from bayline.engines.chinese.reader import read
from bayline.kernel.findings import Finding, Severity, Verdict
from bayline.systems.reading.checks import check
from bayline.systems.reading.terms import ReadDocument


def found_in(text: str) -> list[Finding]:
    return check([ReadDocument(name="文稿", reading=read(text, published=None))])


def accusing(text: str) -> list[str]:
    return [each.check for each in found_in(text) if each.severity is Severity.CONTRADICTION]


def verdicts(text: str, name: str) -> list[Verdict]:
    return [each.verdict for each in found_in(text) if each.check == name]


@pytest.mark.parametrize(
    "text",
    [
        # A threshold counts nothing, and the whole before 其中 is no part of what 合计 closes.
        "规上工业企业实现产值743.1亿元，其中产值超5亿元企业21家，合计完成产值402.5亿元。",
        "全镇税收收入36亿元，其中纳税超千万元企业64家，合计纳税19亿元。",
        "在库项目58个，总投资377亿元，其中总投资超10亿元项目9个，合计投资214亿元。",
        # 累计 counts what stood before it as well.
        "一季度签约22亿元，二季度累计签约61亿元，三季度累计签约98亿元，全年签约140亿元。",
        # More years are summed up than are listed.
        "2021年完成6亿元，2022年完成7亿元，三年累计完成21亿元。",
        "2021年建成9个，2022年建成8个，五年共建成31个。",
        "2021年建成9个，2022年建成8个，五年合计建成31个。",
        "2022年建成1.4万亩，2023年建成1.9万亩，累计建成7.7万亩。",
        "2021年投入1.1亿元，2022年投入1.6亿元，历年累计投入7.2亿元。",
        # What came anew, and how many there are now.
        "一季度新增90户，二季度新增130户，总数达到2150户。",
        # What each gets is not summed as it stands.
        "一等奖1名奖金8000元；二等奖3名，奖金各4000元；三等奖5名，奖金各2000元，共3万元。",
        "一等奖1名，每名奖金8000元；二等奖3名，每名奖金4000元；三等奖5名，每名奖金2000元，合计3万元。",
        # A difference has no parts; losses are parts below zero.
        "进出口差额28亿元，其中出口75亿元、进口47亿元。",
        "收支差额-4亿元，其中收入91亿元、支出95亿元。",
        "集团实现净利润6亿元，其中母公司9亿元，子公司亏损3亿元。",
        # Rates, averages, prices and intensities have no parts.
        "全年降水量1180毫米，其中城区降水量1290毫米。",
        "全年平均气温16.2℃，其中城区17.5℃。",
    ],
)
def test_what_is_no_part_is_not_summed(text: str) -> None:
    assert accusing(text) == []


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("一季度签约22亿元，二季度签约40亿元，三季度签约37亿元，四季度签约41亿元，全年签约140亿元。", "holds"),
        ("一季度签约22亿元，二季度签约40亿元，三季度签约37亿元，四季度签约41亿元，全年签约170亿元。", "contradiction"),
        ("2021年建成19个，2022年建成18个，两年共建成37个。", "holds"),
        ("2021年建成19个，2022年建成18个，两年共建成47个。", "contradiction"),
        ("一季度新增90户，二季度新增130户，两个季度共新增220户。", "holds"),
        ("一季度新增90户，二季度新增130户，两个季度共新增250户。", "contradiction"),
        ("进出口总额122亿元，其中出口75亿元、进口47亿元。", "holds"),
        ("进出口总额112亿元，其中出口75亿元、进口47亿元。", "contradiction"),
    ],
)  # fmt: skip
def test_what_are_parts_is_summed(text: str, verdict: str) -> None:
    assert verdicts(text, "sum_of_parts") == [Verdict(verdict)]
