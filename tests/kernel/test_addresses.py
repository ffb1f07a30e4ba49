"""What a page may link to: the web, and nothing else that a browser would follow."""

import pytest

from bayline.kernel.addresses import is_web_address


@pytest.mark.parametrize(
    "text",
    [
        "https://www.example.cn/",
        "http://example.cn",
        "HTTPS://example.cn/a?b=1&c=2#d",
        "https://例子.cn/路",
        "http://127.0.0.1:8000/a",
    ],
)
def test_addresses_on_the_web(text: str) -> None:
    assert is_web_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "www.example.cn",
        "/posts/1",
        "https://",
        "https:///a",
        "https://a b",
        'https://a/"onclick=',
        "https://a/<b>",
        "https://a\n.cn/",
        "https://a/\u202e",
        f"https://a/{'b' * 2000}",
    ],
)
def test_what_is_none(text: str) -> None:
    assert not is_web_address(text)
