"""The form that takes a document in: what was typed, what is asked back, what became of it."""

import base64
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

from django.http import HttpRequest

from bayline.platform.asking import typed_line
from bayline.platform.people.visiting import visitor_of
from bayline.platform.record.terms import Handed
from bayline.systems.reading.actions.receiving import LONGEST_WORDS
from bayline.systems.reading.pages.context import Form, Problem
from bayline.systems.reading.pages.forms import Asked, asked_of, form_of

_LONGEST_ADDRESS = 2000
_LONGEST_FILE_NAME = 100  # characters that a pasted text takes from its title
ANOTHER = "another"  # the answer that a file of a known name is another document


@dataclass(frozen=True, slots=True, kw_only=True)
class Namesake:
    """A kept document whose file has the same name."""

    sha256: str
    title: str
    published: date | None
    address: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What stands in the form.

    Attributes:
        text: A text that was pasted.
        name: Name of the file.
        document: Bytes of the file in base 64, travelling on with the form.
        published: The day of publication as it was typed.
        replaces: Hash of the document it corrects; empty if none.
        by: Who sends it.
        edition: The answer whether a file of a known name is a new edition, or another document.
        problems: What was refused, by field.
        namesakes: Documents of the same name, where it has to be asked which it is.
        kept_title: Title of the document that is the same, byte for byte.
        kept_address: Its page.
        is_open: Whether the form is unfolded.
    """

    text: str = ""
    name: str = ""
    document: str = field(default="", metadata={"twin": False})
    title: str = ""
    publisher: str = ""
    published: str = ""
    licence: str = ""
    url: str = ""
    replaces: str = ""
    edition: str = ""
    by: str = ""
    problems: tuple[Problem, ...] = ()
    namesakes: tuple[Namesake, ...] = ()
    kept_title: str = ""
    kept_address: str = ""
    is_open: bool = False


def intake_of(request: HttpRequest) -> Intake:
    """Take over what was typed.

    Raises:
        FormError: The body cannot be read.
    """
    form = form_of(request)
    return Intake(
        text=form.text,
        name=form.name,
        document=form.document,
        title=_line(request, "title"),
        publisher=_line(request, "publisher"),
        published=form.published,
        licence=_line(request, "licence"),
        url=_line(request, "url", _LONGEST_ADDRESS),
        replaces=_line(request, "replaces"),
        edition=_line(request, "edition"),
        by=visitor_of(request).name,
        is_open=True,
    )


def handed_of(request: HttpRequest, form: Intake) -> Handed:
    """Decide what is handed over: a chosen file before a pasted text before a carried file.

    Raises:
        FormError: Nothing is given, or the date is none.
    """
    plain = Form(text=form.text, published=form.published, name=form.name, document=form.document)
    given = asked_of(request, plain)
    edition = "" if form.edition == ANOTHER else form.edition
    return Handed(
        name=given.name or name_of_pasted(form.title),
        data=_bytes(given),
        title=form.title,
        publisher=form.publisher,
        published=given.published,
        licence=form.licence,
        url=form.url,
        replaces=form.replaces or edition,
    )


def name_of_pasted(title: str) -> str:
    """Name the file of a pasted text after its title."""
    return f"{title[:_LONGEST_FILE_NAME]}.txt"


def _bytes(given: Asked) -> bytes:
    return given.content if given.name else given.text.encode(errors="replace")


def carrying(form: Intake, handed: Handed) -> Intake:
    """Let the file travel on with the form, so that nobody has to choose it again."""
    if form.text.strip() and not form.document and handed.name == name_of_pasted(form.title):
        return form
    document = base64.b64encode(handed.data).decode("ascii")
    return replace(form, name=handed.name, document=document, text="")


def hash_of(handed: Handed) -> str:
    """Give the hash that a file would be known by."""
    return sha256(handed.data).hexdigest()


def _line(request: HttpRequest, name: str, longest: int = LONGEST_WORDS) -> str:
    return typed_line(request, name, longest)
