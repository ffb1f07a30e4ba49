"""Identity numbers, pseudonyms and sealed texts, held against the published vectors."""

from datetime import date

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import ECB
from cryptography.hazmat.primitives.hashes import SM3, Hash
from hypothesis import given
from hypothesis import strategies as some

from bayline.kernel.errors import BaylineError
from bayline.systems.settlement.rules import handing
from bayline.systems.settlement.rules.ciphers import closed, decrypted, encrypted, opened
from bayline.systems.settlement.rules.identities import check_character, checked
from bayline.systems.settlement.rules.looking import reason
from bayline.systems.settlement.rules.pseudonyms import Naming, hmac_sm3, name_of, pseudonym
from bayline.systems.settlement.rules.refusals import SettlementError

TODAY = date(2026, 11, 30)
KEY = bytes.fromhex("0123456789abcdeffedcba9876543210")


def made(body: str) -> str:
    """An identity number that nobody has: made of its first 17 digits."""
    return body + check_character(body)


NUMBER = made("31022819900307999")


def sm3(content: bytes) -> str:
    found = Hash(SM3())
    found.update(content)
    return found.finalize().hex()


def test_sm3_gives_the_examples_of_gb_t_32905() -> None:
    assert sm3(b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert sm3(b"abcd" * 16) == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"


@pytest.mark.parametrize(
    ("key", "content", "digest"),
    [
        (
            bytes(range(1, 33)),
            b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq" * 2,
            "ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a",
        ),
        (
            bytes(range(1, 38)),
            b"\xcd" * 50,
            "220bf579ded555393f0159f66c99877822a3ecf610d1552154b41d44b94db3ae",
        ),
        (
            b"\x0b" * 32,
            b"Hi There",
            "c0ba18c68b90c88bc07de794bfc7d2c8d19ec31ed8773bc2b390c9604e0be11e",
        ),
    ],
)
def test_hmac_sm3_gives_the_examples_of_gm_t_0042(key: bytes, content: bytes, digest: str) -> None:
    assert hmac_sm3(key, content).hex() == digest


def test_sm4_gives_the_example_of_gb_t_32907() -> None:
    block = Cipher(SM4(KEY), ECB()).encryptor()  # noqa: S305 - the standard's example is one block
    assert block.update(KEY).hex() == "681edf34d206965e86b3e94f536e4246"


def test_sm4_gcm_gives_the_example_of_rfc_8998_and_refuses_every_change() -> None:
    text = bytes.fromhex("".join(letter * 16 for letter in "ABCDEFEA"))
    nonce = bytes.fromhex("00001234567800000000abcd")
    beside = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    sealed = encrypted(text, key=KEY, nonce=nonce, beside=beside)
    assert sealed.hex() == (
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        "83de3541e4c2b58177e065a9bf7b62ec"
    )
    assert decrypted(sealed, key=KEY, nonce=nonce, beside=beside) == text
    for place in (0, 40, len(sealed) - 1):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(InvalidTag):
            decrypted(bytes(changed), key=KEY, nonce=nonce, beside=beside)


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("", "0 characters"),
        (NUMBER[:-1], "17 characters"),
        ("310228900307999", "15 characters"),  # of the old kind
        ("31022819900307999A", "17 digits"),
        ("３" + NUMBER[1:], "17 digits"),  # a full-width digit
        (made("99022819900307999"), "no place"),
        (made("31022819900230999"), "born"),
        (made("31022820270101999"), "born"),  # tomorrow's
        (NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1"), "check character"),
        (NUMBER[:4] + NUMBER[5] + NUMBER[4] + NUMBER[6:], "check character"),
    ],
)
def test_a_number_that_cannot_be_one_is_refused_without_being_repeated(
    number: str, why: str
) -> None:
    with pytest.raises(SettlementError, match=why) as refused:
        checked(number, on=TODAY)
    assert refused.value.code == "bad_identity"
    for said in (str(refused.value), refused.value.in_chinese()):
        assert not number or number not in said


@given(some.integers(0, 999), some.integers(0, 16), some.integers(1, 9))
def test_no_mistyped_digit_passes(order: int, place: int, by: int) -> None:
    number = made(f"33040219851231{order:03}")
    assert checked(f" {number.lower()} ", on=TODAY) == number
    wrong = str((int(number[place]) + by) % 10)
    with pytest.raises(SettlementError):
        checked(number[:place] + wrong + number[place + 1 :], on=TODAY)


def test_two_offices_with_one_key_name_a_person_alike_and_others_do_not() -> None:
    key, other = bytes(range(32)), bytes(range(1, 33))
    naming = Naming(name_of(key), key)
    name = pseudonym(NUMBER, naming)
    assert name == pseudonym(NUMBER, Naming(name_of(bytes(range(32))), key))
    assert name.partition(".")[2] != pseudonym(NUMBER, Naming("x", other)).partition(".")[2]
    assert len({pseudonym(made(f"31022819900307{n:03}"), naming) for n in range(500)}) == 500
    assert not {*name} & {*"0189"}  # nothing in it looks like an identity number
    assert name_of(key) != name_of(other)


def test_a_sealed_name_opens_for_its_person_and_under_its_key_only() -> None:
    words = "张三；Ⅱ型糖尿病"
    token = closed(words, person="p", kid="k", key=KEY, nonce=b"\x01" * 12)
    assert opened(token, person="p", keys={"k": KEY, "later": bytes(16)}) == words
    assert opened(token, person="q", keys={"k": KEY}) is None
    assert opened(token, person="p", keys={"k": bytes(16)}) is None
    assert opened(token, person="p", keys={"later": KEY}) is None
    assert opened("k." + token.partition(".")[2], person="p", keys={"k": KEY}) == words
    for broken in ("", "k", "k.", "k.a.b", "k.AAAA.AAAA", token[:-3], token + "é"):
        assert opened(broken, person="p", keys={"k": KEY}) is None


def test_a_file_of_keys_reads_back_and_nothing_else_does() -> None:
    keys = tuple(
        handing.shared(use, 2026, bytes(length)) for use, length in handing.LENGTHS.items()
    )
    data = handing.written(keys)
    assert handing.read(data, where="a") == keys
    short = data.replace(b'"year": 2026', b'"year": 26')
    for wrong in (b"", b"[]", b'{"bayline": "settlement-keys"}', short, data.replace(b"AAAA", b"")):
        with pytest.raises(BaylineError, match="holds no keys"):
            handing.read(wrong, where="a")


@pytest.mark.parametrize("words", ["", " \u200b ", "a" * 201, f"查{NUMBER}的单子"])
def test_a_reason_must_be_seen_be_short_and_hold_no_number(words: str) -> None:
    with pytest.raises(BaylineError, match="reason"):
        reason(words)
    assert reason(" 复核  第三张单据 ") == "复核 第三张单据"
