"""Keys of GS1 in every way to write them."""

import pytest

from bayline.engines.epcis.keys import (
    canonical,
    is_broken_urn,
    is_sound,
    other_than_its_path,
    wrong_check_digit,
)

_ROOT = "https://id.gs1.org"


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("urn:epc:id:sgtin:6912345.012345.22", "/01/06912345123457/21/22"),
        ("urn:epc:class:lgtin:6912345.012345.A(1)", "/01/06912345123457/10/A%281%29"),
        ("urn:epc:idpat:sgtin:6912345.012345.*", "/01/06912345123457"),
        ("urn:epc:id:sgln:6912345.00001.0", "/414/6912345000017"),
        ("urn:epc:id:sgln:6912345.00001.B7", "/414/6912345000017/254/B7"),
        ("urn:epc:id:pgln:6912345.00001", "/417/6912345000017"),
        ("urn:epc:id:sscc:6912345.0000000017", "/00/069123450000000178"),
        ("urn:epc:id:gdti:6912345.00001.77", "/253/691234500001777"),
        ("urn:epc:id:giai:6912345.T.1", "/8004/6912345T.1"),
        ("urn:epc:id:cpi:6912345.AB.7", "/8010/6912345AB/8011/7"),
        ("urn:epc:id:itip:6912345.012345.01.02.9", "/8006/069123451234570102/21/9"),
        ("http://peach.cn/a/gtin/6912345123457/lot/7/ser/9?x=1", "/01/06912345123457/21/9"),
        ("https://peach.cn/01/06912345123457/22/2A/10/7", "/01/06912345123457/10/7"),
    ],
)
def test_every_way_to_write_a_key_is_one_digital_link(written, link):
    assert canonical(written) == _ROOT + link


@pytest.mark.parametrize(
    "written",
    [
        "urn:epc:id:sgtin:6912345.12345.22",
        "urn:epc:id:sscc:6912345.000000001",
        "urn:epc:id:sgln:6912345.00001",
        "urn:epc:id:pgln:6912345.00001.0",
        "urn:epc:class:sgtin:6912345.012345.22",
        "https://peach.cn/01/123/10/7",
        "https://peach.cn/peaches",
        "urn:uuid:1",
    ],
)
def test_what_holds_no_key_or_one_that_is_cut_wrong_has_no_link(written):
    assert canonical(written) is None
    assert is_broken_urn(written) is written.startswith("urn:epc:")


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("https://peach.cn/01/06912345123458/10/7", ("GTIN", "7")),
        ("https://peach.cn/gtin/6912345123458", ("GTIN", "7")),
        ("https://id.gs1.org/414/6912345000010", ("GLN", "7")),
        ("https://id.gs1.org/00/069123450000000170", ("SSCC", "8")),
        ("https://id.gs1.org/01/06912345123457", None),
        ("urn:epc:id:sgtin:6912345.012345.22", None),
        ("https://peach.cn/8004/6912345T", None),
    ],
)
def test_a_wrong_check_digit_is_named_with_the_right_one(written, wrong):
    assert wrong_check_digit(written) == wrong


@pytest.mark.parametrize(
    ("written", "is_other"),
    [
        ("https://id.gs1.org/01/06912345123457/21/1?01=06912345123457", False),
        ("https://id.gs1.org/01/06912345123457/21/1?gtin=6912345123457", False),
        ("https://id.gs1.org/01/06912345123457/21/1?01=06912345123464", True),
        ("https://id.gs1.org/01/06912345123457/10/7?10=8", True),
        ("https://id.gs1.org/01/0691234512345/21/1", False),  # thirteen digits, written short
        ("https://id.gs1.org/01/123/21/1", True),
        ("https://peach.cn/01/123/21/1", False),  # no key, and nobody says that it is one
        ("urn:epc:id:sgtin:6912345.012345.22", False),
    ],
)
def test_a_link_that_contradicts_itself_is_told(written, is_other):
    assert (other_than_its_path(written) is not None) is is_other


def test_a_known_beginning_of_links_reads_as_each_alone():
    head = "https://id.gs1.org/01/06912345123457/21"
    for serial in ("A1", "b-2", "C%2F3", "x" * 31):
        for _ in range(2):
            assert canonical(f"{head}/{serial}") == f"{head}/{serial}"
    wrong = head.replace("457", "458")
    assert [is_sound(f"{one}/9") for one in (head, wrong, head)] == [True, False, True]
    assert is_sound("urn:epc:id:sgtin:6912345.012345.22")
    assert not is_sound("urn:epc:id:sgtin:6912345.12345.22")
