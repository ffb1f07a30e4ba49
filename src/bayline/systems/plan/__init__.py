"""Plan: what was set as a target, what was reached, and what may be said of it.

The plan office answers for it: targets as rules over figures, a verdict for each period with its
arithmetic and its traps, the scoreboard of units, and the tables asked of them.
"""

from bayline.platform.manifests import System

SYSTEM = System(name="plan", title="目标", urls="bayline.systems.plan.urls")
