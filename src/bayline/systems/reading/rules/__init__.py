"""Pure decisions of reading: the grammar between figures, and the arithmetic the checks share."""
