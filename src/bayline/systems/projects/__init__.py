"""Projects: which project stands where, what shows it, and what batches of them add up to.

The plan office follows a project from its reserve to full capacity here: stages with evidence,
amounts by kind, starts in batches, names over the years, and the exchange in OC4IDS.
"""

from bayline.platform.manifests import System

SYSTEM = System(name="projects", title="项目", urls="bayline.systems.projects.urls")
