"""Say which words of an English page are Chinese, so that they are read and set as such."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()
_HAN = r"[〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
# Signs and digits between Han characters belong to them: 2021年第一季度, 《资料》, “超82亿元”.
_BESIDE = r"[\u3000-\u303f\uff00-\uffef“”‘’·—…\d.,%＋－/()\-]"
_WITHIN = rf"(?:{_BESIDE}| (?={_HAN}))*"
_CHINESE = re.compile(rf"{_BESIDE}{{0,40}}{_HAN}(?:{_WITHIN}{_HAN})*[\u3000-\u303f\uff09”’]*")


@register.filter
def spoken(text: str) -> str:
    """Wrap the Chinese in a text of an English page; a Chinese page is left as it is."""
    if get_language() != "en":
        return text
    escaped = str(conditional_escape(text))
    return mark_safe(_CHINESE.sub(_wrapped, escaped))  # noqa: S308 - escaped just above


def _wrapped(found: re.Match[str]) -> SafeString:
    return mark_safe(f'<span lang="zh-Hans">{found[0]}</span>')  # noqa: S308 - as escaped


@register.filter
def without_sign(count: int) -> int:
    """Give the size of a whole number: 3 of −3."""
    return abs(count)
