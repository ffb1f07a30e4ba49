"""What is read once is read again when something moves, and by each only as far as they see."""

from collections.abc import Iterator

import pytest

from bayline.platform.reaching import NOTHING, within
from bayline.platform.standstill import drop, known_at, movable, once, stands


@pytest.fixture(autouse=True)
def _request() -> Iterator[None]:
    drop()
    with movable():
        yield
    drop()


class Reader:
    """Reads by `once`, and says each time how often it has read."""

    def __init__(self) -> None:
        self.reads = 0
        self.read = once(self._read)

    def _read(self, word: object = "") -> int:
        del word
        self.reads += 1
        return self.reads


@pytest.fixture
def reader() -> Reader:
    return Reader()


def test_it_is_read_once_while_nothing_moves(reader: Reader) -> None:
    read = reader.read
    stands(("a", 1))
    assert [read("x"), read("x"), read("y"), read(word="x")] == [1, 1, 2, 3]
    stands(("a", 1))  # another request
    assert (read("x"), reader.reads) == (1, 3)
    stands(("a", 2))
    assert (read("x"), reader.reads) == (4, 4)


def test_a_request_that_has_not_asked_where_the_chains_end_reads_itself(reader: Reader) -> None:
    read = reader.read
    assert [read(), read()] == [1, 2]
    stands("a")
    assert [read(), read()] == [3, 3]
    with movable():
        assert read() == 4
    assert read() == 3


def test_what_an_older_request_still_reads_is_not_given_to_a_later_one(reader: Reader) -> None:
    read = reader.read
    stands("before")
    assert read() == 1
    with movable():
        stands("after")
        assert read() == 2
    assert read() == 1  # it began before
    with movable():
        stands("after")
        assert read() == 2


def test_each_is_told_as_far_as_they_see(reader: Reader) -> None:
    read = reader.read
    stands("a")
    assert read() == 1
    with within(NOTHING):
        assert read() == 2
    assert read() == 1


def test_a_refusal_is_not_kept(reader: Reader) -> None:
    def refusing() -> int:
        if reader.read() == 1:
            raise LookupError
        return reader.reads

    read = once(refusing)
    with pytest.raises(LookupError):
        read()
    stands("a")
    assert read() == reader.reads == 2


def test_the_oldest_make_room(reader: Reader) -> None:
    stands("a")
    for number in range(2_001):
        reader.read(number)
    before = reader.reads
    reader.read(2_000)
    assert reader.reads == before
    reader.read(0)
    assert reader.reads == before + 1


def test_what_is_read_while_another_state_comes_is_not_kept_under_that_one() -> None:
    def slow(asked: str) -> str:
        if asked == "how far":
            known_at("b", str, "other")  # another request sees a change meanwhile
        return f"as of a: {asked}"

    assert known_at("a", slow, "how far") == "as of a: how far"
    assert known_at("b", lambda _: "as of b", "how far") == "as of b"
    assert known_at("b", slow, "again") == known_at("b", slow, "again")
