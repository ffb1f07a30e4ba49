"""Measures projects: matching of names between two lists, and validation of packages.

Usage: python benchmarks/projects.py [NAMES] [SHARED]
NAMES is how long each list is (20,000); SHARED the folder with the yearly lists of Shanghai, if at
hand. Times are of the processor, on one core.
"""

import csv
import json
import os
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from opencc import OpenCC

from bayline.systems.projects.rules.identity.comparing import Relation
from bayline.systems.projects.rules.identity.matching import suggestions
from bayline.systems.projects.rules.oc4ids.schema import own_standard
from bayline.systems.projects.rules.oc4ids.validating import errors_of

ROOT = Path(__file__).resolve().parent.parent
LIST = "data/projects/shanghai_major_2021_2022_2023_head.csv"
EXAMPLE = "data/projects/oc4ids/example.json"
PROJECTS = 1000
DEFAULTS = ["20000", os.environ.get("BAYLINE_SHARED", str(ROOT.parent / "shared"))]
ROUNDS = 5
LONG = 10  # characters from which a name bears to lose one

SOUNDS = {
    "建": "健",
    "电": "店",
    "研": "严",
    "材": "财",
    "新": "心",
    "机": "基",
    "中": "忠",
    "体": "题",
}
DIGITS = {"1": "一", "2": "二", "3": "三", "4": "四", "5": "五", "6": "六", "7": "七", "8": "八"}
_TRADITIONAL = OpenCC("s2t")


def slip(name: str) -> str:
    """Type one character as another that sounds alike."""
    return next((name.replace(a, b, 1) for a, b in SOUNDS.items() if a in name[2:]), name)


def without_middle(name: str) -> str:
    """Leave out one character in the middle of a long name."""
    middle = len(name) // 2
    return name[:middle] + name[middle + 1 :] if len(name) >= LONG else name


def numeral(name: str) -> str:
    """Write the number before 英寸, 期 or 号 in characters."""
    for unit in ("英寸", "期", "号"):
        for digit, word in DIGITS.items():
            if f"{digit}{unit}" in name and not name[: name.index(f"{digit}{unit}")][-1:].isdigit():
                return name.replace(f"{digit}{unit}", f"{word}{unit}", 1)
    return name


# What makes another name of the same project. The first rules were looked at while the matching was
# made; the others were held out and written before it was first run on them.
SAME: dict[str, Callable[[str], str]] = {
    "a word behind": lambda name: name.removesuffix("项目") + "建设项目",
    "no word behind": lambda name: name.removesuffix("项目").removesuffix("建设"),
    "traditional script": _TRADITIONAL.convert,
    "detail in brackets": lambda name: f"{name}(一号楼、配电房及室外总体)",
    "region before": lambda name: name if name.startswith("上海") else f"上海{name}",
    "wide letters and blanks": lambda name: "".join(
        chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in name
    ).replace("项目", " 项目"),
    "a slip of the keyboard": slip,
}
HELD_OUT: dict[str, Callable[[str], str]] = {
    "a number in characters": numeral,
    "quotes and a dash": lambda name: f"“{name[:4]}”—{name[4:]}",
    "a character left out": without_middle,
    "city before, 工程 behind": lambda name: f"上海市{name.removesuffix('项目')}工程",
    "traditional, with detail": lambda name: _TRADITIONAL.convert(f"{name}（含地下空间）"),
    "a slip in traditional script": lambda name: _TRADITIONAL.convert(slip(name)),
    "legal form of the firm": lambda name: f"{name[:4]}有限公司{name[4:]}",
    "与 for 及": lambda name: name.replace("及", "与"),
    "its number and a star before": lambda name: f"★27、{name}",
    "the year before": lambda name: f"2024年{name}",
    "two pieces change places": lambda name: (
        f"{name[4:].removesuffix('项目')}({name[:4]})" if len(name) >= LONG else name
    ),
    "two slips": lambda name: slip(slip(name)),
}
# What makes the name of another project.
OTHER: dict[str, Callable[[str], str]] = {
    "second phase": lambda name: name if "期" in name else f"{name.removesuffix('项目')}二期",
    "extension": lambda name: f"{name.removesuffix('项目').removesuffix('建设')}产能扩充项目",
    "what is built beside it": lambda name: (
        name if "配套" in name else f"{name.removesuffix('项目')}配套项目"
    ),
    "another number": lambda name: f"{name.removesuffix('项目')}8号厂房项目",
    "another thing of the firm": lambda name: f"{name[:4]}员工宿舍及食堂项目",
    "another firm": lambda name: f"恒瑞宏柏{name[4:]}",
    "another size": lambda name: name.replace("12英寸", "8英寸").replace("300mm", "200mm"),
    "another end": lambda name: f"{name[: len(name) - len(name) // 3]}职业技能培训学校",
}


FIRMS = """恒瑞 华鑫 金瑞 东岳 联创 天岳 博达 远景 海正 中微
晶科 凯赛 宏柏 新阳 泰和 立昂 国轩 万润 长川 盛美"""
FIELDS = "新材料 半导体 生物 智能装备 新能源 电子 化工 医药 航空 信息技术 精密机械 环保"
PLACES = "漕泾 朱泾 枫泾 亭林 吕巷 廊下 张堰 山阳 临港 松江 青浦 奉贤 嘉定 宝山 崇明 南汇"
NUMBERS = (*("",) * 3, "6英寸", "12英寸", "300mm", "年产5万吨", "年产3万台")
THINGS = """碳纤维 光刻胶 锂电池隔膜 显示面板 硅片 抗体药物 疫苗 工业机器人 减速器 传感器
燃料电池 特种气体 电解液 无人机 医用导管 靶材 封装基板 氢能装备 高温合金 聚酰亚胺"""
WORKS = "生产基地 研发中心 产业化 生产线 总部园区 中试基地 数据中心 检测平台 物流中心 制造工厂"


def made(count: int, chance: random.Random) -> list[str]:
    """Make names of different projects."""
    names: dict[str, None] = {}
    firms, fields, places, things, works = (
        words.split() for words in (FIRMS, FIELDS, PLACES, THINGS, WORKS)
    )
    while len(names) < count:
        firm = chance.choice(firms) + chance.choice(("", *firms))
        about = chance.choice(fields), chance.choice(places), chance.choice(NUMBERS)
        names["".join((firm, *about, chance.choice(things), chance.choice(works), "项目"))] = None
    return [*names]


def lists(count: int, chance: random.Random) -> tuple[dict[str, str], dict[str, str]]:
    """Make two lists: half of the second are projects of the first by another name."""
    names = made(count + count // 4, chance)
    rules, others = [*{**SAME, **HELD_OUT}.values()], [*OTHER.values()]
    left = {f"p{at}": name for at, name in enumerate(names[:count])}
    right = {}
    for at, name in enumerate(names[:count]):
        if at % 2 == 0:
            right[f"p{at}"] = chance.choice(rules)(name)
        elif at % 4 == 1:
            changed = [other for vary in others if (other := vary(name)) != name]
            right[f"other{at}"] = chance.choice(changed)
    right |= {f"new{at}": name for at, name in enumerate(names[count:])}
    return left, right


def score(
    found: Mapping[tuple[str, str], Relation], truth: set[tuple[str, str]]
) -> tuple[float, float]:
    """Give precision and recall of what was suggested as the same."""
    same = {pair for pair, relation in found.items() if relation is Relation.SAME}
    right = len(same & truth)
    return right / max(1, len(same)), right / max(1, len(truth))


def matched(left: Mapping[str, str], right: Mapping[str, str]) -> dict[tuple[str, str], Relation]:
    """Match two lists; gives the relation of each suggested pair."""
    found = suggestions(left, right, regions=("上海",))
    return {(each.left, each.right): each.relation for each in found}


def yearly(shared: Path) -> dict[str, dict[str, str]]:
    """Read the yearly lists, each by the number that stands in it."""
    years: dict[str, dict[str, str]] = defaultdict(dict)
    text = (shared / LIST).read_text("utf-8-sig")
    for row in csv.DictReader(text.splitlines()):
        years[row["year"]][row["no"]] = row["name_as_published"]
    return years


def pairs() -> Iterator[tuple[str, str, set[tuple[str, str]]]]:
    """Read the pairs that were checked by hand."""
    text = (ROOT / "tests/cases/project_pairs.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        checked = {(pair.split("-")[0], pair.split("-")[1]) for pair in row["pairs"].split()}
        yield row["from"], row["to"], checked


def between_years(shared: Path) -> tuple[float, float, int]:
    """Match the lists of every two years; gives precision, recall and the pairs there are."""
    years = yearly(shared)
    found: dict[tuple[str, str], Relation] = {}
    truth: set[tuple[str, str]] = set()
    for first, second, checked in pairs():
        answers = matched(years[first], years[second])
        found |= {
            (f"{first} {a}", f"{second} {b}"): relation for (a, b), relation in answers.items()
        }
        truth |= {(f"{first} {a}", f"{second} {b}") for a, b in checked}
    return *score(found, truth), len(truth)


def by_rule(names: Mapping[str, str]) -> Iterator[tuple[str, float, int]]:
    """Vary every name by each rule; gives the share suggested as the same, of how many."""
    for rule, vary in {**SAME, **HELD_OUT, **OTHER}.items():
        varied = {key: vary(name) for key, name in names.items() if vary(name) != name}
        answers = matched({key: names[key] for key in varied}, varied)
        same = [key for key in varied if answers.get((key, key)) is Relation.SAME]
        yield rule, len(same) / max(1, len(varied)), len(varied)


def distinct(shared: Path) -> dict[str, str]:
    """Give the projects of the first two yearly lists, each once, by the name it has last."""
    years = yearly(shared)
    known = next(checked for first, second, checked in pairs() if second == "2022")
    again = {a for a, _ in known}
    only = {f"2021-{no}": name for no, name in years["2021"].items() if no not in again}
    return {**only, **{f"2022-{no}": name for no, name in years["2022"].items()}}


def package(shared: Path) -> bytes:
    """Make a package of many projects out of the official example."""
    example = json.loads((shared / EXAMPLE).read_text("utf-8"))
    project = example["projects"][0]
    example["projects"] = [{**project, "id": f"oc4ids-abc123-{at}"} for at in range(PROJECTS)]
    return json.dumps(example).encode()


def timed(work: Callable[[], object]) -> float:
    """Give the best processor time of some rounds, in seconds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Print one line for each measure."""
    given = sys.argv[1:] + DEFAULTS[len(sys.argv) - 1 :]
    count, shared = int(given[0]), Path(given[1])
    left, right = lists(count, random.Random(7))  # noqa: S311 - made names, the same in every run
    start = time.process_time()
    found = matched(left, right)
    taken = time.process_time() - start
    precision, recall = score(found, {(key, key) for key in right if key in left})
    told = f"{taken:.1f} s, precision {precision:.4f}, recall {recall:.4f}"
    print(f"{len(left):,} × {len(right):,} made names   {told}")
    if not shared.is_dir():
        return
    precision, recall, known = between_years(shared)
    print(f"yearly lists, {known} pairs    precision {precision:.4f}, recall {recall:.4f}")
    for rule, share, names in by_rule(distinct(shared)):
        kind = (
            "held out" if rule in HELD_OUT else "another project" if rule in OTHER else "looked at"
        )
        print(f"  {rule:<30}{kind:<16}{share:.3f} of {names} the same")
    content = package(shared)
    seconds = timed(lambda: errors_of(json.loads(content), own_standard()))
    print(f"package of {PROJECTS} projects, {len(content) / 1e6:.0f} MB   {seconds:.2f} s")


if __name__ == "__main__":
    main()
