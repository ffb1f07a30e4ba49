"""The shell: every address answers in both languages and as JSON, and nothing runs inline."""

import base64
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client, RequestFactory, override_settings
from django.utils import translation

from bayline.surfaces.built_files import BuiltFiles
from bayline.surfaces.errors import server_error

pytestmark = pytest.mark.django_db

ADDRESSES = ("/", "/audit", "/record", "/findings", "/plan", "/work", "/reports")
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|<style|javascript:", re.IGNORECASE
)


@pytest.fixture
def client(logged_in: Callable[..., Client]) -> Client:
    return logged_in(is_strict=True)


def in_english(address: str) -> str:
    return f"/en{address}"


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_entry_opens_in_both_languages(client: Client, address: str) -> None:
    chinese, english = client.get(address), client.get(in_english(address))
    assert (chinese.status_code, english.status_code) == (200, 200)
    assert '<html lang="zh-Hans">' in chinese.content.decode()
    assert '<html lang="en">' in english.content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_has_a_twin_in_json(client: Client, address: str) -> None:
    twin = "/index.json" if address == "/" else f"{address}.json"
    for path in (twin, in_english(twin)):
        response = client.get(path)
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "application/json"
        assert isinstance(response.json(), dict)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_bar_has_seven_entries_and_names_the_present_one(client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    bar = page[page.index('class="entries"') : page.index('class="switches"')]
    assert re.findall(r'href="([^"]+)"', bar) == list(ADDRESSES)
    (here,) = re.findall(r'href="([^"]+)" aria-current="page"', bar)
    assert here == address


@pytest.mark.parametrize("address", [*ADDRESSES, "/nowhere"])
def test_nothing_runs_inline(client: Client, address: str) -> None:
    assert not INLINE.search(client.get(address).content.decode())


def test_answers_carry_the_strict_policy(client: Client) -> None:
    headers = client.get("/audit").headers
    policy = headers["Content-Security-Policy"].split("; ")
    assert policy == [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"] == "no-store"


def test_a_browser_wish_does_not_move_an_address(client: Client) -> None:
    page = client.get("/audit", headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="zh-Hans">' in page


def test_the_language_link_keeps_address_and_query(client: Client) -> None:
    assert 'href="/en/audit?sample=1"' in client.get("/audit?sample=1").content.decode()
    assert 'href="/audit?sample=1"' in client.get("/en/audit?sample=1").content.decode()
    assert 'href="/"' in client.get("/en/").content.decode()


def test_english_has_its_short_front_address(client: Client) -> None:
    response = client.get("/en")
    assert (response.status_code, response.headers["Location"]) == (302, "/en/")


@pytest.mark.parametrize(
    ("path", "words"),
    [("/nowhere", "没有这个地址：/nowhere"), ("/en/nowhere", "There is nothing at")],
)
def test_an_unknown_address_is_answered_in_one_sentence(
    client: Client, path: str, words: str
) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert words in response.content.decode()
    assert client.get(f"{path}.json").json()["status"] == 404


@pytest.mark.parametrize("address", ["/audit", "/audit/download"])
def test_a_form_without_its_token_comes_back_with_its_text(client: Client, address: str) -> None:
    response = client.post(address, {"text": "总投资35亿元。", "published": "2021-11-01"})
    page = response.content.decode()
    assert response.status_code == 403
    assert "总投资35亿元。</textarea>" in page
    assert 'value="2021-11-01"' in page
    assert "表单已过期" in page
    assert "Everything is still here" in client.post("/en/audit", {"text": "x"}).content.decode()


def test_a_file_in_an_expired_form_travels_on(client: Client) -> None:
    file = SimpleUploadedFile("报告.txt", "总投资35亿元。".encode())
    page = client.post("/audit", {"file": file}).content.decode()
    assert 'name="name" value="报告.txt"' in page
    assert base64.b64encode("总投资35亿元。".encode()).decode() in page


def test_another_form_without_its_token_is_refused_with_what_to_do(client: Client) -> None:
    response = client.post("/record", {"text": "x"})
    assert response.status_code == 403
    assert "重新打开该页" in response.content.decode()


def test_other_methods_are_answered_with_those_that_work(client: Client) -> None:
    response = client.put("/audit.json")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, POST")


def test_a_bad_host_is_refused_without_a_traceback_in_the_log(
    client: Client, capfd: pytest.CaptureFixture[str]
) -> None:
    response = client.get("/audit", headers={"host": "somewhere.example"})
    assert response.status_code == 400
    assert "Traceback" not in capfd.readouterr().err


@override_settings(BODY_LIMIT=1000)
def test_a_body_over_the_limit_is_refused_before_it_is_read(client: Client) -> None:
    response = client.post("/audit", {"text": "x" * 2000})
    assert response.status_code == 413
    assert "未读取" in response.content.decode()
    assert client.post("/audit.json", {"text": "x" * 2000}).json()["status"] == 413


def test_a_body_with_too_many_fields_is_refused_in_one_sentence(client: Client) -> None:
    response = client.post("/audit.json", {f"field{n}": "" for n in range(200)})
    assert response.status_code == 400
    assert response.json()["sentence"]


def test_a_host_that_is_not_named_is_refused(client: Client) -> None:
    assert client.get("/audit", headers={"Host": "elsewhere.example"}).status_code == 400


@pytest.mark.parametrize("path", ["/audit", "/audit.json"])
def test_a_failure_of_the_server_is_told_in_one_sentence(path: str) -> None:
    with translation.override("zh-hans"):  # whatever the request before has left
        response = server_error(RequestFactory().get(path))
    assert response.status_code == 500
    assert "文稿未保存" in response.content.decode()


def test_collected_files_change_their_names_with_their_content(tmp_path: Path) -> None:
    with override_settings(STATIC_ROOT=tmp_path):
        assert BuiltFiles().url("shell/icon.svg") == "/static/shell/icon.svg"
        call_command("collectstatic", interactive=False, verbosity=0)
        named = BuiltFiles().url("shell/icon.svg")
    assert re.fullmatch(r"/static/shell/icon\.[0-9a-f]{12}\.svg", named)
