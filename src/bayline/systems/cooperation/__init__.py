"""Cooperation: what two sides promised each other, and the tasks that both accept.

Offices on either side of a border follow agreements, meetings and tasks here; nothing is closed
by one side alone.
"""

from bayline.platform.manifests import System

SYSTEM = System(name="cooperation", title="合作事项", urls="bayline.systems.cooperation.urls")
