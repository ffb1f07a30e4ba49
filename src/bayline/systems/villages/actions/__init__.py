"""What is done in campaigns: acts at a desk, uploads of devices, photos, and what packs bring."""

from bayline.systems.villages.actions.acting import act, enroll_and_assign
from bayline.systems.villages.actions.keeping import fill_missing, keep, rewrite
from bayline.systems.villages.actions.photos import forget_parts, keep_part, keep_photos
from bayline.systems.villages.actions.taking import Told, take

__all__ = [
    "Told",
    "act",
    "enroll_and_assign",
    "fill_missing",
    "forget_parts",
    "keep",
    "keep_part",
    "keep_photos",
    "rewrite",
    "take",
]
