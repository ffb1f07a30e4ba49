"""Charts as pictures: statements as intervals over time, laid out by arithmetic."""
