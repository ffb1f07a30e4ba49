"""Produce: what a brand promises of its fruit, and the events that prove it from field to shelf.

Events are those of EPCIS 2.0. The system checks them, keeps them so that nothing is changed, and
goes from a box back to its blocks and forward to its buyers.
"""

from bayline.platform.manifests import System

SYSTEM = System(name="produce", title="品牌农产品", urls="bayline.systems.produce.urls")
