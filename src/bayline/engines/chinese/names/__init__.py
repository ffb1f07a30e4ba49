"""Names of places, villages, organisations, projects, roads, zones, meetings and documents.

What a gazetteer knows is found by its table; the rest by how names end and by the words a name
cannot reach over. What is printed as a name must be one, so a doubtful name is left out.
"""

from bayline.engines.chinese.names.reading import names

__all__ = ["names"]
