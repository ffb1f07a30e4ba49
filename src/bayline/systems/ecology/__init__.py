"""Ecology: which class the water is of, how good the air was, how much forest there is, and why.

The system judges readings by the standard of their day, assesses sections, rivers, basins and
lakes, and says of each published class and ratio what it rests on, down to the single reading.
"""

from bayline.platform.manifests import System

SYSTEM = System(name="ecology", title="生态环境", urls="bayline.systems.ecology.urls")
