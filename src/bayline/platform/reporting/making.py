"""From a template to all forms of a report: resolve its words, then write each form."""

import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files as files_of
from typing import Any

import orjson

from bayline.platform.packs import queries as packs
from bayline.platform.packs.paths import REGION
from bayline.platform.registers import queries as registers
from bayline.platform.reporting import editions, templates
from bayline.platform.reporting.expressions import parsed
from bayline.platform.reporting.resolving import Resolving, Setting
from bayline.platform.reporting.terms import (
    FOLDER,
    FORMS,
    Cadence,
    Document,
    Edition,
    Problem,
    Template,
)
from bayline.platform.reporting.texts import blocks_of

_MADE_BY = ("bayline", "typst", "python-docx", "xlsxwriter")


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """How the forms of a report look.

    Attributes:
        path: Path of the layout of the PDF.
        layout: Its bytes.
        library: What layouts lean on, as it came with the program.
        letterhead: The Word file with letterhead and styles; None for plain ones.
        beside: Files of the pack's folder of reports that a layout may show.
    """

    path: str
    layout: bytes
    library: bytes
    letterhead: bytes | None
    beside: Mapping[str, bytes]


def edition_of(of: Template, written: str, at: datetime | None = None) -> Edition:
    """Read what a report is made for; of an entry look up what it is called.

    Raises:
        BaylineError: It is no such period, or no such entry.
    """
    found = editions.edition_of(written, of.cadence)
    if of.cadence is not Cadence.ENTRY:
        return found
    register = registers.register(of.register)
    values = registers.values_where(register, register.key, [written], at=at).get(written)
    if values is None:
        raise editions.unknown_entry(written, register.title, register.title_en)
    return Edition(name=written, label=values.get(register.label) or written)


def looks_of(of: Template, at: datetime | None = None) -> Looks:
    """Gather how a report looks, as the pack has it or had it at a moment."""
    path, layout = templates.layout_of(of, at)
    library = (files_of("bayline.platform.reporting") / "looks/bayline.typ").read_bytes()
    paths = (one for one in packs.versions(FOLDER, at) if not one.startswith(templates.TEXTS))
    beside = {one: packs.file(one, at) for one in paths if not one.endswith((".md", ".toml"))}
    return Looks(
        path=path,
        layout=layout,
        library=library,
        letterhead=templates.letterhead_of(of, at),
        beside={one: data for one, data in beside.items() if data is not None},
    )


def document_of(
    of: Template,
    edition: Edition,
    language: str,
    *,
    at: datetime,
    snapshot: str = "",
    text: str | None = None,
) -> Document:
    """Resolve a report as of an instant.

    Args:
        of: Its template.
        edition: What it is made for.
        language: zh or en.
        at: The instant.
        snapshot: Id of the publication that holds its figures; empty of a draft.
        text: Words to take instead of those that are kept; None for these.

    Raises:
        BaylineError: Words, layout or letterhead name a figure that does not exist: file and line.
    """
    words, where = (
        (text, templates.text_path(of, edition, language))
        if text is not None
        else (templates.text_of(of, edition, language, at))
    )
    setting = Setting(
        template=of,
        edition=edition,
        language=language,
        at=at,
        snapshot=snapshot,
        region=_region(at, language),
    )
    work = Resolving(setting)
    found = work.document(blocks_of(words, where=where))
    named = _named(work, of, looks_of(of, at))
    facts = {**found.facts, "named": named, "registers": sorted(work.listed.used)}
    return Document(facts=facts, problems=tuple(work.problems))


def problems_said(
    of: Template,
    edition: Edition,
    found: Document,
    *,
    language: str,
    at: datetime,
    text: str | None = None,
) -> tuple[Problem, ...]:
    """Say what cannot be printed to whoever reads another language than that of the report.

    Args:
        of: The template.
        edition: What the report is made for.
        found: The report.
        language: Which to say it in.
        at: The instant that it was resolved as of.
        text: The words it was made of; None for those that are kept.
    """
    own = found.facts["language"]
    if language == own or not found.problems:
        return found.problems
    words = templates.text_of(of, edition, own, at)[0] if text is None else text
    again = document_of(of, edition, language, at=at, text=words)
    said = {(_line(one), one.asked): one.sentence for one in again.problems}
    return tuple(
        replace(one, sentence=said.get((_line(one), one.asked), one.sentence))
        for one in found.problems
    )


def _line(one: Problem) -> str:
    return one.where.rpartition(":")[2]


def _region(at: datetime, language: str) -> str:
    data = packs.file(REGION, at)
    parts = tomllib.loads(data.decode()) if data else {}
    name = str(parts.get("name", ""))
    return str(parts.get("name_en") or name) if language == "en" else name


def _named(work: Resolving, of: Template, looks: Looks) -> dict[str, Any]:
    """Resolve the figures that layout and letterhead name."""
    from bayline.platform.reporting.typesetting import Layout, named_in, refuse_unknown

    layout = Layout(path=looks.path, data=looks.layout, library=looks.library, beside={})
    refuse_unknown(layout, of.figures)
    asked = [(name, f"{looks.path}:{line}") for name, line in named_in(layout).items()]
    if looks.letterhead is not None:
        from bayline.platform.reporting.wordfiles import named_in as named_in_word

        asked += named_in_word(looks.letterhead, where=f"{FOLDER}{of.name}.docx")
    return {name: work.named(name, parsed(name, where=where), where) for name, where in asked}


def made(facts: Mapping[str, Any], looks: Looks, form: str) -> bytes:
    """Write one form of a report.

    Args:
        facts: The resolved report.
        looks: How it looks.
        form: pdf, docx or xlsx.

    Raises:
        BaylineError: A layout cannot be used, or a font is missing.
    """
    if form == "pdf":
        from bayline.platform.reporting.fonts import chosen
        from bayline.platform.reporting.typesetting import Layout, pdf_of

        layout = Layout(
            path=looks.path, data=looks.layout, library=looks.library, beside=looks.beside
        )
        return pdf_of(facts, layout, chosen())
    if form == "docx":
        from bayline.platform.reporting.wordfiles import word_of

        return word_of(facts, looks.letterhead)
    from bayline.platform.reporting.annexes import annex_of

    return annex_of(facts)


def all_forms(facts: Mapping[str, Any], looks: Looks) -> dict[str, bytes]:
    """Write all forms of a report, by the names of their files."""
    stem = f"{facts['template']}.{facts['language']}"
    found = {f"{stem}.json": written(facts)}
    return found | {f"{stem}.{form}": made(facts, looks, form) for form in FORMS}


def written(facts: Mapping[str, Any]) -> bytes:
    """Write a resolved report as JSON, its keys in order, so that equal ones are equal bytes."""
    return orjson.dumps(facts, option=orjson.OPT_SORT_KEYS)


def made_by() -> dict[str, str]:
    """Tell the versions and the fonts that bytes depend on."""
    from bayline.platform.reporting.fonts import chosen

    fonts = chosen()
    versions = {name: version(name) for name in _MADE_BY}
    python = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return {**versions, "python": python, "font": fonts.han, "font sha256": fonts.digest}


def digest(data: bytes) -> str:
    """Hash bytes."""
    return sha256(data).hexdigest()
