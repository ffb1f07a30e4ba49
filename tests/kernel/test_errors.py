from bayline.kernel.errors import BaylineError, Words


def test_an_error_says_where_what_why_and_what_to_do():
    error = BaylineError("13月", where="表1", why="no such month", do="write 1 to 12")
    assert str(error) == "表1: 13月: no such month; write 1 to 12"
    assert str(BaylineError("13月")) == "13月"


def test_a_refusal_is_said_in_chinese_where_its_words_are_known():
    words = Words("没有“13月”", "一年有12个月", "请写1到12")
    error = BaylineError("13月", where="表1", why="no such month", zh=words)
    assert error.in_chinese() == "表1：没有“13月”（一年有12个月）。请写1到12。"
    assert BaylineError("13月", zh=Words("没有“13月”")).in_chinese() == "没有“13月”。"
    assert BaylineError("13月", do="write 1 to 12").in_chinese() == "13月; write 1 to 12"
