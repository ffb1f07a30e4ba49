"""Templates that are written as functions show what Django's own nodes show, exactly."""

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.template import Context, Engine, Template
from django.template.base import Node
from django.template.loaders.cached import Loader as Cached
from django.test import Client
from django.utils.safestring import mark_safe
from django.utils.translation import override

from bayline.platform.templating.loading import Run, quickened


@dataclass(frozen=True)
class Thing:
    """What a row shows."""

    name: str
    count: int = 3

    @property
    def parts(self) -> tuple[str, ...]:
        """Some members."""
        return (self.name, "<b>")

    def told(self) -> str:
        """Something that is called."""
        return f"{self.name} & more"


def values() -> dict[str, Any]:
    """Everything that a context may hold."""
    return {
        "text": "a <b> & 'c' \"d\"",
        "safe": mark_safe("<b>"),
        "none": None,
        "number": 12345,
        "decimal": Decimal("1.50"),
        "yes": True,
        "day": date(2025, 1, 31),
        "moment": datetime(2025, 1, 31, 23, 30, tzinfo=UTC),
        "things": [Thing("<一>"), Thing("二", 0)],
        "pairs": [("a", 1), ("<b>", 2)],
        "words": {"items": "key", "one": "<1>", "deep": {"er": "&"}},
        "nothing": [],
        "call": lambda: "<called>",
        "id": "abc123abc123",
    }


DIRECTORIES = "django.template.loaders.app_directories.Loader"
SNIPPETS = Path(__file__).parent.parent.joinpath("cases/quick_templates.txt").read_text("utf-8")


@pytest.fixture
def engine() -> Engine:
    """Give the engine that the pages use."""
    return Engine.get_default()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("snippet", SNIPPETS.splitlines())
def test_both_ways_show_the_same(engine: Engine, snippet: str, language: str) -> None:
    plain, quick = Template(snippet, engine=engine), Template(snippet, engine=engine)
    quick.nodelist = quickened(quick.nodelist)
    with override(language):
        expected = plain.render(Context(values()))
        assert quick.render(Context(values())) == expected
        assert quick.render(Context(values())) == expected


BASE = """a{% block one %}b{{ text }}{% endblock %}
{% if yes %}{% block two %}c{% endblock %}{% endif %}d"""
CHILD = """{% extends base %}
{% block one %}[{{ block.super }}]{% endblock %}{% block two %}{{ text }}{% endblock %}"""


def test_blocks_are_still_filled(engine: Engine) -> None:
    base, child = Template(BASE, engine=engine), Template(CHILD, engine=engine)
    base.nodelist, child.nodelist = quickened(base.nodelist), quickened(child.nodelist)
    told = child.render(Context({**values(), "base": base, "text": "<x>"}))
    assert told == "a[b&lt;x&gt;]\n&lt;x&gt;d"


def test_rows_are_shown_by_one_function(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    template = engine.get_template("reading/claim_rows.html")
    asked: list[Node] = []
    render = Node.render_annotated

    def counted(node: Node, context: Context) -> str:
        asked.append(node)
        return str(render(node, context))

    monkeypatch.setattr(Node, "render_annotated", counted)
    rows = [{"attribute": f"<{number}>", "printed": "1"} for number in range(100)]
    told = template.render(Context({"cards": rows, "caption": "x"}))
    assert told.count("&lt;") == len(rows)
    assert [type(one) for one in asked] == [Run]


WORDS = (
    "2021年，五镇入库项目70个，其中产业27个、人才4个、生态22个、文化12个、组织7个。总投资5亿元。"
)
CHANGING = re.compile(
    r'csrfmiddlewaretoken" value="[^"]+|nonce[=-]"?[\w=-]+|\d\d(?::|%3A)\d\d(?::|%3A)\d\d\.\d+'
)
ENOUGH = 150


@pytest.mark.walk
@pytest.mark.django_db
def test_pages_are_the_same_both_ways(
    engine: Engine,
    client: Client,
    recorded: Callable[..., object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recorded(WORDS, title="一季度<通报>")
    loaders = {"quick": engine.template_loaders, "plain": [Cached(engine, [DIRECTORIES])]}

    def shown(address: str, way: str) -> str:
        cache.clear()
        monkeypatch.setattr(engine, "template_loaders", loaders[way])
        return CHANGING.sub("", client.get(address, follow=True).content.decode("utf-8", "replace"))

    waiting, seen = deque(["/", "/en/", "/nowhere", "/figures?page=x"]), set[str]()
    while waiting and len(seen) < ENOUGH:
        address = waiting.popleft()
        if address in seen or address.partition("?")[0].endswith((".json", ".csv", ".xlsx")):
            continue
        seen.add(address)
        page = shown(address, "quick")
        assert page == shown(address, "plain"), address
        waiting.extend(re.findall(r'<a[^>]* href="(/[^"#]*)"', page))
    assert len(seen) == ENOUGH
