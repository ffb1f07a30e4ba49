"""The nodes of a template as the lines of a function."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape
from itertools import count
from typing import Any

from django.template.base import FilterExpression, Node, TextNode, VariableNode
from django.template.defaulttags import CommentNode, ForNode, IfNode, LoadNode, URLNode, WithNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode

from bayline.platform.templating.expressions import Expressions, Scope, Unwritable
from bayline.platform.templating.phrases import Piece, counted, linked, phrase
from bayline.platform.templating.running import MISSING, listed, loop, shown

_KNOWN = {
    "MISSING": MISSING,
    "listed": listed,
    "loop": loop,
    "shown": shown,
    "escape": escape,
    "linked": linked,
    "counted": counted,
}
Finder = Callable[[str], Iterable[Node]]


def has_blocks(node: Node) -> bool:
    """Tell whether another template may fill something in a node."""
    return bool(node.get_nodes_by_type(BlockNode) or node.get_nodes_by_type(ExtendsNode))


class Writer:
    """Writes the function of a row of nodes.

    What is always the same in a language (text, its translations, addresses) is gathered and put
    down as one piece; what cannot be written renders itself, with all names pushed for it.

    Attributes:
        lines: What is written.
        pieces: Groups of what is the same in a language.
    """

    def __init__(self, nodes_of: Finder) -> None:
        self._nodes_of = nodes_of
        self.lines: list[str] = []
        self.pieces: list[tuple[Piece, ...]] = []
        self.expressions = Expressions()
        self._gathered: list[Piece] = []
        self._depth, self._numbers = 1, count()
        self._within: list[str] = []  # names of the templates that are being included

    def function(self, nodes: Iterable[Node]) -> tuple[str, Mapping[str, object]]:
        """Write the function, and give what its names stand for."""
        self.nodes(nodes, {})
        self._put_down()
        free = self.expressions.free
        head = [f"    {held} = held(context, {name!r})" for name, held in free.items()]
        source = ["def render(context, held, words):", "    out = []", "    add = out.append"]
        text = "\n".join([*source, *head, *self.lines, "    return ''.join(out)"])
        return text, {**_KNOWN, **self.expressions.kept}

    def nodes(self, nodes: Iterable[Node], scope: Scope) -> None:
        """Write nodes, one after another."""
        for node in nodes:
            self._node(node, scope)

    def _node(self, node: Node, scope: Scope) -> None:
        mark = (len(self.lines), list(self._gathered), self._depth, len(self._within))
        write = _WRITERS.get(type(node), Writer.left)
        try:
            write(self, node, scope)
        except Unwritable:
            del self.lines[mark[0] :]
            self._gathered, self._depth = mark[1], mark[2]
            del self._within[mark[3] :]
            self._own(node, scope)

    def _line(self, text: str) -> None:
        self._put_down()
        self.lines.append("    " * self._depth + text)

    def _put_down(self) -> None:
        gathered, self._gathered = self._gathered, []
        if any(gathered):
            self.lines.append("    " * self._depth + f"add({self._words(*gathered)})")

    def _words(self, *group: Piece) -> str:
        self.pieces.append(group)
        return f"words[{len(self.pieces) - 1}]"

    @contextmanager
    def _indented(self, head: str) -> Iterator[None]:
        self._line(head)
        self._depth += 1
        yield
        self._line("pass")
        self._depth -= 1

    def _new(self) -> str:
        return f"v{next(self._numbers)}"

    def _own(self, node: Node, scope: Scope) -> None:
        named = self.expressions.keep(node)
        if not scope:
            self._line(f"add({named}.render_annotated(context))")
            return
        pushed = ", ".join(f"{name!r}: {variable}" for name, variable in scope.items())
        with self._indented(f"with context.push({{{pushed}}}):"):
            self._line(f"add({named}.render_annotated(context))")

    def text(self, node: TextNode, _scope: Scope) -> None:
        """Put down text as it stands."""
        self._gathered.append(node.s)

    def nothing(self, _node: Node, _scope: Scope) -> None:
        """Put down nothing for what only tells Django something."""

    def left(self, _node: Node, _scope: Scope) -> None:
        """Leave a node to itself.

        Raises:
            Unwritable: Always.
        """
        raise Unwritable

    def shown(self, node: VariableNode, scope: Scope) -> None:
        """Put down a value; most are attributes of a row, which Python itself finds soonest."""
        expression = node.filter_expression
        written = self.expressions.value(expression, scope)
        path = self.expressions.attributes(expression, scope)
        if not path:
            self._show(written)
            return
        self._line(f"try: t = {path}")
        self._line(f"except AttributeError: t = {written}")
        # Names and words of many rows hold nothing but letters, of which none is to be escaped.
        self._line("if type(t) is str: add(t if t.isalnum() else escape(t))")
        self._line("else: add(shown(t))")

    def _show(self, written: str) -> None:
        self._line(f"add(shown({written}))")

    def chosen(self, node: Any, scope: Scope) -> None:  # noqa: ANN401 - its stubs know less than it holds
        """Put down what stands under the first condition that holds."""
        word = "if"
        for condition, nodes in node.conditions_nodelists:
            told = "True" if condition is None else self.expressions.condition(condition, scope)
            with self._indented("else:" if condition is None else f"{word} {told}:"):
                self.nodes(nodes, scope)
            word = "elif"

    def repeated(self, node: Any, scope: Scope) -> None:  # noqa: ANN401 - its stubs know less than it holds
        """Put down the same for each member of a list."""
        rows = self._new()
        whole = self.expressions.value(node.sequence, scope, default=None)
        self._line(f"{rows} = listed({whole})")
        with self._indented(f"if not {rows}:"):
            self.nodes(node.nodelist_empty, scope)
        place, told = self._new(), self._new()
        names = {name: self._new() for name in node.loopvars}
        members = ", ".join(names.values())
        ordered = f"reversed({rows})" if node.is_reversed else rows
        around = self.expressions.root("forloop", scope)
        with self._indented(f"for {place}, ({members}) in enumerate({ordered}):"):
            at = len(self.lines)
            self.nodes(node.nodelist_loop, {**scope, **names, "forloop": told})
            self._put_down()
            if any(told in line for line in self.lines[at:]):
                asked = f"{told} = loop({place}, len({rows}), {around})"
                self.lines.insert(at, "    " * self._depth + asked)

    def named(self, node: WithNode, scope: Scope) -> None:
        """Put down what stands where more names are known."""
        self.nodes(node.nodelist, {**scope, **self._given(node.extra_context, scope)})

    def _given(self, extra: Mapping[str, FilterExpression], scope: Scope) -> dict[str, str]:
        given = {}
        for name, value in extra.items():
            given[name] = self._new()
            self._line(f"{given[name]} = {self.expressions.value(value, scope)}")
        return given

    def included(self, node: IncludeNode, scope: Scope) -> None:
        """Put down another template."""
        name = node.template.var
        is_constant = isinstance(name, str) and not node.template.filters
        if not is_constant or node.isolated_context or name in self._within:
            raise Unwritable
        nodes = list(self._nodes_of(name))
        if any(has_blocks(found) for found in nodes):
            raise Unwritable
        given = self._given(node.extra_context, scope)
        self._within.append(name)
        self.nodes(nodes, {**scope, **given})
        self._within.pop()

    def translated(self, node: TranslateNode, scope: Scope) -> None:
        """Put down a word in the language of the page."""
        expression = node.filter_expression
        variable = expression.var
        if node.message_context or expression.filters or variable.lookups is not None:
            raise Unwritable
        if node.asvar:
            self._assigned(node.asvar, node, scope)
        else:
            self._gathered.append(node)

    def _assigned(self, name: str, piece: Piece, scope: Scope) -> None:
        """Give a name to words; also in the context, where other nodes look."""
        variable = self.expressions.root(name, scope)
        self._line(f"{variable} = context[{name!r}] = {self._words(piece)}")

    def addressed(self, node: URLNode, scope: Scope) -> None:
        """Put down an address."""
        view = node.view_name.var
        if not isinstance(view, str) or node.view_name.filters:
            raise Unwritable
        if node.asvar:
            if node.args or node.kwargs:
                raise Unwritable
            self._assigned(node.asvar, node, scope)
        elif node.args or node.kwargs:
            args = [self.expressions.value(one, scope) for one in node.args]
            named = [
                f"{name!r}: {self.expressions.value(one, scope)}"
                for name, one in node.kwargs.items()
            ]
            self._line(f"add(linked({view!r}, [{', '.join(args)}], {{{', '.join(named)}}}))")
        else:
            self._gathered.append(node)

    def static(self, node: StaticNode, _scope: Scope) -> None:
        """Put down the address of a file of the program."""
        if node.varname or not isinstance(node.path.var, str):
            raise Unwritable
        self._gathered.append(node)

    def sentence(self, node: BlockTranslateNode, scope: Scope) -> None:
        """Put down a sentence with values in it."""
        if node.asvar or node.message_context:
            raise Unwritable
        inner = {**scope, **self._given(node.extra_context, scope)}
        single, names = node.render_token_list(node.singular)
        if not (node.plural and node.countervar and node.counter):
            said = self._words(phrase(single))
            self._line(f"add({said} % {self._values(names, inner)})")
            return
        inner[node.countervar] = self._new()
        number = self.expressions.value(node.counter, inner)
        self._line(f"{inner[node.countervar]} = {number}")
        several, more = node.render_token_list(node.plural)
        values = self._values([*names, *more], inner)
        told = inner[node.countervar]
        self._line(f"add(counted({single!r}, {several!r}, {told}) % {values})")

    def _values(self, names: Sequence[str], scope: Scope) -> str:
        written = (
            f"{name!r}: shown({self.expressions.root(name, scope)})"
            for name in dict.fromkeys(names)
        )
        return f"{{{', '.join(written)}}}"


_WRITERS: dict[type[Node], Callable[[Writer, Any, Scope], None]] = {
    TextNode: Writer.text,
    LoadNode: Writer.nothing,
    CommentNode: Writer.nothing,
    VariableNode: Writer.shown,
    IfNode: Writer.chosen,
    ForNode: Writer.repeated,
    WithNode: Writer.named,
    IncludeNode: Writer.included,
    TranslateNode: Writer.translated,
    BlockTranslateNode: Writer.sentence,
    URLNode: Writer.addressed,
    StaticNode: Writer.static,
}
