"""Pure computation on text, tables and numbers: nothing here touches the world."""
