"""Which block bears which crop from which week on, so that little of a demand is left open."""
