"""The commands of this installation, by dotted names, so that asking for help imports none."""

import gc
import os
from importlib.metadata import version
from typing import NoReturn

from bayline.engines.compiled import is_compiled
from bayline.surfaces.cli import Lazy, root, run

COMMANDS = {
    "read": Lazy(
        "bayline.systems.reading.commands:read",
        "List what documents say: figures, times, places, names, events, promises.",
    ),
    "check": Lazy(
        "bayline.systems.reading.commands:check",
        "Recompute what can be recomputed, within and across documents.",
    ),
    "audit": Lazy(
        "bayline.systems.reading.commands:audit",
        "Check one draft, also against the record, and hand it back marked.",
        opens_home=True,
    ),
    "projects": Lazy(
        "bayline.systems.projects.commands:projects",
        "Exchange projects in OC4IDS, check packages, match the names of two lists.",
        opens_home=True,
    ),
    "industry": Lazy(
        "bayline.systems.industry.commands:industry",
        "Measure what regions' economies are made of, keep classifications.",
        opens_home=True,
    ),
    "ecology": Lazy(
        "bayline.systems.ecology.commands:ecology",
        "Judge water and air by the standard of their day; check ratios, forests, surveys.",
    ),
    "links": Lazy(
        "bayline.systems.links.commands:links",
        "Find the roads that are missing across a border, and what each would give.",
    ),
    "villages": Lazy(
        "bayline.systems.villages.commands:villages",
        "Follow campaigns that inspect villages: who stands where, what is late, who inspects.",
        opens_home=True,
    ),
    "settlement": Lazy(
        "bayline.systems.settlement.commands:settlement",
        "Divide bills of people treated elsewhere by dated rules, each fen explained.",
    ),
    "produce": Lazy(
        "bayline.systems.produce.commands:produce",
        "Check events of EPCIS, keep them, follow boxes from field to buyer and back.",
        opens_home=True,
    ),
    "plan": Lazy(
        "bayline.systems.plan.commands:plan",
        "Judge tables of targets and progress; ask tables of units.",
        opens_home=True,
    ),
    "build": Lazy(
        "bayline.systems.reading.commands.packs:build",
        "Build the record of a region from its pack, a folder of plain files.",
        opens_home=True,
    ),
    "export": Lazy(
        "bayline.systems.reading.commands.packs:export",
        "Write the record back as a pack.",
        opens_home=True,
    ),
    "publish": Lazy(
        "bayline.platform.freezing.commands:publish",
        "Freeze the record as it stands and show it to the public.",
        opens_home=True,
    ),
    "republish": Lazy(
        "bayline.platform.freezing.commands:republish",
        "Make a publication again from the record, and compare it byte for byte.",
        opens_home=True,
    ),
    "report": Lazy(
        "bayline.surfaces.reports.commands:report",
        "Make reports with live figures, issue them, make them again byte for byte.",
        opens_home=True,
    ),
    "verify": Lazy(
        "bayline.systems.reading.commands.verifying:verify",
        "Go through the record: every hash, every link, every end.",
        opens_home=True,
    ),
    "search": Lazy(
        "bayline.platform.search.commands:search",
        "Keep the index of the search.",
        opens_home=True,
    ),
    "backup": Lazy(
        "bayline.systems.reading.commands.backups:backup",
        "Write all that a home keeps into one archive.",
        opens_home=True,
    ),
    "restore": Lazy(
        "bayline.systems.reading.commands.backups:restore",
        "Restore a backup into an empty home.",
        opens_home=True,
    ),
    "upgrade": Lazy(
        "bayline.systems.reading.commands.backups:upgrade",
        "Bring an older home to this version, after a backup.",
        opens_home=True,
    ),
    "erase": Lazy(
        "bayline.systems.reading.commands.packs:erase",
        "Erase the personal values of one entry for good.",
        opens_home=True,
    ),
    "watch": Lazy(
        "bayline.systems.reading.commands.receiving:watch",
        "Take documents that are put into a folder into the record.",
        opens_home=True,
    ),
    "new-region": Lazy(
        "bayline.systems.reading.commands.packs:new_region",
        "Begin the pack of another region.",
    ),
    "demo": Lazy(
        "bayline.systems.reading.commands.demo:demo",
        "Fill an empty home with a made-up region of any size.",
        opens_home=True,
    ),
    "key": Lazy(
        "bayline.surfaces.keys.commands:key",
        "Make keys for programs, list them, take them back.",
        opens_home=True,
    ),
    "user": Lazy(
        "bayline.surfaces.people.commands:user",
        "Make accounts, give roles and passwords, close accounts.",
        opens_home=True,
    ),
    "transport": Lazy(
        "bayline.surfaces.transport.commands:transport",
        "Exchange signed messages with other installations.",
        opens_home=True,
    ),
    "work": Lazy(
        "bayline.platform.jobs.commands:work",
        "Do the jobs that wait, one after another.",
        opens_home=True,
    ),
    "serve": Lazy("bayline.site.serving:serve", "Open the pages on this machine.", opens_home=True),
}


# A start makes some hundred thousand objects that stay; to look through them at every 700 for what
# can go takes a tenth of the time of a short command.
_YOUNG = 20_000


def main() -> NoReturn:
    """Run the program `bayline`."""
    gc.set_threshold(_YOUNG)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bayline.site.settings")
    form = "compiled" if is_compiled() else "pure"
    run(root(COMMANDS, version=f"{version('bayline')} ({form} reader)"))
