"""What a text of progress says without a figure: done, under way, late, in step."""

import re

from bayline.systems.plan.terms.results import Tone

_TARGET = r"(?:目标|任务|计划|指标)"
_LATE = re.compile(
    r"未(?:完成|能完成|开工|启动|达到|达标|按期|按时|落地|到位|实现|开展|动工|竣工|建成)|尚未|没有(?:完成|达到|实现|达标)|未达(?!\d)|进度(?:较为?|明显|相对)?(?:滞后|偏慢|缓慢|落后)|滞后于?|推进缓慢"
    r"|(?:落后|慢|低)于(?:序时|时间|时序)|难以完成|无法完成|停工|停滞|暂停|搁置|延期|推迟"
)
_NOT_SO = re.compile(r"(?:未|尚未|没有|无)[^，。；]{0,4}(?:滞后|停工|延期)")
_DONE_ALL = re.compile(
    rf"(?:全部|全面|均已?|都已|悉数)(?:完成|建成|竣工|开工|到位|达标|投用|交付|启用|落实|实现|通过)"
    rf"|(?:提前|超额|圆满|如期|顺利|按期|按时)(?:\d+[天个月]+)?(?:完成|实现|达成|建成|竣工|投用|开通)(?!序时)"
    rf"|(?:完成|实现|达成|达到|超过)了?(?:全年|年度|年初|既定|上级|省|市|国家|考核|预定|目标|下达)*(?:下达)?的?{_TARGET}++(?!的?\s*[\d一二三四五六七八九十])"
    rf"|{_TARGET}(?:任务)?(?:已|均|均已|全部|全面)+(?:提前|超额)?(?:完成|达成|实现)|实现全覆盖|已全覆盖|{_TARGET}(?:任务)?完成(?=[，。；]|$)"
)
_UNTOLD = re.compile(
    r"(?:尚未|暂未|还未|仍未|未|有待|待)(?:正式|最终|统一)?(?:公布|发布|公开|反馈|核定|核算|核准|出炉|出具|下发|统计|评审|揭晓)"
    r"|(?:暂无|尚无|没有)[^，。；]{0,6}(?:数据|统计|结果)|数据[^，。；]{0,8}(?:未出|未到)"
    r"|(?:按|为)(?:年度?|季度?)(?:指标|统计|核算|考核)|(?:年底|年末|年终|次年)(?:统一)?(?:统计|核算|考核|评定|认定)"
)
_TO_COME = re.compile(
    r"(?:预计|预期|有望|可望|力争|争取|确保|计划(?!总)|拟(?!定)|即将|将于|将在|将(?=[\d完全实])|待|能够?|可(?=[在按如全完实])|目标是)[^，。；]{0,16}$"
)
_SO_FAR = re.compile(r"(?:序时|季度|阶段|半年|月度)[^，。；]{0,4}(?:目标|任务|计划)")
_DONE = re.compile(
    r"(?:已|已经|现已|均已|正式|顺利|基本|成功)(?:于[^，。；]{1,12})?(?:全面|正式|顺利)?(?:完成|完工|建成|竣工|投用|投产|投运|开工|启动|启用|开通|通车|印发|出台|通过|挂牌|签约|落地|成立|设立|创建|发布|交付|实施|开园|运营|获批|入选|上线|编制完成|开馆|验收|办结|销号)"
    r"|^(?:完成|建成|竣工|开工|投用|印发|出台|通车|启用)|(?:建成|竣工)(?:投用|投产|验收|通车)|(?:编制|建设|验收|工程|项目|改造)完成(?=[，。；]|$)|(?:成功|正式)(?:创建|获批|入选|开园|揭牌)"
)
_ON = re.compile(
    r"(?:按|达到|完成|符合|与|按照|达|满足)(?:照)?(?:计划|时间节点|节点|序时进度?|时序进度?|时间进度|年度计划|既定计划|进度|序时)(?:要求|目标|安排)?(?:有序|稳步|正常)?(?:推进|进行|实施|同步|要求|完成|开展)?"
    r"|(?:进展|推进|进度)(?:顺利|正常)|有序可控"
)
_AHEAD = re.compile(
    r"(?:快|超前|超|高|早|领先)于?(?:序时|时间|时序|计划)(?:进度|节点)?|提前(?:于)?(?:计划|节点)"
)
_UNDERWAY = re.compile(
    r"正在|(?:有序|稳步|加快|持续|扎实|全力|积极|深入|统筹|同步|全速|不断|大力|协同|着力|加速|继续|逐步)(?:推进|开展|实施|建设|进行|落实|谋划|对接)|推进中|进行中|实施中|建设中|施工中|办理中|编制中|在建|抓紧|进入[^，。；]{1,12}阶段|启动[^，。；]{0,10}(?:编制|谋划|研究)|已启动|已开工|前期工作"
)
_STEP = re.compile(r"与[^，。；、]{2,14}?(?:基本|大体|大致)?(?:保持)?(?:同步|持平)")
_PATTERNS = {
    Tone.DONE_ALL: _DONE_ALL,
    Tone.DONE: _DONE,
    Tone.ON_SCHEDULE: _ON,
    Tone.AHEAD: _AHEAD,
    Tone.UNDERWAY: _UNDERWAY,
    Tone.IN_STEP: _STEP,
    Tone.UNTOLD: _UNTOLD,
}
_REACHED = frozenset({Tone.DONE_ALL, Tone.DONE})


def tones_of(text: str) -> frozenset[Tone]:
    """Give what a text says without figures.

    Args:
        text: In simplified, half-width script.
    """
    told = {tone for tone, pattern in _PATTERNS.items() if _says(tone, pattern, text)}
    late = _LATE.search(text)
    if late is not None and not _NOT_SO.search(text) and not _UNTOLD.match(text, late.start()):
        told = (told - {Tone.DONE_ALL, Tone.DONE} if _denied(text) else told) | {Tone.LATE}
    if Tone.DONE_ALL in told and _SO_FAR.search(text) and not re.search(r"全年|年度|全部", text):
        told = (told - {Tone.DONE_ALL}) | {Tone.ON_SCHEDULE}
    return frozenset(told)


def _says(tone: Tone, pattern: re.Pattern[str], text: str) -> bool:
    """Tell whether a text says it, and of what is done not only that it will be."""
    found = pattern.finditer(text)
    if tone not in _REACHED:
        return any(found)
    return not all(is_to_come(text, one.start()) for one in found)


def is_to_come(text: str, at: int) -> bool:
    """Tell whether the words before a place speak of what is still to come: 计划12月开工."""
    return bool(_TO_COME.search(text[:at]))


def _denied(text: str) -> bool:
    return bool(re.search(r"未(?:能)?(?:完成|达到|实现|建成|竣工)|尚未|没有完成", text))
