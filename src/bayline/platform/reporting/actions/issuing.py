"""Issue a report: its figures as of a publication, its bytes for good.

What is chained of an issue is `facts`, JSON: `files` with name, language, form, size and SHA-256;
`made_by`, the versions and fonts that bytes depend on; `claims` and `sources` that its figures rest
on; `explained`, the contradictions that were left standing and why.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import orjson
from django.db import transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.visible import shows
from bayline.platform.freezing.actions import present_heads, publish
from bayline.platform.instants import microseconds
from bayline.platform.publishing.queries import latest, reach_into
from bayline.platform.publishing.terms import Published
from bayline.platform.reaching import within
from bayline.platform.record import queries as record
from bayline.platform.record.actions.turns import last_digest, move_head, take_turn
from bayline.platform.record.chain import content_hash, linked, named
from bayline.platform.reporting import making, queries
from bayline.platform.reporting.checking import Checked, checked
from bayline.platform.reporting.models import Issue
from bayline.platform.reporting.models import IssuedFile as Kept
from bayline.platform.reporting.terms import Document, Edition, Issued, Problem, Template

_FEW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A report before it is issued: its documents by language, and what the check found."""

    documents: Mapping[str, Document]
    findings: tuple[Checked, ...]


def ready(of: Template, edition: Edition, *, at: datetime, snapshot: str = "") -> Ready:
    """Resolve a report in all its languages and check its words.

    Raises:
        BaylineError: It names a figure that does not exist.
    """
    documents = {
        one: making.document_of(of, edition, one, at=at, snapshot=snapshot) for one in of.languages
    }
    chinese = documents.get("zh")
    found = checked(chinese.facts) if chinese else ()
    return Ready(documents=documents, findings=found)


def issue(
    of: Template,
    edition: Edition,
    *,
    place: Path,
    by: str,
    at: datetime,
    explained: Mapping[str, str] | None = None,
) -> Issued:
    """Issue a report: look its figures up as of a publication, and keep its bytes for good.

    Where the record changed since the last publication, a new one is made first, so that whatever
    the report prints can be looked up by everybody.

    Args:
        of: The template.
        edition: What it is made for.
        place: The folder of all snapshots.
        by: Who issues it.
        at: The present moment.
        explained: Why contradictions are left standing, by their keys.

    Raises:
        BaylineError: A figure cannot be printed, rests on what is not public, contradicts another
            without an explanation; a form cannot be made; or the very same was issued before.
    """
    _refuse_unnamed(by)
    title = f"{of.title}（{edition.label or edition.name}）"
    _refuse_gaps(ready(of, edition, at=at).documents)
    published = _published(place, title=title, by=by, at=at)
    report = ready(of, edition, at=published.moment, snapshot=published.id)
    _refuse_gaps(report.documents)
    reasons = _explained(report.findings, explained or {})
    _refuse_hidden(report.documents, published)
    files = _files(of, report.documents, at=published.moment)
    return _kept(of, edition, published, title=title, files=files, told=(report, reasons, by, at))


def _refuse_unnamed(by: str) -> None:
    if not shows(by):
        raise BaylineError(
            "nobody issues the report",
            why="whoever asks later must be able to see who did",
            do="give the name of whoever does",
            zh=Words("没有写签发人", "日后要查得到是谁签发的", "请填签发人"),
        )


def _refuse_gaps(documents: Mapping[str, Document]) -> None:
    problems = [one for document in documents.values() for one in document.problems]
    if problems:
        first = problems[0]
        raise BaylineError(
            f"{first.asked[:80]} cannot be printed ({len(problems)} such figures)",
            where=first.where,
            why=_in_english(first, documents),
            do='accept the figure, name it more narrowly, or write or "…" behind it',
            zh=Words(
                f"{first.asked[:80]}印不出来（共{len(problems)}处）",
                first.sentence,
                '请先审定这个数字、写得更明确，或在后面写or "……"',
            ),
        )


def _in_english(first: Problem, documents: Mapping[str, Document]) -> str:
    english = documents["en"].problems if "en" in documents else ()
    return next((one.sentence for one in english if one.asked == first.asked), first.sentence)


def _published(place: Path, *, title: str, by: str, at: datetime) -> Published:
    """Give the publication of the record as it stands; make it where there is none."""
    found = latest()
    if found is not None and dict(found.facts.heads) == dict(present_heads()):
        return found
    return publish(place, title=title, by=by, at=at)


def _explained(findings: tuple[Checked, ...], given: Mapping[str, str]) -> list[dict[str, str]]:
    reasons = []
    for one in (one for one in findings if one.is_contradiction):
        if not shows(given.get(one.key, "")):
            raise BaylineError(
                f"the words contradict themselves or the record: {one.sentence_en}",
                where=one.key,
                why="a report is not issued with a contradiction that nobody explains",
                do="mend the words, or explain it",
                zh=Words(
                    f"正文前后不一致，或与资料不一致：{one.sentence}",
                    "没有说明的不一致不能签发",
                    f"请改正文，或说明原因（编号{one.key}）",
                ),
            )
        said = {"key": one.key, "sentence": one.sentence, "sentence_en": one.sentence_en}
        reasons.append({**said, "reason": given[one.key].strip()})
    return reasons


def _refuse_hidden(documents: Mapping[str, Document], published: Published) -> None:
    """Refuse to print what the publication does not hold."""
    claims = claims_in(documents)
    with within(reach_into(published)):
        held = {one for one, _stands in record.states_of(claims).items()}
    hidden = [one for one in claims if one not in held]
    closed = sorted(
        {one for each in documents.values() for one in each.facts["registers"]}
        - {*published.facts.registers}
    )
    if hidden or closed:
        listed = "、".join((*hidden[:_FEW], *closed[:_FEW]))
        raise BaylineError(
            f"the report prints what is not public: {listed}",
            why="its readers could not look it up",
            do="open the documents and the registers in publishing, or leave those figures out",
            zh=Words(
                f"报告印了不公开的内容：{listed}",
                "读者查不到依据",
                "请在发布里公开这些文件和名册，或去掉这些数字",
            ),
        )


def claims_in(documents: Mapping[str, Document]) -> list[str]:
    """Give the identifiers of all claims that a report rests on, each once."""
    rows = (one for each in documents.values() for one in each.facts["figures"])
    noted = (
        part["claim"]
        for each in documents.values()
        for n in each.facts["notes"]
        for part in n["parts"]
    )
    found = (*(claim for row in rows for claim in row["claims"]), *noted)
    return [*dict.fromkeys(filter(None, found))]


def sources_in(documents: Mapping[str, Document]) -> list[str]:
    """Give the hashes of all documents that a report rests on, in order."""
    found: set[str] = set()
    for document in documents.values():
        facts = document.facts
        found |= {part["source"] for note in facts["notes"] for part in note["parts"]}
        found |= {one["source"] for block in facts["blocks"] for one in block.get("sources", ())}
    return sorted(found - {""})


def _files(
    of: Template, documents: Mapping[str, Document], *, at: datetime
) -> dict[str, tuple[str, str, bytes]]:
    """Make all files: by name their language, form and bytes."""
    looks, found = making.looks_of(of, at), dict[str, tuple[str, str, bytes]]()
    for language, document in documents.items():
        for name, data in making.all_forms(document.facts, looks).items():
            found[name] = (language, name.rpartition(".")[2], data)
    found["layout.typ"] = ("", "typ", looks.layout)
    found["bayline.typ"] = ("", "typ", looks.library)
    return found


_Files = Mapping[str, tuple[str, str, bytes]]
_Told = tuple[Ready, list[dict[str, str]], str, datetime]


def _kept(
    of: Template, edition: Edition, published: Published, *, title: str, files: _Files, told: _Told
) -> Issued:
    report, reasons, by, at = told
    facts: dict[str, Any] = {
        "files": [
            {
                "name": name,
                "language": language,
                "form": form,
                "size": len(data),
                "sha256": making.digest(data),
            }
            for name, (language, form, data) in files.items()
        ],
        "made_by": making.made_by(),
        "claims": claims_in(report.documents),
        "sources": sources_in(report.documents),
        "explained": reasons,
    }
    said = _Said(of.name, edition.name, title, published, facts)
    return _stored(said, files, by=by, at=at)


class _Said(NamedTuple):
    """What an issue says of itself."""

    template: str
    edition: str
    title: str
    published: Published
    facts: Mapping[str, Any]


@transaction.atomic
def _stored(one: _Said, files: _Files, *, by: str, at: datetime) -> Issued:
    take_turn()
    written = orjson.dumps(one.facts, option=orjson.OPT_SORT_KEYS).decode()
    moment = microseconds(one.published.moment)
    said = (one.template, one.edition, one.title, one.published.id, moment, written)
    identifier = named(content_hash(said))
    if Issue.objects.filter(identifier=identifier).exists():
        raise BaylineError(
            f"report {identifier} is issued already",
            why="nothing was changed since",
            do="issue it again when something is",
            zh=Words(f"{identifier}已签发过", "此后没有改动", "有改动后再签发"),
        )
    content = content_hash((identifier, *said))
    digest = linked(last_digest(Issue), content, how=(by, microseconds(at)))
    row = Issue.objects.create(
        identifier=identifier,
        template=one.template,
        edition=one.edition,
        title=one.title,
        publication=one.published.id,
        moment=one.published.moment,
        facts=written,
        by=by,
        recorded=at,
        digest=digest,
    )
    move_head(Issue, rows=1, digest=digest)
    for name, (_language, _form, data) in files.items():
        Kept.objects.create(issue=row, name=name, sha256=making.digest(data), data=data)
    return queries.issue(identifier)
