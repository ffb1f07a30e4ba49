"""What differs between two books is found, all of it, in few questions."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bayline.engines.ledger.comparing import Asking, Listing, differences

BOOK = st.dictionaries(st.integers(0, 200).map(str), st.integers(-5, 5), max_size=120)


def compared(own, other):
    """Compare two books; gives what differs and how many messages it took."""
    theirs, asked = Listing(other), []

    def parts(prefix):
        asked.append(prefix)
        return theirs.parts_of(prefix)

    def items(prefix):
        asked.append(prefix)
        return theirs.listed(prefix)

    found = [*differences(Listing(own), Asking(parts, items), theirs.range_of(""))]
    return found, 2 + 2 * len(asked)


@settings(max_examples=60, deadline=None)
@given(BOOK, BOOK)
def test_all_that_differs_is_found_and_nothing_else(own, other):
    found, _ = compared(own, other)
    names = {name for name in {*own, *other} if own.get(name) != other.get(name)}
    assert sorted(found) == sorted((name, own.get(name), other.get(name)) for name in names)


def test_one_difference_among_very_many_takes_few_messages():
    book = {f"visit-{at}": at * 7 for at in range(10_000)}
    assert compared(book, book) == ([], 2)
    found, messages = compared(book, book | {"visit-17": 120})
    assert found == [("visit-17", 119, 120)]
    assert messages <= 12
    less = {name: amount for name, amount in book.items() if name != "visit-9"}
    assert compared(less, book)[0] == [("visit-9", None, 63)]
