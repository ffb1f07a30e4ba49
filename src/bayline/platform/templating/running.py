"""What a template that was written as a function asks of its values, as Django's own nodes do."""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import lru_cache, partial
from html import escape
from keyword import iskeyword
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from django.http import QueryDict
from django.template import Context, Variable, VariableDoesNotExist
from django.template.base import render_value_in_context
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeData, SafeString, mark_safe
from django.utils.timezone import get_default_timezone, is_naive

Getter = Callable[[Any], Any]


class Missing:
    """Stands for a name that the context does not hold."""


MISSING = Missing()
_PLAIN = Context()  # what is shown is escaped, times are of the time zone of the home
_RAISED = (AttributeError, KeyError, TypeError, IndexError, ValueError)


def held(context: Context, name: str) -> Any:  # noqa: ANN401 - a template shows any value
    """Give what a context holds under a name, called if it is to be called."""
    if name not in context:
        return MISSING
    value = context[name]
    return called(value) if callable(value) else value


def called(value: Any) -> Any:  # noqa: ANN401 - see `held`
    """Call what is callable, as Django does where it looks a name up."""
    return Variable("it").resolve(Context({"it": value}))


def getter(steps: Sequence[str], default: object) -> Getter:
    """Give a function that follows the steps behind a name.

    Args:
        steps: Names of attributes, keys, or numbers.
        default: What stands for something that is not there.
    """
    path = Variable(".".join(("it", *steps)))

    def follow(value: Any) -> Any:  # noqa: ANN401 - see `held`
        found = value
        for step in steps:
            try:
                found = found[step] if type(found) is dict else getattr(found, step)
            except (AttributeError, KeyError):
                return slowly(value)
            if callable(found) or type(found) in _ASKED_FOR_KEYS:
                return slowly(value)
        return found

    def slowly(value: object) -> object:
        if value is MISSING:
            return default
        try:
            holder: Any = {"it": value}  # no context, for it is only asked for a key
            return path.resolve(holder)
        except VariableDoesNotExist:
            return default

    attributes = attributes_of(steps)
    return _at_once(attributes, follow) if attributes else follow


def _at_once(attributes: Getter, follow: Getter) -> Getter:
    """Let Python itself follow the steps; what it does not find, or may mean more, is followed."""

    def found_at(value: Any) -> Any:  # noqa: ANN401 - see `held`
        try:
            found = attributes(value)
        except AttributeError:
            return follow(value)
        kind = type(found)
        if kind in _PLAIN_KINDS:
            return found
        return follow(value) if callable(found) or kind in _ASKED_FOR_KEYS else found

    return found_at


def attributes_of(steps: Sequence[str]) -> Any:  # noqa: ANN401 - see `held`
    """Give a function that follows steps as attributes; None where they may mean something else.

    A mapping has none of these names as attributes, so what raises is looked up otherwise.
    """
    if any(iskeyword(one) or one in _ON_CONTAINERS or not one.isidentifier() for one in steps):
        return None
    return attrgetter(".".join(steps))


_ON_CONTAINERS = frozenset(name for kind in (dict, list, tuple, str, set) for name in dir(kind))
_PLAIN_KINDS = frozenset({str, int, bool, type(None), SafeString, date, datetime, tuple, Decimal})
# A mapping is asked for its keys before its attributes; other kinds of it are left to Django.
_ASKED_FOR_KEYS = frozenset({QueryDict, MultiValueDict, MappingProxyType, OrderedDict, defaultdict})


def listed(value: Any) -> Sequence[Any]:  # noqa: ANN401 - see `held`
    """Give what a loop runs through; nothing where there is nothing."""
    if value is None or value is MISSING:
        return ()
    return value if hasattr(value, "__len__") else list(value)


def loop(position: int, size: int, around: object) -> dict[str, object]:
    """Give what `forloop` says in one round.

    Args:
        position: Of the round, from zero.
        size: How many rounds there are.
        around: The `forloop` of the loop around it.
    """
    return {
        "counter0": position,
        "counter": position + 1,
        "revcounter": size - position,
        "revcounter0": size - position - 1,
        "first": position == 0,
        "last": position == size - 1,
        "parentloop": {} if around is MISSING else around,
    }


def shown(value: Any) -> str:  # noqa: ANN401 - see `held`
    """Write a value into a page: escaped, in the language and the time zone of the page."""
    kind = type(value)
    if kind is SafeString:
        return str.__str__(value)
    if kind is int:
        return str(value)
    if kind is str:
        return value if value.isalnum() else escape(value)
    if value is MISSING:
        return ""
    return str(render_value_in_context(called(value) if callable(value) else value, _PLAIN))


def filtering(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a filter as one function of its value and arguments, with all that Django sees to."""
    keeps = getattr(function, "is_safe", False)
    if getattr(function, "needs_autoescape", False):
        inner: Callable[..., Any] = partial(function, autoescape=True)
    else:
        inner = function
    is_local = getattr(function, "expects_localtime", False)

    def filtered(value: object, *arguments: object) -> object:
        if is_local:
            value = timezone.template_localtime(value)  # type: ignore[attr-defined]  # of Django, yet not described
        found = inner(value, *arguments)
        return mark_safe(found) if keeps and isinstance(value, SafeData) else found  # noqa: S308 - as the filter says of itself

    return filtered


def iso_day(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give the filter `date` for days as numbers (2025-01-31), of which lists are full."""
    slowly = filtering(function)

    def filtered(value: object, form: str) -> object:
        if type(value) is datetime:
            return _day_of(value, None if is_naive(value) else get_default_timezone())
        return value.isoformat() if type(value) is date else slowly(value, form)

    return filtered


@lru_cache(maxsize=4096)
def _day_of(moment: datetime, zone: tzinfo | None) -> str:
    """Write the day of a moment; rows of a list were mostly recorded at the same few."""
    return (moment if zone is None else moment.astimezone(zone)).date().isoformat()


def compared(test: Callable[[Any, Any], object], left: object, right: object) -> object:
    """Compare two values; what cannot be compared is not so."""
    try:
        return test(left, right)
    except _RAISED:
        return False
