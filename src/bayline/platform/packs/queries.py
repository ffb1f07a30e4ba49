"""Ask for the files of the pack: as they are, or as they were on a day."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Max, Q

from bayline.platform.languages import either
from bayline.platform.packs import models
from bayline.platform.packs.chain import digest_of
from bayline.platform.packs.paths import OVERVIEW, REGION
from bayline.platform.reaching import present_reach, seen_at
from bayline.platform.record.chain import GENESIS
from bayline.platform.record.queries.prepared import Values, ask
from bayline.platform.record.walking import Head, ended, head_of, unlinked
from bayline.platform.standstill import once

_OF_THE_PUBLIC = (REGION, OVERVIEW, "geography/", "schemes/")


def file(path: str, as_of: datetime | None = None) -> bytes | None:
    """Give the bytes of a file, or None where the pack has none of that path.

    The public is given the files of the region, of its geography and of its schemes, as they were
    when its publication was cut.

    Args:
        path: Where it lies in the pack, such as `region.toml` or `schemes/targets.toml`.
        as_of: As it was then; None for now.
    """
    reach, moment = present_reach(), seen_at(as_of)
    if reach.is_nothing or not (reach.is_whole or path.startswith(_OF_THE_PUBLIC)):
        return None
    return _file(path, moment)


@once
def _file(path: str, moment: datetime | None) -> bytes | None:
    values = {"path": path} if moment is None else {"path": path, "as_of": moment}
    rows = ask(("pack file", *values), values, _last_of)
    return None if not rows or rows[0][0] is None else bytes(rows[0][0])


def _last_of(marks: Values) -> Any:  # noqa: ANN401 - a query
    rows = models.PackFile.objects.filter(path=marks["path"])
    known = rows.filter(recorded__lte=marks["as_of"]) if "as_of" in marks else rows
    return known.order_by("-pk").values_list("data")[:1]


def files(as_of: datetime | None = None) -> dict[str, bytes]:
    """Give all files of the pack by their paths, in the order of these; none to the public.

    Args:
        as_of: As they were then; None for now.
    """
    is_whole = present_reach().is_whole
    rows = models.PackFile.objects.all() if is_whole else models.PackFile.objects.none()
    known = rows if as_of is None else rows.filter(recorded__lte=as_of)
    last = known.order_by().values("path").annotate(last=Max("pk")).values("last")
    found = models.PackFile.objects.filter(pk__in=last, data__isnull=False).order_by("path")
    rows_of = found.values_list("path", "data")
    return {path: bytes(data) for path, data in rows_of if data is not None}


def versions(under: str, as_of: datetime | None = None) -> dict[str, str]:
    """Give the digests of the files in a folder by their paths, in the order of these.

    A digest tells one version of one file from every other, so what is made of it may be kept.

    Args:
        under: The folder, with its slash.
        as_of: As they were then; None for now.
    """
    rows = models.PackFile.objects.filter(path__startswith=under)
    known = rows if as_of is None else rows.filter(recorded__lte=as_of)
    last = known.order_by().values("path").annotate(last=Max("pk")).values("last")
    found = models.PackFile.objects.filter(pk__in=last, data__isnull=False).order_by("path")
    return dict(found.values_list("path", "digest"))


def content(digest: str) -> bytes:
    """Give the bytes of a version; none where there is no such version.

    Args:
        digest: As `versions` gives it.
    """
    data = models.PackFile.objects.filter(digest=digest).values_list("data", flat=True).first()
    return b"" if data is None else bytes(data)


class Version(NamedTuple):
    """A version of a file of the pack.

    Attributes:
        recorded: Since when it is kept.
        by: Who handed it in.
        digest: What tells it from every other version; `content` gives its bytes.
        is_gone: Whether the file was taken out then.
    """

    recorded: datetime
    by: str
    digest: str
    is_gone: bool


def histories(under: str, as_of: datetime | None = None) -> dict[str, tuple[Version, ...]]:
    """List the versions of files by their paths, the newest first.

    The public is told of those of its publication, of files that it is given.

    Args:
        under: What the paths begin with, such as `schemes/`.
        as_of: As they were then; None for now.
    """
    reach, moment = present_reach(), seen_at(as_of)
    if reach.is_nothing or not (reach.is_whole or under.startswith(_OF_THE_PUBLIC)):
        return {}
    rows = models.PackFile.objects.filter(path__startswith=under)
    known = rows if moment is None else rows.filter(recorded__lte=moment)
    is_gone = ExpressionWrapper(Q(data__isnull=True), output_field=BooleanField())
    asked = known.annotate(is_gone=is_gone).order_by("path", "-pk")
    found: dict[str, list[Version]] = {}
    for path, *told in asked.values_list("path", "recorded", "by", "digest", "is_gone"):
        found.setdefault(path, []).append(Version(*told))
    return {path: tuple(each) for path, each in found.items()}


def faults() -> tuple[str, ...]:
    """Say in a sentence each what is wrong with the files, and with what is a copy of one."""
    return (*_broken_links(), *_strayed_declarations())


def _broken_links() -> Iterator[str]:
    number, last, digest = 0, 0, GENESIS
    for row in models.PackFile.objects.order_by("pk").iterator(chunk_size=100):
        data = None if row.data is None else bytes(row.data)
        if digest_of(digest, row.path, data, by=row.by, at=row.recorded) != row.digest:
            yield f"pack_file {row.pk} {row.path}: {unlinked()}"
        number, last, digest = number + 1, row.pk, row.digest
    yield from ended(f"pack_file {last}", Head(number, digest), head_of("pack_file"))


def _strayed_declarations() -> Iterator[str]:
    """Compare the declarations of registers with the files they were taken from."""
    from bayline.platform.packs.registers import is_declaration
    from bayline.platform.registers.queries.declarations import declarations

    kept = {path: data for path, data in files().items() if is_declaration(path)}
    stored = declarations()
    wrong = either(
        "名册的声明与资料包里的文件不符", "the declaration is not that of the file of the pack"
    )
    for path in sorted(kept.keys() | stored.keys()):
        if path not in kept or stored.get(path, "") != kept[path].decode("utf-8-sig"):
            yield f"registers_declaration {path}: {wrong}"
