"""How numbers are written: the pieces from which the number and quantity grammars are built.

Every repetition is bounded, so that a megabyte of digits costs a constant at each place.
"""

# A whole Arabic number; longer runs of digits are codes, not numbers.
_GROUPED = r"[0-9]{1,3}(?:,[0-9]{3}){1,9}(?![0-9])"
_PLAIN = r"[0-9]{1,40}(?![0-9])"
ARABIC = rf"(?:{_GROUPED}|{_PLAIN})(?:\.[0-9]{{1,23}}(?![0-9]))?(?!\.[0-9])"

DIGIT = "零〇一二三四五六七八九"
FORMAL = "壹贰叁参肆伍陆柒捌玖拾佰仟"
# 千瓦, 兆瓦 and 百分点 are units, and 百姓 is no number.
SCALE = (
    "(?:万(?!分之)|亿|千(?![瓦米克卡伏帕赫焦字]|比特|分[之点])|兆(?![瓦赫帕字焦伏]|比特)"
    "|百(?!分[之点比]|姓|帕)|[佰仟])"
)
# 两 inside a number stands before a scale (一千两百) or behind 一 (一两年, but not 一两黄金).
_TWO = "(?:两(?=[百千万亿佰仟])|(?<=一)两(?=[个家天年月日周位名人次件条种项十小]))"
_VAGUE = f"[多余来几](?={SCALE})"
_INNER = f"(?:[{DIGIT}{FORMAL}十廿卅卌]|{_TWO}|{SCALE}|{_VAGUE}|(?<=[十百千零])几)"

# Figures that fill the places under the scale before them: 3万4000, 1万752, 1千零20.
PLACED = (
    "(?:(?<=万)(?:[0-9],[0-9]{3}|[0-9]{2,4})|(?<=千)[0-9]{3}|(?<=百)[0-9]{2}|(?<=零)[0-9]{1,3})"
    "(?![0-9.]|,[0-9]{3})"
)
UNDER_SCALE = "(?:[0-9],[0-9]{3}|[0-9]{1,4})"  # 3亿2,500万
# 1.2万亿, 3千, 5万4千6百, 3万4000, 300多万. Possessive: what a run has taken it never gives back.
SCALED = (
    rf"{ARABIC} ?(?:[多余来几])?{SCALE}"
    rf"(?:{_INNER}|{UNDER_SCALE}(?={SCALE})|{PLACED}){{0,12}}+"
)
MIXED = rf"(?:{SCALED}|{ARABIC})"

# 三百六十五, 两千三, 十几万, 廿七, 三点五亿, 数百, 好几十.
_FRACTION = f"点[{DIGIT}0-9]{{1,12}}+(?![0-9]){SCALE}{{0,3}}+"
_SEVERAL = "好?几(?=[十百千万亿])|数(?=[十百千万亿])"
_FORMAL_HEAD = f"[肆伍陆参拾](?=[{FORMAL}十百千万亿零])|[壹贰叁柒捌玖]"
SEVERAL_HEAD = f"(?:{_SEVERAL}|[{DIGIT}两十廿卅卌]|{_FORMAL_HEAD})"
HEAD = f"(?:{SEVERAL_HEAD}|{SCALE})"
CHINESE = f"{HEAD}{_INNER}{{0,24}}+(?:{_FRACTION})?"
# A numeral of several characters, or one that is itself a scale: 三十, 百万, 十.
CHINESE_LONG = f"(?:(?:{HEAD}(?:{_INNER}{{1,24}}+(?:{_FRACTION})?|{_FRACTION}))|[十廿卅卌]|{SCALE})"
FIRST = "0-9零〇一二三四五六七八九十百千万亿兆两几数好廿卅卌壹贰叁参肆伍陆柒捌玖拾佰仟"
CHINESE_FIRST = FIRST.removeprefix("0-9")
# Behind these a numeral goes on; 好 and 数 may end a word (办好十件, 人数三千).
GOING_ON = CHINESE_FIRST.replace("好", "").replace("数", "")

TO = r" ?(?:--?|——?|~|至|到) ?"
