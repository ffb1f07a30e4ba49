from bayline.kernel.errors import BaylineError


def test_an_error_says_where_what_why_and_what_to_do():
    error = BaylineError("13月", where="表1", why="no such month", do="write 1 to 12")
    assert str(error) == "表1: 13月: no such month; write 1 to 12"
    assert str(BaylineError("13月")) == "13月"
