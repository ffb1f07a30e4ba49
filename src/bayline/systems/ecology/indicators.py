"""What ecology measures: shares of good water, the class of a section, days of good air."""

from bayline.platform.indicators import Indicator

GOOD_WATER = Indicator(
    name="ecology.good-water",
    title="地表水达到或优于Ⅲ类的比例",
    title_en="Share of surface water of class III or better",
    about="由入库的测值算得，冒号后写按什么算：sections断面、days断面·天、samples样品；没有类别的不进比例",
    about_en="Out of the readings on record; behind the colon stands the unit: sections, days of "
    "sections, samples; what has no class is in no share",
    asks_of=True,
)
SECTION_CLASS = Indicator(
    name="ecology.section-class",
    title="断面的水质类别",
    title_en="Class of a section",
    about="冒号后写断面编码；Ⅰ类是1，Ⅴ类是5，劣Ⅴ类是6，按这段时期的均值评",
    about_en="Behind the colon stands the code of the section; class I is 1, class V is 5, worse "
    "than V is 6, by the means of the period",
    asks_of=True,
)
GOOD_AIR = Indicator(
    name="ecology.good-air-days",
    title="空气质量优良天数比例",
    title_en="Share of days of good air",
    about="冒号后写空气站点编码；有效日里指数不超过100的占多少，有效日不够就不算",
    about_en="Behind the colon stands the code of the station; of the days that count, the share "
    "whose index is 100 at most; too few days make no share",
    asks_of=True,
)
INDICATORS = (GOOD_WATER, SECTION_CLASS, GOOD_AIR)
