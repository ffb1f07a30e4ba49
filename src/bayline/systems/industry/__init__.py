"""Industry: what a region's economy is made of, how specialized it is, by which scheme.

The system measures tables of regions and industries, refuses what the measures would say nothing
about, and keeps the classifications and crosswalks that tie a local scheme to the national one.
"""

from bayline.platform.manifests import System

SYSTEM = System(name="industry", title="产业", urls="bayline.systems.industry.urls")
