"""Reading: what a document says, figure by figure, and whether its figures agree with one another.

The system takes what the Chinese reader found in one or more documents and recomputes what can be
recomputed: sums, shares, growth, batches, lists. It stores nothing of a draft that is only checked.
"""

from bayline.platform.manifests import System

SYSTEM = System(name="reading", title="核稿", urls="bayline.systems.reading.urls")
