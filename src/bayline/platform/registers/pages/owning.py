"""Whose entries they are: where a declaration names the field of the owner, others do not write.

An entry is written by whoever has the role for the organisation in that field, or for all of them;
this holds for the entry as it was and as it is to be, so that nothing is taken over or given away.
"""

from collections.abc import Iterable

from django.http import HttpRequest

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.people.terms import Visitor
from bayline.platform.people.visiting import visitor_of
from bayline.platform.registers.brought import system_of
from bayline.platform.registers.terms import Register, Values


def refuse_foreign(request: HttpRequest, register: Register, versions: Iterable[Values]) -> None:
    """Refuse to write entries of other organisations; see `refuse_foreign_to`."""
    refuse_foreign_to(visitor_of(request), register, versions)


def refuse_foreign_to(visitor: Visitor, register: Register, versions: Iterable[Values]) -> None:
    """Refuse to write entries of other organisations.

    Args:
        visitor: Who writes.
        register: The declaration.
        versions: The entries as they stand and as they are to be.

    Raises:
        BaylineError: One of them belongs to an organisation that the visitor does not write for.
    """
    if not register.owner:
        return
    for owner in dict.fromkeys(values.get(register.owner, "").strip() for values in versions):
        if not visitor.writes_for(owner, system=system_of(register.name)):
            raise _foreign(owner)


def _foreign(owner: str) -> BaylineError:
    named, zh = (f"“{owner}”", f"“{owner}”") if owner else ("nobody yet", "还没写的单位")
    return BaylineError(
        f"the entry belongs to {named}",
        why="only those with a role for this organisation write it",
        do="ask it to do so, or an administrator for the role",
        zh=Words(f"这一条归{zh}", "有这个单位的角色才能写", "请由该单位来写，或请管理员给角色"),
    )
