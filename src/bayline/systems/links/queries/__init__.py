"""From tables and registers to terms: networks, timetables, named roads, lines, claims."""
