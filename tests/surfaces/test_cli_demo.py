"""The command that makes up a region."""

from collections.abc import Callable

import pytest

Outcome = tuple[int, str, str]


@pytest.mark.django_db
def test_the_demo_says_what_it_loaded_and_that_it_is_read_so(
    bayline: Callable[..., Outcome],
) -> None:
    status, said, _ = bayline("demo", "--claims", "400")
    assert status == 0
    assert " entries; " in said
    assert said.endswith("1 documents read again, 0 differences\n")


@pytest.mark.django_db
def test_the_demo_refuses_a_home_in_use(bayline: Callable[..., Outcome]) -> None:
    bayline("demo", "--claims", "100")
    status, said, complaint = bayline("demo", "--claims", "100")
    assert (status, said) == (2, "")
    assert "choose an empty folder with --home" in complaint
