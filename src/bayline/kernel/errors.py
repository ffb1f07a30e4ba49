"""Errors that a person can act on: what is wrong, where, why, and what to do."""


class BaylineError(Exception):
    """A refusal in one sentence.

    Attributes:
        what: What is wrong, naming the value.
        where: The file, row or place, if any.
        why: The reason.
        do: What to do about it.
    """

    def __init__(self, what: str, *, where: str = "", why: str = "", do: str = "") -> None:
        self.what, self.where, self.why, self.do = what, where, why, do
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """Join the parts to one line: `where: what: why; do`."""
        head = f"{self.where}: {self.what}" if self.where else self.what
        reasons = f"{head}: {self.why}" if self.why else head
        return f"{reasons}; {self.do}" if self.do else reasons

    def in_english(self) -> "BaylineError":
        """Say the same in English; a refusal that is known in two languages overrides this."""
        return self
