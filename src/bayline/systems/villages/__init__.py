"""Villages: campaigns inspected by score sheets and accepted on time; demonstration villages.

The system says of every village where it stands on a day and what that rests on: which inspectors
scored which item how, on what evidence, what had to be mended, who signed. What happened is kept
as events; where a village stands is computed from them.
"""

from bayline.platform.manifests import System

SYSTEM = System(name="villages", title="美丽乡村", urls="bayline.systems.villages.urls")
