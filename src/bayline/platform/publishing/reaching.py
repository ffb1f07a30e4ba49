"""How far a request sees; the record asks for it too, so it lies beneath both."""

from bayline.platform.reaching import NOTHING, WHOLE, Reach, present_reach, seen_at, within

__all__ = ["NOTHING", "WHOLE", "Reach", "present_reach", "seen_at", "within"]
