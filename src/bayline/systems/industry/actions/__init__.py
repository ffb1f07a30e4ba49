"""What industry writes: classifications into the pack, classes into their register."""

from bayline.systems.industry.actions.confirming import Confirmed, confirm_class
from bayline.systems.industry.actions.loading import Loaded, load_classification

__all__ = ["Confirmed", "Loaded", "confirm_class", "load_classification"]
