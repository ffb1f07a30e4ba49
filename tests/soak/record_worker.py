"""Works on a record until it is killed, and says after each step what is stored for good."""

import os
import sys
from datetime import UTC, datetime
from random import Random

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bayline.site.settings")
django.setup()

from django.db import transaction

from bayline.kernel.reviews import Review
from bayline.platform.packs.actions import keep_files
from bayline.platform.packs.queries import files
from bayline.platform.record import queries
from bayline.platform.record.terms import Handed
from bayline.platform.registers import queries as registers
from bayline.platform.registers.actions import Upsert, declare, take_over
from bayline.platform.registers.terms import Edit
from bayline.systems.reading.actions.checking import check_document
from bayline.systems.reading.actions.recording import record_document
from bayline.systems.reading.actions.reviewing import review

DECLARED = "registers/works.toml"
WORKS = b"""
name = "works"
title = "Works"
title_en = "Works"
about = "Works"
about_en = "Works"
key = "code"
label = "code"
order = ["code"]
[[field]]
name = "code"
title = "Code"
title_en = "Code"
type = "text"
required = true
[[field]]
name = "length"
title = "Length"
title_en = "Length"
type = "figure"
"""


def acknowledged(what: str) -> None:
    """Say so in one write, which a killed process either made or did not."""
    os.write(1, f"{what}\n".encode())


def one_document(random: Random) -> None:
    """Record a document and check it."""
    number = random.randrange(10**9)
    words = f"2021年，第{number}号名册有项目{number % 90 + 10}个，总投资{number % 977 + 1}亿元。"
    handed = Handed(name=f"{number}.txt", data=words.encode())
    recorded = record_document(handed, by="soak", at=datetime.now(UTC))
    acknowledged(f"source {recorded.source.sha256}")
    text = queries.latest_text(recorded.source)
    assert text is not None
    check_document(text, at=datetime.now(UTC))


def one_review(random: Random) -> None:
    """Accept or send back a handful of claims."""
    waiting = [claim.id for claim in queries.claims(states=[Review.PROPOSED], limit=12)]
    chosen = waiting[: random.randrange(1, 6)]
    if chosen:
        to = random.choice((Review.ACCEPTED, Review.RETURNED))
        review(chosen, to, by="soak", at=datetime.now(UTC), reason="soak")
        acknowledged(f"{to.value} {' '.join(chosen)}")


def one_import(random: Random) -> None:
    """Import a table into a register: a preview, and all of its rows or none."""
    register = registers.register("works")
    first = random.randrange(10**6)
    rows = "\n".join(f"w{first + number},{number}公里" for number in range(40))
    data = f"code,length\n{rows}\n".encode()
    preview = registers.preview(register, "works.csv", data)
    edit = Edit(by="soak", at=datetime.now(UTC))
    changed = (*preview.new, *preview.changed)
    take_over(register, [Upsert(row.values, 0, edit) for row in changed])
    acknowledged(f"entry {' '.join(row.values['code'] for row in changed)}")


def main() -> None:
    """Work without end."""
    random = Random(int(sys.argv[1]))
    with transaction.atomic():  # a declaration comes with the file of its pack
        if DECLARED not in files():
            keep_files({DECLARED: WORKS}, by="soak", at=datetime.now(UTC))
            declare(WORKS, where=DECLARED)
    acknowledged("ready")
    while True:
        random.choice((one_document, one_review, one_import))(random)


if __name__ == "__main__":
    main()
