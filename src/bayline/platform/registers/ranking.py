"""What a database sorts and searches by: texts whose order is that of the values.

SQLite knows no exact decimals and PostgreSQL sorts text by its locale; digits in bytes sort alike.
"""

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from bayline.engines.chinese.script import fold
from bayline.platform.registers.cells.figures import quantity_in
from bayline.platform.registers.terms import NUMERIC, Field, Kind, Register, Values

_EXPONENT_MIDDLE = 5000
_COMPLEMENT = str.maketrans("0123456789", "9876543210")
_AFTER_DIGITS = "~"
_PARTING = "\x1e"  # no value holds it: control characters are refused


def rank(value: Decimal) -> str:
    """Write a number so that texts compare by bytes as the numbers do.

    Args:
        value: Any decimal with an exponent within ±4999.
    """
    if not value:
        return "1"
    digits = "".join(map(str, value.as_tuple().digits)).lstrip("0").rstrip("0")
    body = f"{_EXPONENT_MIDDLE + value.adjusted():04d}{digits}"
    # Below zero a larger body is a smaller number, and a longer one smaller than its beginning.
    return f"2{body}" if value > 0 else f"0{body.translate(_COMPLEMENT)}{_AFTER_DIGITS}"


def number_in(field: Field, text: str) -> Decimal | None:
    """Give the number of a canonical value: of a figure its low end, in base units."""
    if field.kind is Kind.FIGURE:
        found = quantity_in(text)
        return None if found is None else found.value
    return Decimal(text)


def ranks_of(register: Register, values: Values) -> dict[str, str]:
    """Give the ranks of the numbers of an entry, by the name of their field."""
    found = {
        field.name: number_in(field, values[field.name])
        for field in _ranked(register)
        if field.name in values
    }
    return {name: rank(number) for name, number in found.items() if number is not None}


@lru_cache(maxsize=64)
def _ranked(register: Register) -> tuple[Field, ...]:
    return tuple(field for field in register.fields if field.kind in NUMERIC and not field.personal)


def searched_in(register: Register, values: Values) -> str:
    """Give the text that a search looks into: all that is not personal, folded, in small letters.

    Titles of choices are there as well as their codes.
    """
    return folded(_told(register, values))


def all_searched_in(register: Register, entries: Iterable[Values]) -> list[str]:
    """Give what a search looks into of each of many entries, all folded at once."""
    told = [_told(register, values) for values in entries]
    # Nothing that folding looks at reaches across what parts them.
    found = folded(_PARTING.join(told)).split(_PARTING) if told else []
    return found if len(found) == len(told) else [*map(folded, told)]


def _told(register: Register, values: Values) -> str:
    words = [
        titles.get(text, text)
        for name, titles in _searched(register)
        if (text := values.get(name)) is not None
    ]
    return "\n".join(words)


@lru_cache(maxsize=64)
def _searched(register: Register) -> tuple[tuple[str, dict[str, str]], ...]:
    """Name the fields that are searched, with the words for the codes of their choices."""
    return tuple(
        (
            field.name,
            {one.code: f"{one.code}\n{one.title}\n{one.title_en}" for one in field.choices},
        )
        for field in register.fields
        if not field.personal
    )


def folded(text: str) -> str:
    """Fold a text for search: half-width, simplified, small letters."""
    return fold(text).lower()
