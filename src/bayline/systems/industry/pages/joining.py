"""What industry adds to the pages of projects and firms: their classes, and their chains."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _

from bayline.kernel.amounts import percent
from bayline.platform.joining import Part, Row, offer_part
from bayline.platform.naming import page_of
from bayline.platform.registers.queries import entries_in
from bayline.platform.registers.terms import Values
from bayline.systems.industry.pages import words
from bayline.systems.industry.queries.classes import assignments_to
from bayline.systems.industry.queries.schemes import hand
from bayline.systems.industry.rules.chains import Role
from bayline.systems.industry.rules.entries import (
    ASSIGNMENTS,
    CHAINS,
    FIRMS,
    MEMBERS,
    PROJECTS,
    YES,
)
from bayline.systems.industry.rules.ruling import assignment_of
from bayline.systems.industry.terms import Scheme


def offer_parts() -> None:
    """Offer what industry knows of projects and of firms."""
    for register, field in ((PROJECTS, "project"), (FIRMS, "firm")):
        offer_part(register, partial(_classes, field), covers=[ASSIGNMENTS])
        offer_part(register, partial(_chains, field), covers=[MEMBERS])


def _classes(field: str, code: str, at: datetime | None) -> Part:
    entries = assignments_to(field, code, at=at)
    schemes = hand(at).schemes if entries else {}
    return Part(
        name="classes",
        title=_("归类"),
        rows=tuple(_class(values, schemes) for values in _main_first(entries)),
        add=f"/industry/classify?{urlencode({field: code})}",
        add_word=_("归类"),
    )


def _main_first(entries: Mapping[str, Values]) -> list[Values]:
    return sorted(
        entries.values(), key=lambda one: (one["scheme"], one.get("main") != YES, one["class"])
    )


def _class(values: Values, schemes: Mapping[str, Scheme]) -> Row:
    scheme = schemes.get(values["scheme"])
    found = scheme.classes.get(values["class"]) if scheme else None
    asked = urlencode({"class": values["class"]})
    path = f"/industry/schemes/{quote(values['scheme'])}?{asked}#chosen"
    return Row(
        label=words.class_word(found) if found else values["class"],
        path=path if found else "",
        notes=(*_notes(values, scheme, is_known=found is not None),),
        values=values,
        register=ASSIGNMENTS,
    )


def _notes(values: Values, scheme: Scheme | None, *, is_known: bool) -> Iterator[str]:
    yield f"{words.scheme_word(scheme) if scheme else values['scheme']} {values['class']}"
    if not is_known:
        yield _("体系里没有这一类")
    assignment = assignment_of(values)
    if assignment.is_main:
        yield _("主要")
    if assignment.share is not None:
        yield _("占%(share)s") % {"share": percent(assignment.share)}
    yield _("%(day)s确认") % {"day": values["date"]}


def _chains(field: str, code: str, at: datetime | None) -> Part:
    entries = entries_in(MEMBERS, field, [code], at=at)
    codes = {one["chain"] for one in entries.values()}
    names = entries_in(CHAINS, "code", codes, at=at) if codes else {}
    return Part(
        name="chains",
        title=_("所在产业链"),
        rows=tuple(
            Row(
                label=names.get(values["chain"], {}).get("name", "") or values["chain"],
                path=page_of(CHAINS, values["chain"]) if values["chain"] in names else "",
                notes=(words.role_word(Role(values["role"])),),
                values=values,
                register=MEMBERS,
            )
            for values in entries.values()
        ),
        add=f"/registers/{MEMBERS}/new?{urlencode({f'v.{field}': code})}",
        add_word=_("列入产业链"),
    )
