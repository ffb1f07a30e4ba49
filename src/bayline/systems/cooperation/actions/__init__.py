"""What is done to tasks: an act by a person of a side, and events that come from elsewhere."""

from bayline.systems.cooperation.actions.confirming import confirm_promise
from bayline.systems.cooperation.actions.keeping import fill_missing, keep, rewrite
from bayline.systems.cooperation.actions.tasks import act, propose

__all__ = ["act", "confirm_promise", "fill_missing", "keep", "propose", "rewrite"]
