"""Ask for the files of the pack: as they are, or as they were on a day."""

from datetime import datetime

from django.db.models import Max

from bayline.platform.languages import either
from bayline.platform.packs import models
from bayline.platform.packs.chain import digest_of
from bayline.platform.record.chain import GENESIS


def file(path: str, as_of: datetime | None = None) -> bytes | None:
    """Give the bytes of a file, or None where the pack has none of that path.

    Args:
        path: Where it lies in the pack, such as `region.toml` or `schemes/targets.toml`.
        as_of: As it was then; None for now.
    """
    rows = models.PackFile.objects.filter(path=path)
    known = rows if as_of is None else rows.filter(recorded__lte=as_of)
    data = known.order_by("-pk").values_list("data", flat=True).first()
    return None if data is None else bytes(data)


def files(as_of: datetime | None = None) -> dict[str, bytes]:
    """Give all files of the pack by their paths, in the order of these.

    Args:
        as_of: As they were then; None for now.
    """
    rows = models.PackFile.objects.all()
    known = rows if as_of is None else rows.filter(recorded__lte=as_of)
    last = known.order_by().values("path").annotate(last=Max("pk")).values("last")
    found = models.PackFile.objects.filter(pk__in=last, data__isnull=False).order_by("path")
    rows_of = found.values_list("path", "data")
    return {path: bytes(data) for path, data in rows_of if data is not None}


def faults() -> tuple[str, ...]:
    """Go through the chain of versions and say in a sentence each what does not fit it."""
    digest, found = GENESIS, []
    for row in models.PackFile.objects.order_by("pk").iterator(chunk_size=100):
        data = None if row.data is None else bytes(row.data)
        if digest_of(digest, row.path, data, by=row.by, at=row.recorded) != row.digest:
            wrong = either(
                "与其后的链不符，这一行或它前面的一行被改动、删除或插入过",
                "does not fit the chain: it or the row before was changed, removed or put in",
            )
            found.append(f"pack_file {row.pk} {row.path}: {wrong}")
        digest = row.digest
    return (*found,)
