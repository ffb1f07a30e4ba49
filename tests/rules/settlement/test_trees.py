"""One signature for many messages: each can be shown alone, and nothing else with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.systems.settlement.rules.protocol.trees import (
    Way,
    leaf,
    root_of,
    signed_together,
    tree_of,
    way_in,
    way_out,
)
from bayline.systems.settlement.rules.protocol.world import Stamp

SECRETS = {"shanghai": b"s", "jiaxing": b"j"}


def loosened(written):
    """Write the last hash with bits that mean nothing, where there are some."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    bare = written.rstrip("=")
    other = letters[letters.index(bare[-1]) ^ 1]
    return [bare[:-1] + other + written[len(bare) :]] if bare != written else []


def stamps():
    """Whoever has met nothing yet, and knows the keys of both."""
    return Stamp("shanghai", SECRETS), Stamp("jiaxing", SECRETS)


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=40))
def test_each_of_many_holds_alone_and_in_any_company(contents):
    own, _ = stamps()
    signatures = signed_together(contents, own.sign)
    _, together = stamps()
    for content, signature in zip(contents, signatures, strict=True):
        _, alone = stamps()
        assert alone.holds("shanghai", content, signature)
        assert together.holds("shanghai", content, signature)
        assert together.holds("shanghai", content, signature)
        assert not together.holds("jiaxing", content, signature)
        assert not together.holds("shanghai", content + b"x", signature)


@pytest.mark.parametrize("is_known", [False, True])
@pytest.mark.parametrize("count", [2, 5, 8])
def test_a_place_a_hash_or_a_root_that_is_another_does_not_hold(count, is_known):
    own, other = stamps()
    contents = [b"%d" % at for at in range(count)]
    signatures = signed_together(contents, own.sign)
    if is_known:
        assert all(map(other.holds, ["shanghai"] * count, contents, signatures))
    for at, signature in enumerate(signatures):
        root, place, beside = signature.split("~")
        way = way_in(f"{place}~{beside}")
        cut, longer = way.beside[:-32], way.beside + bytes(32)
        turned = way.beside[:-1] + bytes([way.beside[-1] ^ 1])
        wrong = (
            signatures[at - 1],
            f"{root}~{way_out(way._replace(place=at ^ 1))}",
            f"{root}~{way_out(way._replace(place=at + (1 << 8)))}",
            f"{root}~{way_out(way._replace(place=-1))}",
            *(f"{root}~{way_out(Way(at, one))}" for one in (cut, longer, turned, turned[:-1])),
            f"{root[:-1]}~{place}~{beside}",
            f"{root}~0{place}~{beside}",
            f"{root}~{place}~{beside}!",
            *(f"{root}~{place}~{one}" for one in loosened(beside)),
            f"{root}~x",
            f"{root}~~",
            root,
        )
        for one in wrong:
            assert not other.holds("shanghai", contents[at], one), one
        assert other.holds("shanghai", contents[at], signature)


def test_a_node_is_not_taken_for_a_message_nor_a_root_for_one():
    own, other = stamps()
    contents = [b"a", b"b", b"c", b"d"]
    signatures = signed_together(contents, own.sign)
    root, ways = tree_of([leaf(one) for one in contents])
    pair = leaf(contents[0]) + leaf(contents[1])
    shorter = way_out(Way(0, ways[0].beside[32:]))
    assert not other.holds("shanghai", pair, f"{signatures[0].split('~')[0]}~{shorter}")
    assert not other.holds("shanghai", root, signatures[0].split("~")[0])
    assert root_of(leaf(b"a"), ways[0]) == root


def test_one_alone_is_signed_by_itself_and_few_trees_are_remembered():
    own, other = stamps()
    assert signed_together([b"a"], own.sign) == [own.sign(b"a")]
    first = signed_together([b"a", b"b"], own.sign)
    for at in range(600):
        contents = [b"%d" % at, b"x"]
        assert other.holds("shanghai", contents[0], signed_together(contents, own.sign)[0])
    assert len(other.trees.known) <= 256
    assert other.holds("shanghai", b"b", first[1])
