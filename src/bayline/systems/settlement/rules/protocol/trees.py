"""One signature for many messages: a hash tree over what they say, whose root is signed.

Each message carries its place and the hashes beside its way to the root, so it can be shown and
checked alone, as if it had been signed by itself. A tree is filled up to a power of two; leaves,
nodes and fillings are hashed behind bytes of their own, so none is taken for another.
"""

from binascii import a2b_base64, b2a_base64
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import NamedTuple

LENGTH = 32  # bytes of a hash
DEEPEST = 16  # floors of a tree, which has twice as many places with each
_LEAF, _NODE = b"\x00", b"\x01"
_NOTHING = sha256(b"\x02").digest()
_ROOT = b"tree\n"  # what is signed of one message is JSON, which begins otherwise
_BETWEEN = "~"
_REMEMBERED = 256  # trees of which nodes are kept
Signed = Callable[[str, bytes, str], bool]


class Way(NamedTuple):
    """How a message lies in its tree.

    Attributes:
        place: From the left, from 0.
        beside: The hashes beside its way to the root, from below.
    """

    place: int
    beside: bytes


def leaf(content: bytes) -> bytes:
    """Give the hash of what a message says."""
    return sha256(_LEAF + content).digest()


def tree_of(leaves: Sequence[bytes]) -> tuple[bytes, list[Way]]:
    """Give the root over leaves, and the way of each.

    Args:
        leaves: At least one, and no more than the deepest tree has places.
    """
    floors = [[*leaves]]
    while len(floors[-1]) > 1:
        below = floors[-1]
        if len(below) % 2:
            below.append(_NOTHING)
        pairs = zip(below[::2], below[1::2], strict=True)
        floors.append([sha256(_NODE + left + right).digest() for left, right in pairs])
    ways = [
        Way(at, b"".join([one[at >> up ^ 1] for up, one in enumerate(floors[:-1])]))
        for at in range(len(leaves))
    ]
    return floors[-1][0], ways


class Ways:
    """The nodes of a tree of which the root was found to be signed.

    A node is kept with the hashes above it: a message whose way meets a node that is known is as
    good as one that was followed to the root, if all above the meeting is the same.
    """

    def __init__(self) -> None:
        self.known: dict[tuple[int, int], tuple[bytes, bytes]] = {}

    def has(self, of: bytes, way: Way) -> bool:
        """Tell whether a leaf with its whole way is known to end at the root."""
        at, (place, beside), known = of, way, self.known
        for start in range(0, len(beside) + 1, LENGTH):
            met = known.get((start, place))
            if met is not None:
                return met == (at, beside[start:])
            one = beside[start : start + LENGTH]
            at = sha256(_NODE + one + at if place & 1 else _NODE + at + one).digest()
            place >>= 1
        return False

    def learn(self, of: bytes, way: Way) -> None:
        """Keep the nodes along a way whose root is signed, and those beside it."""
        at, (place, beside) = of, way
        for start in range(0, len(beside), LENGTH):
            one, rest = beside[start : start + LENGTH], beside[start:]
            self.known[start, place] = at, rest
            self.known[start, place ^ 1] = one, at + rest[LENGTH:]
            at, place = above(at, one, place), place >> 1
        self.known[len(beside), place] = at, b""


def above(own: bytes, beside: bytes, place: int) -> bytes:
    """Give the node above two."""
    return sha256(_NODE + (beside + own if place & 1 else own + beside)).digest()


def root_of(of: bytes, way: Way) -> bytes | None:
    """Give the root at which a way ends; None if it is no way in a tree."""
    floors, odd = divmod(len(way.beside), LENGTH)
    if odd or floors > DEEPEST or not 0 <= way.place < 1 << floors:
        return None
    at, place = of, way.place
    for up in range(floors):
        at, place = above(at, way.beside[up * LENGTH : (up + 1) * LENGTH], place), place >> 1
    return at


def signed_together(contents: Sequence[bytes], sign: Callable[[bytes], str]) -> list[str]:
    """Give a signature for each content, all by signing once; one alone is signed by itself."""
    if len(contents) == 1:
        return [sign(contents[0])]
    most, found = 1 << DEEPEST, []
    for first in range(0, len(contents), most):
        root, ways = tree_of([leaf(one) for one in contents[first : first + most]])
        signature = sign(_ROOT + root)
        found += [f"{signature}{_BETWEEN}{way_out(way)}" for way in ways]
    return found


class Trees:
    """The trees that were met last, so that the signature of each is looked at once."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], Ways] = {}

    def holds(self, sender: str, content: bytes, signature: str, *, by: Signed) -> bool:
        """Tell whether an office has signed this, alone or with others.

        Args:
            sender: The office.
            content: What it is to have signed.
            signature: As it stands in the message.
            by: Tells whether an office has signed just this.
        """
        own, _, rest = signature.partition(_BETWEEN)
        if not rest:
            return by(sender, content, signature)
        way, of = way_in(rest), leaf(content)
        known = self.known.get((sender, own))
        if way is None:
            return False
        if known is not None and known.has(of, way):
            return True
        root = root_of(of, way)
        if root is None or not by(sender, _ROOT + root, own):
            return False
        self.learn(sender, own).learn(of, way)
        return True

    def learn(self, sender: str, own: str) -> Ways:
        """Give what is known of a tree, and forget the one that was met first if there are many."""
        found = self.known.setdefault((sender, own), Ways())
        if len(self.known) > _REMEMBERED:
            del self.known[next(iter(self.known))]
        return found


def way_in(written: str) -> Way | None:
    """Read a way: its place, then the hashes beside it; None if it is written in another way."""
    place, _, beside = written.partition(_BETWEEN)
    if not place.isdecimal() or not place.isascii() or (place[0] == "0" and place != "0"):
        return None
    try:
        found = Way(int(place), a2b_base64(beside, strict_mode=True))
    except ValueError:
        return None
    return found if way_out(found) == written else None  # bits that mean nothing are none


def way_out(way: Way) -> str:
    """Write a way."""
    return f"{way.place}{_BETWEEN}{b2a_base64(way.beside, newline=False).decode()}"
