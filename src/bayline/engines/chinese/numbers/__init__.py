"""Every number expression of a text, whatever it counts: 1.2万亿, 百分之十五, 四成半, 第3, 5%—6%.

`numbers` gives single numbers and plain ranges without their hedges; `ranges` gives what hedges and
comparisons make of them, with the words that say so in the span: 大于0并小于230, 不低于五百.
"""

from bayline.engines.chinese.numbers.finding import numbers
from bayline.engines.chinese.numbers.ranging import ranges

__all__ = ["numbers", "ranges"]
