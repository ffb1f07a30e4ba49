"""Targets without a number: something is to be finished, begun or carried on."""

import re

from bayline.systems.plan.rules.judging import Case, concluded
from bayline.systems.plan.rules.sentences import words
from bayline.systems.plan.rules.telling import told, untold
from bayline.systems.plan.rules.tones import is_to_come
from bayline.systems.plan.terms.results import Progress, Role, Tone
from bayline.systems.plan.terms.verdicts import State, Trap, Verdict
from bayline.systems.reading.rules.figures import middle

_FINISH = re.compile(
    r"完成|建成|竣工|投用|投产|通车|开通|验收|印发|出台|获批|挂牌|成立|交付|投入使用|创成|开园|上线|落成|运营|办结|实现|通过"
)
_START = re.compile(r"开工|启动|动工|签约|开建|奠基|开展")
_FINISHED = re.compile(
    r"(?:已|已经|全部|全面|顺利|正式|成功|均|如期|提前|圆满)[^，。；]{0,10}?(?:完成|完工|建成|竣工|投用|投产|投入使用|通车|开通|验收|印发|出台|获批|挂牌|成立|交付|开园|上线|运营|办结|创成|创建|通过|实施|落成|发布|建立|设立|组建|制定|启用)"
    r"|(?:建成|竣工|完工)(?:投用|投产|验收|通车)?|^(?:完成|建成|印发|出台|通车|投用)|(?:编制|建设|验收|工程|项目|改造|任务|工作|目标)(?:已)?完成(?=[，。；]|$)"
    r"|成功(?:创建|获批|入选)|(?:正式|全线)(?:通车|运营|开通|投用)|(?:于|在)?\d{1,2}月(?:\d{1,2}日|底|初|中旬)?(?:建成|竣工|通车|投用|印发|完成)"
)
_STARTED = re.compile(
    r"(?:已|已经|正式|全面|顺利|均)?[^，。；未尚]{0,8}(?:开工|启动|动工|签约|开建|奠基|进场施工|破土)"
)
_RISES = re.compile(r"上升|反弹|不降反升|未达|恶化")
_NOT_YET = re.compile(r"未|尚|没有|待|拟|计划|预计|力争|争取|即将|将于")


def judged_deed(case: Case, progress: Progress) -> Verdict:
    """Judge a target that sets no number."""
    if case.rule.is_from_above:
        return _from_above(case, progress)
    by_way = _by_way(case, progress)
    if by_way is not None:
        return by_way
    by_share = told(case, progress)
    if by_share is not None:
        return by_share
    return _by_words(case, progress)


_DOWN = re.compile(
    r"[双三]下降|只降不升|(?:持续|稳步|继续|进一步|明显|稳中有)(?:下降|降低)|有所下降|负增长|[双三]降"
)
_UP = re.compile(
    r"正增长|(?:稳步|持续|稳定|较快|继续|进一步)(?:增长|提升|提高|增加)|只升不降|双增长|实现增长"
)


def _by_way(case: Case, progress: Progress) -> Verdict | None:
    """Judge a target that names only the direction: 事故起数、死亡人数双下降."""
    asked = case.rule.passage
    moves = [one for one in progress.of(Role.VALUE) if one.change is not None]
    is_down = bool(_DOWN.search(asked))
    if not moves or not (is_down or _UP.search(asked)):
        return None
    wrong = [one for one in moves if (middle(one.figure) >= 0) is is_down]
    told_all = "、".join(one.words for one in wrong or moves)
    sentence = words(
        f"目标只写了方向；文中{told_all}{'方向相反' if wrong else '方向相符'}。",
        f"The target names a direction only; {told_all} "
        f"{'moves the other way' if wrong else 'moves that way'}.",
    )
    is_final = case.occasion.is_final
    good = State.MET if is_final else State.ON_TRACK
    bad = State.MISSED if is_final else State.BEHIND
    return concluded(case, bad if wrong else good, sentence, *moves)


def _from_above(case: Case, progress: Progress) -> Verdict:
    """Judge a target whose number stands in a document of another level."""
    case.mind(
        Trap.FROM_ABOVE,
        "目标数在上级下达的文件里，这里没有。",
        "The number stands in a document of another level.",
    )
    adverse = progress.of(Role.VALUE) if _RISES.search(progress.text) else ()
    if progress.deducted:
        case.mind(
            Trap.DEDUCTION,
            f"数是{progress.deducted}之后的。",
            f"The figure is after a deduction (“{progress.deducted}”).",
        )
    if adverse:
        return _mixed(case, progress)
    found = told(case, progress) if progress.of(Role.SHARE, Role.AGAINST) else None
    if found is not None:
        return found
    if Tone.DONE_ALL in progress.tones:
        sentence = words("文中说上级下达的任务已经完成。", "The text says the task is done.")
        return concluded(case, State.MET, sentence)
    sentence = words(
        "缺上级下达的数，无法对照。", "Without that number nothing can be held against it."
    )
    return concluded(case, State.CANNOT_TELL, sentence)


def _mixed(case: Case, progress: Progress) -> Verdict:
    moving = [one for one in progress.of(Role.VALUE) if one.change is not None]
    one = (moving or progress.of(Role.VALUE))[0]
    case.traps.append(Trap.MIXED)
    if one.is_forecast:
        case.mind(Trap.FORECAST, "其中有预计数。", "A forecast is among the figures.")
    rising = f"{'上升' if middle(one.figure) > 0 else '下降'}{one.words}"
    sentence = words(
        f"这一行合了几项指标：有的说已完成，有的{rising}，方向相反，不能合成一个判断。",
        "The row holds several indicators: some are said to be done, one moves the wrong way "
        f"({one.words}); they do not make one verdict.",
    )
    return concluded(case, State.CANNOT_TELL, sentence, one)


def _by_words(case: Case, progress: Progress) -> Verdict:
    tones, text = progress.tones, progress.text
    is_final, asked = case.occasion.is_final, case.rule.passage
    wants_end, wants_start = bool(_FINISH.search(asked)), bool(_START.search(asked))
    is_done, is_begun = _is_done(asked, text), _says(_STARTED, text)
    if wants_start and not wants_end and not is_begun:  # a permit is no start: 已获批复，计划开工
        is_done = is_done and not _START.search(text)
    if Tone.UNTOLD in tones and not is_done:
        return untold(case)
    if Tone.LATE in tones:
        sentence = words("文中说没有完成或者进度滞后。", "The text says it is not done or late.")
        return concluded(case, State.MISSED if is_final else State.BEHIND, sentence)
    if Tone.DONE_ALL in tones or (is_done and Tone.UNDERWAY not in tones):
        sentence = words("文中说已经完成。", "The text says it is done.")
        return concluded(case, State.MET, sentence)
    if wants_start and not wants_end and (is_begun or is_done):
        sentence = words(
            "目标是开工或启动，文中说已经开工或启动。",
            "It was to begin, and the text says it has begun.",
        )
        return concluded(case, State.MET, sentence)
    if tones & {Tone.ON_SCHEDULE, Tone.AHEAD}:
        sentence = words("文中说按计划推进。", "The text says it goes as planned.")
        return concluded(case, State.ON_TRACK, sentence)
    return _open(case, progress, wants_end=wants_end, is_begun=is_begun)


_TITLE = re.compile(r"创成|创建|争创|获评|入选|列入|获批[^，。；]{0,6}(?:称号|示范|试点)")
_GIVEN = re.compile(r"命名|授牌|入选|获批|获评|创成|成功创建|认定|列入|批准|公布|荣获|全部完成")
_DRAWN_UP = re.compile(r"编制|规划|方案|可研|报批|审批")
_APPROVED = re.compile(r"(?:已|获|得到)[^，。；未]{0,14}(?:批复|批准|核准|印发|审批通过)")


def _is_done(asked: str, text: str) -> bool:
    """Tell whether a text says that something is finished.

    Who passes an assessment has no title yet; a plan that is approved is drawn up.
    """
    if _TITLE.search(asked) and not _GIVEN.search(text):
        return False
    if "突破" in asked and _says(_GIVEN, text):
        return True
    if _DRAWN_UP.search(asked) and not _START.search(asked) and _says(_APPROVED, text):
        return True
    return _says(_FINISHED, text)


def _says(pattern: re.Pattern[str], text: str) -> bool:
    return any(
        not _NOT_YET.search(found[0]) and not is_to_come(text, found.start())
        for found in pattern.finditer(text)
    )


def _open(case: Case, progress: Progress, *, wants_end: bool, is_begun: bool) -> Verdict:
    tones = progress.tones
    is_under_way = Tone.UNDERWAY in tones
    if case.occasion.is_final and wants_end and is_under_way and Tone.DONE not in tones:
        sentence = words(
            "目标是完成，到期时文中说还在推进。",
            "It was to be finished; at the end of its time the text says it is under way.",
        )
        return concluded(case, State.MISSED, sentence)
    case.traps.append(Trap.NO_FIGURE)
    if wants_end and is_begun:
        sentence = words(
            "文中只说已经开工或启动，目标是完成，看不出办到哪一步。",
            "The text says only that it has begun; it was to be finished, and how far it is cannot "
            "be seen.",
        )
        return concluded(case, State.CANNOT_TELL, sentence)
    sentence = words(
        "文中只说在推进，没有说到哪一步，看不出进度。"
        if is_under_way
        else "文中没有说完成没有，也没有数。",
        "The text says it is under way, not how far; the progress cannot be seen."
        if is_under_way
        else "The text says neither whether it is done nor how far it is.",
    )
    return concluded(case, State.CANNOT_TELL, sentence)
