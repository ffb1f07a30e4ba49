"""Make an issued report again, from the record as of its moment, and compare every byte."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either
from bayline.platform.reporting import making, queries, templates
from bayline.platform.reporting.comparing import Change, changes_between
from bayline.platform.reporting.terms import FORMS, Issued


@dataclass(frozen=True, slots=True, kw_only=True)
class Reissued:
    """An issued report made again.

    Attributes:
        issued: The report.
        files: How many files were compared.
        damaged: Names of kept files whose bytes are no longer those that were issued.
        differing: Names of files that are made otherwise now, from the same figures and layout.
        figures: Figures that the record gives otherwise as of the same moment, by language.
        unresolved: Why the record cannot be asked again; empty where it could.
        versions: What bytes depend on and is another now: name, then, now.
    """

    issued: Issued
    files: int
    damaged: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()
    figures: Mapping[str, tuple[Change, ...]]
    unresolved: str = ""
    versions: tuple[tuple[str, str, str], ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether record and bytes are what they were."""
        return not (self.damaged or self.differing or any(self.figures.values()) or self.unresolved)


def reissue(identifier: str) -> Reissued:
    """Make a report again and compare it with what was issued.

    The figures are looked up again as of its moment, and every form is made again from the figures
    and the layout that were kept.

    Args:
        identifier: Its id.

    Raises:
        BaylineError: There is no such report.
    """
    found = queries.issue(identifier)
    damaged = tuple(
        one.name
        for one in found.files
        if making.digest(queries.bytes_of(found, one.name)) != one.sha256
    )
    figures, unresolved = _looked_up(found)
    return Reissued(
        issued=found,
        files=len(found.files),
        damaged=damaged,
        differing=() if damaged else _made_otherwise(found),
        figures=figures,
        unresolved=unresolved,
        versions=_versions(found),
    )


def _looked_up(found: Issued) -> tuple[dict[str, tuple[Change, ...]], str]:
    changes: dict[str, tuple[Change, ...]] = {}
    try:
        of = templates.template(found.template, found.moment)
        edition = making.edition_of(of, found.edition, found.moment)
        for language in of.languages:
            document = making.document_of(
                of, edition, language, at=found.moment, snapshot=found.publication
            )
            then = queries.document_of(found, language)
            changes[language] = changes_between(then, document.facts)
    except BaylineError as error:
        return changes, either(error.in_chinese(), error.sentence())
    return changes, ""


def _made_otherwise(found: Issued) -> tuple[str, ...]:
    of = templates.template(found.template, found.moment)
    looks = making.looks_of(of, found.moment)
    kept = making.Looks(
        path=looks.path,
        layout=queries.bytes_of(found, "layout.typ"),
        library=queries.bytes_of(found, "bayline.typ"),
        letterhead=looks.letterhead,
        beside=looks.beside,
    )
    differing = []
    for one in found.files:
        if one.form in FORMS:
            facts: Mapping[str, Any] = queries.document_of(found, one.language)
            if making.digest(_again(facts, kept, one.form)) != one.sha256:
                differing.append(one.name)
    return tuple(differing)


def _again(facts: Mapping[str, Any], looks: making.Looks, form: str) -> bytes:
    try:
        return making.made(facts, looks, form)
    except BaylineError:  # a font that is gone: what was kept is there all the same
        return b""


def _versions(found: Issued) -> tuple[tuple[str, str, str], ...]:
    then = {str(name): str(value) for name, value in found.facts["made_by"].items()}
    try:
        now = making.made_by()
    except BaylineError as error:
        return (("font", then.get("font", ""), either(error.in_chinese(), error.sentence())),)
    return tuple(
        (name, then.get(name, ""), now[name]) for name in now if then.get(name) != now[name]
    )


def write_out(found: Issued, folder: Path) -> tuple[str, ...]:
    """Write the files of an issued report into a folder, as they were issued.

    Raises:
        BaylineError: The folder cannot be written.
    """
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for one in found.files:
            if one.form in FORMS:
                (folder / one.name).write_bytes(queries.bytes_of(found, one.name))
                written.append(one.name)
    except OSError as error:
        raise BaylineError(
            "the files cannot be written",
            where=str(folder),
            why=error.strerror or str(error),
            do="check the folder",
            zh=Words("文件写不进去", error.strerror or str(error), "请核对文件夹"),
        ) from None
    return tuple(written)
