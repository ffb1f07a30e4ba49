"""Keep that a person says which class a project or a firm is of."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.registers.actions import save
from bayline.platform.registers.queries import entries, register
from bayline.platform.registers.terms import Edit, Entry
from bayline.systems.industry.queries.schemes import version_of
from bayline.systems.industry.rules.entries import ASSIGNMENTS, FIRMS, PROJECTS, YES

_REGISTERS = {"project": PROJECTS, "firm": FIRMS}
_TRIED = 100  # keys, where one is taken by an entry that was taken out


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """What a person says.

    Attributes:
        field: `project` or `firm`.
        code: Which.
        scheme: The scheme.
        group: The class.
        share: How much of it; empty for all.
        is_main: Whether it is the main one of several.
    """

    field: str
    code: str
    scheme: str
    group: str
    share: str = ""
    is_main: bool = False


@transaction.atomic
def confirm_class(said: Confirmed, *, edit: Edit) -> Entry:
    """Write an entry into the register of classes; its evidence is what names the subject.

    Args:
        said: What is confirmed.
        edit: Who says so, when and why.

    Raises:
        FaultyError: The class, the scheme or the share is none.
        BaylineError: There is no such project or firm.
    """
    subject = entries(register(_REGISTERS[said.field]), [said.code]).get(said.code)
    if subject is None or subject.is_deleted:
        raise _nobody(said)
    classes = register(ASSIGNMENTS)
    given = {
        said.field: said.code,
        "scheme": said.scheme,
        "version": version_of(said.scheme),
        "class": said.group,
        "share": said.share,
        "main": YES if said.is_main else "",
        "document": subject.values.get("document", ""),
        "quote": subject.values.get("name", ""),
        "date": timezone.localdate(edit.at).isoformat(),
    }
    key = f"{said.code}/{said.scheme}/{said.group}"
    return save(classes, {"code": _free(key), **given}, edit=edit)


def _free(key: str) -> str:
    """Give a key that nobody has, so that what was taken out keeps its history."""
    keys = [key, *(f"{key}-{at}" for at in range(2, _TRIED))]
    taken = entries(register(ASSIGNMENTS), keys)
    return next((one for one in keys if one not in taken), key)


def _nobody(said: Confirmed) -> BaylineError:
    kinds = {"project": ("project", "项目"), "firm": ("firm", "企业")}
    kind, zh = kinds[said.field]
    return BaylineError(
        f"there is no {kind} “{said.code}”",
        do="choose one of the register",
        zh=Words(f"没有编号为“{said.code}”的{zh}", do="请从名册里选"),
    )
