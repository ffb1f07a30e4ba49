"""The one alternation that finds every time expression, behind a look at the first character.

Each branch is a group named after its form; the module mentions reads the groups inside. Every
repetition is bounded, so that a text of a million digits costs no more for each than a text of ten.
"""

import re
from collections.abc import Iterable
from functools import cache

from bayline.engines.chinese.times.tables import Words, words
from bayline.engines.chinese.units import alternation

_D = "一二三四五六七八九"
_TO = r" ?(?:-{1,2}|—{1,2}|~|到|至) ?"
_YEAR = rf"(?:1[5-9]\d\d|2[01]\d\d|[一二][〇零{_D}]{{3}}|[二两]千(?:零?[{_D}十]{{1,3}})?)"
_MONTH = rf"(?:1[0-2]|0?[1-9]|十[一二]?|[{_D}]|[元正腊])"
_DAY = rf"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[{_D}]?|廿[{_D}]?|[{_D}])"
_WEEK = "(?:周|星期|礼拜)"
_WEEKDAY = "[一二三四五六日天]"
# No digit, list of digits or decimal point may stand before a number.
_FRESH = rf"(?<![\d{_D}十百千〇零第])(?<!\d[.,])"
_NUMBER = rf"(?:\d{{1,4}}(?:\.\d{{1,2}})?|好?几十?|十几|数十?|若干|半|[{_D}十百两廿]{{1,5}})"
_UNIT = (
    r"(?:(?<!个)年(?![级龄轻代度报鉴糕货画青夜制期底末均月份]|周|行动|会议)|个?季度"
    r"|(?<=个)月(?!球)|(?<=半)月|(?<=个半)月"
    r"|(?:星期|礼拜)|(?:(?<!四)周|周(?=[以之]?内|时间))(?![年边岁长报刊转]|[一二三四五六日末])"
    r"|天(?![津然府际文])|个?工作日|日(?=[以之]?内|以[上下])|(?<=日起\d)日|(?<=日起\d\d)日"
    r"|(?<=[一二两三四五六七八九])日(?=[以之]?[前后])"
    r"|小时|(?<=天\d)时(?!间)|(?<=天\d\d)时(?!间)|(?<=个)钟(?!头)|钟头|分钟"
    r"|分(?= ?[\d一二三四五六七八九十]{1,3}秒)|秒钟?|世纪|学期|昼夜)"
)


def _any(names: Iterable[str]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


def _guarded(names: Iterable[str], guards: dict[str, str]) -> str:
    """Join words, longest first, each with the guard that keeps it out of longer words."""
    return "|".join(
        guards.get(name, "{}").format(name) for name in sorted(names, key=len, reverse=True)
    )


# Words that are the tail or the head of others: 达产后年综合营收 is not 后年, 项目前期 not 目前.
_YEAR_GUARDS = {
    "后年": "(?<![\u4e00-\u9fff]){}|(?<=[到至在于和与]){}".replace("{}", "后年"),
    "前年": "(?<![以之此])前年(?![度均产])",
    "去年": "(?<!过)去年",
    "明年": "(?<![说表证申])明年",
    "来年": "(?<![年往])来年(?!均)",
    "本年": "(?<!成)本年(?![均])",
    "今年": "今年(?!均)",
    "上一年": "(?<![马以])上一年",
    "上年": "(?<![马以])上年(?![均龄轻份产])",
    "下年": "(?<!以)下年(?![均龄轻份产])",
    "当年": "(?<!相)当年(?!轻)",
    "同年": "(?<![不共])同年(?![级龄])",
    "次年": "(?<![批层人档])次年",
    "该年": "该年(?![级龄])",
}
_POINT_GUARDS = {
    "目前": "(?<![项题科节条])目前(?!期)",
    "当前": "(?<!相)当前",
    "现在": "(?<![实体展出表呈涌再兑显浮发])现在",
    "至今": "(?<!甚)至今(?![年天日后])",
    "日前": f"(?<![\\d{_D}十节假期生工作同])日前(?!后)",
    "近日": "(?<![临附])近日(?![期点])",
    "近期": "(?<!临)近期(?!货)",
    "近年": "近年(?!份)",
    "后天": "(?<![\u4e00-\u9fff])后天(?!性)",
    "后日": "(?<![\u4e00-\u9fff])后日",
    "前天": "(?<![以之此节])前天(?![气下])",
    "前日": "(?<![\u4e00-\u9fff])前日",
    "明天": "(?<![说光])明天",
    "明日": "(?<![说光])明日",
    "今天": "今天",
    "今日": "今日(?!头条)",
    "当天": "(?<!相)当天(?![然津])",
    "当日": "(?<!相)当日",
    "次日": "(?<![批层人档])次日",
    "第二天": "第二天",
    "同日": "(?<!不)同日",
    "当时": "(?<![相正])当时",
    "同期": "(?<!共)同期(?![盼望声录])",
    "此后": "(?<![彼由])此后",
    "其后": "其后",
    "最近": "最近(?!的?[\\d一二三四五六七八九两几])(?![点邻距])",
    "今后": "今后(?!的?[\\d一二三四五六七八九两几])",
}


# Two years of one fiscal or school year: 2019/20年度, 2019-20財政年度, 二零一九至二零學年.
_SHORT_YEAR = rf"(?:{_YEAR}|\d\d|[一二][〇零{_D}])"
_STRADDLING = (
    rf"(?<!\d)(?P<fy0>{_YEAR}) ?年?度?(?:(?P<fs>/)|{_TO})(?P<fy>{_SHORT_YEAR}) ?"
    r"(?P<fk>财政年度|财年|学年度?|年度)"
)
# Years of the Republic by number alone: 109年底. Of a bare 109年 more must tell that it is a date.
_MINGUO = rf"(?:1[0-4]\d|[89]\d|一百[一二三四]?[〇零十]?[{_D}]?十?[{_D}]?|九十[{_D}]?)"


def _minguo_slot() -> str:
    return (
        rf"{_FRESH}(?<![.第近逾约超满每整历达立已过经])(?:(?P<mg0>{_MINGUO}) ?年?度?(?:{_TO}|、))?"
        rf"(?P<mg>{_MINGUO}) ?(?:学年度?|年度?)(?!级|龄|代|来|以来|之久|历史|[老间多余]|内)|"
    )


def _year_slot(table: Words, *, minguo: bool) -> str:
    relative = _guarded(table.years, _YEAR_GUARDS)
    return (
        rf"(?:{_minguo_slot() if minguo else ''}(?<!\d)"
        rf"(?:(?P<y0>{_YEAR}) ?(?:年?度?{_TO}|(?P<ya>[、和与])))?(?P<y>{_YEAR}) ?"
        r"(?:学年度?|年度?(?![级龄代]))"
        rf"|(?<!\d)(?P<ym>1[0-4]\d\d)年(?={_MONTH}月)|公元(?P<yc>\d{{1,4}}|[〇零{_D}]{{2,4}})年"
        rf"|(?<=[在于])(?P<yold>\d{{3}})年"
        rf"|(?P<era>{_any(table.eras)})(?P<ey>\d{{1,3}}|元|[{_D}十百〇零]{{1,5}})"
        r" ?(?:学年度?|年度?)"
        rf"|{_FRESH}(?P<ys>0\d|[1-9]\d) ?年(?= ?{_MONTH} ?月|[底末])|{_FRESH}(?P<yz>0\d) ?年"
        rf"|(?P<yr>{relative}|新的一年))"
    )


def _holidays(table: Words) -> str:
    guards = {
        "三月三": "三月三(?![日号十])",
        "环境日": "环境日(?![益常趋])",
        "世界环境日": "世界环境日(?![益常趋])",
        "国庆": "(?<![建])国庆",
        "中秋": "中秋",
        "重阳": "重阳(?!路|区)",
        "圣诞": "圣诞",
    }
    names = [*table.solar, *table.lunar, *table.weekday]
    period = '["”]?(?:假期|小长假|长假|黄金周|期间|节)'
    return (
        f"(?P<hol>{_guarded(names, guards)}|五一(?={period})|十一(?={period})"
        f"|(?<!治)清明(?!上河)节?)"
        '(?P<hold>["”]?(?:国际劳动节)?(?:假期|小长假|长假|黄金周|期间))?'
    )


def _month_slot(table: Words) -> str:
    months = [word for word, point in table.points.items() if point.unit == "month"]
    return (
        rf"(?:(?P<lun>农历|阴历)?{_FRESH}(?:(?P<m0>{_MONTH}) ?(?:(?:月份?)?{_TO}"
        rf"|、))?(?P<m>{_MONTH}) ?月(?![球饼亮嫂薪租供均龄])份?"
        rf"|(?P<mr>{_any(months)}|(?<![\d{_D}十个几半每])月(?=[底末初](?![{_D}步级高])"
        rf"|[上中下]旬)))"
        r"(?: ?的?(?P<me>[上中下]旬|底|末|初(?![一二三四五六七八九十中步级]))"
        rf"| ?的?(?P<nw>第[一二三四五1-5]个?|最后一?个?的?){_WEEK}(?P<nwd>{_WEEKDAY})?"
        rf"| ?的?(?:(?P<d0>{_DAY}) ?[日号]?{_TO})?(?P<d>{_DAY}) ?[日号](?!线|楼|院|文)"
        rf"|(?P<dl>初[{_D}十])|(?P<dc>三十一?|二?十[{_D}]?"
        rf"|廿[{_D}]?)(?![个名人项家万亿千百年天多余点月{_D}]))?"
    )


def _sub_slot(table: Words) -> str:
    quarters = [word for word, point in table.points.items() if point.unit == "quarter"]
    return (
        r"(?:"
        rf"{_FRESH}(?:第?(?P<q0>[一二三1-3]) ?(?:季度)?(?:{_TO}"
        rf"|、))?(?:第?(?P<q>[一二三四1-4]) ?季度|第(?P<qs>[一二三四1-4])季)的?(?P<qe>末|初)?"
        rf"|[前首](?P<qf>[一二三两23]) ?个?季(?:度|(?![节风度]))|第(?P<qn>[一二三四1-4])个季度"
        rf"|(?P<qr>{_any(quarters)})(?P<qre>末|初)?|(?P<q1>首季度?)"
        r"|(?P<h>[上下前后])半年度?|(?P<hm>[上下])半月(?!板)"
        r"|(?<![提此之目])(?:[前首]|头(?=..?个))"
        rf"(?P<mf>1[01]|[2-9]|十一?|[二两三四五六七八九]) ?个?月(?!份)"
        rf"|(?(yy)第(?P<mn>\d{{1,2}}|[{_D}十]{{1,2}})个月|(?!))"
        rf"|(?(yy)年?|(?<![\d{_D}十百千几两多半每青少学])年)(?P<e>底|末"
        rf"|内(?![涝蒙外部河江陆地衣])|初(?![一二三四五六七八九十中步级高审诊赛期])"
        rf"|中(?=[,，。、；;)）到至前]))"
        r"|(?<!安)(?P<all>全 ?年)(?![龄级])|(?P<sui>岁末)"
        r"|(?(yy)(?P<sea>[春夏秋冬](?=[季天]|两季)[季天]?)|(?!))"
        rf"|(?(yy)(?P<wk>第|前|最后) ?(?P<wkn>\d{{1,2}}|[{_D}十两]{{1,2}}) ?(?:个?星期"
        rf"|周(?!年))|(?!))"
        rf"|{_holidays(table)}|{_month_slot(table)})"
    )


def _calendar(table: Words, *, minguo: bool) -> str:
    weekday = rf"(?: ?[(（]{_WEEK}(?P<wdp>{_WEEKDAY})[)）]|[,，]? ?{_WEEK}(?P<wd>{_WEEKDAY}))?"
    year = f"(?P<yy>{_year_slot(table, minguo=minguo)})?"
    return rf"{year}(?: ?的? ?{_sub_slot(table)}|(?(yy)|(?!))){weekday}"


_DAYTIMES = "凌晨|清晨|早晨|早上|早间|上午|中午|正午|下午|午后|傍晚|晚上|深夜|午夜"
_NUMERIC = (
    r"(?<![\d./A-Za-z])(?<!\D-)(?:"
    r"(?P<ny>1[5-9]\d\d|20\d\d|21\d\d)(?P<ns>[-/.])(?P<nm>1[0-2]|0?[1-9])(?P=ns)(?P<nd>3[01]"
    r"|[12]\d|0?[1-9])"
    r"|(?P<ty>19\d\d|20\d\d)-(?P<tm>1[0-2]|0[1-9])(?![-\d年])"
    r"|(?P<cy>19\d\d|20\d\d)(?P<cm>1[0-2]|0[1-9])(?P<cd>3[01]|[12]\d|0[1-9])(?![元个人])"
    r"|(?P<sy>19\d\d|20\d\d) (?P<sm>1[0-2]|0[1-9]) (?P<sd>3[01]|[12]\d|0[1-9])"
    r"|(?P<ea>3[01]|[12]\d|0?[1-9])(?P<es>[-/.])(?P<eb>3[01]|[12]\d"
    r"|0?[1-9])(?P=es)(?P<ey4>19\d\d|20\d\d)"
    r")(?![\d/]|-(?!\d{4})|\.\d)"
    r"|(?<=[从自(（])(?P<ry0>(?:19|20)\d\d)(?:-|—{1,2}|~|到|至)(?P<ry1>(?:19|20)\d\d)(?!\d| ?[年/])"
    r"|(?<!\d)(?P<rz0>(?:19|20)\d\d)年?(?:-|—{1,2}|~|到|至)(?P<rz1>(?:19|20)\d\d)年?(?=[二两三四五六]年)"
)
_DAY_ONLY = (
    rf"{_FRESH}(?<!日起)(?<![少低多]于)(?<!超过)(?<!为期)(?<![〕\]】）)])"
    rf"(?:(?P<o0>{_DAY}) ?[日号]?{_TO})?(?P<o>3[01]|[12]\d"
    rf"|0?[1-9]|三十一?|二十[{_D}]?|十[{_D}])"
    r"(?:日(?![内均游报元本常趋益夜程以之]|间(?!歇))|号(?=[,，。、；;上下早晚到至前后起举召开]|$))"
)
_CENTURY = (
    rf"(?:{_FRESH}(?P<c>\d{{1,2}}|[{_D}十]{{1,3}})|(?P<cr>本|上个?"
    rf"|下个?))世纪(?: ?的?(?P<dec>[1-9]0|[{_D}]十)年代|(?P<ce>初|末|中叶))?"
    rf"(?P<dece>初期?|中期?|末期?|后期)?|{_FRESH}(?:(?P<dy>1[5-9]\d0|20\d0)|(?P<dec2>[1-9]0"
    rf"|[{_D}]十)) ?年代(?P<dece2>初期?|中期?|末期?|后期)?"
)
_ROLLING = (
    r"(?P<pre>过去的?|最近的?|近|未来的?|今后的?|接下来的?|这(?!一?个?(?:周|星期|礼拜))"
    r"|(?<![\u4e00-\u9fff])前|(?<=[在比较的])前|(?<![\u4e00-\u9fff])后|(?<=[在的])后"
    r"|(?<![马以])上|(?<!以)下|最后的?)? ?"
    rf"(?:(?P<n0>{_NUMBER})(?: ?(?:年|个月|周|天|日|小时"
    rf"|分钟))?{_TO})?(?<![\dA-Za-z第百])(?<!\d\.)(?P<n>{_NUMBER})(?P<more>[多余])? ?"
    rf"个?(?P<hf>半)? ?(?P<u>{_UNIT})(?P<tl>半|多)?"
    r"(?P<suf>以来|来(?![自源到])|[以之]?内(?!部)|(?:之|以)?前(?!期|后|所|沿|列|往|景|提|瞻|三"
    r"|两|十|五|\d)|(?:之|以)?后(?!备|勤|续|期))?"
)
_SET = (
    rf"每(?:隔|逢)?(?:一)?(?P<sn>{_NUMBER})?个?(?P<su>年(?![级轻])|月|季度|周|星期|礼拜|天|日"
    rf"|小时|分钟|秒|晚|早)(?P<swd>(?<=[周期拜]){_WEEKDAY})?"
    r"|逐(?P<sz>[年月季日])|(?<![A-Za-z\d.])(?P<sj>[年月日])均"
)
_PLAN = (
    rf"(?:第(?P<pz>[{_D}十]{{1,3}})个五年(?=规划|计划)"
    rf"|(?<![{_D}十百千零\d])(?:(?P<pl>十[{_D}])五(?![{_D}十百千万])"
    rf"|(?P<pq>(?<=[“\"「『])(?:二?十|二十[{_D}]|[{_D}]))五(?=[”\"」』](?:规划|计划|时期|期间"
    rf"|末|以来|攻关))"
    rf"|(?P<pw>二?十|二十[{_D}]|[{_D}])五(?=计划|规划|时期|期间)))"
    r"(?:[”\"」』]?(?:规划)?(?:时期|期间)?(?P<px>末(?:年|期)?|初(?!步)|中期|开局之?年|收官之?年"
    r"|[前头后][一二三四两](?:个?年)))?"
)


def _weekday_branch() -> str:
    lead = "(?P<wp>上上个?|下下个?|上一?个?|下一?个?|本|这一?个?|今个?|当)"
    return (
        rf"(?:{lead}{_WEEK}(?P<w>[一二三四五六日天末])?"
        rf"|(?<![\d{_D}十两每整]){_WEEK}(?P<w2>{_WEEKDAY})(?![边岁年大]))"
    )


def clock_source(table: Words, *, fresh: str = _FRESH) -> str:
    """Write the pattern of hours and minutes, alone or after a date."""
    part = rf"(?P<dp>今晚|昨晚|明晚|今晨|明早|今早|{_any(table.dayparts)})"
    hour = r"(?:2[0-4]|1\d|0?\d|[一二两三四五六七八九]|十[一二]?|零)"
    minute = rf"[0-5]?\d|[二三四五]?十[{_D}]?|零?[{_D}]"
    tail = rf"(?P<cx>半|整|(?P<ck>[一三13])刻|(?P<cn>{minute})分?(?:(?P<cs>[0-5]?\d)秒)?)"
    return (
        rf"(?:大约|约)?(?:{part} ?)?{fresh}(?:(?P<c0>{hour})(?:点"
        rf"|时)?{_TO})?(?:(?P<ch>{hour}) ?(?P<cu>点钟?|时(?![间代期许]))(?: ?{tail})?"
        rf"|(?P<chh>[01]?\d|2[0-4]):(?P<cmm>[0-5]\d)(?::(?P<css>[0-5]\d))? ?(?P<ap>[ap]\.?m\.?"
        rf"|[AP]M)?(?![\d:]))(?:左右|[以之][前后]|(?(c0)之间|(?!)))?"
    )


@cache
def grammar(*, minguo: bool = False) -> re.Pattern[str]:
    """Build the alternation; the group that closes last names the branch.

    Args:
        minguo: Whether a bare 109年 counts from 1912, as texts of Taiwan do.
    """
    table = words()
    branches = {
        "plan": _PLAN,
        "numeric": _NUMERIC,
        "straddling": _STRADDLING,
        "calendar": _calendar(table, minguo=minguo),
        "century": _CENTURY,
        "set": _SET,
        "day": _DAY_ONLY,
        "rolling": _ROLLING,
        "clock": clock_source(table),
        "weekday": _weekday_branch(),
        "point": _guarded(_bare_points(table), _POINT_GUARDS),
        "part": f"(?:{_DAYTIMES})(?!茶|班|市)",
    }
    return re.compile("|".join(f"(?P<{name}>{branch})" for name, branch in branches.items()))


def _bare_points(table: Words) -> list[str]:
    """List the words for days and moments; months and quarters stand elsewhere."""
    longer = ("month", "quarter", "century")
    return [word for word, point in table.points.items() if point.unit not in longer]


@cache
def candidates() -> re.Pattern[str]:
    """Build the quick look that tells where the grammar is worth trying.

    It takes one character and looks at the next few, so that a search over all of a text stops at
    each place in turn. It starts with one set of characters, to skip all others at full speed.
    """
    unit = "[年月日号天周星礼分秒世点时到至—~钟学工昼半季-]|小时|个[月半工季小星礼钟学世年周天日昼]"
    digits = (
        rf"(?<![0-9][0-9])(?=[0-9]{{0,3}}(?:\.[0-9]{{1,2}})?[多余]? ?(?:{unit}|[:/])"
        r"|[0-9]{3}(?:\.[0-9]{1,2}\.|[、和与](?:19|20)[0-9]{2} ?年)"
        r"|[0-9]{0,1}\.[0-9]{1,2}\.[0-9]{4}|[0-9]{7}|[0-9]{3} [0-9])"
    )
    chinese = (
        rf"(?=[{_D}十百千〇零几干]{{0,4}}[多余]? ?"
        rf'(?:{unit}|[”"规计节国妇劳青儿建黄假长夕期小])|(?<=十)[{_D}]五|[{_D}〇零]{{3}}/)'
    )
    letters = "".join(sorted({head[0] for head in heads()} - {"年"}))
    return re.compile(
        rf"[0-9{NUMERALS}{letters}年](?:(?={_listed()})|(?<=[0-9]){digits}"
        rf"|(?<=[{NUMERALS}]){chinese}|(?<=年)(?=[初底末内中均])|(?<=[早晚晨])(?=[0-9{_D}十]))"
    )


def _listed() -> str:
    """Look at the letter behind the first, then back at the two or three that begin a word."""
    branches = []
    for length in (2, 3):
        words_so_long = sorted(head for head in heads() if len(head) == length)
        letters = [sorted({word[at] for word in words_so_long}) for at in range(1, length)]
        tail = "".join(f"[{''.join(group)}]" for group in letters)
        branches.append(f"{tail}(?<={alternation(words_so_long)})")
    return "|".join(branches)


NUMERALS = f"{_D}十两廿半几数好若零〇"


@cache
def heads() -> frozenset[str]:
    """List the first two letters (three, where two are common) of all words that are times."""
    table = words()
    listed = [*table.solar, *table.lunar, *table.weekday, *table.eras, *table.years, *table.points]
    listed += [word for word in table.dayparts if len(word) > 1]
    counted = [
        f"{lead}{number}"
        for lead in ("近", "前", "后", "上", "下", "这")
        for number in f"{_D}十两半几数百 123456789"
    ]
    return frozenset(
        {"全 "}
        | {word[: 3 if word[:2] in table.common else 2] for word in listed}
        | {*table.heads, *counted, "全 "}
    )


@cache
def event_grammar() -> re.Pattern[str]:
    """Build the pattern of named events from which a period is counted."""
    return re.compile(rf"(?P<name>{_any(words().events)})(?:召开)?(?=以来|以后|之后|召开)")


@cache
def clock_grammar() -> re.Pattern[str]:
    """Build the pattern of an hour or part of the day that follows a date."""
    table = words()
    source = clock_source(table, fresh="")
    part = _any(word for word in table.dayparts)
    no_word = rf"(?![稻期已点熟茬茶市会报宴餐练跑光婚辈霞教{_D}\d])"
    return re.compile(rf" ?的?(?:(?P<clock>{source})|(?P<part>{part}){no_word})")
