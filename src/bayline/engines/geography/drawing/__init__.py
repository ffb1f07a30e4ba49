"""A map as a picture of paths, marks and words: drawn by arithmetic, for paper and no script."""

from bayline.engines.geography.drawing.pictures import Item, Picture, drawn

__all__ = ["Item", "Picture", "drawn"]
