"""Keys of GS1 in every way to write them."""

import pytest

from bayline.engines.epcis.keys import canonical, is_broken_urn, wrong_check_digit

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
