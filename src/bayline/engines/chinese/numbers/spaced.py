"""Patterns of single numbers: with blanks, signs, powers, fractions, percents, tenths."""

from bayline.engines.chinese.numbers.grammar import (
    ARABIC,
    DIGIT,
    FIRST,
    FORMAL,
    PLACED,
    SEVERAL_HEAD,
    UNDER_SCALE,
)

# Here a scale may stand before 分之: 一百万分之五.
SCALE = (
    "(?:万|亿|千(?![瓦米克卡伏帕赫焦字]|比特)|兆(?![瓦赫帕字焦伏]|比特)"
    "|百(?!分点|分比|姓|帕)|[佰仟])"
)
_GAP = " {0,2}"
_DIGITS = f"{DIGIT}壹贰叁参肆伍陆柒捌玖"
_UNITED = "十百千万亿兆零佰仟拾廿卅卌"
# Blanks may part a unit from its digit (一百 五 十 二), but never two digits.
_STEP = (
    f"(?:{_GAP}(?:{SCALE}|[十零〇廿卅卌拾])|[{_DIGITS}]|两(?=[百千万亿佰仟])|(?<=一)两(?=[个家天年月日周位名人次件条种项十小])"
    f"|(?<=[{_UNITED}]){_GAP}[{_DIGITS}](?! *[{DIGIT}])"
    f"|{_GAP}[多余来几](?= {{0,2}}{SCALE})|(?<=[十百千零])几)"
)
_POINT = f"{_GAP}点{_GAP}[{DIGIT}0-9]{{1,20}}+(?![0-9])(?:{_GAP}{SCALE}){{0,3}}+"
SPACED_CHINESE = f"(?:{SEVERAL_HEAD}|{SCALE}){_STEP}{{0,36}}+(?:{_POINT})?"
_THIN = r"[0-9]{1,3}(?: [0-9]{3}){1,6}(?! ?[0-9.,])"
_LEADING_POINT = r"\.[0-9]{1,23}(?![0-9.])"
_SUFFIX = r"(?: ?[kK]| ?M)(?![A-Za-z0-9])"
_SPACED_SCALED = (
    rf"{ARABIC}{_GAP}[多余来几]?{SCALE}"
    rf"(?:{_STEP}|{_GAP}{UNDER_SCALE}(?={_GAP}{SCALE})|{PLACED}){{0,12}}+"
)
_POWER = rf"{ARABIC}(?:[eE][+-]?[0-9]{{1,3}}(?![0-9A-Za-z])|\^[+-]?[0-9]{{1,3}}(?![0-9.]))"
SPACED_ARABIC = f"(?:{_THIN}|{_POWER}|{_SPACED_SCALED}|(?:{ARABIC}|{_LEADING_POINT})(?:{_SUFFIX})?)"

# What most numbers are: a figure with nothing behind it that could belong to it.
FIGURE = (
    r"[0-9]{1,12}(?:\.[0-9]{1,9})?(?:万亿|[万亿])?"
    f"(?![0-9.,%‰‱ ^/eEkKM{_UNITED}{_DIGITS}两多余来几半又分成折打点])"
)
SIGN = f"(?:负{_GAP}|(?<![-0-9A-Za-z)）%])-(?![-]))"
WHOLE = f"(?:{SPACED_ARABIC}|{SPACED_CHINESE})"
SIGNED = f"{SIGN}?{WHOLE}"
_OF = f"{_GAP}分{_GAP}之{_GAP}"
FRACTION = (
    rf"(?:{SIGNED}{_GAP}又{_GAP})?(?:{SIGN}?[0-9]{{1,9}}/[1-9][0-9]{{0,8}}(?![0-9/])"
    f"|{SIGN}?{WHOLE}{_OF}{SIGNED}|{SIGN}?{WHOLE}分[{DIGIT}十](?![{_DIGITS}]))"
)
MIXED_FRACTION = rf"{SIGN}?[0-9]{{1,9}} [0-9]{{1,9}}/[1-9][0-9]{{0,8}}(?![0-9/])"
PERCENT = (
    f"(?:百|千|万|万万|亿){_OF}{SIGNED}"
    f"|{SIGN}?(?:{SPACED_ARABIC}|[一二三四五六七八九十]{{1,3}}) {{0,2}}[%‰‱]"
)
TENTHS = (
    f"(?:{WHOLE}|半){_GAP}成(?![立为功员长本都果熟效了交品绩型就因])(?:{_GAP}[{DIGIT}半](?![{_DIGITS}十百千万个年]))?"
    f"|(?:{ARABIC}|[0-9] [0-9]|[{_DIGITS}两]{_GAP}(?:点{_GAP}[{DIGIT}]|[{DIGIT}])?){_GAP}折"
    f"|(?<=打)对折"
)
DOZENS = f"(?:{SPACED_CHINESE}|[0-9]{{1,9}})打(?![开造击响算破好牢通赢断包扮扰败扫工卡印压仗分头])"
START = f"-{FIRST}{FORMAL}.负半对第"
