"""How a file of features is refused: where in it, what, why, and what to do."""

from typing import NamedTuple

from bayline.kernel.errors import BaylineError, Words


class Place(NamedTuple):
    """A feature of a file."""

    file: str
    number: int

    @property
    def words(self) -> str:
        """How a sentence names it."""
        return f"{self.file}, feature {self.number}"

    def refuse(self, said: str | Words, *, zh: str | Words) -> BaylineError:
        """Say what is wrong with it."""
        return refusal(self.words, said, zh=zh)


def refusal(where: str, said: str | Words, *, zh: str | Words) -> BaylineError:
    """Say what is wrong with a file of features.

    Args:
        where: The file, and which feature of it.
        said: What is wrong, why, and what to do; the documentation where nothing better is known.
        zh: The same in Chinese.
    """
    english = Words(said) if isinstance(said, str) else said
    chinese = Words(zh) if isinstance(zh, str) else zh
    return BaylineError(
        english.what,
        where=where,
        why=english.why,
        do=english.do or "see the documentation of packs",
        zh=chinese._replace(do=chinese.do or "写法见《资料包》"),
    )


def nested(where: str) -> BaylineError:
    """Say that a file nests deeper than anything sensible does."""
    return refusal(where, "it is nested too deep", zh="嵌套太深")
