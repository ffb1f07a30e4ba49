"""How a cell is refused: the value, the reason, the remedy, said in both languages."""

from bayline.platform.registers.terms import Fault


def refused(value: str, why: str, do: str, why_en: str, do_en: str) -> Fault:
    """Refuse a value.

    Args:
        value: What was written.
        why: The reason in Chinese, such as 不是数.
        do: The remedy in Chinese.
        why_en: The reason in English, such as “is not a number”.
        do_en: The remedy in English.
    """
    return Fault(value=value, why=why, do=do, why_en=why_en, do_en=do_en)


def missing() -> Fault:
    """Refuse an empty cell of a required field."""
    return refused("", "没有填", "这一栏必填", "is empty", "it is required")
