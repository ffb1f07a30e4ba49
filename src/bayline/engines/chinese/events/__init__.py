"""Events: what was signed, started, opened, accepted; by or with whom, and when.

A verb alone tells little: it must be said of something named or counted, and not stand in a word
(开工率), a condition (投产后), a denial (尚未开工) or a mere quality (建成的).
"""

from bayline.engines.chinese.events.reading import events

__all__ = ["events"]
