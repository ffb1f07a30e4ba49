"""Links: the roads that are missing between two sides of a border, and what each would give.

The system reads a network of roads, finds where a short road would spare a long way across the
border, tells exactly what each such road would give to whom, and what it would cost. What is not
in the map may be missing in the map only: so each candidate says how sure that is.
"""

from bayline.platform.manifests import System

SYSTEM = System(name="links", title="道路与公交", urls="bayline.systems.links.urls")
