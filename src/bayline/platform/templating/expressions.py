"""The expressions of a template as expressions of Python."""

import operator
from collections.abc import Callable, Mapping
from typing import Any

from django.template.base import FilterExpression, Variable
from django.template.defaultfilters import date as date_filter
from django.template.defaultfilters import default as default_filter
from django.template.smartif import Literal
from django.utils.safestring import mark_safe

from bayline.platform.templating.running import (
    attributes_of,
    compared,
    filtering,
    getter,
    iso_day,
)

Scope = Mapping[str, str]
_TESTS: dict[str, Callable[[Any, Any], object]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "in": lambda left, right: left in right,
    "not in": lambda left, right: left not in right,
}
_INLINE = frozenset({"and", "or", "==", "!=", "is", "is not"})


class Unwritable(Exception):  # noqa: N818 - no error: the node then renders itself
    """Something that is left to Django's own node."""


class Expressions:
    """Writes expressions and keeps what they name.

    Attributes:
        kept: Objects by the names that the function knows them by.
        free: Names of the context that it reads, by the names of its variables.
    """

    def __init__(self) -> None:
        self.kept: dict[str, object] = {}
        self.free: dict[str, str] = {}
        self._known: dict[object, str] = {}

    def keep(self, thing: object, *, known_as: object = None) -> str:
        """Give a name to an object; the same name where the same is kept twice."""
        if known_as is not None and known_as in self._known:
            return self._known[known_as]
        name = f"k{len(self.kept)}"
        self.kept[name] = thing
        if known_as is not None:
            self._known[known_as] = name
        return name

    def root(self, name: str, scope: Scope) -> str:
        """Give the variable that holds what a template calls by a name."""
        if name in scope:
            return scope[name]
        if name not in self.free:
            self.free[name] = f"f{len(self.free)}"
        return self.free[name]

    def variable(self, variable: Variable, scope: Scope, *, default: object) -> str:
        """Write what a name, a path or a literal gives."""
        if variable.lookups is None:
            if variable.translate:
                raise Unwritable
            return self.keep(variable.literal)
        first, *steps = variable.lookups
        root = self.root(first, scope)
        if not steps:
            missing = self.keep(default, known_as=("default", default))
            return f"({missing} if {root} is MISSING else {root})"
        follow = self.keep(getter(steps, default), known_as=("steps", *steps, default))
        return f"{follow}({root})"

    def attributes(self, of: FilterExpression, scope: Scope) -> str:
        """Write a path as attributes; nothing where it may mean something else.

        A mapping has none of these names as attributes, so what raises is looked up otherwise.
        """
        steps: tuple[str, ...] = (of.var.lookups or ()) if of.is_var and not of.filters else ()
        names = steps[1:]
        if not names or attributes_of(names) is None:
            return ""
        return ".".join((self.root(steps[0], scope), *names))

    def value(self, of: FilterExpression, scope: Scope, *, default: object = "") -> str:
        """Write an expression with its filters.

        Args:
            of: The expression.
            scope: Names that the template has given, and the variables that hold them.
            default: What stands for something that is not there.
        """
        var = of.var
        written = self.variable(var, scope, default=default) if of.is_var else self.keep(var)
        for function, arguments in of.filters:
            written = self._filtered(function, written, arguments, scope)
        return written

    def _filtered(
        self,
        function: Callable[..., Any],
        written: str,
        arguments: list[tuple[bool, Any]],
        scope: Scope,
    ) -> str:
        given = [
            self.variable(one, scope, default="") if is_variable else self.keep(mark_safe(one))  # noqa: S308 - a literal of the template
            for is_variable, one in arguments
        ]
        if function is default_filter:
            return f"({written} or {given[0]})"
        makes = filtering
        if function is date_filter and arguments == [(False, "Y-m-d")]:
            makes = iso_day
        named = self.keep(makes(function), known_as=(makes, function))
        return f"{named}({', '.join((written, *given))})"

    def condition(self, of: Any, scope: Scope) -> str:  # noqa: ANN401 - a literal or a sign, which share no type
        """Write the condition of an `if`."""
        if isinstance(of, Literal):
            expression: Any = of.value
            return self.value(expression, scope, default=None)
        sign = str(of.id)
        first = self.condition(of.first, scope)
        if sign == "not":
            return f"(not {first})"
        second = self.condition(of.second, scope)
        if sign in _INLINE:
            return f"({first} {sign} {second})"
        if sign not in _TESTS:
            raise Unwritable
        test = self.keep(_TESTS[sign], known_as=("test", sign))
        self.kept["compared"] = compared
        return f"compared({test}, {first}, {second})"
