"""People as the doers of a sentence: 第一年，廖某某种了1200斤魔芋.

No list knows them: the tagger proposes, a surname and the place at the head of a clause decide.
"""

import re
from collections.abc import Iterator

from bayline.engines.chinese.terms import Span
from bayline.engines.chinese.tokens import Tokens

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    "姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤农冉岑蒙"
)
_ROLES = re.compile(
    r"(?:^|[，。；：“\s]|村民|农民|农户|党员|[支书]书记|主任|镇长|县长|市长|负责人|经理|董事长|厂长|[老]板|大户|户主)$"
)
_LONGEST_ROLE = 4
_NAME = 3  # characters of most names
_NAMES = range(2, 5)


def persons(text: str, tokens: Tokens) -> Iterator[Span]:
    """Find the people at the head of a clause, or behind what they are.

    Args:
        text: The folded text.
        tokens: The words of one sentence.
    """
    if "nr" not in tokens.flags:
        return
    for index, flag in enumerate(tokens.flags):
        word = tokens.words[index]
        if flag != "nr" or len(word) not in _NAMES or word[0] not in _SURNAMES:
            continue
        start = tokens.starts[index]
        if _ROLES.search(text, max(0, start - _LONGEST_ROLE), start):
            yield Span(start, start + min(len(word), _NAME))
