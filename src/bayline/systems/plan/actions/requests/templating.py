"""Keep templates: those of the pack are looked at before they are kept, others are made here."""

from datetime import datetime

from django.db import transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.packs.actions import keep_files
from bayline.platform.packs.terms import KeptFiles
from bayline.platform.people.terms import Role
from bayline.systems.plan.actions.requests.asking import Hand
from bayline.systems.plan.queries.requests import is_template, path_of, templates
from bayline.systems.plan.rules.requests.declaring import template_of
from bayline.systems.plan.rules.requests.moving import acts_for
from bayline.systems.plan.rules.requests.printing import printed_template
from bayline.systems.plan.rules.requests.terms import Template


def refuse_bad_templates(kept: KeptFiles) -> None:
    """Refuse templates that cannot be read, in the transaction that keeps files of the pack.

    Raises:
        BaylineError: One is malformed, or is not called as its file.
    """
    for path, data in kept.files.items():
        if data is not None and is_template(path):
            found = template_of(data, where=path)
            if path_of(found.name) != path:
                raise BaylineError(
                    f"the template is called “{found.name}”",
                    where=path,
                    why="a template is called as its file",
                    do=f"call the file {path_of(found.name)}, or the template as the file",
                    zh=Words(
                        f"模板名称是“{found.name}”",
                        "模板与文件要同名",
                        f"文件请叫{path_of(found.name)}，或改模板名称",
                    ),
                )


@transaction.atomic
def keep_template(made: Template, *, hand: Hand) -> Template:
    """Keep a template that was made on the web as a file of the pack.

    What was asked with an earlier version of it stays as it was asked.

    Raises:
        BaylineError: Somebody of another office makes it, or it cannot be read back.
    """
    before = templates().get(made.name)
    askers = {made.asker} | ({before.asker} if before else set())
    for asker in sorted(askers):
        if not acts_for(hand.visitor, asker, least=Role.CLERK):
            raise BaylineError(
                f"the template is of “{asker}”",
                why="only those with the role clerk or above for this office make it",
                do="ask it to do so, or an administrator for the role",
                zh=Words(
                    f"这个模板是“{asker}”的",
                    "有这个单位经办以上角色的人才能建",
                    "请由该单位来建，或请管理员给角色",
                ),
            )
    _keep(printed_template(made), made.name, by=hand.name, at=hand.at)
    return templates()[made.name]


def _keep(data: bytes, name: str, *, by: str, at: datetime) -> None:
    keep_files({path_of(name): data}, by=by, at=at)
