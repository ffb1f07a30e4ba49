"""Region packs: a region as a folder of plain files, every fault in it told by its place."""
