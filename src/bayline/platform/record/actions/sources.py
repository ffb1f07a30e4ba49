"""Store sources and the texts taken from them."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import PurePath

from django.db import transaction

from bayline.engines.documents.terms import Document
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.visible import shows
from bayline.platform.instants import microseconds
from bayline.platform.keeping import hand_on
from bayline.platform.record import models, queries
from bayline.platform.record.actions.turns import last_digest, move_head, take_turn
from bayline.platform.record.chain import content_hash, linked
from bayline.platform.record.layout import layout_of
from bayline.platform.record.terms import Handed, KeptSource, KeptText


@transaction.atomic
def store_source(handed: Handed, *, by: str, at: datetime) -> tuple[KeptSource, bool]:
    """Keep a file as it was handed over.

    Args:
        handed: The file and what is known of it.
        by: Who hands it over.
        at: When.

    Returns:
        The source, and whether it is new; the same bytes are kept once.

    Raises:
        BaylineError: Nobody is named; or it shall replace a document that is not in the record, or
            itself.
    """
    take_turn()
    _refuse_nameless(by, handed)
    digest = sha256(handed.data).hexdigest()
    found = queries.source_by_hash(digest)
    if found is not None:
        return found, False
    replaced = _replaced(handed, digest)
    row = models.Source(
        sha256=digest,
        name=handed.name,
        media_type=_media_type(handed.name),
        size=len(handed.data),
        title=handed.title or handed.name,
        publisher=handed.publisher,
        published=handed.published,
        licence=handed.licence,
        url=handed.url,
        replaces_id=None if replaced is None else replaced.key,
        by=by,
        recorded=at,
    )
    row.digest = linked(
        last_digest(models.Source),
        content_hash(source_content(row, handed.replaces)),
        how=(by, microseconds(at)),
    )
    row.save(force_insert=True)
    models.Content.objects.create(source=row, data=handed.data)
    move_head(models.Source, rows=1, digest=row.digest)
    kept = queries.source(row.pk)
    hand_on(kept)
    return kept, True


# Named here, since the tables of systems differ and a digest covers it.
_MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".csv": "text/csv",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _refuse_nameless(by: str, handed: Handed) -> None:
    if not shows(by):
        raise BaylineError(
            "a document is handed over without a name",
            where=handed.name,
            why="whoever asks later must be able to see who put it there",
            do="give the name of whoever hands it over",
            zh=Words("没有写经办人", "日后要查得到文件是谁放进来的", "请填经办人"),
        )


def _media_type(name: str) -> str:
    return _MEDIA_TYPES.get(PurePath(name).suffix.lower(), "application/octet-stream")


def source_content(row: models.Source, replaces: str) -> tuple[object, ...]:
    """List what a source's digest covers."""
    published = row.published.isoformat() if row.published else None
    head = (row.sha256, row.name, row.media_type, row.size, row.title, row.publisher)
    return (*head, published, row.licence, row.url, replaces)


def _replaced(handed: Handed, digest: str) -> KeptSource | None:
    if not handed.replaces:
        return None
    found = queries.source_by_hash(handed.replaces)
    if found is None or handed.replaces == digest:
        raise BaylineError(
            f"“{handed.name}” replaces a document that is not in the record",
            why=f"no source has the hash {handed.replaces}",
            do="store the earlier edition first, or leave out what it replaces",
            zh=Words(
                f"“{handed.name}”要更替的文件不在资料里",
                f"没有哈希为{handed.replaces}的文件",
                "请先存入原来的版本，或不写更替",
            ),
        )
    return found


@transaction.atomic
def store_text(source: KeptSource, document: Document, *, at: datetime) -> KeptText:
    """Keep the text that was taken from a source; the same text is kept once.

    Args:
        source: Where it was taken from.
        document: What was opened: its text, its tables, its notes.
        at: When.
    """
    take_turn()
    digest = sha256(document.text.encode(errors="surrogatepass")).hexdigest()
    found = queries.text_of(source, digest)
    if found is not None:
        return found
    row = models.Text(
        source_id=source.key,
        sha256=digest,
        text=document.text,
        layout=layout_of(document),
        recorded=at,
    )
    row.digest = linked(
        last_digest(models.Text),
        content_hash((source.sha256, digest, row.layout)),
        how=(microseconds(at),),
    )
    row.save(force_insert=True)
    move_head(models.Text, rows=1, digest=row.digest)
    kept = KeptText(key=row.pk, sha256=digest, source=source, document=document)
    hand_on(kept)
    return kept


@transaction.atomic
def note_reading(text: KeptText, *, reader: str, claims: int, at: datetime) -> bool:
    """Note that a version of the reader has read a text.

    Returns:
        Whether it had not been noted before.
    """
    take_turn()
    if models.Reading.objects.filter(text_id=text.key, reader=reader).exists():
        return False
    content = content_hash((text.source.sha256, text.sha256, reader, claims))
    digest = linked(last_digest(models.Reading), content, how=(microseconds(at),))
    models.Reading.objects.create(
        text_id=text.key,
        reader=reader,
        claims=claims,
        recorded=at,
        digest=digest,
    )
    move_head(models.Reading, rows=1, digest=digest)
    return True


def open_sources(publication: str, hashes: Sequence[str]) -> None:
    """Open documents to the public; the caller's transaction notes the publication.

    Args:
        publication: Its id.
        hashes: Hashes of the documents.
    """
    keys = dict(models.Source.objects.values_list("sha256", "pk"))
    rows = (models.Opened(publication=publication, source_id=keys[one]) for one in sorted(hashes))
    models.Opened.objects.bulk_create(rows, batch_size=500)
