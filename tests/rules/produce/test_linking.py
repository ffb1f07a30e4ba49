"""Label addresses are checked before they are printed, and read as they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.engines.epcis.keys import canonical, check_digit
from bayline.kernel.errors import BaylineError
from bayline.systems.produce.rules.linking import (
    Link,
    address_of,
    attributes_of,
    link_in,
    link_of,
    serials,
)

GTIN = "06912345123457"
SIGNS = "!\"%&'()*+,-./0123456789:;<=>?ABCXYZ_abcxyz"
PARTS = st.text(SIGNS, max_size=20).filter(lambda told: told == told.strip())


def test_parts_stand_in_the_order_of_the_standard():
    link = link_of("6912345123457", "B7", "0001")
    told = attributes_of({"3103": "5", "13": "2025-07-18"})
    address = address_of("https://jinshan.example/", link, told)
    assert address == (
        "https://jinshan.example/01/06912345123457/10/B7/21/0001?13=250718&3103=005000"
    )
    assert link.elements == "(01)06912345123457 (10)B7 (21)0001"


@pytest.mark.parametrize(
    ("gtin", "lot", "serial", "says"),
    [
        ("06912345123450", "", "", "ends in 0, the digits before it ask for 7"),
        ("0691234512345", "", "", "check digit"),
        ("069123451234AB", "", "", "is no GTIN"),
        ("123", "", "", "8, 12, 13 or 14 digits"),
        (GTIN, "B" * 21, "", "the lot has 21 characters"),
        (GTIN, "批7", "", "the lot holds “批”"),
        (GTIN, "B 7", "", "the lot holds “ ”"),
        (GTIN, "", "7#1", "the serial number holds “#”"),
    ],
)
def test_what_is_no_key_is_refused_in_a_sentence(gtin, lot, serial, says):
    with pytest.raises(BaylineError, match=says):
        link_of(gtin, lot, serial)


@pytest.mark.parametrize(
    "path",
    ["", "B7", f"{GTIN}/21/1/10/B7", f"{GTIN}/10", f"{GTIN}/10//21/1", f"{GTIN}/11/250718",
     f"{GTIN}/10/{'B' * 21}", "06912345123450/10/B7"],
)  # fmt: skip
def test_a_path_that_is_no_label_address_is_refused(path):
    with pytest.raises(BaylineError):
        link_in(path)


@given(lot=PARTS, serial=PARTS)
def test_every_link_is_read_as_it_was_written(lot, serial):
    link = link_of(GTIN, lot, serial)
    parts = [GTIN, *(("10", lot) if lot else ()), *(("21", serial) if serial else ())]
    if "/" not in lot + serial:
        assert link_in("/".join(parts)) == link
    assert canonical(address_of("https://a.example", Link(GTIN, lot))) == Link(GTIN, lot).name


def test_a_lot_may_hold_a_slash_and_a_variant_is_passed_over():
    assert link_in(f"{GTIN}/22/2A/10/B/7/21/9") == Link(GTIN, "B/7", "9")


def test_events_know_a_lot_by_the_name_of_its_label():
    assert canonical("urn:epc:class:lgtin:6912345.012345.B7") == link_of(GTIN, "B7").name
    assert canonical("urn:epc:id:sgtin:6912345.012345.9") == link_of(GTIN, "B7", "9").name
    assert canonical("urn:epc:class:lgtin:6912345.012345.B(7)") == link_of(GTIN, "B(7)").name


@given(st.text("0123456789", min_size=13, max_size=13), st.integers(0, 9))
def test_one_of_ten_check_digits_is_right(body, last):
    is_right = check_digit(body) == str(last)
    try:
        assert link_of(f"{body}{last}").gtin == f"{body}{last}"
    except BaylineError:
        assert not is_right
    else:
        assert is_right


def test_serial_numbers_are_counted_as_wide_as_the_first():
    assert serials("A-0098", 4) == ["A-0098", "A-0099", "A-0100", "A-0101"]
    for first, count in (("98", 3), ("A", 1), ("", 1)):
        with pytest.raises(BaylineError, match="cannot be counted on"):
            serials(first, count)


@pytest.mark.parametrize(
    ("key", "value"), [("13", "18 July"), ("3103", "5.1234"), ("3100", "x"), ("99", "1")]
)
def test_what_does_not_fit_its_identifier_is_refused(key, value):
    with pytest.raises(BaylineError, match=rf"\({key}\) cannot be"):
        attributes_of({key: value})
