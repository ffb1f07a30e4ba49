"""Whether a place in a text speaks of plans or of what has happened.

A report looks back in one part and forward in another; its figures look alike. Headings decide
where there are any (工作回顾, 工作安排), words of the clause within them (预计, 力争), and where
a passage has no heading its manner: plans are imperative and round, reviews exact.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from bayline.engines.chinese.terms import Span

_PAST_HEAD = re.compile(
    r"工作回顾|(?:过去|上|去)(?:一)?年.{0,6}(?:回顾|总结|工作)|回顾|主要成[绩就效]|工作总结|完成情况|发展情况|基本情况|运行情况|取得的?成[绩效就]"
    r"|(?:工作|推进|落实|执行|建设)情况|情况通报|通报$|进展情况|一年来|五年来|工作成效|发展成就"
)
_PLAN_HEAD = re.compile(
    r"工作(?:安排|打算|计划|部署|思路|重点|任务)|重点(?:工作|任务)|总体(?:要求|思路|安排)|主要(?:预期)?目标|发展目标|奋斗目标|预期目标"
    r"|下(?:一)?步|下(?:一)?阶段|展望|今年.{0,8}(?:工作|任务|目标|要求)|实施方案|行动(?:计划|方案)|任务分工|民生实事|年度财政预算(?:案|草案)?$|财政预算(?:案|草案|】)"
)
# 机场快线8年内将通车: a title that looks ahead, over a text that may look back all the same.
_TITLE_AHEAD = re.compile(
    r"(?:(?<!必)将|拟)(?:于|在)?[^，。；]{0,8}(?:通车|开工|动工|开建|兴建|新建|启用|投产|开通|投用|投运)"
)
_TOP_LEVEL = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}(?:部分|章|篇))"
)
_HEAD_YEAR = re.compile(r"(20\d\d)年")
_PLAN_CUE = re.compile(
    r"(?P<strong>力争|确保|预期目标|目标是|我们将|我们要|要坚持|必须|今年[，,]?(?:我们|要|将)|将(?!军|近|领|士|来的?)|拟(?!合|态)|计划(?:于|到|在|完成|建|新)|预计|民生实事)"
    r"|(?P<fair>(?:^|[。；）.])\s*(?:新改?扩?建|建设|实施|改造|完成|举办|开展|提升|新增|组织|培育|打造|发放|开工|建成|提档|提质)|\d(?:个|家|人|公里|座|处|所|万|亿|条|%|户|项){1,2}(?:以上|左右))"
    r"|(?P<weak>(?:^|[。；，、）])(?:要|加快|推进|深入|推动|健全|完善|强化|加强|深化|支持|鼓励|积极|扎实|做好|抓好|统筹|构建|培育|促进|落实|建立|创新|优化|巩固|拓展|引导|严格|办好|规划|谋划|稳步|提升|加大|有序|用好|守牢|聚焦|争创|探索|高标准|高水平|高质量|扩大|壮大|组织|启动))"
)
_PAST_CUE = re.compile(
    r"(?P<strong>过去[一二三四五1-9]年|一年来|五年来|已(?:经|建|完|成|达|有|实)|历史(?:性|新高)|新高|获评|荣获|被评|居全[国省市]第|升至|增至|同比|比上年|较上年|比去年|分别(?:增长|达|为|下降)|增长[\d.]+%[、，]达|圆满|成功(?:举办|创建|入选|获)|全面(?:完成|建成)|提前完成|是指|印发《)"
    r"|(?P<weak>[了]|增长\d|下降\d|达到?\d|突破\d|超过?\d|新增\d|累计|投产|通车|落地|建成|获|完成|实现|惠及)"
    r"|(?P<exact>(?<!\d)(?:\d{2,6}\.\d|\d\.\d\d|\d{2,6}[1-9]))(?![\d年])"
)
_CLAUSE_PLAN = re.compile(
    r"预计|预算(?:为|编列|安排)|(?<!完成)(?<!占)(?<!年初)(?<!调整)预算约?(?=$)|会(?=增|达|有|录得|提|降|超)|力争|目标(?!的|任务|责任|群|市场|管理)|确保|(?<!年度)(?<!年)计划(?!单列|的|任务|数)|(?:年度?|当年)计划(?:完成)?(?:总|年度)?投资|将(?!军|近|领|士|乐|来的?)|拟(?!合|态|订|定)|有望|届时|达产后|建成后|投产后|未来|今后|下一步|明年|明确提出[，,]?要|争取(?:实现|达到|突破|完成|到)|规划(?:到|总投资|总面积|建设)|不低于|要(?=达到|实现|完成|超过|突破|确保)"
    r"|恐怕|概算(?:总投资|投资)|规划新增|(?<![必所急])需(?:要)?(?:征[地用收]|拆迁|投资|投入资金|新增投资)"
)
_CLAUSE_PAST = re.compile(
    r"已(?!知)|(?<![比较])去年|(?<![比较])上年(?!度计划)|截至|截止|过去[一二三四五六七八九十\d]+年|近[一二三四五六七八九十\d]+年来?|历时|[^为]了(?!解)|(?:建成|开工|投产|完成|获评|被评)了|同比"
)


_HEADS_ROW = re.compile(
    r"(?:[^，。；：]{0,12}，)?[^，。；：]{0,6}(?:预计|力争|确保|计划|目标)(?:[（(]下同[)）])?"
)
_EFFECT = re.compile(r"(?:达产|投产|建成|达效)后|届时")
_LONGEST_ROW, _ROW_REACH = 8, 400  # parts of a sentence, and characters of one of them
_GUESS_REACH = 120  # characters for which 预计 holds within its sentence
_SO_FAR = re.compile(r"(?:目前|现|截至[^，。；]{0,12}，|累计)已(?!知)|(?:^|[，。])已(?:完成|累计)")
_KNOWN = re.compile(r"[，：][^，。；]{0,6}(?:去年|上年(?!同期)|目前|截至|已经?|现有|其中已)")
_DUE = re.compile(
    r"(?<![达来回收得遇看])到(?:20\d\d年|今?年[底末])(?!以来)|[年月](?:[底末]|\d{1,2}日)之?前"
)

# 100个县将全部通高速公路: the verb behind the figure tells.
_PLAN_BEHIND = re.compile("[^，。；：]{1,14}将(?:全[部面]|陆续|逐步|实现|达到)")
_LONGEST_HEADING = 50  # characters
_WEIGHT_OF_TITLE = 2.0
_MARGIN, _LEAST = 1.1, 1.5  # by which plan words must outweigh the others, and how many at least


_CLAUSE_REACH = 60  # characters before a figure in which words of its clause are looked for
_ANNOUNCES = re.compile(
    r"(?:主要)?(?:预期)?目标(?:是|为|：)|(?:今年|明年|全年)(?:预期|目标|计划)(?!的|任务)|力争|确保|计划到|预计到"
    r"|提出[，,：:]?要|预计|拟(?!合|态|订|定)|规划(?:新建|建设|投资)|(?<![必所急])共?需(?:要)?(?:征地|拆迁)|今年[^，。；]{0,8}(?<![主重需])要(?:开工|新建|建设|实施)"
    r"|(?:达产|投产|建成|达效)后|届时"
)


class Outlook:
    """The forward-looking stretches of one text.

    Args:
        folded: The text in simplified, half-width script.
        paragraphs: Its paragraphs in order.
        published: The publication date, by which a year in a heading is past or future.
    """

    def __init__(self, folded: str, paragraphs: Sequence[Span], *, published: date | None) -> None:
        self._folded = folded
        self._published = published
        self._starts = [span.start for span in paragraphs]
        self._planned = self._sections(paragraphs)
        self._last_sentence: Span | None = None
        self._last_announced = 0

    def section_is_planned(self, position: int) -> bool:
        """Tell whether the section around a position looks forward, whatever its clause says."""
        index = bisect_right(self._starts, position) - 1
        return self._planned[index] if index >= 0 else False

    def is_planned(
        self, position: int, *, sentence: Span, year: int | None = None, clause: int | None = None
    ) -> bool:
        """Tell whether the fact at a position is announced rather than reported.

        Args:
            position: Where the figure stands.
            sentence: The sentence it stands in.
            year: The last year of its time where words fix one.
            clause: Where its clause begins, where the caller knows.
        """
        start = max(sentence.start, position - _CLAUSE_REACH)
        if clause is None:
            clause = start + _last_edge(self._folded[start:position]) + 1
        start = max(start, clause)
        if _CLAUSE_PLAN.search(self._folded, start, position):
            return True
        if _PLAN_BEHIND.match(self._folded, position) or self._is_guessed(sentence, position):
            return True
        if _CLAUSE_PAST.search(self._folded, start, position):
            return False
        if self._goes_on_reporting(sentence, position):
            return False
        if self._is_due(year, max(sentence.start, position - _CLAUSE_REACH), position):
            return True
        return self._by_year(year, position, sentence)

    def _is_guessed(self, sentence: Span, position: int) -> bool:
        """Tell whether 预计 stands before a figure, or a break to what is known: ，去年."""
        start = max(sentence.start, position - _GUESS_REACH)
        guess = self._folded.rfind("预计", start, position)
        if guess < 0:
            return False
        return _KNOWN.search(self._folded, guess, position) is None

    def _goes_on_reporting(self, sentence: Span, position: int) -> bool:
        """Tell 320根 of 已完成投资7.3亿元，完成桩基320根 from what is still to come."""
        start = max(sentence.start, position - _GUESS_REACH)
        if self._folded.find("已", start, position) < 0:
            return False
        said = _SO_FAR.search(self._folded, start, position)
        return said is not None and not _CLAUSE_PLAN.search(self._folded, said.end(), position)

    def _is_due(self, year: int | None, start: int, position: int) -> bool:
        """Tell whether a clause sets a date within the year of publication: 到2024年, 年底前."""
        if self._published is None or year != self._published.year:
            return False
        return _DUE.search(self._folded, start, position) is not None

    def _by_year(self, year: int | None, position: int, sentence: Span) -> bool:
        if year is not None and self._published is not None and year != self._published.year:
            return year > self._published.year
        if self.section_is_planned(position):
            return True
        return self._announced_from(sentence) <= position

    def _announced_from(self, sentence: Span) -> int:
        """Where a sentence begins to announce (目标是：…) all that follows in it."""
        if self._last_sentence != sentence:
            match = _ANNOUNCES.search(self._folded, sentence.start, sentence.end)
            self._last_sentence = sentence
            self._last_announced = match.end() if match else sentence.end + 1
            if self._goes_on_announcing(sentence.start):
                self._last_announced = sentence.start
        return self._last_announced

    def _goes_on_announcing(self, start: int) -> bool:
        """Whether an earlier part of the sentence announces this one too: 预计A；B；C."""
        for _ in range(_LONGEST_ROW):
            if not start or self._folded[start - 1] not in "；;":
                return False
            reach = max(0, start - _ROW_REACH)
            before = max(self._folded.rfind(mark, reach, start - 1) for mark in "。；;\n") + 1
            if before <= reach and reach:
                return False
            if _HEADS_ROW.match(self._folded, before, start) or _EFFECT.search(
                self._folded, before, start
            ):
                return True
            start = before
        return False

    def _sections(self, paragraphs: Sequence[Span]) -> list[bool]:
        sections = self._split(paragraphs)
        planned: list[bool] = []
        for verdict, members in sections:
            text = [self._folded[span.start : span.end] for span in members]
            known = verdict if verdict is not None else _sounds_planned(text)
            planned.extend([known] * len(members))
        return planned

    def _split(self, paragraphs: Sequence[Span]) -> list[tuple[bool | None, list[Span]]]:
        """Cut at headings; one of the top level ends a section even if it tells no outlook."""
        sections: list[tuple[bool | None, list[Span]]] = [(None, [])]
        topmost = False
        for span in paragraphs:
            line = self._folded[span.start : min(span.end, span.start + 60)]
            verdict = self._heading(line, span)
            is_top = bool(_TOP_LEVEL.match(line)) and span.end - span.start <= _LONGEST_HEADING
            if verdict is not None or (is_top and topmost):
                sections.append((verdict, []))
                topmost = is_top
            sections[-1][1].append(span)
        return sections

    def _heading(self, line: str, span: Span) -> bool | None:
        body = line.strip()
        if span.end - span.start > _LONGEST_HEADING or not body or body[-1] in "。；，":
            return None
        if _PLAN_HEAD.search(body) and not _PAST_HEAD.search(body):
            return self._after(body, default=True)
        if _PAST_HEAD.search(body):
            return self._after(body, default=False)
        return self._by_heading_year(body)

    def _by_heading_year(self, body: str) -> bool | None:
        """Take 扎实做好2025年工作, printed in 2025, for a plan."""
        year = _HEAD_YEAR.search(body)
        if year is None or self._published is None or not _TOP_LEVEL.match(body):
            return None
        return int(year[1]) >= self._published.year

    def _after(self, body: str, *, default: bool) -> bool:
        year = _HEAD_YEAR.search(body)
        if year is None or self._published is None or "报告" in body:
            return default
        return (
            default if int(year[1]) == self._published.year else int(year[1]) > self._published.year
        )


def _last_edge(clause: str) -> int:
    """Where the last mark between clauses stands, -1 without one."""
    return max(map(clause.rfind, "，。；：,;"))


def _sounds_planned(paragraphs: Sequence[str]) -> bool:
    """Judge a stretch without heading by its manner of speaking."""
    announced = imperative = told = exact = 0.0
    for text in paragraphs:
        for match in _PLAN_CUE.finditer(text):
            if match.lastgroup == "strong":
                announced += 2.0
            else:
                imperative += 0.7 if match.lastgroup == "fair" else 0.5
        for match in _PAST_CUE.finditer(text):
            if match.lastgroup == "exact":
                exact += 0.8
            else:
                told += 2.0 if match.lastgroup == "strong" else 0.6
    if _has_title_ahead(paragraphs):
        return announced + imperative + _WEIGHT_OF_TITLE > told
    # One 预计 speaks for its own clause; only a passage that also commands is a plan as a whole.
    plan = imperative + min(announced, imperative + 0.5)
    return plan > (told + exact) * _MARGIN and plan > _LEAST


def _has_title_ahead(paragraphs: Sequence[str]) -> bool:
    """Tell whether a stretch stands under a title that looks ahead; its figures may be exact."""
    title = paragraphs[0] if paragraphs else ""
    return len(title) <= _LONGEST_HEADING and _TITLE_AHEAD.search(title) is not None
