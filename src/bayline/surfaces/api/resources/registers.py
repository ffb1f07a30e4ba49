"""Registers and their entries; entries may be sent in."""

from collections.abc import Mapping

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.people.terms import Audience
from bayline.platform.registers import actions, queries
from bayline.platform.registers.asking import Ask
from bayline.platform.registers.pages.owning import refuse_foreign_to
from bayline.platform.registers.terms import Edit, Entry, Field, Register, Values
from bayline.surfaces.api.problems import missing, refusal, with_status
from bayline.surfaces.api.shapes import ChangedEntry, EntryShape, NewEntry, RegisterShape
from bayline.surfaces.api.terms import (
    Asked,
    Filter,
    Found,
    Listing,
    Page,
    Resource,
    Single,
    Writing,
)

_NAME = "register"


def _registers(asked: Asked) -> Page:
    after = str(asked.behind[0]) if asked.behind else ""
    found = [each for each in queries.registers() if each.name > after]
    shown = found[: asked.size]
    has_more = len(found) > asked.size
    return Page([*map(_told, shown)], (shown[-1].name,) if has_more else None)


def _one(asked: Asked) -> Found:
    return _told(_register(asked))


def _register(asked: Asked) -> Register:
    try:
        return queries.register(asked.parts[_NAME])
    except BaylineError as error:
        raise missing(error) from None


def _told(register: Register) -> RegisterShape:
    return {
        "name": register.name,
        "title": register.title,
        "title_en": register.title_en,
        "about": register.about,
        "about_en": register.about_en,
        "key": register.key,
        "label": register.label,
        "fields": [
            {
                "name": field.name,
                "title": field.title,
                "title_en": field.title_en,
                "kind": field.kind.value,
                "is_required": field.required,
                "unit": field.unit,
                "choices": {choice.code: choice.title for choice in field.choices},
            }
            for field in _open_fields(register)
        ],
    }


def _open_fields(register: Register) -> list[Field]:
    return [field for field in register.fields if not field.personal]


def _entries(asked: Asked) -> Page:
    register, values = _register(asked), asked.values
    filters = _filters(register, values)
    ask = Ask(text=values.get("text", ""), filters=filters, at=asked.as_of)
    after = str(asked.behind[0]) if asked.behind else ""
    found = queries.entries_behind(register, ask, key=after, size=asked.size + 1)
    shown = found[: asked.size]
    last = (shown[-1].key,) if len(found) > asked.size else None
    return Page([_entry(register, each) for each in shown], last)


def _filters(register: Register, values: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    named = values.get("field")
    if named is None:
        if "value" in values:
            raise refusal(
                "“value” stands without “field”",
                do="name the field that must have it",
                zh=("写了value，没有写field", "请写明是哪个字段"),
            )
        return {}
    known = [field.name for field in _open_fields(register)]
    if named not in known:
        raise refusal(
            f"the register has no field “{named[:40]}”",
            do=f"write one of {', '.join(known)}",
            zh=(f"名册没有“{named[:40]}”这个字段", f"可写{'、'.join(known)}"),
        )
    return {named: (values.get("value", ""),)}


def _entry_of(asked: Asked) -> Found:
    register, key = _register(asked), asked.parts["key"]
    past = asked.as_of
    found = queries.entry(register, key, unseal=queries.as_it_is)
    if past is not None:
        found = queries.entry_at(register, key, at=past, unseal=queries.as_it_is)
    if found is None or found.is_deleted:
        raise _no_entry(key)
    return _entry(register, found)


def _no_entry(key: str) -> BaylineError:
    return missing(
        BaylineError(
            f"no entry “{key[:60]}”",
            do="see the list for those that are there",
            zh=Words(f"没有“{key[:60]}”这一条", do="现有条目见列表"),
        )
    )


def _entry(register: Register, found: Entry) -> EntryShape:
    shown = {field.name for field in _open_fields(register)}
    values = {name: text for name, text in found.values.items() if name in shown}
    return {"key": found.key, "version": found.version, "values": values}


def _add(asked: Asked) -> Found:
    register = _register(asked)
    values = _known(register, asked.body["values"])
    _refuse_foreign(asked, register, [values])
    key = values.get(register.key, "")
    if key and (standing := queries.entry(register, key)) and not standing.is_deleted:
        raise with_status(_taken(key), 409)
    return _entry(register, actions.save(register, values, edit=_edit(asked)))


def _refuse_foreign(asked: Asked, register: Register, versions: list[Values]) -> None:
    try:
        refuse_foreign_to(asked.visitor, register, versions)
    except BaylineError as error:
        raise with_status(error, 403) from None


def _taken(key: str) -> BaylineError:
    return BaylineError(
        f"“{key[:60]}” is there already",
        do="change that entry with PUT, or take another key",
        zh=Words(f"已有“{key[:60]}”", do="请用PUT改已有的条目，或另用编号"),
    )


def _change(asked: Asked) -> Found:
    register, key = _register(asked), asked.parts["key"]
    now = queries.entry(register, key)
    if now is None or now.is_deleted:
        raise _no_entry(key)
    values = {**now.values, **_known(register, asked.body["values"])}
    _refuse_foreign(asked, register, [now.values, values])
    version = asked.body["version"]
    if not 1 <= version <= now.version:
        raise with_status(_no_version(key, version), 409)
    made = actions.save(register, values, edit=_edit(asked), key=key, version=version)
    return _entry(register, made)


def _no_version(key: str, version: int) -> BaylineError:
    return BaylineError(
        f"“{key[:60]}” has no version {version}",
        do="ask for the entry again and send the version it has",
        zh=Words(f"“{key[:60]}”没有第{version}版", do="请重新读取该条目，送回它的版本号"),
    )


def _known(register: Register, values: Mapping[str, str]) -> dict[str, str]:
    """Refuse fields that the register has not."""
    unknown = sorted(name for name in values if register.field(name) is None)
    if unknown:
        raise with_status(
            BaylineError(
                f"the register {register.name} has no field “{unknown[0][:40]}”",
                do="see the register for its fields",
                zh=Words(f"名册没有“{unknown[0][:40]}”这一栏", do="各栏见该名册"),
            ),
            422,
        )
    return dict(values)


def _edit(asked: Asked) -> Edit:
    return Edit(by=asked.visitor.name, at=asked.now, reason=asked.body.get("reason", ""))


RESOURCES = (
    Resource(
        address="registers",
        name="registers",
        title="名册",
        about="Lists that the region keeps, with their fields.",
        audience=Audience.PUBLISHED,
        reads=Listing(page=_registers, shape=RegisterShape, has_past=False),
    ),
    Resource(
        address="registers/{register}",
        name="register",
        title="一份名册",
        about="One register.",
        audience=Audience.PUBLISHED,
        reads=Single(get=_one, shape=RegisterShape, has_past=False),
        examples={"register": "projects"},
    ),
    Resource(
        address="registers/{register}/entries",
        name="entries",
        title="名册条目",
        about="Entries of a register, by their keys.",
        audience=Audience.PUBLISHED,
        reads=Listing(
            page=_entries,
            shape=EntryShape,
            filters=(
                Filter(name="text", about="Words that all must occur in an entry."),
                Filter(name="field", about="A field whose value must be `value`."),
                Filter(name="value", about="The value that `field` must have; empty for none."),
            ),
        ),
        writes={
            "POST": Writing(
                act=_add,
                body=NewEntry,
                shape=EntryShape,
                status=201,
                about="Add an entry; it is checked as in the form.",
            )
        },
        examples={"register": "projects"},
    ),
    Resource(
        address="registers/{register}/entries/{key}",
        name="entry",
        title="一条名册条目",
        about="One entry.",
        audience=Audience.PUBLISHED,
        reads=Single(get=_entry_of, shape=EntryShape),
        writes={
            "PUT": Writing(
                act=_change,
                body=ChangedEntry,
                shape=EntryShape,
                status=200,
                about="Change an entry; what others changed meanwhile is merged or refused.",
            )
        },
        examples={"register": "projects", "key": "P000001"},
    ),
)
