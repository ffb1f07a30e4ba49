"""How villages refuse: what, why and what to do, in both languages."""

from bayline.kernel.errors import BaylineError, Words


def refusal(where: str, en: Words, zh: Words) -> BaylineError:
    """Give a refusal.

    Args:
        where: The file, event or village.
        en: What is wrong, why, and what to do.
        zh: The same in Chinese.
    """
    return BaylineError(en.what, where=where, why=en.why, do=en.do, zh=zh)
