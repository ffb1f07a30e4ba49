"""One installation in a process of its own, told what to do line by line."""

import json
import os
import sys
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bayline.site.settings")
from bayline.platform.homes import open_home

open_home()
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from bayline.kernel.errors import BaylineError
from bayline.platform.packs.opening import pack_of
from bayline.platform.people import actions as people
from bayline.platform.people import queries as accounts
from bayline.platform.people import sessions
from bayline.platform.people.terms import Grant, Person, Role
from bayline.platform.record.queries import content_of, source_by_hash
from bayline.platform.transport import queries
from bayline.platform.transport.actions import comparing, keys, partners
from bayline.platform.transport.delivering import asking, deliver
from bayline.systems.cooperation.actions import act, propose
from bayline.systems.cooperation.actions.proving import keep_proof
from bayline.systems.cooperation.actions.tasks import Doing
from bayline.systems.cooperation.queries.exchanging import conflicts_of
from bayline.systems.cooperation.queries.registers import organisations
from bayline.systems.cooperation.queries.tasks import events_of, is_crossed, life_of, lines
from bayline.systems.cooperation.terms import Act, Evidence, Side, Terms
from bayline.systems.reading.actions.building import build

PROOF = (Evidence(title="照片", url="https://proof.example/1"),)
SIDES = (Side(code="east", lead="east-roads"), Side(code="west", lead="west-roads"))


def now() -> datetime:
    return datetime.now(UTC)


def start(name: str, address: str, code: str) -> str:
    keys.start(name, name=f"{name}区", address=address, at=now())
    partners.set_codes("", code, by="小林", at=now())
    return keys.card(at=now())


def furnish() -> None:
    """Build the record from the pack that lies beside this file."""
    texts = tomllib.loads(Path(__file__).with_name("pack.toml").read_text("utf-8"))
    pack = pack_of({path: text.encode() for path, text in texts.items()}, name="bay", now=now())
    build(pack, at=now())


def enter(account: str, unit: str) -> str:
    """Put a person of a unit in, and give the name of a session of theirs."""
    grant = Grant(role=Role.CLERK, organisation=unit)
    person = Person(
        account=account,
        name=account,
        organisation=unit,
        is_active=True,
        grants=(grant,),
        made=now(),
    )
    people.create(person, password="")
    request, name = HttpRequest(), account * 10
    request.session = SessionStore()
    sessions.begin(request, accounts.account(account), now=now())
    said = dict(request.session.items())
    Session.objects.save(name, said, request.session.get_expiry_date())
    return name


def accept(card: str, code: str) -> None:
    told = card.partition("fingerprint:")[2].partition("\n")[0]
    found = partners.accept(card, told=told, by="小林", at=now())
    partners.set_codes(found.id, code, by="小林", at=now())


def doing(side: str, person: str, words: str = "", **more: Any) -> Doing:
    unit = more.pop("unit", f"{side}-roads")
    return Doing(side=side, unit=unit, person=person, by=person, at=now(), words=words, **more)


def terms(title: str, due: str) -> Terms:
    return Terms(title=title, sides=SIDES, due=date.fromisoformat(due), owing=("west",))


def begin(side: str, title: str, due: str = "2027-06-30") -> str:
    asked = doing(side, f"{side}-甲", terms=terms(title, due))
    life = propose(asked, start=f"{side}-2026", known=organisations())
    return life.task


def do(task: str, what: str, side: str, person: str, **more: Any) -> str:
    if what == "reported":
        file = bytes.fromhex(more.pop("file", ""))
        proof = (
            keep_proof(task, ("照片.jpg", file), title="", by=person, at=now()) if file else None
        )
        more["evidence"] = PROOF if proof is None else (*PROOF, proof)
    if "title" in more:
        more["terms"] = terms(more.pop("title"), more.pop("due", "2027-06-30"))
    return act(task, Act(what), doing(side, person, **more)).stage.value


def state(task: str) -> dict[str, Any]:
    life = life_of(task)
    return {
        "stage": life.stage.value,
        "title": life.terms.title,
        "events": sorted(event.id for event in events_of(task)),
        "refused": sorted(one.event.id for one in life.refused),
        "is_crossed": is_crossed(task),
        "conflicts": [[one.first.by, one.second.by] for one in conflicts_of(task)],
    }


def holds(digest: str) -> list[str]:
    """Give name, title, and size of a file of the record; nothing if it has none."""
    found = source_by_hash(digest)
    return [found.name, found.title, str(len(content_of(found)))] if found else []


def board() -> dict[str, list[str]]:
    return {
        line.task: [line.stage.value, *sorted(event.id for event in events_of(line.task))]
        for line in lines()
    }


def post(partner: str) -> str:
    fault = deliver(partner)
    return fault.value if fault else ""


def compare(partner: str) -> list[Any]:
    found = comparing.compare(
        partner, asking=asking(queries.partner(partner)), now=now(), by="小林"
    )
    return [*found[:-1], [*found.differing]]


def command(*words: str) -> list[Any]:
    """Run the program as from a terminal; give its exit status and what it says."""
    from click.testing import CliRunner

    from bayline.surfaces.transport.commands import transport

    done = CliRunner().invoke(transport, words)
    return [done.exit_code, done.output]


def spoil(task: str, digest: str) -> str:
    """Hold something else as the last that came of a conversation; give what was held."""
    from bayline.platform.transport.models import Conversation

    line = Conversation.objects.get(name=task)
    held, line.taken_digest = line.taken_digest, digest
    line.save()
    return held


def differing() -> dict[str, list[str]]:
    return queries.differing()


def queue(partner: str) -> list[int]:
    found = queries.queues().get(partner, queries.Queue())
    return [found.waiting, found.held, found.delivered, found.taken]


COMMANDS = {
    each.__name__: each
    for each in (
        *(start, furnish, enter, accept, begin, do, state, board, post, compare, queue),
        *(command, spoil, differing, holds),
    )
}

if __name__ == "__main__":
    for line in sys.stdin:
        name, words = json.loads(line)
        try:
            said = {"said": COMMANDS[name](*words.pop("all", ()), **words)}
        except BaylineError as error:
            said = {"refused": error.sentence()}
        print(json.dumps(said), flush=True)  # noqa: T201 - what it says to whoever started it
