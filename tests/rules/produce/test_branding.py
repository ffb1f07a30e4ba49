"""A lot carries the brand only if every practice was in force, with evidence, on its day."""

from datetime import date

import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.produce.rules.branding import missing, read_brand

BRAND = """
name = "试验品牌"
practice = [{code = "variety", name = "品种"}, {code = "testing", name = "检测"}]
held = [
  {base = "东一", practice = "variety", evidence = "种苗单", since = 2024-01-01},
  {base = "东一", practice = "testing", evidence = "报告7", since = 2024-01-01, until = 2025-07-01},
  {base = "东一", practice = "testing", since = 2025-07-10},
]
"""


@pytest.mark.parametrize(
    ("base", "day", "expected"),
    [
        ("东一", "2025-06-30", []),
        ("东一", "2025-07-01", [("testing", "expired")]),
        ("东一", "2025-07-10", [("testing", "unproven")]),
        ("东一", "2023-07-10", [("variety", "early"), ("testing", "early")]),
        ("西二", "2025-06-30", [("variety", "never"), ("testing", "never")]),
    ],
)
def test_the_gate_says_which_practice_is_missing_and_why(base, day, expected):
    found = missing(read_brand(BRAND, where="brand"), base, date.fromisoformat(day))
    assert [(one.practice, one.reason) for one in found] == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('practice = "variety", evidence', 'practice = "ripeness", evidence'),
        ('code = "testing"', 'code = "variety"'),
        ("since = 2025-07-10", 'since = "July"'),
        ('name = "试验品牌"', ""),
    ],
)
def test_a_brand_that_is_not_whole_is_refused(old, new):
    assert old in BRAND
    with pytest.raises(BaylineError, match="the brand cannot be used"):
        read_brand(BRAND.replace(old, new), where="brand")
