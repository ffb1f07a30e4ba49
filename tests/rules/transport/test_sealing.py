"""What is signed reads back, and nothing else does."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc.jwk import OKPKey

from bayline.kernel.errors import BaylineError
from bayline.platform.transport import cards, rules
from bayline.platform.transport.envelopes import seal, seal_receipt, unseal, unseal_receipt
from bayline.platform.transport.sealing import (
    canonical,
    fingerprint,
    is_same_fingerprint,
    opened,
    signed,
    thumbprint,
)
from bayline.platform.transport.terms import (
    Card,
    Envelope,
    Held,
    PublicKey,
    Receipt,
    Status,
)

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
KEY, OTHER = OKPKey.generate_key("Ed25519"), OKPKey.generate_key("Ed25519")
X, OTHER_X = (str(key.as_dict(private=False)["x"]) for key in (KEY, OTHER))
KID = thumbprint(X)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4)
    ),
    max_leaves=12,
)
BODIES = st.dictionaries(st.text(max_size=9), JSON, max_size=5)


def envelope(number=1, previous="", body=None, **wishes) -> Envelope:
    said = {
        "id": f"m{number}",
        "sender": "east",
        "receiver": "west",
        "conversation": "bridge",
        "kind": "test.word",
        "sent": NOW,
        **wishes,
    }
    return Envelope(number=number, previous=previous, body=body or {}, **said)


def sealed(*words, **wishes):
    return seal(envelope(*words, **wishes), key=KEY, kid=KID)


@settings(max_examples=40)
@given(body=BODIES)
def test_a_message_reads_back_as_it_was_written(body: dict) -> None:
    message = sealed(body=body)
    assert unseal(message.text, x=X) == message
    assert seal(message.envelope, key=KEY, kid=KID) == message


@settings(max_examples=40)
@given(body=BODIES, place=st.integers(0, 10_000), bit=st.integers(0, 6))
def test_no_change_of_a_single_bit_passes(body: dict, place: int, bit: int) -> None:
    text = sealed(body=body).text
    place %= len(text)
    changed = text[:place] + chr(ord(text[place]) ^ (1 << bit)) + text[place + 1 :]
    try:
        found = unseal(changed, x=X)
    except BaylineError:
        return
    # The last letters of a part may differ in bits that base64url does not use.
    assert found.envelope == sealed(body=body).envelope


def test_another_key_and_another_type_are_refused() -> None:
    with pytest.raises(BaylineError, match="signature does not hold"):
        unseal(sealed().text, x=OTHER_X)
    receipt = Receipt(
        of="m1",
        digest=sealed().digest,
        sender="west",
        receiver="east",
        status=Status.TAKEN,
        at=NOW,
        expected=2,
        answer={"ok": True},
    )
    text = seal_receipt(receipt, key=KEY, kid=KID)
    assert unseal_receipt(text, x=X) == receipt
    assert rules.answers(receipt, sealed())
    with pytest.raises(BaylineError, match="no message"):
        unseal(text, x=X)
    with pytest.raises(BaylineError, match="no receipt"):
        unseal_receipt(sealed().text, x=X)


@pytest.mark.parametrize("bad", [{"a": 1.5}, {"a": 2**53}, {"a": object()}, {"a": "\ud800"}])
def test_what_cannot_be_written_exactly_is_not_signed(bad: dict) -> None:
    with pytest.raises(BaylineError, match="no message of version 1"):
        canonical(bad)


def test_deep_nesting_is_refused_with_a_sentence() -> None:
    deep: list = []
    for _ in range(5000):
        deep = [deep]
    with pytest.raises(BaylineError, match="JSON"):
        canonical({"a": deep})


def test_signed_bytes_that_are_not_canonical_are_refused() -> None:
    from joserfc import jws

    header = {"alg": "Ed25519", "kid": KID, "typ": "bayline-message"}
    for content in (b'{"b":1,"a":2}', b'{"a":1,"a":2}', b'{"a": 1}', b"[1]", b"no"):
        text = jws.serialize_compact(header, content, KEY, algorithms=["Ed25519"])
        with pytest.raises(BaylineError, match="content is no"):
            opened(text, x=X)


def test_a_header_that_names_another_algorithm_is_refused() -> None:
    from joserfc import jws
    from joserfc.jwk import OctKey

    secret = OctKey.import_key(X.encode())
    for header in ({"alg": "HS256", "kid": KID, "typ": "bayline-message"},):
        text = jws.serialize_compact(header, b"{}", secret, algorithms=["HS256"])
        with pytest.raises(BaylineError, match="Ed25519"):
            unseal(text, x=X)


CHAIN = [sealed()]
for _number in range(2, 7):
    CHAIN.append(sealed(_number, CHAIN[-1].digest))


@given(order=st.lists(st.integers(0, 5), min_size=1, max_size=40))
def test_in_whatever_order_messages_come_each_is_taken_once_and_in_order(order: list) -> None:
    """Delayed, repeated and overtaking messages; what is missing is asked for again."""
    taken: list[str] = []
    for place in [*order, *range(6)]:
        message = CHAIN[place]
        same = message.digest if message.digest in taken else ""
        held = Held(last=len(taken), digest=taken[-1] if taken else "", same=same)
        status = rules.judged(message, held, now=NOW)
        if status is None:
            taken.append(message.digest)
        else:
            wanted = Status.TAKEN if same else Status.MISSING
            assert status is wanted
    assert taken == [message.digest for message in CHAIN]


def test_a_sender_that_was_set_back_is_found_out() -> None:
    again = sealed(3, CHAIN[1].digest, id="later")
    held = Held(last=6, digest=CHAIN[5].digest)
    assert rules.judged(again, held, now=NOW) is Status.FORKED
    altered = Held(last=6, digest=CHAIN[5].digest, same=CHAIN[2].digest)
    assert rules.judged(again, altered, now=NOW) is Status.ALTERED
    other_past = sealed(7, CHAIN[1].digest)
    assert rules.judged(other_past, held, now=NOW) is Status.FORKED
    assert rules.judged(sealed(sent=NOW + timedelta(minutes=6)), Held(), now=NOW) is Status.EARLY


def test_a_key_counts_from_its_day_to_its_end_and_not_once_revoked() -> None:
    key = PublicKey(kid=KID, x=X, begins=NOW, ends=NOW + timedelta(days=7))
    assert rules.counts(key, NOW, now=NOW)
    assert rules.counts(key, NOW, now=NOW + timedelta(days=90))
    assert not rules.counts(key, NOW + timedelta(days=7), now=NOW + timedelta(days=7))
    assert not rules.counts(key, NOW - timedelta(hours=1), now=NOW)
    revoked = PublicKey(kid=KID, x=X, begins=NOW, revoked=NOW + timedelta(days=1))
    assert rules.counts(revoked, NOW, now=NOW)
    assert not rules.counts(revoked, NOW, now=NOW + timedelta(days=1))


@given(failures=st.integers(0, 200))
def test_tries_grow_rarer_up_to_an_hour(failures: int) -> None:
    pause = rules.pause_after(failures)
    assert timedelta(seconds=5) <= pause <= timedelta(hours=1)
    assert pause <= rules.pause_after(failures + 1)


def test_a_card_survives_the_mail_and_no_line_of_it_can_be_changed() -> None:
    card = Card(id="east", name="东区发改委", address="https://east.example", x=X, made=NOW)
    text = cards.written(card, key=KEY)
    assert fingerprint(X) in text
    assert cards.read(text) == card
    quoted = "\n".join(f"> {line}" for line in text.splitlines())
    assert cards.read(f"您好：\n{quoted}") == card
    for old, new in (("东区发改委", "西区发改委"), ("east.example", "evil.example")):
        with pytest.raises(BaylineError, match="was changed"):
            cards.read(text.replace(old, new))
    digits = fingerprint(X)
    with pytest.raises(BaylineError, match="fingerprint"):
        cards.read(text.replace(digits, fingerprint(OTHER_X)))
    with pytest.raises(BaylineError, match="signed line is missing"):
        cards.read(text.partition("signed:")[0])
    payload = {"v": 1, "id": "east", "name": "东", "address": "", "x": X, "made": "2026"}
    stolen, _ = signed("bayline-card", payload, key=OTHER, kid=KID)
    with pytest.raises(BaylineError, match="signature does not hold"):
        cards.read(f"signed: {stolen}")


def test_a_fingerprint_may_be_typed_with_any_signs_between() -> None:
    digits = fingerprint(X)
    assert is_same_fingerprint(digits.replace(" ", "-"), X)
    assert is_same_fingerprint(digits.replace(" ", "　"), X)
    wide = "".join(chr(ord(char) + 0xFEE0) if char.isdigit() else char for char in digits)
    assert is_same_fingerprint(wide, X)
    assert not is_same_fingerprint(digits[:-1], X)
    assert not is_same_fingerprint("", X)
    assert not is_same_fingerprint(fingerprint(OTHER_X), X)
