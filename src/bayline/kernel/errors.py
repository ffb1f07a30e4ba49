"""Errors that a person can act on: what is wrong, where, why, and what to do."""

from typing import NamedTuple


class Words(NamedTuple):
    """The parts of a refusal in Chinese."""

    what: str
    why: str = ""
    do: str = ""


class BaylineError(Exception):
    """A refusal in one sentence.

    Attributes:
        what: What is wrong, naming the value.
        where: The file, row or place, if any.
        why: The reason.
        do: What to do about it.
        zh: The same in Chinese, where a user may meet it.
    """

    def __init__(
        self,
        what: str,
        *,
        where: str = "",
        why: str = "",
        do: str = "",
        zh: Words | None = None,
    ) -> None:
        self.what, self.where, self.why, self.do, self.zh = what, where, why, do, zh
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """Join the parts to one line: `where: what: why; do`."""
        head = f"{self.where}: {self.what}" if self.where else self.what
        reasons = f"{head}: {self.why}" if self.why else head
        return f"{reasons}; {self.do}" if self.do else reasons

    def in_chinese(self) -> str:
        """Say the same in Chinese, `where：what（why）。do。`, or in English for want of it."""
        if self.zh is None:
            return self.sentence()
        what, why, do = self.zh
        head = f"{self.where}：{what}" if self.where else what
        reasons = f"{head}（{why}）。" if why else f"{head}。"
        return f"{reasons}{do}。" if do else reasons
