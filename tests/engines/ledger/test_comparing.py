"""What differs between two books is found, all of it, in few questions."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bayline.engines.ledger.comparing import Comparison, Listing

BOOK = st.dictionaries(st.integers(0, 200).map(str), st.integers(-5, 5), max_size=120)


def compared(own, other):
    """Compare two books; gives what differs and how many messages it took."""
    theirs = Listing(other)
    looking, messages = Comparison(Listing(own), theirs.range_of("")), 2
    while any(asked := looking.question()):
        parts = {prefix: theirs.parts_of(prefix) for prefix in asked.parts}
        looking.take(parts, {prefix: theirs.listed(prefix) for prefix in asked.items})
        messages += 2
    return looking.found, messages


@settings(max_examples=60, deadline=None)
@given(BOOK, BOOK)
def test_all_that_differs_is_found_and_nothing_else(own, other):
    found, _ = compared(own, other)
    names = {name for name in {*own, *other} if own.get(name) != other.get(name)}
    assert found == {name: (own.get(name), other.get(name)) for name in names}
    assert Listing(own).total == sum(own.values())


def test_one_difference_among_very_many_takes_few_messages():
    book = {f"visit-{at}": at * 7 for at in range(10_000)}
    assert compared(book, book) == ({}, 2)
    found, messages = compared(book, book | {"visit-17": 120})
    assert found == {"visit-17": (119, 120)}
    assert messages <= 10
    less = {name: amount for name, amount in book.items() if name != "visit-9"}
    assert compared(less, book)[0] == {"visit-9": (None, 63)}


def test_answers_that_nobody_asked_for_are_left_aside():
    looking = Comparison(Listing({"a": 1}), Listing({"a": 2}).range_of(""))
    looking.take({"f": []}, {"0": {"b": 1}})
    assert looking.found == {}
    looking.take({}, {"": {"a": 2}})
    assert looking.found == {"a": (1, 2)}
    assert not any(looking.question())
