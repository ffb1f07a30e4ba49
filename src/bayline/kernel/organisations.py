"""Organisations: offices, companies and bodies that documents name as the ones who act."""

from dataclasses import dataclass
from datetime import date

from bayline.kernel.aliases import Alias
from bayline.kernel.errors import BaylineError

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LENGTH = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An organisation with its code.

    Attributes:
        code: Unified social credit code, or the code of its register.
        name: Current full name.
        parent: Code of the organisation it belongs to; empty if none.
        place: Code of the place it answers for or sits in; empty if unknown.
        aliases: Short and former names, with the days they were in use.
    """

    code: str
    name: str
    parent: str = ""
    place: str = ""
    aliases: tuple[Alias, ...] = ()

    def __post_init__(self) -> None:
        if not self.code or not self.name:
            raise BaylineError(
                f"organisation {self.name!r} with the code {self.code!r}",
                why="an organisation is found by its code and shown by its name",
                do="give both",
            )

    def names_on(self, day: date) -> tuple[str, ...]:
        """Return the current name and the aliases in use on a day."""
        return (self.name, *(alias.name for alias in self.aliases if alias.holds_on(day)))


def check_character(code: str) -> str:
    """Return the last character that the first 17 of a unified social credit code call for.

    Raises:
        BaylineError: If there are not 17 characters of the code's alphabet.

    Source: GB 32100-2015, 4.6 (weights 3^(i-1) mod 31, modulus 31).
    """
    if len(code) != _LENGTH - 1 or not set(code) <= set(_ALPHABET):
        raise BaylineError(
            f"{code!r} is not the body of a credit code",
            why="it takes 17 digits and capital letters without I, O, S, V and Z",
            do="copy the code from the licence, without spaces",
        )
    weighted = sum(_ALPHABET.index(letter) * pow(3, i, 31) for i, letter in enumerate(code))
    return _ALPHABET[-weighted % 31]


def is_credit_code(code: str) -> bool:
    """Tell whether a text is a unified social credit code with the right check character."""
    body = code[:-1]
    if len(code) != _LENGTH or not set(body) <= set(_ALPHABET):
        return False
    return check_character(body) == code[-1]
