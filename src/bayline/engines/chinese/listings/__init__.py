"""Listings: a whole and its parts, so that a stated count can be held against what is listed.

Two forms: members in a row beside their count (甲、乙、丙3个园区), and counted parts of a counted
whole (项目72个，涉及甲类27个，乙类4个).
"""

from bayline.engines.chinese.listings.reading import is_open, listings

__all__ = ["is_open", "listings"]
