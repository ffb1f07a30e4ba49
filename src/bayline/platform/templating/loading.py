"""Loads templates and lets functions of Python stand for their nodes."""

from collections.abc import Iterable
from threading import Lock
from typing import Any

from django.template import Context, Engine, Origin, Template
from django.template.base import Node, NodeList, TextNode
from django.template.defaulttags import IfNode
from django.template.loaders.cached import Loader as Cached

from bayline.platform.templating.phrases import Phrases
from bayline.platform.templating.running import held
from bayline.platform.templating.writing import Writer, has_blocks

_DIRECTORIES = "django.template.loaders.app_directories.Loader"


class Loader(Cached):
    """Loads the templates of the applications once; what it gives renders quickly."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, [_DIRECTORIES])
        self._quick: set[int] = set()
        self._lock = Lock()

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        """Load a template."""
        template = super().get_template(template_name, skip)
        if self.engine.debug or id(template) in self._quick:
            return template  # what Django says of a mistake leans on its own nodes
        with self._lock:
            if id(template) not in self._quick:
                template.nodelist = quickened(template.nodelist)
                self._quick.add(id(template))
        return template


class Run(Node):
    """Nodes beside each other, rendered by one function, which is written when it is first needed.

    Attributes:
        nodes: What it stands for.
    """

    child_nodelists = ()

    def __init__(self, nodes: NodeList) -> None:
        self.nodes = nodes
        self._made: tuple[Any, Phrases] | None = None

    def render(self, context: Context) -> str:
        """Render the nodes."""
        if not context.autoescape:
            return self.nodes.render(context)
        if self._made is None:
            self._made = self._written(context)
        function, phrases = self._made
        return str(function(context, held, phrases.now()))

    def _written(self, context: Context) -> tuple[Any, Phrases]:
        engine = context.template.engine  # type: ignore[union-attr]  # a template that renders has one
        writer = Writer(lambda name: original(engine.find_template(name)[0].nodelist))
        source, known = writer.function(self.nodes)
        rooms: dict[str, Any] = dict(known)
        # Written of the own templates of the program alone.
        exec(compile(source, "<template>", "exec"), rooms)  # noqa: S102 - nothing typed gets into it
        return rooms["render"], Phrases(writer.pieces)


def original(nodes: Iterable[Node]) -> Iterable[Node]:
    """Give the nodes that runs stand for."""
    for node in nodes:
        yield from node.nodes if isinstance(node, Run) else (node,)


def quickened(nodes: NodeList) -> NodeList:
    """Put runs in the places of nodes; blocks stay, for other templates fill them."""
    found, run = NodeList(), NodeList()
    for node in nodes:
        if not has_blocks(node):
            run.append(node)
            continue
        _close(run, found)
        run = NodeList()
        within = getattr(node, "nodelist", None)
        if within and not isinstance(node, IfNode):
            setattr(node, "nodelist", quickened(within))  # noqa: B010 - each kind of node has its own
        found.append(node)
    _close(run, found)
    return found


def _close(run: NodeList, found: NodeList) -> None:
    if all(isinstance(node, TextNode) for node in run):
        found.extend(run)
    elif run:
        found.append(Run(run))
